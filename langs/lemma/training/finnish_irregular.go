package main

import (
	"strings"

	"github.com/kaiku-analytics/kaiku/langs/lemma"
)

// finnishIrregular lists, for words whose inflection no class of Kotus describes, the lemma and its forms. Plural pronouns
// have the singular for lemma, as in the Turku treebank.
const finnishIrregular = `
minä: minun minua minut minussa minusta minuun minulla minulta minulle minuna minuksi me meidän meitä meidät meissä meistä meihin meillä meiltä meille meinä meiksi mä mun mua mut mulla multa mulle mussa musta muhun
sinä: sinun sinua sinut sinussa sinusta sinuun sinulla sinulta sinulle sinuna sinuksi te teidän teitä teidät teissä teistä teihin teillä teiltä teille teinä teiksi sä sun sua sut sulla sulta sulle sussa susta suhun
hän: hänen häntä hänet hänessä hänestä häneen hänellä häneltä hänelle hänenä häneksi he heidän heitä heidät heissä heistä heihin heillä heiltä heille heinä heiksi
tämä: tämän tätä tässä tästä tähän tällä tältä tälle tänä täksi nämä näiden näitten näitä näissä näistä näihin näillä näiltä näille näinä näiksi näine tää tän
tuo: tuon tuota tuossa tuosta tuohon tuolla tuolta tuolle tuona tuoksi nuo noiden noitten noita noissa noista noihin noilla noilta noille noina noiksi noine toi ton
se: sen sitä siinä siitä siihen sillä siltä sille sinä siksi ne niiden niitten niitä niissä niistä niihin niillä niiltä niille niinä niiksi niine
joka: jonka jota jossa josta johon jolla jolta jolle jona joksi jotka joiden joitten joita joissa joista joihin joilla joilta joille joina joiksi
mikä: minkä mitä missä mistä mihin millä miltä mille minä miksi mitkä
kuka: kenen ketä kenet kenessä kenestä keneen kenellä keneltä kenelle kenenä keneksi ketkä keiden keitä keillä keiltä keille
jokin: jonkin jotakin jotain jossakin jossain jostakin jostain johonkin jollakin jollain joltakin joltain jollekin joksikin jotkin joidenkin joitakin joitain joissakin joissain joistakin joistain joihinkin joillakin joillain joiltakin joillekin joinakin
joku: jonkun jotakuta jossakussa jollakulla jollekulle jotkut joidenkuiden joitakuita
mikään: minkään mitään missään mistään mihinkään millään miltään millekään minään miksikään mitkään
kukaan: kenenkään ketään kenessäkään kenestäkään keneenkään kenelläkään keneltäkään kenellekään ketkään
kumpikaan: kummankaan kumpaakaan kummassakaan kummallakaan kummallekaan
itse: itsen itseä itsessä itsestä itseen itsellä itseltä itselle itsenä itseksi
olla: on ovat olen olet olemme olette oli olin olit olimme olitte olivat ole olkoon olkaa lienee lienevät oltiin ollaan ollessa oo oon oot onks olis ois
ei: en et emme ette eivät älä älköön älkää älkää älköt eikä enkä etkä emmekä ettekä eivätkä
`

// irregular appends the lexemes of finnishIrregular.
func irregular(dst []lexeme) []lexeme {
	for line := range strings.Lines(finnishIrregular) {
		word, rest, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		texts := strings.Fields(rest)
		dst = append(dst, lexeme{lemma: word, pos: lemma.Function, pairs: 100, structure: simple, forms: func(dst []form) []form {
			dst = append(dst, form{text: word, free: true})
			for _, t := range texts {
				dst = append(dst, form{text: t, free: true, bound: t[len(t)-1] != 'n'})
			}
			return dst
		}})
	}
	return dst
}

// singular returns the word whose plural a plural-only word is: kasvot, kasvo.
func singular(w string, c finnishClass) (string, bool) {
	stem, ok := strings.CutSuffix(w, "t")
	if !ok || stem == "" {
		return "", false
	}
	switch c.number {
	case 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21:
		return strengthen(stem, c.letter), true
	case 7, 23, 24, 25, 26, 29, 30:
		return cut(strengthen(stem, c.letter), 1) + "i", true
	case 27, 28:
		return cut(strengthen(stem, c.letter), 2) + "si", true
	case 16:
		return cut(stem, 3) + "mpi", true
	case 34:
		return weaken(cut(stem, 2), c.letter) + "n", true
	case 33:
		return weaken(cut(stem, 2), c.letter) + "n", true
	case 38:
		return strings.TrimSuffix(stem, "se") + "nen", strings.HasSuffix(stem, "se")
	case 39:
		return strings.TrimSuffix(stem, "kse") + "s", strings.HasSuffix(stem, "kse")
	case 40:
		return strings.TrimSuffix(stem, "de") + "s", strings.HasSuffix(stem, "de")
	case 41:
		return weaken(cut(stem, 1), c.letter) + "s", true
	case 48:
		return weaken(cut(stem, 1), c.letter), true
	}
	return "", false
}
