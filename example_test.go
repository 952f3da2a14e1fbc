package kaiku_test

import (
	"context"
	"fmt"
	"log"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/analysis/feedback"
	"github.com/kaiku-analytics/kaiku/analysis/topics"
)

// From a file to topics in ten lines.
func Example() {
	ctx := context.Background()
	file, err := feedback.Open("testdata/feedback.csv", feedback.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	engine, err := kaiku.Open(ctx, "") // in memory
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	quality, err := engine.AddFrom(ctx, file, nil)
	if err != nil {
		log.Fatal(err)
	}
	model, err := engine.FitTopics(ctx, topics.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(quality.Records, "records,", len(model.Topics) > 10, "topics")
	// Output: 940 records, true topics
}
