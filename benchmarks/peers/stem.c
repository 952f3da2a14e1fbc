/*
 * Stems words by Snowball's C library, as a peer of ../words.
 *
 *     stem LANGUAGE          reads words from standard input, one a line, and writes the stem of each
 *     stem LANGUAGE FILE     reads the words of FILE; then for each number n on standard input stems all of them n times
 *                            and writes the nanoseconds of processor time that this took
 *     stem version           writes the version of the library
 *
 * LANGUAGE is a name or code that libstemmer knows, such as fi. Words are UTF-8, in lower case.
 */
#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void fail(const char *message, const char *value)
{
	fprintf(stderr, "stem: %s: %s\n", message, value);
	exit(1);
}

/* read_all returns the bytes of a file, with a zero after them. */
static char *read_all(FILE *file, size_t *size)
{
	size_t capacity = 1 << 20;
	char *bytes = malloc(capacity);
	*size = 0;
	while (bytes) {
		*size += fread(bytes + *size, 1, capacity - *size - 1, file);
		if (*size + 1 < capacity) {
			bytes[*size] = 0;
			return bytes;
		}
		bytes = realloc(bytes, capacity *= 2);
	}
	fail("out of memory", "reading words");
	return NULL;
}

/* each_word stems the words of text; it writes the stems where out is not NULL. */
static void each_word(struct sb_stemmer *stemmer, const char *text, FILE *out)
{
	const char *end;
	for (; (end = strchr(text, '\n')); text = end + 1) {
		const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)text, end - text);
		if (!stem)
			fail("out of memory", "stemming");
		if (out) {
			fwrite(stem, 1, sb_stemmer_length(stemmer), out);
			putc('\n', out);
		}
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
		puts(VERSION);
		return 0;
	}
	if (argc != 2 && argc != 3)
		fail("usage", "stem LANGUAGE [FILE]");
	struct sb_stemmer *stemmer = sb_stemmer_new(argv[1], "UTF_8");
	if (!stemmer)
		fail("unknown language", argv[1]);
	size_t size;
	if (argc == 2) {
		each_word(stemmer, read_all(stdin, &size), stdout);
		return 0;
	}
	FILE *file = fopen(argv[2], "rb");
	if (!file)
		fail("cannot open", argv[2]);
	char *text = read_all(file, &size);
	char line[32];
	while (fgets(line, sizeof line, stdin)) {
		long long start = processor_time();
		for (int n = atoi(line); n > 0; n--)
			each_word(stemmer, text, NULL);
		printf("%lld\n", processor_time() - start);
		fflush(stdout);
	}
	return 0;
}
