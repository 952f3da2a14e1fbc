package langs

// For returns the analyzer of a language. Undetermined and Other get one that only splits and lower-cases.
func For(l Language) Analyzer { return nil }
