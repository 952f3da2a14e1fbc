package access

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
)

// line is one of an audit.
type line struct {
	Time    time.Time
	Event   string
	Call    string
	Token   string
	Name    string
	Peer    string
	Method  string
	Records *int
	Code    string
}

// lines reads an audit; no member of a line may be unknown.
func lines(t *testing.T, file string) []line {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []line
	for text := range strings.Lines(string(content)) {
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.DisallowUnknownFields()
		var l line
		if err := decoder.Decode(&l); err != nil || !strings.HasSuffix(text, "\n") {
			t.Fatalf("%q: %v", text, err)
		}
		all = append(all, l)
	}
	return all
}

// brief is what a test says of a line.
func brief(l line) string {
	words := []string{l.Event, l.Name, l.Method[strings.LastIndexByte(l.Method, '/')+1:]}
	if l.Records != nil {
		words = append(words, string(rune('0'+*l.Records)))
	}
	return strings.TrimSpace(strings.Join(append(words, l.Code), " "))
}

func TestAuditHasWritesAndErasures(t *testing.T) {
	f := serve(t, nil)
	conn := f.dial(nil)
	reads, _ := issue(t, f.tokens, "read")
	writes, writesID := issue(t, f.tokens, "write")
	erases, _ := issue(t, f.tokens, "erase")
	before := time.Now()
	for _, call := range [][3]string{
		{reads, readMethod, ""}, {"", addMethod, ""}, {writes, addMethod, ""}, {erases, eraseMethod, ""},
		{writes, addMethod, "fail"}, {writes, eraseMethod, ""}, {erases, panicMethod, ""}, {writes, readMethod, ""},
	} {
		get(with(t.Context(), "Bearer "+call[0]), conn, call[1], call[2])
	}
	s, err := conn.NewStream(with(t.Context(), "Bearer "+writes), &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, talkMethod)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		if err := s.SendMsg(&request{}); err != nil {
			t.Fatal(err)
		}
		if err := s.RecvMsg(new(request)); err != nil {
			t.Fatal(err)
		}
	}
	s.CloseSend()
	for err == nil { // until it has ended
		err = s.RecvMsg(new(request))
	}

	want := []string{
		"began of write Add", "ended of write Add 3 OK",
		"began of erase Erase", "ended of erase Erase 3 OK",
		"began of write Add", "ended of write Add 3 NotFound",
		"refused of write Erase PermissionDenied",
		"began of erase Panic", "ended of erase Panic 0 Internal",
		"began of write Talk", "ended of write Talk 4 OK",
	}
	got := lines(t, f.audit)
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d: %+v", len(got), len(want), got)
	}
	calls := map[string]int{}
	for i, l := range got {
		if brief(l) != want[i] {
			t.Errorf("line %d: %q, want %q", i+1, brief(l), want[i])
		}
		if l.Time.Before(before.Add(-time.Second)) || l.Time.After(time.Now().Add(time.Second)) || l.Time.Location() != time.UTC {
			t.Errorf("line %d: at %v", i+1, l.Time)
		}
		if l.Peer != "bufconn" || l.Name == "of write" && l.Token != writesID {
			t.Errorf("line %d: %+v", i+1, l)
		}
		calls[l.Call]++
	}
	if len(calls) != 6 || calls[got[0].Call] != 2 || got[0].Call != got[1].Call || calls[got[6].Call] != 1 {
		t.Errorf("calls %v", calls)
	}
	if info, err := os.Stat(f.audit); err != nil || ownersAlone(info.Mode()) != nil {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestNothingIsChangedWithoutAnAudit(t *testing.T) {
	f := serve(t, nil)
	conn := f.dial(nil)
	secret, _ := issue(t, f.tokens, "read,write,erase")
	ctx := with(t.Context(), "Bearer "+secret)
	call := func(method string) error { _, err := get(ctx, conn, method, ""); return err }
	wantCode(t, "a write", call(addMethod), codes.OK)

	moved := f.audit + ".1"
	if err := os.Rename(f.audit, moved); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(f.audit, 0o700); err != nil { // in the way of a file
		t.Fatal(err)
	}
	wantCode(t, "a write without an audit", call(addMethod), codes.Unavailable)
	wantCode(t, "an erasure without an audit", call(eraseMethod), codes.Unavailable)
	wantCode(t, "a read without an audit", call(readMethod), codes.OK)
	if err := os.Remove(f.audit); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "an erasure in a new audit", call(eraseMethod), codes.OK)
	if old, now := lines(t, moved), lines(t, f.audit); len(old) != 2 || len(now) != 2 {
		t.Errorf("%d and %d lines, want 2 and 2", len(old), len(now))
	}
	for _, text := range []string{"cannot be written", "can be written again"} {
		if !strings.Contains(f.log.String(), text) {
			t.Errorf("the log has no %q", text)
		}
	}
	f.guard.config.Audit.Close()
	wantCode(t, "a write after Close", call(addMethod), codes.Unavailable)
	if f.guard.active.Load() != 0 {
		t.Error("a refused call holds a place")
	}
}

func TestAuditGoesOnAfterATornLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "audit.jsonl")
	if err := os.WriteFile(file, []byte(`{"time":"2026`), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		a, err := OpenAudit(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.began(t.Context(), &call{scope: Erase, method: eraseMethod}); err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Split(string(content), "\n")
	if len(text) != 4 || text[0] != `{"time":"2026` || !json.Valid([]byte(text[1])) || !json.Valid([]byte(text[2])) || text[3] != "" {
		t.Errorf("%q", text)
	}
	if _, err := OpenAudit(filepath.Dir(file), nil); err == nil {
		t.Error("a directory is an audit")
	}
	if _, err := OpenAudit(filepath.Join(file, "x"), nil); err == nil {
		t.Error("an audit in a file")
	}
}
