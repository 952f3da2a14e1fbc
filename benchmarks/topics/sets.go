package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/kaiku-analytics/kaiku/langs"
)

// set is a corpus of n texts with what people said that they are about, and the vectors that everyone is given.
type set struct {
	name      string
	texts     []string // without line ends and tabs
	languages []langs.Language
	gold      []string // labels; empty where nobody gave any
	group     []string // the customer group, where known
	dim       int
	vectors   []float32 // n x dim, unit rows
}

func (s *set) add(text string, language langs.Language, gold string) {
	s.texts = append(s.texts, strings.Join(strings.Fields(text), " "))
	s.languages = append(s.languages, language)
	s.gold = append(s.gold, gold)
}

// topics is how many labels there are.
func (s *set) topics() int {
	distinct := map[string]bool{}
	for _, g := range s.gold {
		distinct[g] = true
	}
	return len(distinct)
}

// embed gives the set the vectors of the built-in model.
func (s *set) embed() error { return s.embedWith(model.Default()) }

func (s *set) embedWith(e embed.Embedder) error {
	s.dim = e.Dim()
	s.vectors = make([]float32, len(s.texts)*s.dim)
	return e.Embed(context.Background(), embed.Passage, s.texts, s.vectors)
}

// labelled are the sets with labels, each read from the folder of the corpora.
var labelled = []struct {
	name    string
	english bool // so that all-MiniLM-L6-v2 can read it
	read    func(*set, string) error
}{
	{"SIB-200 en", true, func(s *set, data string) error { return s.sib200(data, langs.English) }},
	{"SIB-200 fi", false, func(s *set, data string) error { return s.sib200(data, langs.Finnish) }},
	{"SIB-200 sv", false, func(s *set, data string) error { return s.sib200(data, langs.Swedish) }},
	{"SIB-200 fi sv en", false, func(s *set, data string) error { return s.sib200(data, langs.All[:]...) }},
	{"NHS phase 1", true, (*set).nhsPhase1},
	{"NHS v6", true, (*set).nhsV6},
	{"Banking77", true, (*set).banking77},
	{"ministries", false, (*set).ministries},
	{"testdata", false, (*set).testdata},
}

