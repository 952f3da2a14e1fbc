package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaiku-analytics/kaiku/embed"
	"github.com/kaiku-analytics/kaiku/embed/static/model"
	"github.com/parquet-go/parquet-go"
)

// readNPY returns the rows of a .npy file that embed wrote.
func readNPY(t *testing.T, path string) (rows [][]float32) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var n, dim int
	if _, err := fmt.Sscanf(string(content[10:]), "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }", &n, &dim); err != nil {
		t.Fatalf("%.80q: %v", content, err)
	}
	body := content[512:]
	if len(body) != 4*n*dim {
		t.Fatalf("%d bytes of %d rows of %d elements", len(body), n, dim)
	}
	for range n {
		row := make([]float32, dim)
		for i := range row {
			row[i] = math.Float32frombits(binary.LittleEndian.Uint32(body))
			body = body[4:]
		}
		rows = append(rows, row)
	}
	return rows
}

func vectorsOf(t *testing.T, texts ...string) [][]float32 {
	t.Helper()
	e := model.Default()
	out := make([]float32, len(texts)*e.Dim())
	if err := e.Embed(t.Context(), embed.Passage, texts, out); err != nil {
		t.Fatal(err)
	}
	return slices.Collect(slices.Chunk(out, e.Dim()))
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEmbedFormatsAgree(t *testing.T) {
	dir := t.TempDir()
	in := write(t, filepath.Join(dir, "in.csv"), "id,nps,text\na,9,Hyvä hoitaja\nb,1,\n"+
		"\"c\"\"\n d\",3,Soittakaa 040 123 4567\ne,2,Hyvä hoitaja\nf,1,\"ei, <mitään>\"\n")
	out := func(extension string) string { return filepath.Join(dir, "v"+extension) }
	for _, extension := range []string{".npy", ".parquet", ".jsonl"} {
		if _, err := cli(t, "", "embed", in, "--out", out(extension), "--cache", filepath.Join(dir, "cache")); err != nil {
			t.Fatal(err)
		}
	}
	ids := []string{"a", "c\"\n d", "e", "f"}
	vectors := vectorsOf(t, "Hyvä hoitaja", "Soittakaa [PHONE]", "Hyvä hoitaja", "ei, <mitään>")
	if got := readNPY(t, out(".npy")); !slices.EqualFunc(got, vectors, slices.Equal) {
		t.Error(".npy: other vectors than the model gives the masked texts")
	}
	if got, err := os.ReadFile(out(".ids.txt")); err != nil || string(got) != "a\nc\"  d\ne\nf\n" {
		t.Errorf("ids %q, %v", got, err)
	}
	rows, err := parquet.ReadFile[parquetRow](out(".parquet"))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile(out(".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range bytes.Split(bytes.TrimSpace(lines), []byte("\n")) {
		var object struct {
			ID     string
			Vector []float32
		}
		if err := json.Unmarshal(line, &object); err != nil {
			t.Fatal(err)
		}
		if object.ID != ids[i] || !slices.Equal(object.Vector, vectors[i]) {
			t.Errorf(".jsonl: line %d has id %q", i, object.ID)
		}
		if rows[i].ID != ids[i] || !slices.Equal(rows[i].Vector, vectors[i]) {
			t.Errorf(".parquet: row %d has id %q", i, rows[i].ID)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestEmbedUsesTheCache(t *testing.T) {
	dir := t.TempDir()
	in := write(t, filepath.Join(dir, "in.txt"), "yksi\nkaksi\n\nyksi\r\n")
	for i, want := range []string{"0 vectors came from", "2 vectors came from"} {
		out := filepath.Join(dir, fmt.Sprint(i, ".npy"))
		printed, err := cli(t, "", "embed", "--lines", in, in, "-o", out, "--cache", filepath.Join(dir, "cache"))
		if err != nil || !strings.Contains(printed, want) {
			t.Errorf("run %d printed %q, %v; want %q in it", i, printed, err, want)
		}
		if got := readNPY(t, out); !slices.EqualFunc(got, vectorsOf(t, "yksi", "kaksi", "yksi", "yksi", "kaksi", "yksi"), slices.Equal) {
			t.Errorf("run %d: other vectors", i)
		}
		ids, _ := os.ReadFile(filepath.Join(dir, fmt.Sprint(i, ".ids.txt")))
		if want := "in.txt:1\nin.txt:2\nin.txt:4\nin.txt:1\nin.txt:2\nin.txt:4\n"; string(ids) != want {
			t.Errorf("ids %q, want %q", ids, want)
		}
	}
}

func TestEmbedPlantedDataIsMasked(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "v.jsonl")
	if _, err := cli(t, "", "embed", sample, "-o", out); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	requireNone(t, "the output", string(content), planted(t))
}

// TestEmbedProcess is not a test of its own: TestEmbedAfterAKill starts it as another process, with the words of a command
// line in KAIKU_EMBED.
func TestEmbedProcess(t *testing.T) {
	words := os.Getenv("KAIKU_EMBED")
	if words == "" {
		t.Skip("started by another test only")
	}
	os.Exit(run(strings.Split(words, "|")))
}

const manyBatches = 60

// manyLines are repeated, so that rows of before and after a kill share texts.
func manyLines() string {
	var b strings.Builder
	for i := range manyBatches * embedBatch {
		fmt.Fprintf(&b, "jono oli %d minuuttia\n", i*i%7919)
	}
	return b.String()
}

func TestEmbedAfterAKill(t *testing.T) {
	dir := t.TempDir()
	in := write(t, filepath.Join(dir, "in.txt"), manyLines())
	for _, extension := range []string{".npy", ".parquet"} {
		straight, killed := filepath.Join(dir, "straight"+extension), filepath.Join(dir, "killed"+extension)
		if _, err := cli(t, "", "embed", "--lines", in, "-o", straight); err != nil {
			t.Fatal(err)
		}
		kills := 0
		for _, batches := range []int64{1, 20} { // as many at least are done when the kill comes
			cmd := exec.Command(os.Args[0], "-test.run=^TestEmbedProcess$")
			cmd.Env = append(os.Environ(), "KAIKU_EMBED=embed|--lines|"+in+"|-o|"+killed)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			for running := true; running; {
				select {
				case err := <-ended:
					running = false
					if err != nil {
						kills++
					}
				case <-time.After(time.Millisecond):
					if info, err := os.Stat(killed + ".part"); err == nil && info.Size() > batches*embedBatch*256*4 {
						cmd.Process.Kill()
					}
				}
			}
		}
		if kills == 0 {
			t.Skip("the work was done before the kill came")
		}
		printed, err := cli(t, "", "embed", "--lines", in, "-o", killed)
		if err != nil || kills == 2 && !strings.Contains(printed, "from an earlier run") {
			t.Fatalf("after the kill: %q, %v", printed, err)
		}
		want, _ := os.ReadFile(straight)
		got, err := os.ReadFile(killed)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: another file than without the kill, %v", extension, err)
		}
	}
	want, _ := os.ReadFile(filepath.Join(dir, "straight.ids.txt"))
	if got, _ := os.ReadFile(filepath.Join(dir, "killed.ids.txt")); !bytes.Equal(got, want) {
		t.Error("other ids than without the kill")
	}
}

func TestEmbedTwiceAtOnce(t *testing.T) {
	dir := t.TempDir()
	in := write(t, filepath.Join(dir, "in.txt"), "toinen\n")
	out := filepath.Join(dir, "v.npy")
	first := exec.Command(os.Args[0], "-test.run=^TestEmbedProcess$")
	first.Env = append(os.Environ(), "KAIKU_EMBED=embed|--lines|-|-o|"+out)
	stdin, err := first.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	io.WriteString(stdin, strings.Repeat("ensimmäinen\n", embedBatch)) // and it waits for more
	for {
		if info, err := os.Stat(out + ".part"); err == nil && info.Size() > 512 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	for _, words := range [][]string{{in, "-o", out}, {in, "-o", out, "--role", "query"}} {
		_, err := cli(t, "", append([]string{"embed", "--lines"}, words...)...)
		if err == nil || !strings.Contains(err.Error(), "v.npy.part: another process is writing it") {
			t.Errorf("%q beside another process: error %v", words, err)
		}
	}
	stdin.Close()
	if err := first.Wait(); err != nil {
		t.Error(err)
	}
	rows := readNPY(t, out)
	if want := vectorsOf(t, "ensimmäinen")[0]; len(rows) != embedBatch || !slices.Equal(rows[embedBatch-1], want) {
		t.Errorf("%d rows of the first process, want %d", len(rows), embedBatch)
	}
	if _, err := cli(t, "", "embed", "--lines", in, "-o", out); err != nil {
		t.Errorf("after the other process: %v", err)
	}
}

// interrupted leaves the work of some batches beside out.
func interrupted(t *testing.T, in, out string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := newEmbedRun(model.Default(), embed.Passage, func(rows int) {
		if rows >= 2*embedBatch {
			cancel()
		}
	})
	err := r.write(ctx, &textSource{files: []string{in}, lines: true}, out, ".npy")
	if !errors.Is(err, context.Canceled) || !r.resumable() {
		t.Fatalf("interrupted: %v", err)
	}
}

func TestEmbedGoesOnWithItsOwnWorkOnly(t *testing.T) {
	dir := t.TempDir()
	lines := manyLines()
	in := write(t, filepath.Join(dir, "in.txt"), lines)
	out := filepath.Join(dir, "v.npy")
	interrupted(t, in, out)
	part, err := os.ReadFile(out + ".part")
	if err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string][]string{
		"role":    {in, "--role", "query"},
		"text":    {write(t, filepath.Join(dir, "a.txt"), strings.Replace(lines, "jono", "kassa", 1))},
		"order":   {write(t, filepath.Join(dir, "b.txt"), "uusi\n"+lines)},
		"shorter": {write(t, filepath.Join(dir, "c.txt"), lines[:len(lines)/manyBatches])},
	} {
		_, err := cli(t, "", append([]string{"embed", "--lines", "-o", out}, words...)...)
		if err == nil || !strings.Contains(err.Error(), ".part") || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "cannot write") {
			t.Errorf("another %s: error %v", name, err)
		}
		if now, _ := os.ReadFile(out + ".part"); !bytes.Equal(now, part) {
			t.Fatalf("another %s: the work so far is spoilt", name)
		}
	}
	// What was added behind the interrupted work is new work.
	longer := write(t, filepath.Join(dir, "d.txt"), lines+"viimeinen\n")
	printed, err := cli(t, "", "embed", "--lines", longer, "-o", out)
	if err != nil || !strings.Contains(printed, "from an earlier run") {
		t.Errorf("a longer file: %q, %v", printed, err)
	}
	if rows := readNPY(t, out); len(rows) != manyBatches*embedBatch+1 || !slices.Equal(rows[manyBatches*embedBatch], vectorsOf(t, "viimeinen")[0]) {
		t.Errorf("%d rows", len(rows))
	}
}

func TestEmbedErrors(t *testing.T) {
	dir := t.TempDir()
	in := write(t, filepath.Join(dir, "in.txt"), "yksi\n")
	if _, err := cli(t, "", "embed", "../../testdata/dirty/rows.csv", "-o", filepath.Join(dir, "faults.npy")); !errors.Is(err, errProblems) {
		t.Errorf("faulty rows: error %v", err)
	}
	for name, words := range map[string][]string{
		"no output":      {in},
		"format":         {in, "-o", filepath.Join(dir, "v.csv")},
		"input itself":   {write(t, filepath.Join(dir, "x.jsonl"), "{}\n"), "-o", filepath.Join(dir, "x.jsonl")},
		"ids over input": {write(t, filepath.Join(dir, "y.ids.txt"), "a\n"), "--lines", "-o", filepath.Join(dir, "y.npy")},
		"missing file":   {filepath.Join(dir, "none.txt"), "--lines", "-o", filepath.Join(dir, "v.npy")},
		"role":           {in, "--lines", "--role", "document", "-o", filepath.Join(dir, "v.npy")},
		"cache a file":   {in, "--lines", "--cache", in, "-o", filepath.Join(dir, "v.npy")},
	} {
		_, err := cli(t, "", append([]string{"embed"}, words...)...)
		if err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "v.*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
