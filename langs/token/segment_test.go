package token

import (
	"fmt"
	"strings"
	"testing"
)

// Each text is written with | where the next part begins.
var sentences = map[string][]string{
	"fi": {
		"Hoitaja oli ystävällinen",
		"Hoitaja oli ystävällinen. |Lääkäri kuunteli.",
		"Hyvä palvelu! |Kiitos!!! |Tulen uudestaan :)",
		"Miksi kukaan ei vastaa? |Odotin tunnin",
		"Miksi?! |Odotin tunnin...",
		"ei vastattu puhelimeen. |soitin kolme kertaa. |luovutin",
		"Hyvä.|Kiitos",
		"hyvä palvelu.|kiitos hoitajille",
		"Palvelu oli ok... mutta jono pitkä",
		"Palvelu oli ok… |Jono pitkä",
		"Kaipaisin esim. parkkipaikkoja. |Kiitos",
		"Siellä oli mm. Maija ja Pekka. |Muita ei ollut",
		"Aika oli klo. 12 ja se myöhästyi",
		"Aika oli klo 13.45. |Se myöhästyi",
		"Odotin n. 40 minuuttia. |Liikaa!",
		"Kävin 31.1.2025 vastaanotolla. |Kaikki sujui",
		"Kävin 31.1. vastaanotolla. |Kaikki sujui",
		"Aika oli 5.1. |Maanantaina peruttiin",
		"3. kerros oli sekava. |2. kerros ei",
		"Maksoin 12,50 euroa. |Kallista",
		"Lämpöä 37.5 astetta. |Ei autettu",
		"Hoitaja M. Virtanen auttoi. |Kiitos",
		"Tapasin T. J. Korhosen. |Hän auttoi",
		"ks. www.hus.fi. |Sieltä löytyi",
		"Kirjoitin osoitteeseen a@b.fi. |Ei vastausta",
		"Nopea palvelu 👍 |Kiitos hoitajille",
		"nopea palvelu 👍👍 |kiitos hoitajille",
		"Nopea palvelu! 👍 |Kiitos",
		"👍 Nopea palvelu",
		"Hoitaja oli kiva 😊, lääkäri myös",
		"Kiitos :) |Olitte ihania <3",
		"Kiitos:D |olitte ihania",
		"Hyvä hoito\n|Huono ruoka\n\n|Kiitos",
		"- hyvä hoito\n|- huono ruoka",
		"Parasta oli (!) hoitaja ja pahinta (?) jono",
		"\"Odota!\" sanoi hoitaja. |Odotin.",
		"Hän sanoi: \"Odota.\" |Odotin.",
		"Verikokeet, röntgen jne. |Kaikki samana päivänä",
		"Verikokeet, röntgen jne. samana päivänä",
		"Odotin 40 min. |Lääkäri tuli",
		"Odotin 40 min. käytävällä",
		"Ruoka: keitto, leipä yms. ja kahvi",
		"Soitin [PHONE]. |Ei vastattu",
		"Tri. Virtanen oli hyvä",
		"Lääkäri kuunteli .|Hoitaja ei",
		"Kiitos ! ! ! |Tulen taas",
		"1. Hyvä hoito",
		"Terv. Maija",
		"Professori Markku I. Nurminen kuunteli. |Kiitos",
		"Kysyin \"Miksi?\", mutta turhaan",
		"t. Maija",
		"",
		"!!!",
	},
	"sv": {
		"Personalen var vänlig. |Läkaren lyssnade.",
		"Tack för hjälpen! |Jag är nöjd.",
		"Varför svarar ingen? |jag väntade en timme",
		"bra bemötande. |lång väntetid",
		"Bra bemötande.|Lång väntetid",
		"T.ex. maten var kall. |Tack",
		"Maten var kall, t.ex. Karin klagade. |Tack",
		"Jag träffade bl.a. en sköterska. |Hon var snäll",
		"Det tog ca. 40 minuter. |För länge",
		"Jag fick tid kl. 13.45. |Den ställdes in",
		"Prover, röntgen osv. |Allt samma dag",
		"Prover, röntgen osv. samma dag",
		"Prover, röntgen o.s.v. |Allt samma dag",
		"Prover, röntgen m.m. |Allt samma dag",
		"Dr. Andersson var bra. |Tack",
		"Prof. A. Berg hjälpte mig. |Tack",
		"D.v.s. ingen ringde. |Tack",
		"Han är f.d. läkare. |Tack",
		"Den 3. maj ringde jag. |Ingen svarade",
		"Jag kom 3.5.2024. |Ingen var där",
		"Det kostade 12,50. |Dyrt",
		"Se www.1177.se. |Där stod det",
		"Underbar personal ❤️ |tack",
		"Underbar personal! ❤️❤️ |Tack",
		"❤️ Underbar personal",
		"Underbar personal :-) |Tack",
		"bra mat\n|dålig säng",
		"* bra mat\n|* dålig säng",
		"Allt var bra... utom maten",
		"Allt var bra ... |Maten var kall",
		"”Vänta!” sa hon. |Jag väntade.",
		"Hon sa: ”Vänta.” |Jag väntade.",
		"Det var (minst sagt!) rörigt. |Men tack",
		"Jag undrar m.a.o. varför. |Tack",
		"Väntade ca 2 h. |Ingen kom",
		"Avd. 3 var bra. |Tack",
		"Tel. 123 45 fungerar inte. |Ring",
		"Mvh. Karin",
		"Vad är detta?? |Skandal!!",
		"EU:s regler. |Tack",
		"Resp. avdelning svarar. |Tack",
		"Ev. återbud. |Tack",
	},
	"en": {
		"The nurse was kind. |The doctor listened.",
		"Great service! |Thank you",
		"Why did nobody answer? |i waited an hour",
		"good food. |cold room",
		"Good food.|Cold room",
		"Dr. Smith was great. |Thanks",
		"Mr. and Mrs. Jones helped. |Thanks",
		"Some staff, e.g. Dr. Lee, were rude. |Others not",
		"Some staff, i.e. two nurses, were rude. |Others not",
		"Blood tests, x-rays etc. |All on one day",
		"Blood tests, x-rays etc. on one day",
		"I came at 9 a.m. and left at 5 p.m. |Nobody called",
		"It cost 12.50. |Too much",
		"Seen on 3.5.2024. |Fine",
		"The version was 2.0. |Fine",
		"J. R. Smith helped. |Thanks",
		"My wife and I. |Thanks",
		"Nobody helped my wife and I. |We left",
		"See https://www.nhs.uk/a.b. |It helps",
		"Loved it 😀 |will come again",
		"Loved it! 😀😀 |Will come again",
		"😀 loved it",
		"Loved it :D |will come again",
		"Loved it ;-) |Will come again",
		"good staff\n|bad parking",
		"good staff\r\n\r\n|bad parking",
		"It was ok... but slow",
		"It was ok... |Slow though",
		"\"Wait!\" she said. |I waited.",
		"She said \"wait.\" |I waited.",
		"It was (frankly!) bad. |Sorry",
		"(It was bad.) |Sorry",
		"No. |Not again",
		"Room No. 5 was cold. |Brr",
		"Approx. 40 minutes. |Too long",
		"I waited 40 min. |Nobody came",
		"vs. last year it is better",
		"St. Mary's is good. |Thanks",
		"Is this normal?! |No!!",
		"Wait times: 2.5 h vs. 1 h. |Bad",
		"Really?? |Yes.",
		"What a day . |Thanks",
	},
}

