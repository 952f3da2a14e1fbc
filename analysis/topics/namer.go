package topics

import (
	"cmp"
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/kaiku-analytics/kaiku/internal/vec"
	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// term is a word, or a phrase of two, that may stand in a label.
type term struct {
	keys  []int32
	text  string
	count int // texts of the topic that have it
	score float64
}

// counts are what all levels count words against: the whole corpus. All are of texts that have the word.
type counts struct {
	total    []int                    // of each key: texts in all
	texts    [langs.Other + 1]int     // texts with content
	used     [langs.Other + 1]float64 // counts of all keys of a language
	byForm   [][]int32                // of each key: its forms
	function []bool                   // of each key: most of its uses are function words
	shown    map[int32]string         // of each key: the form to show
	names    []float64                // of each key: how well words of its class name a topic; 0 until it is asked for

	translations map[inLanguage]string // those that were looked for; "" where there is none
}

// inLanguage is a lemma to translate.
type inLanguage struct {
	word     string
	from, to langs.Language
}

// namer counts the words of the topics of a level.
type namer struct {
	*division
	*counts
	spread  []int   // of each key: topics that use it at least half as often as their language does
	count   []int   // of each key: texts of the topic at hand; zero between topics
	touched []int32 // keys whose count is set
	seen    []int32 // of each key: the text it was counted in last, plus one

	proposed [][]term      // of each topic, all languages
	meaning  map[int32]int // of proposed keys: their row in meanings
	meanings []float32     // sums, then unit means, of the vectors of the texts with the key
}

// newNamer counts the words of the topics, and of the corpus if that has not been done.
func newNamer(ctx context.Context, d *division) (*namer, error) {
	keys := len(d.words.keys)
	n := &namer{
		division: d, counts: d.counts, spread: make([]int, keys), count: make([]int, keys), seen: make([]int32, keys),
		meaning: make(map[int32]int),
	}
	if n.counts == nil {
		if err := n.countCorpus(ctx); err != nil {
			return nil, err
		}
		d.fit.counts = n.counts
	}
	for t := range d.byTopic {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n.tallyTopic(t)
		sizes := d.languageCounts(t)
		for _, key := range n.touched {
			l := d.words.keys[key].language
			if 2*n.count[key]*n.texts[l] >= n.total[key]*sizes[l] {
				n.spread[key]++
			}
		}
		n.reset()
	}
	return n, nil
}

func (n *namer) countCorpus(ctx context.Context) error {
	keys := len(n.words.keys)
	n.counts = &counts{
		total: make([]int, keys), byForm: make([][]int32, keys), function: make([]bool, keys), shown: make(map[int32]string), names: make([]float64, keys),
		translations: make(map[inLanguage]string),
	}
	for i, form := range n.words.forms {
		n.byForm[form.key] = append(n.byForm[form.key], int32(i))
	}
	for key := range n.byForm {
		n.function[key] = n.mostlyStop(int32(key))
	}
	for t := range n.corpus.IDs {
		if t%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if n.words.content[t] {
			n.texts[n.corpus.Languages[t]]++
			n.tally(t)
		}
	}
	for _, key := range n.touched {
		n.total[key] = n.count[key]
		n.used[n.words.keys[key].language] += float64(n.count[key])
	}
	n.reset()
	return nil
}

// mostlyStop reports whether most uses of a key are function words: stemming joins the being of "human being" with "be".
func (n *namer) mostlyStop(key int32) bool {
	uses, stop := 0, 0
	for _, f := range n.byForm[key] {
		uses += n.words.uses[f]
		if n.words.forms[f].stop {
			stop += n.words.uses[f]
		}
	}
	return 2*stop > uses
}

// tally counts the keys of one text that can name a topic.
func (n *namer) tally(text int) {
	for _, form := range n.words.text(text) {
		if form == gap || n.words.forms[form].stop {
			continue
		}
		key := n.words.forms[form].key
		if n.function[key] || n.seen[key] == int32(text)+1 {
			continue
		}
		n.seen[key] = int32(text) + 1
		if n.count[key] == 0 {
			n.touched = append(n.touched, key)
		}
		n.count[key]++
	}
}

func (n *namer) tallyTopic(t int) {
	for _, node := range n.byTopic[t] {
		for _, text := range n.nodes.membersOf(int(node)) {
			n.tally(int(text))
		}
	}
}

// reset undoes tally.
func (n *namer) reset() {
	for _, key := range n.touched {
		n.count[key], n.seen[key] = 0, 0
	}
	n.touched = n.touched[:0]
}

// propose takes the keys of a topic with the best c-TF-IDF, for each language.
func (n *namer) propose(t int) {
	n.tallyTopic(t)
	sizes := n.languageCounts(t)
	var best []term
	for _, key := range n.touched {
		k := n.words.keys[key]
		if utf8.RuneCountInString(k.text) < 2 || n.count[key] < labelTexts {
			continue
		}
		perTopic := n.used[k.language] / float64(len(n.byTopic))
		idf := math.Log1p(perTopic / float64(n.total[key]))
		topics := math.Log1p(float64(len(n.byTopic)) / float64(max(1, n.spread[key])))
		// As a share of the texts of the language in the topic, scores of languages can be compared.
		share := float64(n.count[key]) / float64(sizes[k.language])
		score := share * idf * topics
		if n.count[key]*labelSupport < sizes[k.language] {
			score *= unsupported
		}
		score *= n.naming(key)
		best = append(best, term{keys: []int32{key}, count: n.count[key], score: score})
	}
	n.reset()
	slices.SortFunc(best, n.compare)
	var taken [langs.Other + 1]int
	var kept []term
	for _, b := range best {
		l := n.words.keys[b.keys[0]].language
		if taken[l]++; taken[l] <= labelCandidates {
			kept = append(kept, b)
			if _, ok := n.meaning[b.keys[0]]; !ok {
				n.meaning[b.keys[0]] = len(n.meaning)
			}
		}
	}
	n.proposed = append(n.proposed, kept)
}

// classWeights say how well words of a class name a topic: "invoice" does, "got" and "quite" say little without others.
var classWeights = map[lemma.PartOfSpeech]float64{
	lemma.Noun: 1, lemma.ProperNoun: 0.8, lemma.Adjective: 0.7, lemma.Verb: 0.5, lemma.Adverb: 0.3, lemma.Function: 0.1, lemma.Other: 0.5,
}

// guessed is what the weight of a lemma is multiplied by that is likely no word.
const guessed = 0.2

func (n *namer) naming(key int32) float64 {
	if n.names[key] == 0 {
		k := n.words.keys[key]
		class, _ := langs.PartOfSpeech(k.language, k.text)
		n.names[key] = classWeights[class]
		if n.words.guessed[key] {
			n.names[key] *= guessed
		}
	}
	return n.names[key]
}

// compare orders terms by falling score, then by their keys' texts and languages.
func (n *namer) compare(a, b term) int {
	x, y := n.words.keys[a.keys[0]], n.words.keys[b.keys[0]]
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(x.text, y.text), cmp.Compare(x.language, y.language))
}

// weigh multiplies the scores of the proposed keys by the cosine of their meaning with the centroid of the topic. The
// meaning of a key is the mean vector of the distinct texts that have it.
func (n *namer) weigh() {
	dim := n.corpus.Dim
	n.meanings = make([]float32, len(n.meaning)*dim)
	for node := range n.nodes.len() {
		for _, key := range n.keySet(int32(node)) {
			if row, ok := n.meaning[key]; ok {
				vec.AddScaled(n.meanings[row*dim:(row+1)*dim], n.vector(int32(node)), 1)
			}
		}
	}
	for row := range len(n.meaning) {
		vec.Normalize(n.meanings[row*dim : (row+1)*dim])
	}
	for t, terms := range n.proposed {
		centroid := n.topics[t].Centroid
		for i := range terms {
			row := n.meaning[terms[i].keys[0]]
			cosine := max(0, vec.Dot(centroid, n.meanings[row*dim:(row+1)*dim]))
			terms[i].score *= float64(cosine)
		}
		slices.SortFunc(terms, n.compare)
	}
}
