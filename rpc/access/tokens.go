package access

import (
	"crypto/sha256"
	"crypto/subtle"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// What a caller without a token in force is told is the same whatever it lacks: that a token has expired is nothing to tell
// somebody who found it.
var (
	errNoToken  = status.Error(codes.Unauthenticated, `expected metadata "authorization: Bearer TOKEN" with a token that is in force`)
	errNoTokens = status.Error(codes.Unavailable, "the server cannot read its tokens; its log says why")
)

// Tokens are the tokens of a file, as the file has them now. While the file cannot be read, or others than its owner could,
// nobody is let in: to remove it ends every token, and no token goes on after a failed attempt to revoke it. It is safe for
// concurrent use.
type Tokens struct {
	file    string
	log     *slog.Logger
	watch   watch
	current atomic.Pointer[map[string]*held] // by id; nil while the file cannot be read
}

// held is an entry of the file and what a running server keeps for it.
type held struct {
	entry
	pace *pace
}

// OpenTokens reads a file of tokens, which must be there, and follows it: it is looked at twice a second while calls come.
// The log gets a line when it was read again, and when it cannot be.
func OpenTokens(file string, log *slog.Logger) (*Tokens, error) {
	t := &Tokens{file: file, log: log}
	t.watch = watch{files: []string{file}, load: t.load, tell: t.tell, every: checkEvery}
	if err := t.watch.begin(); err != nil {
		return nil, err
	}
	return t, nil
}

func (t *Tokens) load() error {
	entries, err := readFile(t.file)
	if err != nil {
		t.current.Store(nil)
		return err
	}
	before := t.current.Load()
	tokens := make(map[string]*held, len(entries))
	for _, e := range entries {
		tokens[e.ID] = &held{entry: e, pace: paceOf(before, e.ID)}
	}
	t.current.Store(&tokens)
	return nil
}

func paceOf(before *map[string]*held, id string) *pace {
	if before != nil {
		if h := (*before)[id]; h != nil {
			return h.pace
		}
	}
	return new(pace)
}

func (t *Tokens) tell(err error) {
	if err != nil {
		t.log.Error("nobody is let in: the tokens cannot be read", "error", err)
		return
	}
	t.log.Info("the tokens were read again", "file", t.file)
}

// now returns the tokens by id, or nil.
func (t *Tokens) now() *map[string]*held {
	t.watch.visit()
	return t.current.Load()
}

// authenticate returns the token in force that the values of the header authorization have.
func (t *Tokens) authenticate(authorization []string) (*held, error) {
	tokens := t.now()
	if tokens == nil {
		return nil, errNoTokens
	}
	token, id, ok := bearer(authorization)
	if !ok {
		return nil, errNoToken
	}
	known := (*tokens)[id]
	against := &nothing
	if known != nil {
		against = known
	}
	// An id that is not there costs what a wrong secret does, so that the time of an answer tells no ids.
	var text [tokenLength]byte
	copy(text[:], token)
	sum := sha256.Sum256(text[:])
	if subtle.ConstantTimeCompare(sum[:], against.sum[:]) != 1 || known == nil || !known.InForce(time.Now()) {
		return nil, errNoToken
	}
	return known, nil
}

// nothing stands for the tokens that are not there.
var nothing held

// recheck returns an error if a token that was in force no longer is.
func (t *Tokens) recheck(id string) error {
	tokens := t.now()
	if tokens == nil {
		return errNoTokens
	}
	if known := (*tokens)[id]; known == nil || !known.InForce(time.Now()) {
		return errNoToken
	}
	return nil
}

// bearer returns the token in the values of the header authorization, of which there must be one: the word Bearer in any
// case, spaces, and the token, by RFC 6750 and RFC 9110 section 11.
func bearer(values []string) (token, id string, ok bool) {
	if len(values) != 1 {
		return "", "", false
	}
	scheme, rest, _ := strings.Cut(values[0], " ")
	token = strings.TrimLeft(rest, " ")
	if !strings.EqualFold(scheme, "Bearer") || len(token) != tokenLength || !strings.HasPrefix(token, prefix) {
		return "", "", false
	}
	id = token[len(prefix) : len(prefix)+idLength]
	if !isHex(id, idLength) || token[len(prefix)+idLength] != '_' {
		return "", "", false
	}
	return token, id, true
}
