package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/stats"
	"github.com/kaiku-analytics/kaiku/langs"
)

const (
	sampleMinCount = 5
	sampleMinMean  = 10
)

// sampleTopics are name (fi, sv, en), words, two quotes (fi, sv) and the mean recommendation, 0 to 1.
var sampleTopics = []struct {
	fi, sv, en string
	words      []string
	quotes     [2]string
	liking     float64
}{
	{"ystävällinen henkilökunta", "vänlig personal", "friendly staff", []string{"ystävällinen", "henkilökunta", "hoitaja", "mukava", "vänlig"}, [2]string{"Kaikki hoitajat olivat todella ystävällisiä.", "Personalen var vänlig och lyssnade."}, .93},
	{"puhelimeen vastaaminen ja takaisinsoitto", "telefonsvar och återuppringning", "answering the phone", []string{"puhelin", "takaisinsoitto", "jono", "linja", "vastata"}, [2]string{"Takaisinsoittoa sai odottaa kaksi päivää.", "Ingen svarar i telefonen."}, .31},
	{"ajanvaraus", "tidsbokning", "booking an appointment", []string{"aika", "ajanvaraus", "varata", "peruuttaa", "tidsbokning"}, [2]string{"Ajan varaaminen verkossa ei onnistu.", "Svårt att boka tid på nätet."}, .42},
	{"odotusaika vastaanotolla", "väntetid", "waiting time", []string{"odottaa", "tunti", "myöhässä", "odotusaika", "vänta"}, [2]string{"Odotin yli tunnin, vaikka aika oli varattu.", "Jag fick vänta länge fast jag hade tid."}, .38},
	{"pysäköinti ja opasteet", "parkering och skyltning", "parking and signs", []string{"pysäköinti", "parkkipaikka", "opaste", "auto", "parkering"}, [2]string{"Parkkipaikkoja on aivan liian vähän.", "Skyltarna är otydliga."}, .47},
	{"asiantunteva lääkäri", "kunnig läkare", "skilled doctor", []string{"lääkäri", "asiantunteva", "ammattitaito", "perusteellinen", "läkare"}, [2]string{"Lääkäri tutki perusteellisesti ja selitti selvästi.", "Läkaren förklarade allt mycket bra."}, .9},
	{"tiedonkulku yksiköiden välillä", "informationsgång mellan enheterna", "information between units", []string{"tieto", "tiedonkulku", "lähete", "kirjaus", "information"}, [2]string{"Tieto ei kulkenut osastolta terveysasemalle.", "Informationen nådde inte fram."}, .35},
	{"siisteys ja tilat", "lokaler och renlighet", "clean premises", []string{"siisti", "tila", "wc", "ilma", "lokal"}, [2]string{"Tilat olivat siistit ja viihtyisät.", "Trånga lokaler och dålig luft."}, .66},
	{"hoidon jatkuvuus ja oma lääkäri", "kontinuitet och egen läkare", "continuity of care", []string{"oma", "lääkäri", "vaihtua", "jatkuvuus", "sama"}, [2]string{"Joka kerralla on eri lääkäri.", "Alltid en ny läkare."}, .4},
	{"kuulluksi tuleminen", "att bli hörd", "being heard", []string{"kuunnella", "kuulla", "ottaa todesta", "kiire", "lyssna"}, [2]string{"Minua kuunneltiin eikä kiirehditty.", "Jag kände mig hörd."}, .84},
	{"ruoka osastolla", "maten på avdelningen", "food on the ward", []string{"ruoka", "kylmä", "ateria", "maukas", "mat"}, [2]string{"Ruoka oli aina kylmää.", "Maten var god."}, .55},
	{"lapsen kohtaaminen neuvolassa", "barnet på rådgivningen", "meeting the child", []string{"lapsi", "neuvola", "terveydenhoitaja", "rokotus", "barn"}, [2]string{"Terveydenhoitaja osasi puhua lapselle.", "Hälsovårdaren var fin med barnet."}, .91},
	{"ruotsinkielinen palvelu", "service på svenska", "service in Swedish", []string{"svenska", "ruotsi", "kieli", "service", "språk"}, [2]string{"Ruotsinkielistä hoitajaa ei löytynyt.", "Jag fick ingen service på svenska."}, .28},
	{"kotihoidon käynnit ja kiire", "hemvårdens besök", "home care visits", []string{"kotihoito", "käynti", "kiire", "hoitaja", "hemvård"}, [2]string{"Hoitajilla on aina kiire.", "Besöken är för korta."}, .44},
	{"leikkaus ja toipuminen", "operation och återhämtning", "surgery and recovery", []string{"leikkaus", "toipua", "kipu", "ohje", "operation"}, [2]string{"Leikkaus sujui hyvin ja sain selvät ohjeet.", "Operationen gick bra."}, .88},
	{"digitaalinen asiointi", "digitala tjänster", "digital services", []string{"sovellus", "kirjautua", "chat", "digi", "app"}, [2]string{"Sovellukseen ei pääse kirjautumaan.", "Appen fungerar inte."}, .33},
	{"hammashoidon jonot", "köer till tandvården", "queues to dental care", []string{"hammas", "jono", "kuukausi", "hammaslääkäri", "tand"}, [2]string{"Hammaslääkäriin ei saa aikaa puoleen vuoteen.", "Kön till tandläkaren är för lång."}, .22},
	{"kuntoutus ja fysioterapia", "rehabilitering", "rehabilitation", []string{"kuntoutus", "fysioterapia", "harjoitus", "liike", "fysioterapeut"}, [2]string{"Fysioterapeutti neuvoi hyvät harjoitukset.", "Bra övningar."}, .87},
	{"maksut ja laskutus", "avgifter och fakturering", "fees and billing", []string{"lasku", "maksu", "kallis", "euro", "faktura"}, [2]string{"Lasku tuli, vaikka käynti peruttiin.", "Fakturan var fel."}, .2},
	{"kuljetus ja taksi", "transport och taxi", "transport and taxi", []string{"taksi", "kuljetus", "kyyti", "kela", "taxi"}, [2]string{"Taksia sai odottaa kylmässä.", "Taxin kom för sent."}, .3},
}

