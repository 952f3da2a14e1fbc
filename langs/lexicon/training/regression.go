package main

import "math"

// regression is a logistic regression over features and a constant.
type regression [weights]float64

const weights = len(features{}) + 1

func (r *regression) probability(f *features) float64 {
	z := r[len(f)]
	for i, v := range f {
		z += r[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// example is a candidate of which it is known whether it is a translation.
type example struct {
	features features
	right    bool
}

// ridge keeps the weights of features that are the same in all examples finite.
const ridge = 1

// fit finds the weights by Newton's method (iteratively reweighted least squares).
func fit(examples []example) *regression {
	r := &regression{}
	for range 20 {
		var gradient [weights]float64
		var hessian [weights][weights]float64
		for _, e := range examples {
			x := [weights]float64(append(e.features[:], 1))
			p := r.probability(&e.features)
			residual := -p
			if e.right {
				residual++
			}
			for i := range weights {
				gradient[i] += residual * x[i]
				for j := range weights {
					hessian[i][j] += p * (1 - p) * x[i] * x[j]
				}
			}
		}
		for i := range weights {
			gradient[i] -= ridge * r[i]
			hessian[i][i] += ridge
		}
		for i, step := range solve(&hessian, &gradient) {
			r[i] += step
		}
	}
	return r
}

// solve solves a symmetric positive definite system by elimination, in place.
func solve(m *[weights][weights]float64, v *[weights]float64) *[weights]float64 {
	for i := range m {
		for j := range m {
			if i == j {
				continue
			}
			factor := m[j][i] / m[i][i]
			for k := i; k < weights; k++ {
				m[j][k] -= factor * m[i][k]
			}
			v[j] -= factor * v[i]
		}
	}
	for i := range v {
		v[i] /= m[i][i]
	}
	return v
}
