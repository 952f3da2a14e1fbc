package stem

// Finnish appends the stem of a Finnish word to dst. dst and word may share memory if word lies before the end of dst.
func Finnish(dst, word []byte) []byte {
	var s finnish
	if s.set(dst, word) {
		s.stem()
	}
	return s.buf[:s.limit]
}

// Swedish appends the stem of a Swedish word to dst, under the conditions of Finnish.
func Swedish(dst, word []byte) []byte {
	var s swedish
	if s.set(dst, word) {
		s.stem()
	}
	return s.buf[:s.limit]
}

// English appends the stem of an English word to dst, under the conditions of Finnish.
func English(dst, word []byte) []byte {
	var s english
	if s.set(dst, word) {
		s.stem()
	}
	return s.buf[:s.limit]
}
