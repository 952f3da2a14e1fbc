package redact

import (
	"strings"
	"unicode/utf8"
)

// Finnish joins cases to a name, whose stem may change before them: Virtanen, Virtaselle, Virtasta; Pekka, Pekan; Mäki,
// Mäelle. A stem is listed with the classes of endings that may follow it. Names that end in a consonant take an i
// (Lindqvistin); Swedish puts an s behind the name itself.
// Source: Iso suomen kielioppi (Institute for the Languages of Finland), sections 41-46 and 65-90.

// endings is a set of classes of endings.
type endings uint8

const (
	nominative endings = 1 << iota // nothing, or the Swedish genitive
	weak                           // of a closed syllable: n, lle, ssa
	strong                         // of an open one: a, na, and a vowel and n
	consonant                      // ta, ten
	plural                         // of names in -nen
)

// longestEnding is the length in bytes of the longest ending with its clitic.
const longestEnding = 12

// endingClasses says for each ending which classes it is in.
var endingClasses = func() map[string]endings {
	classes := map[string]endings{}
	for class, list := range map[endings]string{
		weak:      "n t lla llä lle lta ltä ssa ssä sta stä ksi tta ttä lleni ltani",
		strong:    "a ä na nä an en in on un yn än ön han hen hin hon hun hyn hän hön seen ni nsa nsä mme nne",
		consonant: "ta tä ten",
		plural:    "a ä en in lla llä lle lta ltä ssa ssä sta stä ksi",
	} {
		for ending := range strings.FieldsSeq(list) {
			classes[ending] |= class
			for _, clitic := range clitics {
				classes[ending+clitic] |= class
			}
		}
	}
	for _, clitic := range clitics {
		classes[clitic] |= nominative
	}
	classes[""], classes["s"] = nominative, nominative
	return classes
}()

var clitics = [...]string{"kin", "kaan", "kään", "ko", "kö", "han", "hän", "pa", "pä"}

// stemsOf calls add with each stem of a name in lower case. Names whose consonants alternate are listed under the stem
// that they have in the dictionary too, because people do not always change it (Pekkan).
func stemsOf(name string, add func(stem string, classes endings)) {
	add(name, nominative)
	if utf8.RuneCountInString(name) < 3 {
		return
	}
	switch last := name[len(name)-1]; {
	case strings.HasSuffix(name, "nen") && len(name) > 4:
		root := strings.TrimSuffix(name, "nen")
		add(root+"se", weak|strong)
		add(root+"s", consonant)
		add(root+"si", plural)
	case last == 'e':
		add(name, weak|strong)
		add(name+"e", weak|strong)
	case strings.IndexByte("aiouy", last) >= 0 || strings.HasSuffix(name, "ä") || strings.HasSuffix(name, "ö"):
		add(name, weak|strong)
		if changed := gradate(name); changed != name {
			add(changed, weak)
		}
		if strings.HasSuffix(name, "maa") || strings.HasSuffix(name, "pää") {
			add(name, consonant)
		}
		for _, noun := range eStems {
			if root, ok := strings.CutSuffix(name, noun.nominative); ok {
				add(root+noun.weak, weak)
				add(root+noun.strong, strong)
			}
		}
	default:
		add(name+"i", weak|strong)
		if last != 's' {
			return
		}
		root := strings.TrimSuffix(name, "s")
		add(name, consonant)
		add(root+"kse", weak|strong)
		switch {
		case strings.HasSuffix(name, "kangas"):
			add(strings.TrimSuffix(name, "gas")+"kaa", weak|strong)
		case strings.HasSuffix(name, "kas"):
			add(strings.TrimSuffix(name, "as")+"kaa", weak|strong)
		case strings.HasSuffix(name, "käs"):
			add(strings.TrimSuffix(name, "äs")+"kää", weak|strong)
		case strings.HasSuffix(name, "as"):
			add(root+"a", weak|strong)
		case strings.HasSuffix(name, "äs"):
			add(root+"ä", weak|strong)
		}
	}
}

// eStems are the nouns in -i of which names are made that have an e in their stem.
var eStems = [...]struct{ nominative, weak, strong string }{
	{"mäki", "mäe", "mäke"}, {"niemi", "nieme", "nieme"}, {"koski", "koske", "koske"}, {"lahti", "lahde", "lahte"},
	{"järvi", "järve", "järve"}, {"saari", "saare", "saare"}, {"lampi", "lamme", "lampe"}, {"salmi", "salme", "salme"},
	{"kivi", "kive", "kive"}, {"hirvi", "hirve", "hirve"}, {"nurmi", "nurme", "nurme"}, {"tammi", "tamme", "tamme"},
	{"lehti", "lehde", "lehte"}, {"joki", "joe", "joke"}, {"kurki", "kurje", "kurke"}, {"tähti", "tähde", "tähte"},
	{"suomi", "suome", "suome"}, {"sarvi", "sarve", "sarve"}, {"talvi", "talve", "talve"}, {"susi", "sude", "sute"},
	{"kuusi", "kuuse", "kuuse"}, {"lohi", "lohe", "lohe"}, {"tuomi", "tuome", "tuome"}, {"lempi", "lemme", "lempe"},
	{"kaski", "kaske", "kaske"}, {"korpi", "korve", "korpe"}, {"vuori", "vuore", "vuore"}, {"länsi", "länne", "länte"},
}

// gradations are the consonants before the last vowel that change where an ending closes the syllable.
var gradations = [...][2]string{
	{"kk", "k"}, {"pp", "p"}, {"tt", "t"}, {"nk", "ng"}, {"nt", "nn"}, {"mp", "mm"}, {"lt", "ll"}, {"rt", "rr"}, {"ht", "hd"},
	{"lp", "lv"}, {"rp", "rv"}, {"at", "ad"}, {"et", "ed"}, {"it", "id"}, {"ot", "od"}, {"ut", "ud"}, {"yt", "yd"},
	{"ät", "äd"}, {"öt", "öd"}, {"aap", "aav"}, {"iip", "iiv"},
}

// gradate returns the weak grade of a stem that ends in one vowel.
func gradate(stem string) string {
	vowel := 1
	if stem[len(stem)-1] >= 0x80 {
		vowel = 2
	}
	root, last := stem[:len(stem)-vowel], stem[len(stem)-vowel:]
	for _, g := range gradations {
		if before, ok := strings.CutSuffix(root, g[0]); ok && before != "" {
			return before + g[1] + last
		}
	}
	return stem
}
