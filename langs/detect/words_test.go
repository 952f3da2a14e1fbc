package detect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect/internal/corpus"
	"github.com/kaiku-analytics/kaiku/langs/token"
)

// mixed are texts in two languages as people write them; <fi> and the like say in which language the words after it are.
// They were written before the code that reads them, and its settings were chosen with them.
var mixed = []string{
	"<fi>tosi <en>helpful <fi>henkilökunta",
	"<sv>jättebra service men <fi>puhelu meni katki",
	"<fi>Hoitaja oli ystävällinen. <sv>Men väntetiden var alldeles för lång.",
	"<sv>Tack för hjälpen! <fi>Kiitos kaikille hoitajille.",
	"<fi>Kiitos avusta, <en>thank you so much for everything",
	"<en>The nurse was very kind. <fi>Lääkäri ei kuunnellut ollenkaan.",
	"<fi>Palvelu oli hyvää, <en>but the waiting time was too long",
	"<sv>Personalen var snäll <en>but nobody spoke English",
	"<en>Great service, <sv>tack så mycket för allt",
	"<fi>Lääkäri puhui vain suomea, <sv>jag förstod ingenting",
	"<sv>Jag ringde tre gånger men <fi>kukaan ei vastannut",
	"<fi>Sain ajan nopeasti. <sv>Läkaren lyssnade på mig. <en>Everything was fine in the end.",
	"<fi>ihan <en>nice <fi>kokemus kyllä",
	"<fi>todella <en>professional <fi>meininki vastaanotolla",
	"<fi>aika <en>random <fi>palvelu mutta toimi",
	"<sv>väldigt <en>helpful <sv>personal på avdelningen",
	"<sv>det var lite <en>confusing <sv>att hitta rätt",
	"<fi>hoitaja sanoi <en>sorry we are closed <fi>ja sulki oven",
	"<fi>lääkäri totesi vain että <sv>det är ingen fara <fi>ja lähetti kotiin",
	"<sv>sköterskan svarade <fi>en puhu ruotsia <sv>och gick iväg",
	"<en>the doctor said <fi>ei voi auttaa <en>and left the room",
	"<fi>Jono oli pitkä <sv>och ingen förklarade varför",
	"<sv>Maten var god <fi>mutta huone oli kylmä",
	"<fi>Ruoka oli hyvää. <sv>Rummet var kallt.",
	"<en>Parking was difficult. <sv>Det fanns inga platser.",
	"<sv>Bra bemötande. <en>Will come again.",
	"<fi>Hyvä kohtelu. <en>Very professional staff.",
	"<en>Thanks to the staff <fi>olitte aivan ihania",
	"<fi>Aika peruttiin viime hetkellä, <en>no explanation given",
	"<sv>Tiden avbokades i sista minuten, <fi>eikä syytä kerrottu",
	"<sv>Jag är nöjd med vården. <fi>Ainoa miinus on pysäköinti.",
	"<fi>Olen tyytyväinen hoitoon. <sv>Enda minus är parkeringen.",
	"<en>I am happy with the care. <fi>Ainoa huono puoli oli jonotus.",
	"<fi>hyvä lääkäri <sv>dålig mat",
	"<sv>snäll läkare <fi>huono ruoka",
	"<en>kind nurses <fi>kylmä ruoka",
	"<fi>nopea palvelu <en>friendly staff",
	"<sv>lång väntetid <en>rude doctor",
	"<fi>kiitos hoitajille <sv>tack till läkarna <en>thanks to everyone",
	"<fi>Chat palvelu toimi hyvin, <en>answered in five minutes",
	"<sv>Appen fungerar inte. <fi>Kirjautuminen ei onnistu. <en>Please fix the login.",
	"<fi>kirjautuminen ei toimi <en>please fix it",
	"<fi>laakari ei kuunnellut <sv>men skoterskan var vanlig",
	"<sv>vantetiden var lang <fi>mutta hoito hyvaa",
	"<fi>Odotin puhelimessa yli tunnin ennen kuin joku vastasi, <sv>och sedan bröts samtalet utan förklaring.",
	"<en>I waited on the phone for more than an hour, <fi>ja sitten puhelu katkesi ilman selitystä.",
	"<fi>Neuvolassa oli lämmin tunnelma. <sv>Barnmorskan tog sig tid att svara på alla mina frågor.",
	"<sv>På rådgivningen var stämningen varm. <fi>Kätilö ehti vastata kaikkiin kysymyksiini.",
	"<en>My mother tongue is English, <sv>men personalen talade svenska med mig",
	"<fi>Äidinkieleni on suomi, <sv>men jag fick blanketten på svenska",
	"<fi>Potilas ei saanut palvelua ruotsiksi. <sv>Det är hans lagstadgade rättighet.",
	"<fi>hoitaja oli super ystävällinen <en>would recommend to anyone",
	"<fi>kaikki ok <sv>men parkeringen var full",
	"<fi>Hammaslääkäri oli taitava. <mis>Der Arzt war sehr freundlich zu mir.",
	"<mis>Arst oli väga sõbralik ja kuulas mind. <fi>Kiitos hyvästä hoidosta kaikille.",
	"<sv>Läkaren var bra. <mis>Médecin très gentil et à l'écoute.",
	"<fi>Kiitos kaikesta. <mis>Спасибо большое за помощь.",
	"<en>Good care. <mis>Muchas gracias por toda la ayuda.",
	"<sv>Jag skrev på svenska men fick svaret <fi>ottakaa yhteyttä omaan terveysasemaan <sv>och det hjälpte inte",
	"<fi>Lapun mukaan piti soittaa numeroon ja <sv>vänta på sin tur <fi>mutta kukaan ei vastannut koko päivänä",
}

