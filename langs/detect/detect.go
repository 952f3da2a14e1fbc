package detect

import (
	_ "embed"
	"math"
	"sync"

	"github.com/kaiku-analytics/kaiku/langs"
	"github.com/kaiku-analytics/kaiku/langs/detect/internal/ngram"
)

const (
	classes = 4
	other   = classes - 1 // the class of all languages but the three

	// minLetters is the number of letters below which a text is Undetermined.
	minLetters = 2

	// MinProbability is the probability that the best language must have, else the text is Undetermined.
	MinProbability = 0.6

	// MaxOther is the probability that another language than the three may have for one of them to be the answer. A
	// wrong language costs more than none: a few words of Norwegian must not be counted as Swedish.
	MaxOther = 0.12

	// maxFeatures ends the reading of a long text, after some 400 letters.
	maxFeatures = 2048
)

var languages = [classes]langs.Language{langs.Finnish, langs.Swedish, langs.English, langs.Other}

//go:embed languages.model
var model string

// builtIn reads the model when it is first asked for: the training program, which writes it, must start without.
var builtIn = sync.OnceValue(func() *Detector {
	d, err := Load(model)
	if err != nil {
		panic(err) // the program was built with a damaged file, which the tests exclude
	}
	return d
})

// Detector identifies languages. It is immutable and may be shared by goroutines.
type Detector struct {
	buckets uint32
	scale   float32
	bias    [classes]int32
	weights string // int8, the classes of a bucket together

	checksum uint32
}

// Checksum is that of the model's file, CRC-32C: another model may give another language.
func (d *Detector) Checksum() uint32 { return d.checksum }

// Default returns the detector with the model that is built in.
func Default() *Detector { return builtIn() }

// Detect says which language text is in and with what probability (0 to 1). It answers langs.Undetermined when the
// text has too few letters or no language is probable enough, with the probability of the best one: see MinProbability
// and MaxOther.
func (d *Detector) Detect(text string) (langs.Language, float64) {
	p, letters := d.Probabilities(text)
	best := argmax(&p)
	switch {
	case letters < minLetters, p[best] < MinProbability, best != other && p[other] > MaxOther:
		return langs.Undetermined, p[best]
	}
	return languages[best], p[best]
}

func argmax(p *[classes]float64) int {
	best := 0
	for c := range p {
		if p[c] > p[best] {
			best = c
		}
	}
	return best
}

// Probabilities returns the probabilities of Finnish, Swedish, English and any other language, which add up to 1, and the
// number of letters that they rest on: of a long text the first 400 or so. Without letters they are all 1/4.
func (d *Detector) Probabilities(text string) (p [4]float64, letters int) {
	var buf [maxFeatures]uint32
	features, letters := ngram.Append(buf[:0], text)
	if letters == 0 {
		return [4]float64{.25, .25, .25, .25}, 0
	}
	return d.softmax(d.sum(d.bias, features)), letters
}

// sum adds the weights of the features to sums.
func (d *Detector) sum(sums [classes]int32, features []uint32) [classes]int32 {
	for _, feature := range features {
		at := classes * int(ngram.Bucket(feature, d.buckets))
		weights := d.weights[at : at+classes]
		sums[0] += int32(int8(weights[0]))
		sums[1] += int32(int8(weights[1]))
		sums[2] += int32(int8(weights[2]))
		sums[3] += int32(int8(weights[3]))
	}
	return sums
}

func (d *Detector) softmax(sums [classes]int32) (p [4]float64) {
	top := max(sums[0], sums[1], sums[2], sums[3])
	total := 0.0
	for c, sum := range sums {
		p[c] = math.Exp(float64(d.scale) * float64(sum-top))
		total += p[c]
	}
	for c := range p {
		p[c] /= total
	}
	return p
}
