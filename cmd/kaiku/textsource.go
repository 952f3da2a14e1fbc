package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/kaiku-analytics/kaiku/analysis/feedback"
)

// textSource gives the texts of files, with their ids.
type textSource struct {
	files   []string
	lines   bool // they are lines, not feedback
	options feedback.Options
	quality []feedback.Quality // of the files of feedback so far
}

// text is one of them, as it stands in the file.
type text struct{ id, text string }

// all gives the texts that are not empty. An error is the last thing it gives.
func (s *textSource) all() iter.Seq2[text, error] {
	read := s.readFeedback
	if s.lines {
		read = s.readLines
	}
	return func(yield func(text, error) bool) {
		for _, file := range s.files {
			stopped := errors.New("") // by yield
			err := read(file, func(t text) error {
				if !yield(t, nil) {
					return stopped
				}
				return nil
			})
			if err == stopped {
				return
			}
			if err != nil {
				yield(text{}, err)
				return
			}
		}
	}
}

func (s *textSource) readFeedback(file string, f func(text) error) error {
	options := s.options
	options.ContentIDs = len(s.files) > 1
	options.Detect = feedback.Undetected // most of the cost of reading
	reader, err := feedback.Open(file, options)
	if err != nil {
		return err
	}
	defer reader.Close()
	if err := requireText(reader.Quality().Columns); err != nil {
		return err
	}
	for record, err := range reader.Records() {
		if err == nil && record.Text != "" {
			err = f(text{record.ID, record.Text})
		}
		if err != nil {
			return err
		}
	}
	s.quality = append(s.quality, reader.Quality())
	return nil
}

func (s *textSource) readLines(file string, f func(text) error) error {
	opened := os.Stdin
	if file != "-" {
		var err error
		if opened, err = os.Open(file); err != nil {
			return err
		}
		defer opened.Close()
	}
	prefix := ""
	if len(s.files) > 1 {
		prefix = filepath.Base(file) + ":"
	}
	in := bufio.NewReader(opened)
	for n := 1; ; n++ {
		line, err := in.ReadString('\n')
		if err != nil && err != io.EOF {
			return err
		}
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			if err := f(text{prefix + strconv.Itoa(n), line}); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// report prints the faults of the input and returns the error that sets the exit code.
func (s *textSource) report(w io.Writer) error {
	var err error
	for _, q := range s.quality {
		if len(q.Problems) > 0 {
			fmt.Fprintf(w, "%s: ", q.Source)
			printFaults(w, q)
			err = errProblems
		}
	}
	return err
}