var clauses = map[string][]string{
	"fi": {
		"Hoitaja oli kiva",
		"Hoitaja oli kiva |mutta jono oli pitkä",
		"Hoitaja oli kiva, |mutta jono oli pitkä",
		"Hoitaja oli kiva. |Mutta jono oli pitkä",
		"Valitan |koska kukaan ei vastannut",
		"Hän sanoi, |että aika on peruttu",
		"Hoito oli hyvää, |vaikka jouduin odottamaan",
		"Vaikka jouduin odottamaan, |hoito oli hyvää",
		"Hoitajat sekä lääkärit olivat hyviä",
		"Hoitajat olivat hyviä, |sekä ruoka maistui",
		"Hoitaja oli kiva ja ruoka maistui",
		"Hoitaja oli kiva |ja lääkäri ei kuunnellut",
		"Hoitajat ja lääkärit olivat hyviä",
		"Hoitaja oli kiva ja ystävällinen",
		"Hoitaja oli kiva ja otti näytteen",
		"Hoitaja oli kiva, |lääkäri oli tyly",
		"Hoitaja, joka oli kiva, auttoi",
		"Hoitajat, lääkärit, siivoojat",
		"Hyvä hoito; |huono ruoka",
		"Hyvä hoito |- huono ruoka",
		"Hyvä hoito |– huono ruoka",
		"Auki 8 - 16 |mutta ovi oli kiinni",
		"Auki ma - pe",
		"Plussaa: hoitajat |Miinusta: jono",
		"plussaa hoitajista |miinusta jonosta",
		"Plussat: hoitajat, lääkäri. |Miinukset: jono",
		"+ hoitajat |+ ruoka |- jono",
		"Palvelu ok... |mutta jono pitkä",
		"Mutta koska aika peruttiin, |jäin ilman hoitoa",
		"Kiva, mutta.",
		"Lääkäri kuunteli, |joten olin tyytyväinen",
		"Olin tyytyväinen, |kun taas vaimo ei",
		"En ollut pettynyt, |vaan iloinen",
		"Kiitos hoitajille 👍 |mutta parkkipaikka puuttuu",
		"E-resepti toimii |mutta tk:ssa jonottaa",
		"",
	},
	"sv": {
		"Personalen var snäll",
		"Personalen var snäll |men kön var lång",
		"Personalen var snäll, |men kön var lång",
		"Jag klagar |eftersom ingen svarade",
		"Eftersom ingen svarade, |åkte jag hem",
		"Bra vård |fast det tog tid",
		"Bra vård, |fast lång väntan",
		"Jag vill ha en fast läkare",
		"Bra vård |trots att det tog tid",
		"Bra vård |även om det tog tid",
		"Jag tycker att det var bra |och att maten var god",
		"Jag tycker att det var bra",
		"Personalen var snäll |och läkaren var lugn",
		"Personalen var snäll och lugn",
		"Läkare och sköterskor var snälla",
		"Personalen var snäll, |maten var kall",
		"Sköterskan, som var snäll, hjälpte mig",
		"Läkare, sköterskor, städare",
		"Det var inte dåligt, |utan bra",
		"Bra vård; |dålig mat",
		"Bra vård |- dålig mat",
		"Öppet 8 – 16",
		"Plus: maten |Minus: kön",
		"Positivt: maten |Negativt: kön",
		"Ros till personalen, |men ris till maten",
		"Allt var bra... |utom maten",
		"Maten var god |medan rummet var kallt",
		"Läkaren lyssnade, |så jag var nöjd",
		"Men jag är nöjd",
		"Tack 👍 |men kön var lång",
		"+ maten |- kön",
	},
	"en": {
		"The nurse was kind",
		"The nurse was kind |but the wait was long",
		"The nurse was kind, |but the wait was long",
		"I complain |because nobody answered",
		"Because nobody answered, |I left",
		"Good care |although I had to wait",
		"Although I had to wait, |the care was good",
		"The staff was kind, |however the wait was long",
		"The food, however, was cold",
		"The nurse was kind |and the doctor was rude",
		"The nurse was kind and gentle",
		"The crew were kind and made me feel safe",
		"Nurses and doctors were kind",
		"The nurse was kind, |the doctor was rude",
		"The nurse, who was kind, helped me",
		"Nurses, doctors, cleaners",
		"I have nothing but praise",
		"Men and women were in one room",
		"The service was fast",
		"Good care; |bad food",
		"Good care |- bad food",
		"Good care|--bad food",
		"Open 8 - 16",
		"Pros: nurses |Cons: parking",
		"Good: nurses |Bad: parking",
		"It was ok... |but slow",
		"The food was good |whereas the room was cold",
		"They listened, |so I am happy",
		"But I am happy",
		"Well-trained nurses and on-time service",
		"It was good on the whole and on time",
		"Thanks 👍 |but parking is bad",
		"+ nurses |- parking",
	},
}

