package redact

import "bytes"

// Words that say what the capital beside them is.

// titles stand before the name of anyone.
var titles = wordSet(`rouva rouvan rouvalle herra herran herralle neiti rva hra täti tädin tädille setä sedän eno enon mummo mummon mummu mummun mummi mummin
vaari vaarin ukki ukin pappa papan isä isän isäni äiti äidin äitini isäni isäni äidille isälle isoäiti anoppi anoppini appiukko veli veljeni veljen sisko siskoni siskon poika
poikani pojan poikamme tytär tyttäreni tyttäremme tyttö tyttöni mieheni vaimoni puolisoni ystäväni kaverini naapuri naapurini asukas asukkaan potilas
perhe perheen vanhus lapseni lapsemme lapsi pikku vauva vauvamme serkku serkkuni avomieheni
fru herr fröken tant farbror moster faster morbror farfar farmor mormor morfar mamma mammas familjen min maka hustru son sonen dotter dottern
granne grannen kusin patienten klienten bror broder syster svärmor svärfar pojke flickan pojken lilla
mr mrs ms miss sir madam aunt auntie uncle grandma granny nan grandpa grandad husband wife daughter neighbour neighbor friend mum mom dad baby brother sister
nimeltä nimeltään nimi nimeni nimensä heter hette hetti namn named called kutsutaan terveisin terv terveiset mvh hälsningar hälsar regards
sincerely t toivoo toivottaa niminen
`)

// links may stand between a word like "nimeni" and the name.
var links = wordSet("on oli is was är var heter")

// relatives stand before an introduction: sköterskan som hette Anna.
var relatives = wordSet("som joka jonka who whose is was on oli")

// introductions are the words that a link may follow.
var introductions = wordSet("nimi nimeni nimensä nimeltä nimeltään namn namnet name heter hette named called")

// farewells come before the writer's own name.
var farewells = wordSet("terveisin terv t terveiset mvh hälsningar hälsar regards sincerely yours wishes")

// abbreviated titles have a full stop after them that ends no sentence.
var abbreviated = wordSet("dr rva hra mr mrs ms prof tri sh th lh ft hoit lääk erik t terv st mvh")

// institutions are the beginnings of what is named for a person or has a person's name: Auroran sairaala.
var institutions = stemList(
	"sairaal", "terveysasem", "terveyskesk", "hyvinvoint", "palvelut", "palveluk", "hoivak", "hoitok", "vanhaink", "ryhmäk", "asumis", "päiväkot",
	"apteek", "kirkko", "kirkon", "seurak", "säätiö", "tauti", "taudi", "oireyht", "syndroom", "klinik", "klinikka", "polikli",
	"sjukhus", "vårdcent", "hälsoc", "hälsost", "kyrka", "sjuka", "sjukdom", "syndrom", "servicehus", "daghem", "apotek", "stiftelse",
	"hospital", "clinic", "church", "disease", "syndrome", "palsy", "foundation", "infirmary", "hospice", "medical", "palveluasu", "testi", "testet", "asteikko", "scale", "kunta", "kaupun", "kommun",
)

// softInstitutions are the same, but people have such things too.
var softInstitutions = stemList(
	"koulu", "lukio", "puisto", "tori", "torill", "talo", "päivä", "keskus", "asema", "linja", "osasto", "yksik", "neuvola", "neuvolassa", "koti", "kodin", "kodissa", "kotiin", "kylä", "päiväk",
	"skola", "hemmet", "dagen", "park", "torg", "enhet", "avdelning", "gård",
	"centre", "center", "school", "ward", "house", "home", "surgery", "health", "unit", "college", "street", "road", "day", "building", "lodge", "court",
	"oy", "ab", "oyj", "ltd", "inc", "tmi", "ky",
)

// saints make the name after them that of a church, a hospital or a day.
var saints = wordSet("st saint sankt sankta pyhä pyhän")

// evidence says what stands before word i.
type evidence uint8

const (
	noTitle evidence = iota
	title
	staffTitle
)

// titleBefore looks for a title before word i.
func (s *scratch) titleBefore(i int) evidence {
	at := i - 1
	if at < 0 {
		return noTitle
	}
	switch g := s.gap(at); {
	case s.spaced(at), s.hyphened(at):
	case (g == "." || g == ". " || g == ": " || g == ":" || g == ".\n" || g == "\n" || g == ".: ") && s.is(at, abbreviated):
	case s.is(at, farewells) && len(g) <= 4:
	default:
		return noTitle
	}
	if s.is(at, links) && s.spaced(at-1) {
		switch {
		case s.is(at-1, introductions) && s.spaced(at-2) && s.isStaffTitle(at-2), s.isStaffTitle(at - 1):
			return staffTitle
		case s.is(at-1, introductions):
			return title
		}
	}
	switch {
	case s.isStaffTitle(at):
		return staffTitle
	case s.is(at, introductions) && s.spaced(at-1) && (s.isStaffTitle(at-1) || s.is(at-1, relatives) && s.spaced(at-2) && s.isStaffTitle(at-2)):
		return staffTitle
	case s.is(at, titles):
		return title
	}
	return noTitle
}

// beforeInstitution reports whether the word after i says that i is no person. Among strict words are none that people have.
func (s *scratch) beforeInstitution(i int, strict bool) bool {
	next := i + 1
	if g := s.gap(i); (g == "'" || g == "’") && s.is(next, possessive) {
		next++
	}
	if next >= len(s.words) || !s.spaced(next-1) && !s.hyphened(next-1) || s.words[next].shape < lower || s.words[next].name {
		return false
	}
	w := s.folded(next)
	for _, stem := range institutions {
		if bytes.HasPrefix(w, stem) {
			return true
		}
	}
	if strict {
		return false
	}
	for _, stem := range softInstitutions {
		if bytes.HasPrefix(w, stem) && len(w) <= len(stem)+5 {
			return true
		}
	}
	return false
}

var possessive = wordSet("s")

// namesInstitution reports whether word i itself is an institution: Rantakodissa, Kuntokeskus.
func (s *scratch) namesInstitution(i int) bool {
	w := s.folded(i)
	for _, stem := range institutions {
		if bytes.Contains(w, stem) {
			return true
		}
	}
	for _, stem := range softInstitutions {
		if len(stem) >= 4 && bytes.Contains(w, stem) {
			return true
		}
	}
	return false
}
