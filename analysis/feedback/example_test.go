package feedback_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
)

func Example() {
	const file = "Tunniste;Päivämäärä;Yksikkö;Suosittelu;Avoin palaute\n" +
		"a1;31.1.2025;Neuvola;9;Hoitaja kuunteli rauhassa.\n" +
		"a2;31.2.2025;Neuvola;9,0;\"Puhelimeen ei vastattu;\nsoitin kolmesti.\"\n" +
		"a3;1.2.2025;Neuvola;11;Kiitos!\n" +
		"a1;1.2.2025;Neuvola;5;Sama tunniste uudestaan.\n"

	r, err := feedback.NewReader(strings.NewReader(file), "palautteet.csv", feedback.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer r.Close()
	for record, err := range r.Records() {
		if err != nil {
			log.Fatal(err)
		}
		score, scored := record.Score.Value()
		fmt.Println(record.ID, score, scored, record.Unit, len(record.Text))
	}
	q := r.Quality()
	fmt.Printf("%d rows, %d records, %d rejected\n", q.Rows, q.Records, q.Rejected)
	for _, problem := range q.Problems {
		fmt.Println(problem)
	}
	// Output:
	// a1 9 true Neuvola 26
	// a2 9 true Neuvola 40
	// a3 -1 false Neuvola 7
	// 4 rows, 3 records, 1 rejected
	// line 3, column "Päivämäärä": time "31.2.2025": expected a date such as 31.1.2025 or 2025-01-31
	// line 5, column "Suosittelu": score "11": expected a whole number from 0 to 10
	// line 6, column "Tunniste": duplicate id "a1": expected an id that occurs once
}