func TestSentences(t *testing.T) { compare(t, sentences, (*Tokens).Sentences) }

func TestClauses(t *testing.T) { compare(t, clauses, (*Tokens).Clauses) }

func compare(t *testing.T, cases map[string][]string, split func(*Tokens, []Span, []byte) []Span) {
	for language, marked := range cases {
		for _, want := range marked {
			text := strings.ReplaceAll(want, "|", "")
			var tokens Tokens
			Scan(&tokens, []byte(text))
			spans := split(&tokens, nil, []byte(text))
			if err := checkSpans(spans, &tokens, text); err != nil {
				t.Errorf("%s: %q: %v", language, text, err)
			}
			if got := mark(text, spans); got != want && len(spans) > 0 || len(spans) == 0 && tokens.Len() > 0 {
				t.Errorf("%s:\n got %q\nwant %q", language, got, want)
			}
		}
	}
}

// mark writes | before each part but the first.
func mark(text string, spans []Span) string {
	var b strings.Builder
	at := 0
	for i, s := range spans {
		if i > 0 {
			b.WriteString(text[at:s.Start] + "|")
			at = s.Start
		}
	}
	return b.String() + text[at:]
}

// checkSpans verifies what is promised: spans that rise and do not overlap, begin and end without white space, and
// hold every token whole.
func checkSpans(spans []Span, tokens *Tokens, text string) error {
	at, next := 0, 0
	for i, s := range spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			return fmt.Errorf("span %d is %d:%d, after offset %d of %d", i, s.Start, s.End, at, len(text))
		}
		if part := text[s.Start:s.End]; strings.TrimSpace(part) != part {
			return fmt.Errorf("span %d, %q, has white space around it", i, part)
		}
		first := next
		for next < tokens.Len() && tokens.List[next].Start < s.End {
			if tok := tokens.List[next]; tok.Start < s.Start || tok.End > s.End {
				return fmt.Errorf("token %d:%d is not in span %d, %d:%d", tok.Start, tok.End, i, s.Start, s.End)
			}
			next++
		}
		if next == first {
			return fmt.Errorf("span %d, %q, has no token", i, text[s.Start:s.End])
		}
		at = s.End
	}
	if next < tokens.Len() {
		return fmt.Errorf("token %d of %d is in no span", next, tokens.Len())
	}
	return nil
}

