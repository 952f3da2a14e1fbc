package main

import "strings"

// swedishVerbs lists strong and irregular verbs of which SALDO's paradigms say nothing: infinitive, past, supine, other forms.
// Verbs that end in one of them are inflected like it: förstå.
const swedishVerbs = `
anse ansåg ansett
avse avsåg avsett
bli blev blivit
dö dog dött
dölja dolde dolt
frysa frös frusit
få fick fått
förutse förutsåg förutsett
glädja gladde glatt
gråta grät gråtit
göra gjorde gjort gör görs
inse insåg insett
kliva klev klivit
krypa kröp krupit
kunna kunde kunnat kan
kvida kved kvidit
le log lett
ligga låg legat
låta lät låtit
lägga lade lagt la
niga neg nigit
rysa rös
se såg sett
sjuda sjöd sjudit
skilja skilde skilt
skina sken skinit
skryta skröt skrutit
slippa slapp sluppit
slå slog slagit
smita smet smitit
smörja smorde smort
sova sov sovit
stå stod stått
strida stred stridit
svida sved svidit
sälja sålde sålt
sätta satte satt
säga sade sagt sa
sitta satt suttit
tiga teg tigit
tjuta tjöt tjutit
utse utsåg utsett
veta visste vetat vet vets
vilja ville velat vill
vina ven vinit
välja valde valt
vänja vande vant
`

// irregularVerbs puts those of swedishVerbs into the lexicon that it does not have.
func (s *swedish) irregularVerbs() {
	for line := range strings.Lines(swedishVerbs) {
		if forms := strings.Fields(line); len(forms) > 0 {
			if _, ok := s.paradigm["verb"+forms[0]]; !ok {
				s.add("verb", "", forms)
			}
		}
	}
}