// sib200 reads the train and dev parts, one text after its translations.
func (s *set) sib200(data string, languages ...langs.Language) error {
	for _, part := range []string{"train", "dev"} {
		err := eachLine(filepath.Join(data, "eval", "sib200."+part+".tsv.gz"), func(columns []string) {
			for _, l := range languages {
				s.add(columns[slices.Index(langs.All[:], l)], l, columns[3])
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ntrex reads sentences in three languages, one after its translations; nobody said what they are about.
func (s *set) ntrex(data string) error {
	return eachLine(filepath.Join(data, "eval", "ntrex.fi-sv-en.tsv.gz"), func(columns []string) {
		for i, l := range langs.All {
			s.add(columns[i], l, "")
		}
	})
}

func (s *set) banking77(data string) error {
	return eachLine(filepath.Join(data, "eval", "banking77.test.tsv.gz"), func(columns []string) {
		s.add(columns[0], langs.English, columns[1])
	})
}

func (s *set) ministries(data string) error {
	return eachLine(filepath.Join(data, "eval", "eduskunta-topics.dev.tsv.gz"), func(columns []string) {
		s.add(columns[0], langs.Finnish, columns[1])
	})
}

// nhsPhase1 takes the 4,000 texts with the lowest SHA-256.
func (s *set) nhsPhase1(data string) error {
	_, rows, err := readCSV(filepath.Join(data, "feedback", "nhs-phase1.csv.gz"))
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b map[string]string) int {
		x, y := sha256.Sum256([]byte(a["feedback"])), sha256.Sum256([]byte(b["feedback"]))
		return cmp.Or(bytes.Compare(x[:], y[:]), strings.Compare(a["row_index"], b["row_index"]))
	})
	for _, row := range rows[:min(len(rows), 4000)] {
		s.add(row["feedback"], langs.English, row["label"])
	}
	return nil
}

// unlabelled are the columns of nhs-v6.csv that are not labels.
const unlabelled = "Comment ID,Trust,Respondent ID,Date,Service type 1,Service type 2,FFT categorical answer,FFT question," +
	"FFT answer,Person identifiable info?,Comment sentiment,Safeguarding concerns?"

// nhsV6 takes the distinct texts with exactly one label, each as it is labelled first.
func (s *set) nhsV6(data string) error {
	columns, rows, err := readCSV(filepath.Join(data, "feedback", "nhs-v6.csv.gz"))
	if err != nil {
		return err
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return c == "" || slices.Contains(strings.Split(unlabelled, ","), c) })
	seen := map[string]bool{}
	for _, row := range rows {
		var labels []string
		for _, c := range columns {
			if strings.TrimSpace(row[c]) == "1" {
				labels = append(labels, c)
			}
		}
		text := strings.Join(strings.Fields(row["FFT answer"]), " ")
		if len(labels) == 1 && text != "" && !seen[text] {
			seen[text] = true
			s.add(text, langs.English, labels[0])
		}
	}
	return nil
}

// testdata reads the feedback that was written for kaiku.
func (s *set) testdata(string) error {
	_, rows, err := readCSV("../testdata/feedback.csv")
	for _, row := range rows {
		l, err := langs.Parse(row["language"])
		if err != nil {
			return err
		}
		s.add(row["text"], l, row["theme"])
		s.group = append(s.group, row["customer_group"])
	}
	return err
}

// surveys reads open answers to two Finnish surveys, of children and of young people on development cooperation, and an
// English one.
func (s *set) surveys(data string, language langs.Language) error {
	files := map[langs.Language][]string{langs.Finnish: {"child", "dev_coop"}, langs.English: {"english_sample_survey"}}
	for _, name := range files[language] {
		err := eachLine(filepath.Join(data, "feedback", name+".tsv"), func(columns []string) {
			for i, text := range columns {
				answers := i >= 1 && i <= 3
				if name == "english_sample_survey" {
					answers = i == 4
				}
				if answers && strings.TrimSpace(text) != "" {
					s.add(text, language, "")
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sentences reads n different ones, in three languages, in an order that has nothing to do with what they say.
func (s *set) sentences(data string, n int) error {
	corpora := []struct {
		name     string
		language langs.Language
	}{
		{"eduskunta-questions.train.tsv.gz", langs.Finnish}, {"common-voice.fi.txt.gz", langs.Finnish},
		{"common-voice.sv.txt.gz", langs.Swedish}, {"common-voice.en.txt.gz", langs.English},
	}
	seen := map[string]bool{}
	for _, c := range corpora {
		err := eachLine(filepath.Join(data, "mono", c.name), func(columns []string) {
			if text := columns[0]; text != "" && !seen[text] {
				seen[text] = true
				s.add(text, c.language, "")
			}
		})
		if err != nil {
			return err
		}
	}
	if len(s.texts) < n {
		return fmt.Errorf("%d sentences: expected %d", len(s.texts), n)
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(s.texts), func(i, j int) {
		s.texts[i], s.texts[j] = s.texts[j], s.texts[i]
		s.languages[i], s.languages[j] = s.languages[j], s.languages[i]
	})
	s.texts, s.languages, s.gold = s.texts[:n], s.languages[:n], s.gold[:n]
	return nil
}

// open opens a file, unzipped where its name ends so.
func open(path string) (io.Reader, io.Closer, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return z, f, nil
}

func eachLine(path string, do func(columns []string)) error {
	r, c, err := open(path)
	if err != nil {
		return err
	}
	defer c.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		do(strings.Split(lines.Text(), "\t"))
	}
	return lines.Err()
}

// readCSV reads a file with a header into maps by its names.
func readCSV(path string) (columns []string, list []map[string]string, err error) {
	r, closer, err := open(path)
	if err != nil {
		return nil, nil, err
	}
	defer closer.Close()
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	rows, err := c.ReadAll()
	if err == nil && len(rows) == 0 {
		err = errors.New("expected a header")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	columns = rows[0]
	columns[0] = strings.TrimPrefix(columns[0], "\ufeff")
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range columns {
			if i < len(row) {
				record[name] = row[i]
			}
		}
		list = append(list, record)
	}
	return columns, list, nil
}