// unmark returns the text and the parts that the marks make of it.
func unmark(marked string) (text string, parts []Segment) {
	for _, part := range strings.Split(marked, "<")[1:] {
		code, words, _ := strings.Cut(part, ">")
		language, err := langs.Parse(code)
		if err != nil {
			panic(err)
		}
		start := len(text)
		text += words
		parts = append(parts, Segment{Start: start, End: len(text), Language: language})
	}
	return text, parts
}

// at returns the language of the part that holds the offset.
func at(parts []Segment, offset int) langs.Language {
	i := slices.IndexFunc(parts, func(s Segment) bool { return offset < s.End })
	return parts[i].Language
}

// TestMixed measures how many words of the mixed texts get their language.
func TestMixed(t *testing.T) {
	var words, right, undetermined, inSegment, sameParts int
	var found []WordLanguage
	var segments []Segment
	for _, marked := range mixed {
		text, parts := unmark(marked)
		found = Default().Words(found[:0], text)
		segments = Default().Segments(segments[:0], text)
		for _, w := range found {
			words++
			switch w.Language {
			case at(parts, w.Start):
				right++
			case langs.Undetermined:
				undetermined++
			}
			if i := slices.IndexFunc(segments, func(s Segment) bool { return w.Start < s.End }); segments[i].Language == at(parts, w.Start) {
				inSegment++
			}
		}
		same := len(segments) == len(parts)
		for i := range min(len(segments), len(parts)) {
			same = same && segments[i].Start == parts[i].Start && segments[i].Language == parts[i].Language
		}
		if same {
			sameParts++
		} else {
			t.Logf("%s: %v", marked, segments)
		}
	}
	t.Logf("%d texts, %d words: Words %.1f %% right, %.1f %% undetermined; Segments %.1f %% right, all parts right in %d texts",
		len(mixed), words, percent(right, words), percent(undetermined, words), percent(inSegment, words), sameParts)
	if percent(right, words) < 96 || percent(inSegment, words) < 94 {
		t.Error("want at least 96 % and 94 %")
	}
}

// TestOneLanguageIsOneSegment reads paragraphs of four sentences of the treebanks. Some of them do quote another language.
func TestOneLanguageIsOneSegment(t *testing.T) {
	data := dataFolder(t)
	var segments []Segment
	for _, name := range []string{"fi_tdt_dev", "sv_talbanken_dev", "en_ewt_dev"} {
		sentences, err := corpus.Sentences(data, name)
		if err != nil {
			t.Fatal(err)
		}
		paragraphs, whole := 0, 0
		for ; len(sentences) >= 4; sentences = sentences[4:] {
			text := sentences[0].Text + " " + sentences[1].Text + " " + sentences[2].Text + " " + sentences[3].Text
			segments = Default().Segments(segments[:0], text)
			paragraphs++
			if len(segments) == 1 {
				whole++
			}
		}
		t.Logf("%s: %.1f %% of %d paragraphs are one segment", name, percent(whole, paragraphs), paragraphs)
		if percent(whole, paragraphs) < 97 {
			t.Error("want at least 97 %")
		}
	}
}

