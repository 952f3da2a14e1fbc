package redact

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		// Identity codes. 131052-308T is the example of the Digital and Population Data Services Agency.
		{"131052-308T", "[HETU]"},
		{"Hetu 131052-308t.", "Hetu [HETU]."},
		{"(131052–308T), 131052−308T", "([HETU]), [HETU]"},
		{"131052A308T 131052+308T 131052Y308T 131052f308t", "[HETU] [HETU] [HETU] [HETU]"},
		{"131052 - 308T ja 131052 308T ja 131052308T", "[HETU] ja [HETU] ja [HETU]"},
		{"13.10.52-308T, 13.10.1952-308T, 13 10 52 308T", "[HETU], [HETU], [HETU]"},
		{"131052-308A", "[HETU]"}, // wrong check character
		{"131052-3081", "[HETU]"},
		{"hetu 131052-308, 131052A308 ja 131052 308", "hetu [HETU], [HETU] ja 131052 308"}, // no check character
		{"131052-308Ttä hetu131052-308T", "[HETU]tä hetu[HETU]"},
		{"131052-308Atä", "131052-308Atä"},
		{"321052-308T 131352-308T 310252-308X", "321052-308T 131352-308T 310252-308X"}, // no dates
		{"1131052-308T", "1131052-308T"},

		// Telephone numbers.
		{"soita 040 1234567 tai 0401234567 tai 040-1234567!", "soita [PHONE] tai [PHONE] tai [PHONE]!"},
		{"puh.0401234567, puh0401234567, 0401234567:ään", "puh.[PHONE], puh[PHONE], [PHONE]:ään"},
		{"050 123 45 67 ja 0457 313 5157 ja 0400 123 456", "[PHONE] ja [PHONE] ja [PHONE]"},
		{"+358 40 123 4567, +358(0)401234567, +358 (0)40 123 4567", "[PHONE], [PHONE], [PHONE]"},
		{"00358401234567 358401234567 00358 40 1234567", "[PHONE] [PHONE] [PHONE]"},
		{"(09) 123 4567, 09-1234567, (0401234567), 019 12345", "[PHONE], [PHONE], ([PHONE]), [PHONE]"},
		{"040.123.4567 0 4 0 1 2 3 4 5 6 7 8", "[PHONE] [PHONE] 8"},
		{"040\u00a0123\u202f4567 040–123–4567", "[PHONE] [PHONE]"},
		{"ring +46 70 123 45 67 eller 070-123 45 67", "ring [PHONE] eller [PHONE]"},
		{"+44 7911 123456, +1 (555) 123-4567", "[PHONE], [PHONE]"},
		{"040 1234567 050 7654321", "[PHONE] [PHONE]"},
		{"040-1234567/050-7654321", "[PHONE]/[PHONE]"},
		{"soita 040 1234567 10 jälkeen", "soita [PHONE] 10 jälkeen"},
		{"ma-pe 09-17 0401234567", "ma-pe 09-17 [PHONE]"},

		// E-mail addresses.
		{"Matti.Meikalainen+hoito@Example.fi", "[EMAIL]"},
		{"kirjoita: äiti@sähkö.fi.", "kirjoita: [EMAIL]."},
		{"a@b.fi.Kiitos", "[EMAIL].Kiitos"},
		{"matti @ example.fi matti.m@firma (matti(at)example.fi)", "[EMAIL] [EMAIL] ([EMAIL])"},
		{"matti0401234567@example.fi", "[EMAIL]"},
		{"<a@b.fi>,a@c.co.uk;x", "<[EMAIL]>,[EMAIL];x"},

		// Accounts. FI21 1234 5600 0007 85, GB82 WEST... and SE45... are the registry's examples.
		{"FI21 1234 5600 0007 85", "[IBAN]"},
		{"tili fi2112345600000785 kiitos", "tili [IBAN] kiitos"},
		{"FI21 1234 5600 0007 86 100 euroa", "[IBAN] 100 euroa"}, // wrong check digits
		{"FI 21 1234 5600 0007 85, FI21-1234-5600-0007-85", "[IBAN], [IBAN]"},
		{"FI21 1234 5600 0007 8", "[IBAN]"}, // a digit missing
		{"SE45 5000 0000 0583 9825 7466 och GB82 WEST 1234 5698 7654 32 ok", "[IBAN] och [IBAN] ok"},
		{"SE45 5000 0000 0583 9825 7467", "SE45 5000 0000 0583 9825 7467"},

		// Together.
		{"131052-308T 0401234567 a@b.fi FI2112345600000785", "[HETU] [PHONE] [EMAIL] [IBAN]"},
		{"Älä soita:\n040\n1234567", "Älä soita:\n040\n1234567"},
		{"\xff0401234567\xfe a@b.fi\xff", "\xff[PHONE]\xfe [EMAIL]\xff"},
	} {
		got, spans := Text(test.text)
		if got != test.want {
			t.Errorf("Text(%+q)\n got %+q\nwant %+q", test.text, got, test.want)
		}
		if err := check(test.text, got, spans); err != "" {
			t.Errorf("Text(%+q): %s", test.text, err)
		}
	}
}

