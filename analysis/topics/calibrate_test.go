package topics

import (
	"math"
	"testing"
)

func TestCalibration(t *testing.T) {
	c := calibration{Score: []float32{0.2, 0.4, 0.8}, Confidence: []float32{0.1, 0.5, 0.6}}
	if err := c.sound(); err != nil {
		t.Fatal(err)
	}
	for _, test := range [][2]float32{{0, 0}, {0.1, 0.05}, {0.2, 0.1}, {0.3, 0.3}, {0.6, 0.55}, {0.9, 0.8}, {1, 1}} {
		if got := c.confidence(test[0]); math.Abs(float64(got-test[1])) > 1e-6 {
			t.Errorf("score %v: confidence %v, want %v", test[0], got, test[1])
		}
	}
	if got := (&calibration{}).confidence(0.37); got != 0.37 {
		t.Errorf("without a calibration 0.37 becomes %v", got)
	}
	for _, bad := range []calibration{
		{Score: []float32{0.2}}, {Score: []float32{0.4, 0.2}, Confidence: []float32{0.1, 0.2}}, {Score: []float32{0.2}, Confidence: []float32{1.5}},
	} {
		if bad.sound() == nil {
			t.Errorf("%v: no error", bad)
		}
	}
}
