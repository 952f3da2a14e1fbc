module github.com/kaiku-analytics/kaiku/benchmarks

go 1.26

require github.com/kaiku-analytics/kaiku v0.0.0

replace github.com/kaiku-analytics/kaiku => ../
