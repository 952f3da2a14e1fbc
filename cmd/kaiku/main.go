package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/kaiku-analytics/kaiku"
	"github.com/kaiku-analytics/kaiku/index/store"
	"github.com/spf13/cobra"
)

// Exit codes, also in the help of the root command.
const (
	exitOK       = 0
	exitFailed   = 1
	exitUsage    = 2
	exitProblems = 3 // done, but some rows had faults; the quality report lists them
)

// errProblems makes the exit code say that the work was done and that some rows had faults.
var errProblems = errors.New("some rows had faults")

// usageError is a mistake in the command's words.
type usageError struct{ error }

func main() {
	limitMemory()
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends what does not heed the first, such as a read from a terminal
	root := newRoot()
	root.SetArgs(args)
	out := &checkedWriter{w: os.Stdout}
	root.SetOut(out)
	err := root.ExecuteContext(ctx)
	if (err == nil || errors.Is(err, errProblems)) && out.err != nil {
		err = fmt.Errorf("cannot write the answer: %w", out.err)
	}
	var usage usageError
	if err != nil && strings.HasPrefix(err.Error(), "unknown command") { // cobra has no type for it
		err = usageError{err}
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.As(err, &usage):
		fmt.Fprintf(os.Stderr, "kaiku: %v\nRun \"kaiku help\" to see what there is.\n", err)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "kaiku: interrupted")
		return exitFailed
	default:
		fmt.Fprintf(os.Stderr, "kaiku: %s\n", plainly(err))
		return exitFailed
	}
}

// plainly is the error without the names of the packages that it came through, on one line.
func plainly(err error) string {
	text := strings.ReplaceAll(err.Error(), "\n", "; ")
	for _, prefix := range []string{"kaiku: ", "feedback: ", "store: ", "index: ", "topics: ", "lineage: ", "cache: ", "npy: ", "hub: ", "onnx: ", "tokenizer: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	var other *store.FingerprintError
	if errors.As(err, &other) {
		text += fmt.Sprintf("; \"kaiku rebuild %s\" computes its vectors anew", other.Dir)
	}
	return text
}

// checkedWriter remembers the first error, so that an answer that was not written is not taken for one that was.
type checkedWriter struct {
	w   io.Writer
	err error
}

func (c *checkedWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	if c.err == nil {
		c.err = err
	}
	return n, err
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "kaiku",
		Short: "Reads feedback in Finnish, Swedish and English and says what it is about",
		Long: `kaiku reads what people wrote as feedback, in Finnish, Swedish and English, and says what it is about:
topics with readable labels, how they go with the score, for whom and where, and search by word and by meaning.
Everything happens on this machine; nothing is sent anywhere. Personal data (identity codes, names, telephone numbers,
addresses, account numbers and the like) is masked before anything else sees the text.

Exit codes: 0 done; 1 failed; 2 the command was not understood; 3 done, but some rows of the input had faults,
which "kaiku inspect" lists.`,
		Example: `  kaiku report feedback.csv                 # summary here, and report.html
  kaiku inspect feedback.xlsx               # how a file is understood, and what is wrong in it
  kaiku add archive/ feedback.csv           # keep feedback in a directory
  kaiku search archive/ "jonotusaika"       # find by word and by meaning
  kaiku erase archive/ --field subject=P-7  # remove all of one person's feedback for good
  kaiku check archive/                      # verify every byte`,
		Version:       kaiku.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newReport(), newTopics(), newInspect(), newAdd(), newSearch(), newSimilar(), newErase(), newCheck(), newRebuild(), newOptimize(),
		newEmbed(), newCache(), newModel(), newSetup(), newServe(), newWords(), newRedact(), newDetect(), newBench(), newToken())
	return root
}

// args checks the number of arguments and makes a mistake in it a usage error.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if err := check(cmd, given); err != nil {
			return usageError{fmt.Errorf("%w; usage: %s", err, cmd.UseLine())}
		}
		return nil
	}
}
