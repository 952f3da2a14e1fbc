package static_test

import (
	"context"
	"os"
	"testing"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/static"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
)

// Comments of 3 to 14 words, 7 in the middle, written for this benchmark.
var comments = []string{
	"Kiitos hyvästä hoidosta",
	"Odotusaika oli liian pitkä, muuten kaikki sujui hyvin.",
	"Lääkäri kuunteli ja selitti asiat ymmärrettävästi.",
	"Ajanvaraus ei toimi puhelimessa eikä netissä.",
	"Parkkipaikkoja on aivan liian vähän terveysaseman lähellä ja ne ovat aina täynnä aamuisin.",
	"Hoitajat olivat ystävällisiä",
	"Personalen var mycket vänlig och hjälpsam.",
	"Lång väntetid på akuten, ingen informerade oss.",
	"Bra bemötande men lokalerna är slitna",
	"The nurse was kind and explained everything.",
	"Waiting times are far too long.",
	"Friendly staff, clean rooms, but nobody answers the phone in the mornings.",
}

func BenchmarkEmbed(b *testing.B) {
	m := model.Default()
	texts := make([]string, 1200)
	for i := range texts {
		texts[i] = comments[i%len(comments)]
	}
	out := make([]float32, len(texts)*m.Dim())
	b.ReportAllocs()
	for b.Loop() {
		if err := m.Embed(context.Background(), embed.Passage, texts, out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(texts))/b.Elapsed().Seconds(), "texts/s")
}

func BenchmarkLoad(b *testing.B) {
	data, err := os.ReadFile("model/static.bin")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := static.Load(data); err != nil {
			b.Fatal(err)
		}
	}
}