func TestWords(t *testing.T) {
	text := "Tosi helpful henkilökunta! 👍 +358 a@b.fi [PHONE]"
	var got []string
	for _, w := range Default().Words(nil, text) {
		got = append(got, text[w.Start:w.End]+"/"+w.Language.String())
	}
	if want := []string{"Tosi/fi", "helpful/en", "henkilökunta/fi"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSegments(t *testing.T) {
	for _, test := range []struct {
		text string
		want string
	}{
		{"", ""},
		{"12.30 👍", ""},
		{"tosi helpful henkilökunta", "[fi tosi helpful henkilökunta]"},
		{"(jättebra service) men puhelu meni katki!", "[sv jättebra service) men][fi puhelu meni katki]"},
		{"👍 Hoitaja oli ihana 10/10. Maten var också god 👍 5!", "[fi 👍 Hoitaja oli ihana 10/10][sv Maten var också god 👍 5]"},
		{strings.Repeat("Hoitaja kuunteli. ", 500), "[fi " + strings.Repeat("Hoitaja kuunteli. ", 499) + "Hoitaja kuunteli]"},
	} {
		got := ""
		for _, s := range Default().Segments(nil, test.text) {
			got += fmt.Sprintf("[%v %s]", s.Language, test.text[s.Start:s.End])
		}
		if got != test.want {
			t.Errorf("got  %.200s\nwant %.200s", got, test.want)
		}
	}
}

// TestSmoothing compares with the sum over all sequences of languages, of which four words have 256.
func TestSmoothing(t *testing.T) {
	const text = "hyvä service men puhelu"
	d := Default()
	var evidence [4][classes]float64
	for i, word := range strings.Fields(text) {
		var r reader
		r.read(d, word, 0.5) // a first word is as likely in each language
		evidence[i] = r.p[0]
	}
	var want [4][classes]float64
	for sequence := range 256 {
		p := 1.0
		for i := range evidence {
			c := sequence >> (2 * i) & 3
			p *= evidence[i][c]
			if i > 0 && c == sequence>>(2*i-2)&3 {
				p *= wordStays
			} else if i > 0 {
				p *= (1 - wordStays) / 3
			}
		}
		for i := range want {
			want[i][sequence>>(2*i)&3] += p
		}
	}
	var r reader
	r.read(d, text, wordStays)
	for i := range want {
		normalize(&want[i])
		for c := range want[i] {
			if diff := want[i][c] - r.p[i][c]; diff > 1e-12 || diff < -1e-12 {
				t.Errorf("word %d, class %d: %v, want %v", i, c, r.p[i][c], want[i][c])
			}
		}
	}
}

var raceDetector bool

func TestSegmentsDoesNotAllocate(t *testing.T) {
	if raceDetector {
		t.Skip("pools forget under the race detector")
	}
	var words []WordLanguage
	var segments []Segment
	if n := testing.AllocsPerRun(100, func() {
		words = Default().Words(words[:0], "Hoitaja oli kiva, men kön var lång")
		segments = Default().Segments(segments[:0], "Hoitaja oli kiva, men kön var lång")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzSegments(f *testing.F) {
	f.Add("Hoitaja oli ystävällinen, men kön var lång 👍 \xff 医生 [PHONE]")
	f.Fuzz(func(t *testing.T, text string) {
		var tokens token.Tokens
		token.Scan(&tokens, []byte(text))
		next := 0
		for _, s := range Default().Segments(nil, text) {
			if s.Language > langs.Other || !(s.Probability >= 0.25 && s.Probability <= 1) {
				t.Errorf("%+q: %v", text, s)
			}
			if tokens.List[next].Start != s.Start {
				t.Fatalf("%+q: %v begins at no token", text, s)
			}
			for next < tokens.Len() && tokens.List[next].End <= s.End {
				next++
			}
			if tokens.List[next-1].End != s.End {
				t.Fatalf("%+q: %v ends with no token", text, s)
			}
		}
		at := 0
		for _, w := range Default().Words(nil, text) {
			for tokens.List[at].Start < w.Start {
				at++
			}
			if tok := tokens.List[at]; tok.Start != w.Start || tok.End != w.End || tok.Kind != token.Word || !(w.Probability >= 0.25 && w.Probability <= 1) {
				t.Fatalf("%+q: %v", text, w)
			}
		}
	})
}

func ExampleDetector_Words() {
	text := "tosi helpful henkilökunta"
	for _, w := range Default().Words(nil, text) {
		fmt.Println(text[w.Start:w.End], w.Language)
	}
	// Output:
	// tosi fi
	// helpful en
	// henkilökunta fi
}

func ExampleDetector_Segments() {
	text := "Hoitaja oli ystävällinen, men väntetiden var alldeles för lång."
	for _, s := range Default().Segments(nil, text) {
		fmt.Println(s.Language, text[s.Start:s.End])
	}
	// Output:
	// fi Hoitaja oli ystävällinen
	// sv men väntetiden var alldeles för lång
}

func BenchmarkSegments(b *testing.B) {
	const text = "Hoitaja oli todella ystävällinen, men väntetiden var alldeles för lång"
	d := Default()
	var segments []Segment
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		segments = d.Segments(segments[:0], text)
	}
}