func TestTextKeepsWhatIsNoOnes(t *testing.T) {
	for _, text := range []string{
		"", "Hoitaja oli ystävällinen.", "1.2.2024", "01.02.2024", "01.02.2024 klo 12.30", "2024-05-06 08:00:12", "06 05 2024", "05 2024 - 06 2024",
		"01022024", "24/7", "klo 08.00-16.00", "08 00 - 16 00", "ma-pe 8-16", "12:30-14:00", "100 mg", "0,5 mg x 3", "2,5 ml/h", "5 000 000 euroa",
		"+5 000 000 euroa", "1 234,50 €", "00100 Helsinki", "00100 ja 02150", "PL 52, 65101 Vaasa", "osasto 12 B", "huone 305", "F32.1 ja J45.9", "E11",
		"112", "116 117", "116117", "0800 123 456", "010 123 4567", "020 1234567", "029 123 4567", "030 123456", "0600 12345", "0700-12345", "0295 123 456",
		"vuodet 1950-2024", "2.5.-3.6.2024", "80-vuotias", "COVID-19", "B12 100 ug", "verenpaine 140/90", "040", "NPS 10/10", "hinta 5 @ 10 e", "kiv@!",
		"diaarinumero 1234/2024", "Y-tunnus 0112038-9", "310224 kpl", "versio 1.2.3.4", "FI 21", "no10 huonetta ja viisi hoitajaa", "01.02.2024-1230", "010224-310524", "311224-1", "12.10.20 + 100g", "[PHONE] [HETU]",
		"0123456789", "kunto (5)", "(at)", "keskiarvo 4.05", "60-70-luvulla", "pituus 180, paino 80", "040524", "3000 askelta 10000 askelta 12000 askelta",
	} {
		if got, spans := Text(text); got != text || spans != nil {
			t.Errorf("Text(%q) = %q", text, got)
		}
	}
}

// sentences have a place for a value at their beginning, in the middle and at the end, beside every kind of sign.
var sentences = []string{
	"%", "% kiitos", "Numeroni on %.", "soittakaa %, kiitos!", "(%)", "Tiedot: %; vastatkaa pian", "\"%\"", "hoitaja sanoi %: ei", "Ring mig på % efter 16",
	"klo 12.30 %", "1.2.2024 % 5 kpl", "%\nkiitos", "osasto 5 %", "my number is %, thanks", "/%/", "%?", "puh:%", "Äiti %ä", "tunnus=%",
}

// TestPlantedValues masks the artificial personal data of the project's test data in any sentence.
func TestPlantedValues(t *testing.T) {
	file, err := os.Open("../../testdata/personal-data.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	values := 0
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		columns := strings.Split(scanner.Text(), "\t")
		if len(columns) != 3 || columns[0] == "id" {
			continue
		}
		values++
		kind, value := columns[1], columns[2]
		for _, sentence := range sentences {
			if strings.Contains(sentence, "%ä") && kind == "email" {
				continue // the ending would be part of the domain
			}
			text := strings.Replace(sentence, "%", value, 1)
			want := strings.Replace(sentence, "%", "["+strings.ToUpper(kind)+"]", 1)
			if got, _ := Text(text); got != want {
				t.Errorf("Text(%q) = %q, want %q", text, got, want)
			}
		}
	}
	if values != 40 {
		t.Errorf("%d values, want 40", values)
	}
}

