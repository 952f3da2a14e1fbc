package main

import (
	"slices"
	"testing"
)

// TestFinnishModelWords takes the model words of Kotus's description of its inflection classes.
func TestFinnishModelWords(t *testing.T) {
	for _, test := range []struct {
		word   string
		class  int
		letter string
		forms  []string
	}{
		{"valo", 1, "", []string{"valon", "valoa", "valoon", "valot", "valojen", "valoja", "valoihin"}},
		{"palvelu", 2, "", []string{"palvelun", "palvelua", "palveluun", "palvelut", "palvelujen", "palveluiden", "palveluja", "palveluita", "palveluihin"}},
		{"valtio", 3, "", []string{"valtion", "valtiota", "valtioon", "valtiot", "valtioiden", "valtioita", "valtioihin"}},
		{"laatikko", 4, "A", []string{"laatikon", "laatikkoa", "laatikkoon", "laatikot", "laatikkojen", "laatikoiden", "laatikkoja", "laatikoita", "laatikkoihin", "laatikoihin"}},
		{"risti", 5, "", []string{"ristin", "ristiä", "ristiin", "ristit", "ristien", "ristejä", "risteihin"}},
		{"paperi", 6, "", []string{"paperin", "paperia", "paperiin", "paperit", "paperien", "papereiden", "papereja", "papereita", "papereihin"}},
		{"ovi", 7, "", []string{"oven", "ovea", "oveen", "ovet", "ovien", "ovia", "oviin"}},
		{"nalle", 8, "", []string{"nallen", "nallea", "nalleen", "nallet", "nallejen", "nalleja", "nalleihin"}},
		{"kala", 9, "", []string{"kalan", "kalaa", "kalaan", "kalat", "kalojen", "kaloja", "kaloihin"}},
		{"koira", 10, "", []string{"koiran", "koiraa", "koiraan", "koirat", "koirien", "koiria", "koiriin"}},
		{"omena", 11, "", []string{"omenan", "omenaa", "omenaan", "omenat", "omenien", "omenoiden", "omenia", "omenoita", "omeniin", "omenoihin"}},
		{"kulkija", 12, "", []string{"kulkijan", "kulkijaa", "kulkijaan", "kulkijat", "kulkijoiden", "kulkijoita", "kulkijoihin"}},
		{"katiska", 13, "", []string{"katiskan", "katiskoiden", "katiskojen", "katiskoita", "katiskoja", "katiskoihin"}},
		{"solakka", 14, "A", []string{"solakan", "solakkaa", "solakkaan", "solakat", "solakoiden", "solakkojen", "solakoita", "solakkoja", "solakkoihin", "solakoihin"}},
		{"korkea", 15, "", []string{"korkean", "korkeaa", "korkeata", "korkeaan", "korkeat", "korkeiden", "korkeita", "korkeisiin", "korkeihin"}},
		{"vanhempi", 16, "H", []string{"vanhemman", "vanhempaa", "vanhempaan", "vanhemmat", "vanhempien", "vanhempia", "vanhempiin"}},
		{"vapaa", 17, "", []string{"vapaan", "vapaata", "vapaaseen", "vapaat", "vapaiden", "vapaita", "vapaisiin"}},
		{"maa", 18, "", []string{"maan", "maata", "maahan", "maat", "maiden", "maita", "maihin"}},
		{"suo", 19, "", []string{"suon", "suota", "suohon", "suot", "soiden", "soita", "soihin"}},
		{"filee", 20, "", []string{"fileen", "fileetä", "fileehen", "fileeseen", "fileet", "fileiden", "fileitä", "fileihin", "fileisiin"}},
		{"rosé", 21, "", []string{"rosén", "roséta", "roséhen", "rosét", "roséiden", "roséita", "roséihin"}},
		{"parfait", 22, "", []string{"parfait'n", "parfait'ta", "parfait'hen", "parfait't", "parfait'iden", "parfait'ita", "parfait'ihin"}},
		{"tiili", 23, "", []string{"tiilen", "tiiltä", "tiileen", "tiilet", "tiilien", "tiiliä", "tiiliin"}},
		{"uni", 24, "", []string{"unen", "unta", "uneen", "unet", "unien", "unten", "unia", "uniin"}},
		{"toimi", 25, "", []string{"toimen", "tointa", "toimea", "toimeen", "toimet", "toimien", "tointen", "toimia", "toimiin"}},
		{"pieni", 26, "", []string{"pienen", "pientä", "pieneen", "pienet", "pienten", "pienien", "pieniä", "pieniin"}},
		{"käsi", 27, "", []string{"käden", "kättä", "käteen", "kädet", "käsien", "kätten", "käsiä", "käsiin"}},
		{"kynsi", 28, "", []string{"kynnen", "kynttä", "kynteen", "kynnet", "kynsien", "kynsiä", "kynsiin"}},
		{"lapsi", 29, "", []string{"lapsen", "lasta", "lapseen", "lapset", "lasten", "lapsien", "lapsia", "lapsiin"}},
		{"veitsi", 30, "", []string{"veitsen", "veistä", "veitseen", "veitset", "veitsien", "veitsiä", "veitsiin"}},
		{"kaksi", 31, "", []string{"kahden", "kahta", "kahteen", "kahdet", "kaksien", "kaksia", "kaksiin"}},
		{"sisar", 32, "", []string{"sisaren", "sisarta", "sisareen", "sisaret", "sisarien", "sisarten", "sisaria", "sisariin"}},
		{"kytkin", 33, "", []string{"kytkimen", "kytkintä", "kytkimeen", "kytkimet", "kytkimien", "kytkinten", "kytkimiä", "kytkimiin"}},
		{"onneton", 34, "C", []string{"onnettoman", "onnetonta", "onnettomaan", "onnettomat", "onnettomien", "onnettomia", "onnettomiin"}},
		{"lämmin", 35, "H", []string{"lämpimän", "lämmintä", "lämpimään", "lämpimät", "lämpimien", "lämpimiä", "lämpimiin"}},
		{"sisin", 36, "", []string{"sisimmän", "sisintä", "sisimpään", "sisimmät", "sisimpien", "sisinten", "sisimpiä", "sisimpiin"}},
		{"vasen", 37, "", []string{"vasemman", "vasenta", "vasempaan", "vasemmat", "vasempien", "vasenten", "vasempia", "vasempiin"}},
		{"nainen", 38, "", []string{"naisen", "naista", "naiseen", "naiset", "naisten", "naisien", "naisia", "naisiin"}},
		{"vastaus", 39, "", []string{"vastauksen", "vastausta", "vastaukseen", "vastaukset", "vastausten", "vastauksien", "vastauksia", "vastauksiin"}},
		{"kalleus", 40, "", []string{"kalleuden", "kalleutta", "kalleuteen", "kalleudet", "kalleuksien", "kalleuksia", "kalleuksiin"}},
		{"vieras", 41, "", []string{"vieraan", "vierasta", "vieraaseen", "vieraat", "vieraiden", "vieraita", "vieraisiin", "vieraihin"}},
		{"mies", 42, "", []string{"miehen", "miestä", "mieheen", "miehet", "miesten", "miehien", "miehiä", "miehiin"}},
		{"ohut", 43, "", []string{"ohuen", "ohutta", "ohueen", "ohuet", "ohuiden", "ohuita", "ohuisiin", "ohuihin"}},
		{"kevät", 44, "", []string{"kevään", "kevättä", "kevääseen", "keväät", "keväiden", "keväitä", "keväisiin"}},
		{"kahdeksas", 45, "", []string{"kahdeksannen", "kahdeksatta", "kahdeksanteen", "kahdeksannet", "kahdeksansien", "kahdeksansia", "kahdeksansiin"}},
		{"tuhat", 46, "", []string{"tuhannen", "tuhatta", "tuhanteen", "tuhannet", "tuhansien", "tuhansia", "tuhansiin"}},
		{"kuollut", 47, "", []string{"kuolleen", "kuollutta", "kuolleeseen", "kuolleet", "kuolleiden", "kuolleita", "kuolleisiin", "kuolleihin"}},
		{"hame", 48, "", []string{"hameen", "hametta", "hameeseen", "hameet", "hameiden", "hameita", "hameisiin", "hameihin"}},
		{"askel", 49, "", []string{"askelen", "askelta", "askeleen", "askelet", "askelien", "askelten", "askelia", "askeliin", "askeleeseen"}},
		{"sanoa", 52, "", []string{"sanon", "sanoi", "sanoisi", "sanonee", "sanokoon", "sanonut", "sanottiin", "sanotaan", "sanoo"}},
		{"muistaa", 53, "", []string{"muistan", "muisti", "muistaisi", "muistanee", "muistakoon", "muistanut", "muistettiin"}},
		{"huutaa", 54, "F", []string{"huudan", "huusi", "huutaisi", "huutanee", "huutakoon", "huutanut", "huudettiin", "huusin"}},
		{"soutaa", 55, "F", []string{"soudan", "souti", "sousi", "soutaisi", "soutanee", "soutakoon", "soutanut", "soudettiin"}},
		{"kaivaa", 56, "", []string{"kaivan", "kaivoi", "kaivaisi", "kaivanee", "kaivakoon", "kaivanut", "kaivettiin"}},
		{"saartaa", 57, "K", []string{"saarran", "saarsi", "saartoi", "saartaisi", "saartanee", "saartakoon", "saartanut", "saarrettiin"}},
		{"laskea", 58, "", []string{"lasken", "laski", "laskisi", "laskenee", "laskekoon", "laskenut", "laskettiin"}},
		{"tuntea", 59, "J", []string{"tunnen", "tunsi", "tuntisi", "tuntenee", "tuntekoon", "tuntenut", "tunnettiin", "tunnetaan"}},
		{"lähteä", 60, "F", []string{"lähden", "lähti", "läksi", "lähtisi", "lähtenee", "lähteköön", "lähtenyt", "lähdettiin"}},
		{"sallia", 61, "", []string{"sallin", "salli", "sallisi", "sallinee", "sallikoon", "sallinut", "sallittiin"}},
		{"voida", 62, "", []string{"voin", "voi", "voisi", "voinee", "voikoon", "voinut", "voitiin"}},
		{"saada", 63, "", []string{"saan", "sai", "saisi", "saanee", "saakoon", "saanut", "saatiin", "saa"}},
		{"juoda", 64, "", []string{"juon", "joi", "joisi", "juonee", "juokoon", "juonut", "juotiin", "juo"}},
		{"käydä", 65, "", []string{"käyn", "kävi", "kävisi", "käynee", "käyköön", "käynyt", "käytiin", "käy"}},
		{"rohkaista", 66, "", []string{"rohkaisen", "rohkaisi", "rohkaisisi", "rohkaissee", "rohkaiskoon", "rohkaissut", "rohkaistiin"}},
		{"tulla", 67, "", []string{"tulen", "tuli", "tulisi", "tullee", "tulkoon", "tullut", "tultiin", "tullessa", "tulee"}},
		{"tupakoida", 68, "", []string{"tupakoin", "tupakoitsen", "tupakoi", "tupakoisi", "tupakoinee", "tupakoikoon", "tupakoinut", "tupakoitiin"}},
		{"valita", 69, "", []string{"valitsen", "valitsi", "valitsisi", "valinnee", "valitkoon", "valinnut", "valittiin"}},
		{"juosta", 70, "", []string{"juoksen", "juoksi", "juoksisi", "juossee", "juoskoon", "juossut", "juostiin"}},
		{"nähdä", 71, "", []string{"näen", "näki", "näkisi", "nähnee", "nähköön", "nähnyt", "nähtiin", "näkee"}},
		{"vanheta", 72, "", []string{"vanhenen", "vanheni", "vanhenisi", "vanhennee", "vanhetkoon", "vanhennut", "vanhettiin"}},
		{"salata", 73, "", []string{"salaan", "salasi", "salaisi", "salannee", "salatkoon", "salannut", "salattiin", "salaa"}},
		{"katketa", 74, "", []string{"katkean", "katkesi", "katkeaisi", "katkennee", "katketkoon", "katkennut", "katkettiin", "katkeaa"}},
		{"selvitä", 75, "", []string{"selviän", "selvisi", "selviäisi", "selvinnee", "selvitköön", "selvinnyt", "selvittiin"}},
		{"taitaa", 76, "F", []string{"taidan", "taisi", "taitaisi", "taitanee", "taitakoon", "taitanut", "taidettiin"}},
		{"nukkua", 52, "A", []string{"nukuin", "nukkui", "nukuttiin"}},
		{"auttaa", 56, "C", []string{"autoin", "auttoi", "autettiin"}},
		{"vaaka", 9, "D", []string{"vaa'an", "vaakaa", "vaakojen"}},
		{"aika", 9, "D", []string{"ajan", "aikaa", "ajat", "aikojen", "ajoissa"}},
		{"porras", 41, "K", []string{"portaan", "porrasta", "portaita"}},
		{"sade", 48, "F", []string{"sateen", "sadetta", "sateita"}},
		{"tytär", 32, "C", []string{"tyttären", "tytärtä", "tyttärien"}},
	} {
		f := &finnish{}
		var got []string
		for _, x := range f.inflect(nil, test.word, finnishClass{test.class, test.letter}, 0) {
			got = append(got, x.text)
		}
		for _, want := range test.forms {
			if !slices.Contains(got, want) {
				t.Errorf("%s (class %d%s): no %s", test.word, test.class, test.letter, want)
			}
		}
	}
}