var sampleSlices = []struct {
	by     string
	groups []string
}{
	{"service", []string{"Avosairaanhoito", "Suun terveydenhuolto", "Kotihoito", "Neuvolat", "Erikoissairaanhoito", "Kuntoutus"}},
	{"unit", []string{"Keskustan terveysasema", "Pohjoinen hyvinvointikeskus", "Rannan hammashoitola", "Kotihoito itä", "Kotihoito länsi", "Keskussairaala, osasto 4", "Keskussairaala, päivystys", "Lasten neuvola", "Kuntoutuskeskus", "Saaren terveysasema", "Skärgårdens hälsostation", "Digiklinikka", "Mielenterveyspalvelut"}},
	{"channel", []string{"sms", "qr", "web", "paperilomake"}},
	{"group", []string{"Aikuiset", "Ikääntyneet", "Lapset ja nuoret", "Vammaispalvelun asiakkaat"}},
	{"language", []string{"fi", "sv", "en", "und"}},
}

func sampleFigure(n int, liking float64) Figure {
	if n < sampleMinMean {
		return Figure{Withheld: n > 0}
	}
	value := 200*liking - 100
	half := 196 * math.Sqrt((1-math.Pow(value/100, 2)*.8)/float64(n)) * .5
	return Figure{Interval: stats.Interval{N: n, Value: value, Low: math.Max(value-half, -100), High: math.Min(value+half, 100)}}
}

func sampleCount(name string, n, of int) Count {
	if n > 0 && n < sampleMinCount {
		return Count{Name: name, Withheld: true}
	}
	return Count{Name: name, N: n, Share: float64(n) / float64(max(of, 1))}
}

