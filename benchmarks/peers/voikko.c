/*
 * Finds the base forms of Finnish words by Voikko, as a peer of ../words. Its arguments are those of stem.c; LANGUAGE is fi.
 * A base form has # at the borders of the parts of a compound, as in the treebanks: hammas#lääkäri. It is that of the
 * first analysis; a word without one is its own. Words are given as they stand in the text.
 */
#include <libvoikko/voikko.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_WORD 4096 /* bytes */

static void fail(const char *message, const char *value)
{
	fprintf(stderr, "voikko: %s: %s\n", message, value);
	exit(1);
}

/* border tells whether a part other than the first begins at a character: structure has "=" before each part. */
static int border(const char **structure)
{
	int is = **structure == '=';
	if (is)
		++*structure;
	if (**structure)
		++*structure;
	return is;
}

/* with_borders writes a base form with the borders that the structure of the inflected word gives. */
static void with_borders(const char *base, const char *structure, FILE *out)
{
	for (const char *p = base; *p; p++) {
		int begins = (*p & 0xc0) != 0x80 && border(&structure);
		if (begins && p > base && p[-1] != '-')
			putc('#', out);
		putc(*p, out);
	}
}

/* base_form analyses a word; it writes where out is not NULL. */
static void base_form(struct VoikkoHandle *voikko, const char *word, FILE *out)
{
	struct voikko_mor_analysis **all = voikkoAnalyzeWordCstr(voikko, word);
	char *base = NULL, *structure = NULL;
	if (all && all[0]) {
		base = voikko_mor_analysis_value_cstr(all[0], "BASEFORM");
		structure = voikko_mor_analysis_value_cstr(all[0], "STRUCTURE");
	}
	if (out) {
		if (base && structure)
			with_borders(base, structure, out);
		else
			fputs(word, out);
		putc('\n', out);
	}
	if (base)
		voikko_free_mor_analysis_value_cstr(base);
	if (structure)
		voikko_free_mor_analysis_value_cstr(structure);
	if (all)
		voikko_free_mor_analysis(all);
}

static void each_word(struct VoikkoHandle *voikko, FILE *in, FILE *out)
{
	char word[MAX_WORD];
	while (fgets(word, sizeof word, in)) {
		word[strcspn(word, "\n")] = 0;
		base_form(voikko, word, out);
	}
}

static long long processor_time(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "version")) {
		printf("%s with voikko-fi %s\n", voikkoGetVersion(), VERSION);
		return 0;
	}
	if (argc != 2 && argc != 3)
		fail("usage", "voikko fi [FILE]");
	const char *error = NULL;
	struct VoikkoHandle *voikko = voikkoInit(&error, argv[1], NULL);
	if (!voikko)
		fail(argv[1], error);
	if (argc == 2) {
		each_word(voikko, stdin, stdout);
		return 0;
	}
	FILE *file = fopen(argv[2], "rb");
	if (!file)
		fail("cannot open", argv[2]);
	char line[32];
	while (fgets(line, sizeof line, stdin)) {
		long long start = processor_time();
		for (int n = atoi(line); n > 0; n--) {
			rewind(file);
			each_word(voikko, file, NULL);
		}
		printf("%lld\n", processor_time() - start);
		fflush(stdout);
	}
	return 0;
}
