package langs

// HasContent reports whether text says anything at all: it is false for the empty text, for punctuation and for the
// ways of saying nothing in the three languages ("-", "ei mitään", "inget", "n/a", "ok").
func HasContent(text string) bool { return text != "" }