// sample makes a county-like data set: 20 topics, 5 slices, 18 months and the given number of points on the map.
func sample(points int) Data {
	rng := rand.New(rand.NewPCG(1, 2))
	d := Data{
		Source: "asiakaspalaute_2024-2025.csv", Records: points * 3 / 2, Texts: points * 11 / 10, NoContent: points / 10,
		From: time.Date(2024, 7, 1, 8, 0, 0, 0, time.UTC), To: time.Date(2025, 12, 31, 15, 0, 0, 0, time.UTC),
		NPS: sampleFigure(points*7/5, .81), MinCount: sampleMinCount, MinMean: sampleMinMean,
	}
	for i, name := range []string{"fi", "sv", "en", "mis", "und"} {
		d.Languages = append(d.Languages, sampleCount(name, int(float64(d.Texts)*[]float64{.82, .13, .03, .001, .019}[i]), d.Texts))
	}
	for m := range 18 {
		n := points / 12 * (8 + rng.IntN(8)) / 12
		if m == 12 {
			n = 3
		}
		d.Periods = append(d.Periods, Period{
			Start: d.From.AddDate(0, m, 0).Truncate(24 * time.Hour), N: sampleCount("", n, d.Records),
			NPS: sampleFigure(n, .78+.06*rng.Float64()),
		})
	}
	sizes := make([]int, len(sampleTopics))
	left := points * 85 / 100
	for i := range sizes {
		sizes[i] = max(left/7, 4)
		left -= sizes[i]
	}
	for i, s := range sampleTopics {
		angle := float64(i) * 2.4
		radius := .18 + .037*float64(i)
		center := [2]float32{float32(radius * math.Cos(angle)), float32(radius * math.Sin(angle))}
		n := sizes[i]
		if i == len(sampleTopics)-1 {
			n = 3
		}
		t := Topic{
			ID: i + 1, Words: s.words, N: sampleCount("", n, points), NPS: sampleFigure(n*9/10, s.liking), Center: center,
			Labels: []Label{{langs.Finnish, s.fi, false, "own"}, {langs.Swedish, s.sv, false, "own"}, {langs.English, s.en, i%3 == 2, "foreign"}},
			Quotes: []Quote{{s.quotes[0], langs.Finnish}, {s.quotes[1], langs.Swedish}, {"It took far too long, but [HENKILÖ] was helpful in the end.", langs.English}},
			Languages: []Count{
				sampleCount("fi", n*8/10, n), sampleCount("sv", n*15/100, n), sampleCount("en", n*5/100, n),
			},
		}
		for range d.Periods {
			t.Months = append(t.Months, sampleCount("", n/18*(6+rng.IntN(10))/10, n))
		}
		d.Topics = append(d.Topics, t)
		for range n {
			d.Map = append(d.Map, Point{
				X: near(rng, center[0]), Y: near(rng, center[1]), Topic: i + 1,
			})
		}
	}
	for first := 0; first < len(d.Topics); first += 6 {
		a := Area{Labels: []Label{{langs.Finnish, "alue, " + sampleTopics[first].fi, false, "own"}, {langs.Swedish, "område, " + sampleTopics[first].sv, true, "near"}}}
		n, withheld := 0, false
		for _, t := range d.Topics[first:min(first+6, len(d.Topics))] {
			a.Topics = append(a.Topics, t.ID)
			n += t.N.N
			withheld = withheld || t.N.Withheld
		}
		a.N, a.NPS = sampleCount("", n, points), sampleFigure(n*9/10, sampleTopics[first].liking)
		if withheld {
			a.N, a.NPS = Count{Withheld: true}, Figure{Withheld: true}
		}
		d.Areas = append(d.Areas, a)
	}
	d.Areas[len(d.Areas)-1].Labels = nil
	d.Hidden = sampleCount("", points/50, points)
	for len(d.Map) < points {
		d.Map = append(d.Map, Point{X: float32(rng.Float64()*1.9 - .95), Y: float32(rng.Float64()*1.9 - .95)})
	}
	rng.Shuffle(len(d.Map), func(i, j int) { d.Map[i], d.Map[j] = d.Map[j], d.Map[i] })
	d.NoTopic = sampleCount("", points*15/100, points)
	for _, s := range sampleSlices {
		slice := Slice{By: s.by}
		for i, name := range s.groups {
			n := d.Records >> (i + 1)
			group := Group{Name: name, N: sampleCount("", n, d.Records), NPS: sampleFigure(n, .6+.3*rng.Float64())}
			for t := range d.Topics {
				k := int(float64(n) * float64(sizes[t]) / float64(points) * (.3 + 1.4*rng.Float64()))
				group.Topics = append(group.Topics, Cell{
					N: sampleCount("", k, n), NPS: sampleFigure(k, min(sampleTopics[t].liking*(.8+.4*rng.Float64()), 1)),
				})
			}
			slice.Groups = append(slice.Groups, group)
		}
		d.Slices = append(d.Slices, slice)
	}
	d.Quality = feedback.Quality{
		Source: d.Source, Format: feedback.Format{Kind: "csv", Encoding: "windows-1252", Separator: ";", Header: true},
		Columns: []feedback.Column{
			{Name: "Vastaustunnus", Role: "id"}, {Name: "Päivämäärä", Role: "time"}, {Name: "Palvelu", Role: "service"},
			{Name: "Yksikkö", Role: "unit"}, {Name: "Suosittelu 0-10", Role: "score"}, {Name: "Avoin palaute", Role: "text"},
			{Name: "Kampanja", Role: "extra"},
		},
		Rows: d.Records + 4, Records: d.Records, Rejected: 4, EmptyTexts: d.Records - d.Texts, NoContent: d.NoContent,
		NoScore: points / 10, NoTime: 3, Duplicates: points / 15, LongTexts: 1, Repaired: 12, Languages: map[string]int{"fi": 1, "sv": 1},
		MoreProblem: 7,
	}
	for i := range 30 {
		p := feedback.Problem{Line: 17 + 31*i, Column: "Suosittelu 0-10", Value: fmt.Sprint(11 + i), Reason: feedback.ReasonScore, Expected: "a whole number from 0 to 10"}
		if i%9 == 4 {
			p = feedback.Problem{Line: 17 + 31*i, Reason: feedback.ReasonFields, Expected: "7 fields as in the header, not 6", Rejected: true}
		}
		d.Quality.Problems = append(d.Quality.Problems, p)
	}
	d.Notes = Notes{
		Version: "v0.1.0", Embedder: "static-fi-sv-en 256d 4f1c9e", Method: "leiden resolution=1.0 neighbours=15 min-size=10 seed=1",
		DataHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	}
	return d
}

