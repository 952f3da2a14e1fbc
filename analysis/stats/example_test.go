package stats_test

import (
	"fmt"

	"github.com/kaiku-analytics/kaiku/analysis/stats"
)

func ExampleNPS() {
	var scores stats.Scores
	for _, score := range []int{10, 9, 9, 10, 8, 10, 3, 9, 7, 10} {
		scores.Add(score)
	}
	nps := stats.NPS(scores)
	fmt.Printf("%.0f (%.0f to %.0f), %d answers\n", nps.Value, nps.Low, nps.High, nps.N)
	// Output: 60 (5 to 86), 10 answers
}

func ExampleNPSDifference() {
	last := stats.Scores{Promoters: 620, Passives: 240, Detractors: 140}
	this := stats.Scores{Promoters: 655, Passives: 225, Detractors: 120}
	change := stats.NPSDifference(this, last)
	fmt.Printf("%+.1f (%+.1f to %+.1f)\n", change.Value, change.Low, change.High)
	// Output: +5.5 (-0.8 to +11.8)
}

func ExampleWilson() {
	share := stats.Wilson(12, 300)
	fmt.Printf("%.3f (%.3f to %.3f)\n", share.Value, share.Low, share.High)
	// Output: 0.040 (0.023 to 0.069)
}

func ExampleSuppressList() {
	months := []int{41, 3, 38, 52}
	for i, withheld := range stats.SuppressList(months, 5) {
		if withheld {
			fmt.Print("– ")
		} else {
			fmt.Print(months[i], " ")
		}
	}
	fmt.Println("sum 134")
	// Output: 41 – – 52 sum 134
}

func ExampleSuppressTable() {
	counts := []int{
		3, 20, 30,
		40, 50, 60,
		70, 80, 90,
	}
	cells, _, _ := stats.SuppressTable(3, 3, counts, 5)
	for i, withheld := range cells {
		if withheld {
			fmt.Print("–")
		} else {
			fmt.Print(counts[i])
		}
		if i%3 == 2 {
			fmt.Println()
		} else {
			fmt.Print(" ")
		}
	}
	// Output:
	// – – 30
	// – – 60
	// 70 80 90
}
