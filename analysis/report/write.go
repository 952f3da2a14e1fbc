package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/kaiku-analytics/kaiku/langs"
)

// Options choose how a report is worded.
type Options struct {
	Language langs.Language // of headings and explanations: Finnish, Swedish or English
	Title    string         // "" for a title in that language
}

//go:embed assets
var assets embed.FS

// pages holds the parsed templates. It is never executed itself: each report clones it with functions of its own.
var pages = template.Must(template.New("").Funcs((&page{}).funcs()).ParseFS(assets, "assets/*.html"))

var (
	style  = asset("assets/style.css")
	script = asset("assets/script.js") + asset("assets/map.js")
)

func asset(name string) string {
	text, err := assets.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// Write writes d as one HTML document. It fails when the parts of d do not fit together, when the language has no
// texts, or when w fails; nothing is written to w unless the whole page could be made.
func Write(w io.Writer, d Data, o Options) error {
	if err := d.check(); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	words, err := newLocale(o.Language)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if strings.TrimSpace(o.Title) == "" {
		if o.Title, err = words.text("title"); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	p := newPage(d, words, o.Title)
	t, err := pages.Clone()
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	var out bytes.Buffer
	if err := t.Funcs(p.funcs()).ExecuteTemplate(&out, "page.html", p); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err = w.Write(bytes.ToValidUTF8(out.Bytes(), []byte("\uFFFD")))
	return err
}

// Policy is the Content-Security-Policy of the page: nothing may be fetched, and nothing may run or style it but what
// has the hashes of its own script and style.
func (p *page) Policy() string {
	return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'" +
		"; script-src " + source(script) + "; style-src " + source(style)
}

// source names a text in a Content-Security-Policy.
func source(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Style and Script are trusted: they are files of this package.
func (p *page) Style() template.CSS { return template.CSS(style) }
func (p *page) Script() template.JS { return template.JS(script) }