func near(rng *rand.Rand, center float32) float32 {
	return float32(min(max(float64(center)+rng.NormFloat64()*.075, -1), 1))
}

// withRows adds texts to a sample.
func withRows(d Data) Data {
	for i, t := range d.Topics {
		for j, q := range t.Quotes {
			d.Rows = append(d.Rows, Row{ID: fmt.Sprintf("r%02d-%d", i, j), Topic: t.ID, Text: q.Text})
		}
	}
	d.Rows = append(d.Rows, Row{ID: "r99", Text: "Ei sovi mihinkään."})
	return d
}

// cloneSample returns a copy whose slices may be changed down to the cells.
func cloneSample(d Data) Data {
	d.Topics = slices.Clone(d.Topics)
	for i := range d.Topics {
		d.Topics[i].Months = slices.Clone(d.Topics[i].Months)
		d.Topics[i].Languages = slices.Clone(d.Topics[i].Languages)
	}
	d.Areas = slices.Clone(d.Areas)
	d.Slices = slices.Clone(d.Slices)
	for i := range d.Slices {
		d.Slices[i].Groups = slices.Clone(d.Slices[i].Groups)
		for j := range d.Slices[i].Groups {
			d.Slices[i].Groups[j].Topics = slices.Clone(d.Slices[i].Groups[j].Topics)
		}
	}
	d.Periods = slices.Clone(d.Periods)
	d.Languages = slices.Clone(d.Languages)
	d.Map = slices.Clone(d.Map)
	return d
}
