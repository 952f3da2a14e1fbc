package topics

import (
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

const (
	mostAgree     = 4 // a lemma takes the place of another where it may be that of all uses but one in so many
	aboutAsLikely = 4 // sixteenths of a nat that it may cost more
	farLikelier   = 8 // that it must cost less where nobody wrote it either
	farMore       = 4 // or times the uses that it must have, of a lemma with a single form
)

// attest gives the forms of a lemma that nobody wrote in its base form another one, which people did write and which nearly
// all of them may have: of upptaget and upptagen, upptagen rather than upptag. So it does where the base form is all that people
// wrote of a lemma, if the other one is likelier or far more common: sitter is of sitta, rather than a bird.
func (a *agreement) attest() {
	total := a.total()
	written := make(map[key]bool)
	attested := make([]bool, len(a.keys))
	for i, f := range a.forms {
		if k := a.keys[f.key]; a.uses[i] > 0 {
			written[key{f.word, k.language}] = true
			attested[f.key] = attested[f.key] || f.word == k.text
		}
	}
	found := make(map[int32]*doubtful)
	var order []int32
	for _, w := range a.byWord(total) {
		k := a.forms[w.readings[0]].key
		own := a.keys[k]
		if attested[k] && (w.uses < total[k] || own.language == langs.English) || a.severalLemmas(w) {
			continue // in English caring and meeting are words of their own as often as not
		}
		if found[k] == nil {
			found[k] = &doubtful{guessed: !attested[k]}
			order = append(order, k)
		}
		d := found[k]
		d.uses += w.uses
		d.words = append(d.words, w)
		model := langs.Lemmatizer(own.language)
		model.Analyze([]byte(w.word.text), &a.analysis)
		resort := a.analysis.Resort
		d.trusted = d.trusted || string(a.analysis.Lemma) == own.text && resort == lemma.Exception
		d.guessed = d.guessed && (resort == lemma.Lexicon || resort == lemma.Rules) && !strings.Contains(w.word.text, ":")
		possible, _ := model.Possible(w.word.text)
		for i, p := range possible {
			other := key{p.Lemma, own.language}
			again := slices.ContainsFunc(possible[:i], func(q lemma.Possible) bool { return q.Lemma == p.Lemma })
			more := p.Cost - costOf(possible, own.text)
			if again || other == own || p.Resort > lemma.Paradigm || p.Cost > plausible || !written[other] && more > -farLikelier {
				continue
			}
			likely := more <= aboutAsLikely
			switch w.word {
			case own:
				likely = p.PartOfSpeech() == lemma.Verb && (likely || a.usesOf(total, other) >= farMore*w.uses)
			case other:
				likely = more < 0
			}
			if likely {
				d.mayBe(other, w.uses)
			}
		}
	}
	for _, k := range order {
		d := found[k]
		other, ok := d.best()
		if !ok || d.trusted {
			if d.guessed {
				a.guessed[k] = true
			}
			continue
		}
		to := a.number(other)
		for _, w := range d.words {
			for _, f := range w.readings {
				a.forms[f].key = to
			}
		}
	}
}

// costOf returns the cost of the likeliest of the readings with a lemma.
func costOf(possible []lemma.Possible, text string) int {
	for _, p := range possible {
		if p.Lemma == text {
			return p.Cost
		}
	}
	return plausible
}

// usesOf returns how often a key is used, which need not be one of the corpus.
func (a *agreement) usesOf(total []int, k key) int {
	if n, ok := a.numbers[k]; ok && int(n) < len(total) {
		return total[n]
	}
	return 0
}

// severalLemmas reports whether the readings of a word differ.
func (a *agreement) severalLemmas(w written) bool {
	return slices.ContainsFunc(w.readings, func(f int32) bool { return a.forms[f].key != a.forms[w.readings[0]].key })
}

// doubtful is a lemma that its forms may not be of.
type doubtful struct {
	uses    int
	words   []written
	trusted bool  // a treebank has it
	guessed bool  // nobody wrote it, and none of the words is known to be a form of it
	others  []key // that the forms may have as well
	may     []int // uses of the forms that may have each of them
}

// mayBe notes that the uses of a word may be of another lemma.
func (d *doubtful) mayBe(other key, uses int) {
	at := slices.Index(d.others, other)
	if at < 0 {
		at = len(d.others)
		d.others, d.may = append(d.others, other), append(d.may, 0)
	}
	d.may[at] += uses
}

// best returns the other lemma that most uses may have, if they are nearly all.
func (d *doubtful) best() (other key, ok bool) {
	most := 0
	for i, n := range d.may {
		if n > most && (d.uses-n)*mostAgree <= d.uses {
			other, most = d.others[i], n
		}
	}
	return other, most > 0
}
