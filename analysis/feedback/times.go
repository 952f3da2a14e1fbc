package feedback

import (
	"math"
	"strings"
	"time"
)

// parseTime reads the ways in which surveys write a day, with or without the time of day:
//
//	2025-01-31    2025-01-31 13:45    2025-01-31T13:45:10.5+02:00 (RFC 3339 and its looser forms)
//	31.1.2025     31.1.2025 13.45     31.1.2025 klo 13.45
//	31/01/2025    31/01/2025 13:45    1/31/2025 with monthFirst
//	20250131
//
// Without a zone the time is taken as UTC; the result is always in UTC. It is false for a day or hour that does not
// exist, and for years before 1000, which stand for a missing date (0001-01-01) or a typing error (0205).
func parseTime(s string, monthFirst bool) (time.Time, bool) {
	c := cursor{s: strings.TrimSpace(s)}
	first, digits := c.number(8)
	var year, month, day int
	switch {
	case digits == 8:
		year, month, day = first/10000, first/100%100, first%100
	case digits == 4 && c.eat('-'):
		year = first
		month = c.upTo2()
		if !c.eat('-') {
			return time.Time{}, false
		}
		day = c.upTo2()
	case digits == 1 || digits == 2:
		separator, ok := c.eatAny("./")
		if !ok {
			return time.Time{}, false
		}
		day, month = first, c.upTo2()
		if separator == '/' && monthFirst {
			day, month = month, day
		}
		if !c.eat(separator) {
			return time.Time{}, false
		}
		if year, digits = c.number(4); digits != 4 {
			return time.Time{}, false
		}
	default:
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1000 || month < 1 || month > 12 || t.Day() != day {
		return time.Time{}, false
	}
	if c.s == "" {
		return t, true
	}
	clock, ok := c.clock()
	return t.Add(clock), ok && c.s == ""
}

// cursor is what is left of a string.
type cursor struct{ s string }

// number reads up to most digits and returns their value and how many there were; 0 where more follow.
func (c *cursor) number(most int) (value, digits int) {
	for digits < len(c.s) && c.s[digits]-'0' <= 9 {
		if digits == most {
			return 0, 0
		}
		value = value*10 + int(c.s[digits]-'0')
		digits++
	}
	c.s = c.s[digits:]
	return value, digits
}

// upTo2 reads a number of one or two digits; -1 where there is none.
func (c *cursor) upTo2() int {
	n, digits := c.number(2)
	if digits == 0 {
		return -1
	}
	return n
}

func (c *cursor) eat(b byte) bool {
	if c.s == "" || c.s[0] != b {
		return false
	}
	c.s = c.s[1:]
	return true
}

func (c *cursor) eatAny(set string) (byte, bool) {
	if c.s == "" || strings.IndexByte(set, c.s[0]) < 0 {
		return 0, false
	}
	b := c.s[0]
	c.s = c.s[1:]
	return b, true
}

// clock reads the time of day and the zone, and returns the time since the day's beginning in UTC.
func (c *cursor) clock() (time.Duration, bool) {
	if !c.eat('T') {
		if !c.eat(' ') {
			return 0, false
		}
		c.s = strings.TrimLeft(c.s, " ")
		c.s = strings.TrimPrefix(c.s, "klo ")
	}
	hour := c.upTo2()
	separator, ok := c.eatAny(":.")
	minute := c.upTo2()
	if !ok || hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return 0, false
	}
	d := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if c.eat(separator) {
		second := c.upTo2()
		if second < 0 || second > 59 {
			return 0, false
		}
		d += time.Duration(second) * time.Second
		if _, ok := c.eatAny(".,"); ok {
			fraction, digits := c.number(9)
			if digits == 0 {
				return 0, false
			}
			for ; digits < 9; digits++ {
				fraction *= 10
			}
			d += time.Duration(fraction)
		}
	}
	offset, ok := c.zone()
	return d - offset, ok
}

// zone reads Z, +02:00, +0200, +02 or nothing.
func (c *cursor) zone() (offset time.Duration, ok bool) {
	c.s = strings.TrimLeft(c.s, " ")
	if c.s == "" || c.eat('Z') {
		return 0, true
	}
	sign, ok := c.eatAny("+-")
	if !ok {
		return 0, false
	}
	hour, digits := c.number(4)
	minute := 0
	switch digits {
	case 4:
		hour, minute = hour/100, hour%100
	case 2:
		if c.eat(':') {
			minute = c.upTo2()
		}
	default:
		return 0, false
	}
	if hour > 23 || minute < 0 || minute > 59 {
		return 0, false
	}
	offset = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if sign == '-' {
		offset = -offset
	}
	return offset, true
}

// excelTime turns the number by which a workbook stores a date into that date, to the millisecond. Day 60 of the system
// that begins in 1900 is the 29th of February 1900, which never was, so days before it are one off.
func excelTime(serial float64, from1904 bool) (time.Time, bool) {
	const lastDay = 2958466 // 1.1.10000
	if !(serial >= 1 && serial < lastDay) {
		return time.Time{}, false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 60:
		serial++
	}
	day, part := math.Modf(serial)
	return epoch.AddDate(0, 0, int(day)).Add(time.Duration(math.Round(part*86400e3)) * time.Millisecond), true
}
