package filelock

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func open(t *testing.T, path string) *os.File {
	t.Helper()
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func TestOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	a, b := open(t, path), open(t, path)
	for range 2 {
		if taken, err := Try(a); !taken || err != nil {
			t.Fatalf("taken %t, %v, by nobody else", taken, err)
		}
		if taken, err := Try(b); taken || err != nil {
			t.Fatalf("taken %t, %v, by two", taken, err)
		}
		a.Close()
		a, b = b, open(t, path)
	}
}

// TestHolder is not a test of its own: TestKilledHolder starts it as another process, which holds the lock of the file that
// KAIKU_LOCK names until it is killed.
func TestHolder(t *testing.T) {
	path := os.Getenv("KAIKU_LOCK")
	if path == "" {
		t.Skip("started by another test only")
	}
	if taken, err := Try(open(t, path)); !taken {
		t.Fatal(err)
	}
	os.Stdout.WriteString("x")
	io.Copy(io.Discard, os.Stdin)
}

func TestKilledHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	cmd := exec.Command(os.Args[0], "-test.run=^TestHolder$")
	cmd.Env = append(os.Environ(), "KAIKU_LOCK="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	file := open(t, path)
	if taken, err := Try(file); taken || err != nil {
		t.Errorf("taken %t, %v, while another process has it", taken, err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	if taken, err := Try(file); !taken || err != nil {
		t.Errorf("taken %t, %v, after the other process was killed", taken, err)
	}
}
