package redact

import "strings"

// Plates of Finland have two or three letters, a hyphen and up to three digits (ABC-123), those of Sweden three letters, a
// blank, two digits and a digit or a letter. Codes of that shape are many, so that all but the fullest form need a word
// beside them that speaks of vehicles. Source: Finnish Transport and Communications Agency, Traficom.

// plates appends to spans the vehicle registrations among the words that are not masked.
func (s *scratch) plates(spans []Span) []Span {
	for i := 0; i+1 < len(s.words); i++ {
		w, number := &s.words[i], &s.words[i+1]
		if w.shape < lower || number.shape != digits || number.end-number.start > 3 || i > 0 && s.gap(i-1) == "" {
			continue
		}
		letters := 0
		for range string(s.folded(i)) {
			letters++
		}
		if letters < 2 || letters > 3 || s.is(i, notPlates) || i > 0 && s.hyphened(i-1) {
			continue
		}
		hyphened, spaced, joined := s.hyphened(i), s.spaced(i), s.gap(i) == ""
		full := letters == 3 && number.end-number.start == 3
		last := i + 1
		if letters == 3 && number.end-number.start == 2 && s.gap(last) == "" && last+1 < len(s.words) && s.words[last+1].shape == initial {
			last++
			full = true
		}
		if s.gap(last) == "" || s.goesOn(last) {
			continue
		}
		vehicle := s.nearVehicle(i)
		written := w.shape == capitals
		switch {
		case hyphened && (full || vehicle):
		case (spaced || joined) && full && vehicle:
		case spaced && written && letters == 3 && vehicle:
		default:
			continue
		}
		confidence := float32(0.7)
		if vehicle {
			confidence = 0.95
		}
		spans = append(spans, Span{Start: w.start, End: s.words[last].end, Kind: Plate, Confidence: confidence})
		i = last
	}
	return spans
}

// goesOn reports whether the number that ends with word i is a part of a longer one.
func (s *scratch) goesOn(i int) bool {
	rest := s.text[s.words[i].end:]
	return len(rest) > 1 && strings.IndexByte(".,:/-", rest[0]) >= 0 && (isDigit(rest[1]) || rest[1] == '-')
}

// nearVehicle reports whether one of the six words before word i, or of the two after the number, speaks of a vehicle.
func (s *scratch) nearVehicle(i int) bool {
	for j := i - 1; j >= 0 && j >= i-6 && s.words[j].shape != masked; j-- {
		if s.speaksOfVehicle(j) {
			return true
		}
	}
	for j := i + 2; j < len(s.words) && j <= i+4 && s.words[j].shape != masked; j++ {
		if s.speaksOfVehicle(j) {
			return true
		}
	}
	return false
}

func (s *scratch) speaksOfVehicle(i int) bool {
	w := string(s.folded(i))
	for _, stem := range vehicles {
		if len(w) >= len(stem) && (w[:len(stem)] == stem || w[len(w)-len(stem):] == stem) {
			return true
		}
	}
	return vehicleWords[w]
}

var (
	vehicles     = [...]string{"rekister", "rekkar", "rekkari", "auto", "autoni", "autosta", "autolla", "taksi", "peräkärr", "kilpi", "kilve", "register", "skylt", "fordon", "plate", "vehicle", "trailer", "parkki", "pysäköi", "parker", "parking", "ambulans"}
	vehicleWords = wordSet("rek rekno rekkari reg regnr bil bilen bilens taxi taxin car cars van mopo mopon moped skoda volvo toyota")
	notPlates    = wordSet(`utf gpt ean usa svc cmc asc vat esr kod kkv api url nhs crp ldl hdl tsh psa ekg eeg emg mri abi iso sfs iec din pcr bmi gfr alt alat ast fvc pef inr eur usd sek gbp fin swe yle tel puh nro nr kpl klo noin yli alle tai ja on oli
vai jos kun ovi hb hba ck bnp tnt pt rr ph vit lot art ref dnr erä sn kg mg cm mm ml km min tk vko pvm asi ask ase icd dsm nyha asa mmse gds cdr rai bdi phq gad who sv fi en the and was for
huone osa sali rum sal hus ei en ett ska har var via std gen mk ii iii vi bus bussi linja ac etu ovi ct mr pet dxa usb led lte wpa aed cpr als bls rsv hiv hpv hcv hbv mmr dtp bcg
has who are not but you all his her she him out get got now may can one two day old off per age set`)
)
