package main

import (
	"log"
	"math"
	"math/rand/v2"

	"github.com/kaiku-analytics/kaiku/langs/detect/internal/ngram"
)

const (
	rate        = 0.15 // of AdaGrad
	maxFeatures = 1024

	// maxWeight bounds a weight, so that 127 steps of int8 are fine enough for the many small ones.
	maxWeight = 1.5
)

// model is a softmax regression in float32, trained by AdaGrad.
type model struct {
	buckets  uint32
	weights  []float32 // classes a bucket
	squares  []float32 // sums of squared gradients
	bias     [classes]float32
	features []uint32
}

func newModel(buckets int) *model {
	return &model{
		buckets:  uint32(buckets),
		weights:  make([]float32, classes*buckets),
		squares:  make([]float32, classes*buckets),
		features: make([]uint32, 0, maxFeatures),
	}
}

func (m *model) train(c *corpora, rng *rand.Rand, steps int) {
	loss, correct := 0.0, 0
	const report = 1_000_000
	for step := 1; step <= steps; step++ {
		example := c.draw(rng)
		p := m.predict(example.text)
		if len(m.features) == 0 {
			continue
		}
		loss -= math.Log(max(p[example.class], 1e-12))
		if argmax(p) == example.class {
			correct++
		}
		// The rate falls to a tenth along a straight line.
		m.update(p, example.class, rate*float32(1-.9*float64(step)/float64(steps)))
		if step%report == 0 {
			log.Printf("%d texts: loss %.4f, %.2f %% right; held out %.4f, %.2f %%", step, loss/report,
				100*float64(correct)/report, m.devLoss(c.dev, 1), 100*m.devAccuracy(c.dev))
			loss, correct = 0, 0
		}
	}
}

// logits sums the weights of the features of text.
func (m *model) logits(text string) (sums [classes]float64) {
	m.features, _ = ngram.Append(m.features[:0], text)
	for c := range sums {
		sums[c] = float64(m.bias[c])
	}
	for i, feature := range m.features {
		bucket := ngram.Bucket(feature, m.buckets)
		m.features[i] = bucket
		for c, w := range m.weights[classes*bucket : classes*bucket+classes] {
			sums[c] += float64(w)
		}
	}
	return sums
}

func (m *model) predict(text string) [classes]float64 { return softmax(m.logits(text), 1) }

// update takes one step down the gradient of the features that predict read.
func (m *model) update(p [classes]float64, class int, rate float32) {
	for c := range p {
		gradient := float32(p[c])
		if c == class {
			gradient--
		}
		if math.Abs(float64(gradient)) < 1e-4 {
			continue
		}
		m.bias[c] -= 0.01 * rate * gradient
		for _, bucket := range m.features {
			at := classes*int(bucket) + c
			m.squares[at] += gradient * gradient
			w := m.weights[at] - rate*gradient/float32(math.Sqrt(float64(m.squares[at]+1)))
			m.weights[at] = min(max(w, -maxWeight), maxWeight)
		}
	}
}

// calibrate returns the temperature, the divisor of the logits, under which the held-out texts are likeliest.
func (m *model) calibrate(dev []example) float64 {
	best, bestLoss := 1.0, math.Inf(1)
	for temperature := 0.5; temperature < 4; temperature += 0.05 {
		if loss := m.devLoss(dev, temperature); loss < bestLoss {
			best, bestLoss = temperature, loss
		}
	}
	return best
}

func (m *model) devLoss(dev []example, temperature float64) float64 {
	loss := 0.0
	for _, e := range dev {
		loss -= math.Log(max(softmax(m.logits(e.text), temperature)[e.class], 1e-12))
	}
	return loss / float64(len(dev))
}

// devAccuracy is the mean over the four classes.
func (m *model) devAccuracy(dev []example) float64 {
	var right, all [classes]float64
	for _, e := range dev {
		all[e.class]++
		if argmax(m.predict(e.text)) == e.class {
			right[e.class]++
		}
	}
	mean := 0.0
	for c := range all {
		mean += right[c] / all[c] / classes
	}
	return mean
}

// quantize rounds the weights to int8.
func (m *model) quantize(temperature float64) (scale float32, bias [classes]int32, weights []int8) {
	const unit = maxWeight / 127
	weights = make([]int8, len(m.weights))
	for i, w := range m.weights {
		weights[i] = int8(math.RoundToEven(float64(w) / unit))
	}
	for c, b := range m.bias {
		bias[c] = int32(math.RoundToEven(float64(b) / unit))
	}
	return float32(unit / temperature), bias, weights
}

func softmax(logits [classes]float64, temperature float64) (p [classes]float64) {
	top, total := logits[argmax(logits)], 0.0
	for c, z := range logits {
		p[c] = math.Exp((z - top) / temperature)
		total += p[c]
	}
	for c := range p {
		p[c] /= total
	}
	return p
}

func argmax(values [classes]float64) int {
	best := 0
	for c, v := range values {
		if v > values[best] {
			best = c
		}
	}
	return best
}
