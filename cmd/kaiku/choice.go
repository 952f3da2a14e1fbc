package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// choice is the value of a flag that takes one of a few words.
type choice struct {
	value *string
	words []string
}

func (c choice) String() string { return *c.value }
func (c choice) Type() string   { return "word" }

// Set makes a word that is not among them a mistake in the command.
func (c choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return fmt.Errorf("expected %s", strings.Join(c.words, ", "))
	}
	*c.value = word
	return nil
}

// addChoice gives the command a flag of which shells complete the words.
func addChoice(cmd *cobra.Command, value *string, name, byDefault, help string, words ...string) {
	*value = byDefault
	cmd.Flags().Var(choice{value, words}, name, help)
	// The flag exists, which is all that could be wrong.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}