// TestFeedback counts the spans in the project's invented feedback: the planted numbers and addresses, first names, and no
// other.
func TestFeedback(t *testing.T) {
	data, err := os.ReadFile("../../testdata/feedback.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	text := slices.Index(rows[0], "text")
	planted, names := 0, 0
	for _, row := range rows[1:] {
		got, spans := Text(row[text])
		for _, s := range spans {
			switch s.Kind {
			case PersonalID, Phone, Email, IBAN:
				planted++
			case Name:
				names++
			default:
				t.Errorf("%s: %s %q", row[0], s.Kind, row[text][s.Start:s.End])
			}
		}
		if err := check(row[text], got, spans); err != "" {
			t.Errorf("%s: %s", row[0], err)
		}
	}
	if planted != 40 || names < 20 || names > 30 {
		t.Errorf("%d planted spans, want 40; %d names, want 20 to 30", planted, names)
	}
}

func TestKind(t *testing.T) {
	for kind, name := range kinds {
		text, _ := Kind(kind).MarshalText()
		var back Kind
		if err := back.UnmarshalText(text); err != nil || string(text) != name || back != Kind(kind) {
			t.Errorf("kind %d: %s, %v, %v", kind, text, back, err)
		}
	}
	if err := new(Kind).UnmarshalText([]byte("animal")); err == nil {
		t.Error("kind animal: no error")
	}
	if Kind(99).String() != "redact.Kind(99)" || Kind(99).Mask() != "[REDACTED]" {
		t.Error(Kind(99).String(), Kind(99).Mask())
	}
}

// check returns what is wrong with a result: spans that overlap or cut characters, an output that is not the text with
// the spans replaced, or one in which something is found again.
func check(text, got string, spans []Span) string {
	rest := got
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			return "spans overlap or lie outside"
		}
		before := text[at:s.Start] + s.Kind.Mask()
		if !strings.HasPrefix(rest, before) {
			return "the output is not the text with its spans replaced"
		}
		rest = rest[len(before):]
		at = s.End
	}
	if rest != text[at:] {
		return "the output does not end as the text does"
	}
	if utf8.ValidString(text) && !utf8.ValidString(got) {
		return "the output is not valid UTF-8"
	}
	if again, more := Text(got); len(more) > 0 {
		return "redacting the output again gives " + again
	}
	return ""
}

// TestFragments checks the same promises on texts of pieces run together, which chance rarely finds byte by byte.
func TestFragments(t *testing.T) {
	pieces := []string{
		"131052-308T", "131052-308A", "131052", "308T", "13.10.", "1952", "-", "–", "+", "A", "040", "0401234567", "1234567", "+358", "358", "(0)", "(", ")",
		"09", "00", " ", " ", "\u00a0", ".", ",", "/", "a", "ä", "matti.m", "@", "(at)", "example", ".fi", "FI21", "12345600000785", "1234", "5600",
		"SE45", "5000", "0000058398257466", "GB82WEST12345698765432", "[PHONE]", "\n", "0", "7", "112",
		"Minna", "minna", "Toivo", "Virtaselle", "Koski", "Hoitaja", "hoitaja ", "Auroran", " sairaala", "K.", "S", "von ", "ja ", "Xyz", "Kirkkokatu", "Kirkkokatu 5", " B 4", ":ssa", "'s",
		"Baker", " Street", "65100 Vasa", "ABC-123", "auto ", "@minna", "facebook.com/", "https://", "www.", "811228-9874", "Maj", "Matti", "KIM", "[NAME-3f2a]", "terv ", "nimi", "Parkinson",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		var b strings.Builder
		for range 1 + rng.IntN(10) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		text := b.String()
		got, spans := Text(text)
		if err := check(text, got, spans); err != "" {
			t.Fatalf("Text(%+q) = %+q: %s", text, got, err)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, text := range []string{
		"131052-308T 040 1234567 +358 (0)40-123 4567, a.b@c.fi (at) FI21 1234 5600 0007 85 GB82 WEST 1234 5698 7654 32",
		"a@b.fi@c.fi0401234567@d.fi", "(09)-1234567)(+(358) 401234567", "13.10.1952–308T040\u00a01234567", "\xff@\xfe.fi",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, spans := Text(text)
		if err := check(text, got, spans); err != "" {
			t.Errorf("Text(%+q) = %+q: %s", text, got, err)
		}
	})
}

func BenchmarkText(b *testing.B) {
	for _, bench := range []struct{ name, text string }{
		{"clean", "Hoitaja oli todella ystävällinen 1.2.2024, mutta jonotusaika puhelimessa oli yli 40 minuuttia (liikaa). "},
		{"personal", "Soittakaa 040 123 4567 tai matti.m@example.fi, hetu 131052-308T, tili FI21 1234 5600 0007 85. Kiitos jo etukäteen!"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(bench.text)))
			b.ReportAllocs()
			for b.Loop() {
				Text(bench.text)
			}
		})
	}
}