func TestSegmentsDoNotAllocate(t *testing.T) {
	text := []byte("Hoitaja oli ystävällinen, mutta jono oli pitkä. Kävin 31.1. klo 13.45 esim. labrassa 👍 kiitos!")
	var tokens Tokens
	Scan(&tokens, text)
	var spans []Span
	if n := testing.AllocsPerRun(100, func() {
		spans = tokens.Sentences(spans[:0], text)
		spans = tokens.Clauses(spans, text)
	}); n != 0 {
		t.Errorf("%v allocations a text", n)
	}
}

func FuzzSegments(f *testing.F) {
	for _, language := range []string{"fi", "sv", "en"} {
		for _, text := range append(sentences[language], clauses[language]...) {
			f.Add(text)
		}
	}
	f.Add("a.\u00a0b\u2028c \xff. \xc3! d;\u3000e - \u200d, mutta f")
	f.Fuzz(func(t *testing.T, text string) {
		var tokens Tokens
		Scan(&tokens, []byte(text))
		whole := tokens.Sentences(nil, []byte(text))
		if err := checkSpans(whole, &tokens, text); err != nil {
			t.Fatalf("sentences of %+q: %v", text, err)
		}
		parts := tokens.Clauses(nil, []byte(text))
		if err := checkSpans(parts, &tokens, text); err != nil {
			t.Fatalf("clauses of %+q: %v", text, err)
		}
		// Every sentence is one clause or several.
		at := 0
		for _, s := range whole {
			if parts[at].Start != s.Start {
				t.Fatalf("%+q: no clause begins with the sentence at %d", text, s.Start)
			}
			for at < len(parts) && parts[at].End <= s.End {
				at++
			}
			if parts[at-1].End != s.End {
				t.Fatalf("%+q: no clause ends with the sentence at %d", text, s.End)
			}
		}
	})
}

func BenchmarkSegments(b *testing.B) {
	text := []byte("Hoitaja oli todella ystävällinen ja lääkäri kuunteli. Jonotusaika puhelimessa oli yli 40 minuuttia, mikä on liikaa!")
	var tokens Tokens
	Scan(&tokens, text)
	for name, split := range map[string]func(*Tokens, []Span, []byte) []Span{"sentences": (*Tokens).Sentences, "clauses": (*Tokens).Clauses} {
		b.Run(name, func(b *testing.B) {
			var spans []Span
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				spans = split(&tokens, spans[:0], text)
			}
		})
	}
}

func ExampleTokens_Sentences() {
	text := []byte("Kävin 31.1. klo 13.45 vastaanotolla. hoitaja oli kiva 👍 Kiitos!")
	var tokens Tokens
	Scan(&tokens, text)
	for _, s := range tokens.Sentences(nil, text) {
		fmt.Printf("%s\n", text[s.Start:s.End])
	}
	// Output:
	// Kävin 31.1. klo 13.45 vastaanotolla.
	// hoitaja oli kiva 👍
	// Kiitos!
}

func ExampleTokens_Clauses() {
	text := []byte("Personalen var snäll och läkaren var lugn, men kön var lång.")
	var tokens Tokens
	Scan(&tokens, text)
	for _, s := range tokens.Clauses(nil, text) {
		fmt.Printf("%s\n", text[s.Start:s.End])
	}
	// Output:
	// Personalen var snäll
	// och läkaren var lugn,
	// men kön var lång.
}
