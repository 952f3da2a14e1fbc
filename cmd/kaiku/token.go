package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/kaiku-analytics/kaiku/rpc/access"
	"github.com/spf13/cobra"
)

func newToken() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Make, list and revoke the tokens by which programs call a server",
		Long: `token keeps a file of the tokens by which programs call "kaiku serve". A token has a name, scopes that say what it is for,
and perhaps a time at which it expires. The file holds no token, only what the server recognises one by, and is its owner's
alone. A server that runs follows the file: what is made or revoked counts within a second.`,
	}
	cmd.AddCommand(newTokenNew(), newTokenList(), newTokenRevoke())
	return cmd
}

func newTokenNew() *cobra.Command {
	var (
		name, expires string
		scopes        []string
		asJSON        bool
	)
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Make a token, and print it once",
		Long: `new makes a token, adds it to the file, which it makes where there is none, and prints it. That is the only time: keep it
where the program that calls finds it and nobody else does. The scopes are figures (counts, scores and the list of topics,
small counts withheld), read (that, and every record), write (add feedback, edit topics), erase and admin; none but read
includes another, so give each program what it needs and no more. The withholding of small counts binds a program that has
not read: who sees the records can count them.`,
		Example: `  kaiku token new tokens.json --name "reporting, Pirha" --scopes figures
  kaiku token new tokens.json --name intake --scopes read,write --expires 2027-06-30 > intake.token`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			if name == "" {
				return usageError{errors.New("expected --name, whose token it is")}
			}
			set, err := access.ParseScopes(scopes)
			if err != nil {
				return usageError{fmt.Errorf("--scopes: %w", err)}
			}
			until, err := expiry(expires)
			if err != nil {
				return err
			}
			secret, made, err := access.Issue(cmd.Context(), words[0], name, set, until)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), struct {
					tokenRow
					Token string `json:"token"`
				}{rowOf(made), secret})
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "token %s of %s for %s, printed this once:\n", made.ID, made.Name, made.Scopes)
			_, err = fmt.Fprintln(cmd.OutOrStdout(), secret)
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&name, "name", "", "whose token it is, for the list and the audit (required)")
	f.StringSliceVar(&scopes, "scopes", nil, "what it is for: figures, read, write, erase, admin, with commas between them (required)")
	f.StringVar(&expires, "expires", "", "the first day, 2027-01-31, or time, 2027-01-31T12:00:00Z, at which it is over (default: never)")
	f.BoolVar(&asJSON, "json", false, "print the token and what is known of it as JSON")
	return cmd
}

// expiry reads --expires; a day begins at midnight UTC.
func expiry(given string) (time.Time, error) {
	if given == "" {
		return time.Time{}, nil
	}
	until, err := time.Parse(time.DateOnly, given)
	if err != nil {
		until, err = time.Parse(time.RFC3339, given)
	}
	if err != nil || !until.After(time.Now()) {
		return time.Time{}, usageError{fmt.Errorf("--expires %q: expected a date to come, such as 2027-01-31", given)}
	}
	return until, nil
}

func newTokenList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list FILE",
		Short: "List tokens: what is known of them, never their secrets",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			tokens, err := access.List(words[0])
			if err != nil {
				return noTokens(words[0], err)
			}
			return printTokens(cmd.OutOrStdout(), tokens, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the list as JSON")
	return cmd
}

func newTokenRevoke() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "revoke FILE ID...",
		Short: "End tokens for good",
		Long: `revoke ends tokens for good, on a running server within a second. ID is the 12 digits after kaiku_ in a token, which
"kaiku token list" shows; the token itself is not needed and should not be given.`,
		Example: `  kaiku token revoke tokens.json 0a1b2c3d4e5f`,
		Args:    args(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, words []string) error {
			var revoked []access.Token
			for _, id := range words[1:] {
				token, err := access.Revoke(cmd.Context(), words[0], id)
				if err != nil {
					return errors.Join(printTokens(cmd.OutOrStdout(), revoked, asJSON), noTokens(words[0], err))
				}
				revoked = append(revoked, token)
			}
			return printTokens(cmd.OutOrStdout(), revoked, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the revoked tokens as JSON")
	return cmd
}

func noTokens(file string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no file %s: make it, and a token, with: kaiku token new %s --name NAME --scopes read", file, file)
	}
	return err
}

// tokenRow is a token in JSON.
type tokenRow struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Scopes  []string   `json:"scopes"`
	Made    time.Time  `json:"made"`
	Expires *time.Time `json:"expires"` // null: never
	Revoked *time.Time `json:"revoked"` // null: it is not
	InForce bool       `json:"in_force"`
}

func rowOf(t access.Token) tokenRow {
	row := tokenRow{ID: t.ID, Name: t.Name, Scopes: t.Scopes.Words(), Made: t.Made, InForce: t.InForce(time.Now())}
	if !t.Expires.IsZero() {
		row.Expires = &t.Expires
	}
	if !t.Revoked.IsZero() {
		row.Revoked = &t.Revoked
	}
	return row
}

func printTokens(w io.Writer, tokens []access.Token, asJSON bool) error {
	if len(tokens) == 0 && !asJSON {
		return nil
	}
	if asJSON {
		rows := make([]tokenRow, len(tokens))
		for i, t := range tokens {
			rows[i] = rowOf(t)
		}
		return printJSON(w, rows)
	}
	table := [][]string{{"id", "scopes", "made", "state", "name"}}
	for _, t := range tokens {
		table = append(table, []string{t.ID, t.Scopes.String(), t.Made.Format(time.DateOnly), stateOf(t), t.Name})
	}
	return printTable(w, table)
}

func stateOf(t access.Token) string {
	switch {
	case !t.Revoked.IsZero():
		return "revoked " + t.Revoked.Format(time.RFC3339)
	case !t.InForce(time.Now()):
		return "expired " + t.Expires.Format(time.RFC3339)
	case !t.Expires.IsZero():
		return "until " + t.Expires.Format(time.RFC3339)
	default:
		return "in force"
	}
}
