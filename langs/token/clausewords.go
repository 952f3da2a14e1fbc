package token

import "strings"

// role is what a word does at the border of two clauses; a word may have several.
type role uint16

const (
	known       role = 1 << iota // a frequent word of the language, by which it is recognised
	begins                       // a clause begins with it
	subordinate                  // so does one, and where it begins a sentence that clause ends at the next comma
	afterComma                   // a clause begins with it after a comma
	coordinates                  // a clause begins with it between two verbs, and after a comma that follows a verb
	contrasts                    // a clause begins with it after a verb
	relative                     // after a comma, what it begins is about the same thing, until the next comma
	verb                         // finite
	heading                      // a list of good or bad things begins with it
	headsColon                   // likewise if a colon follows
	pair                         // a clause begins with it before certain words
)

const languages = 3

// wordRoles holds what a word does in Finnish, Swedish and English: men is "but" in one and people in another.
var wordRoles = func() map[string][languages]role {
	roles := map[string][languages]role{}
	for language, byRole := range [languages]map[role]string{
		{ // Finnish
			known: "ja se ne hän myös hyvä hyvää hyvin niin tosi oikein kiitos minut minua minun mulle todella vain mitään " +
				"kaikki asia aika",
			begins:      "mutta joten jotta että vaikkakin",
			subordinate: "koska vaikka",
			afterComma:  "sillä jos kun vaan tosin kunnes eikä muuten silti paitsi",
			coordinates: "ja sekä",
			contrasts:   "kuitenkin",
			relative:    "joka jotka jonka joita jota jossa josta johon jolla jolle joiden joille joilla mikä mitä missä",
			verb: "on ovat oli olivat olen olin olimme ei en emme ette eivät sai sain saimme saivat saa saan saavat tuli " +
				"tulin tulivat tulee meni menin menee joutui jouduin jouduimme pitää piti pitäisi voi voin voivat voisi " +
				"tuntui tuntuu toimi toimii toimivat jäi jäin kesti kestää odotin auttoi auttoivat kuunteli kuuntelivat " +
				"kertoi sanoi otti ottivat otettiin annettiin puuttui puuttuu oisi olisi olisivat",
			heading:    "plussaa miinusta plussat miinukset plussana miinuksena plussia miinuksia",
			headsColon: "plus miinus plussa hyvää huonoa risut ruusut risuja ruusuja positiivista negatiivista kehitettävää",
			pair:       "kun",
		},
		{ // Swedish
			known:       "och att det den de jag vi på med till av ett en inte mycket bra tack så också alla som",
			begins:      "men samt medan",
			subordinate: "eftersom",
			afterComma:  "för utan så fast när då om dock däremot samtidigt dessutom trots utom",
			coordinates: "och",
			contrasts:   "däremot",
			relative:    "som vilket vilken vilka där vars",
			verb: "är var fick får har hade kan kunde blev blir ska skulle vill ville måste tog tar gick går kom kommer " +
				"fanns finns gjorde svarade lyssnade väntade känns kändes fungerar fungerade",
			headsColon: "plus minus positivt negativt ris ros bra dåligt fördelar nackdelar",
			pair:       "trots även därför fast och",
		},
		{ // English
			known:       "the of to in it for with my not very a an i they and that this good all one she he you we on at",
			begins:      "but whereas",
			subordinate: "because although",
			afterComma:  "so yet while since when if though except despite unfortunately",
			coordinates: "and",
			contrasts:   "however though",
			relative:    "which who that whose where whom",
			verb: "is are was were am has have had do does did can could will would should got felt took went came made " +
				"isn't aren't wasn't weren't don't doesn't didn't couldn't can't won't listened waited helped said",
			headsColon: "pros cons positive negative positives negatives good bad plus minus",
			pair:       "even",
		},
	} {
		for r, words := range byRole {
			for _, word := range strings.Fields(words) {
				of := roles[word]
				of[language] |= r
				roles[word] = of
			}
		}
	}
	return roles
}()

// pairs are two words with which a clause begins.
var pairs = func() map[[2]string]bool {
	set := map[[2]string]bool{}
	for first, seconds := range map[string]string{
		"kun": "taas", "trots": "att", "även": "om", "därför": "att", "och": "att", "even": "though",
		"fast": "att den de det han hon inte jag lite man ni vi ändå", // otherwise fast is "permanent"
	} {
		for _, second := range strings.Fields(seconds) {
			set[[2]string{first, second}] = true
		}
	}
	return set
}()
