package topics

import "testing"

// TestGenitive has the genitives and illatives of nouns of several of Kotus's inflection classes.
func TestGenitive(t *testing.T) {
	for _, noun := range []struct{ base, genitive, genitives, illative, illatives string }{
		{"talo", "talon", "talojen", "taloon", "taloihin"},
		{"palvelu", "palvelun", "palvelujen", "palveluun", "palveluihin"},
		{"raha", "rahan", "rahojen", "rahaan", "rahoihin"},
		{"hoito", "hoidon", "hoitojen", "hoitoon", "hoitoihin"},
		{"maa", "maan", "maiden", "maahan", "maihin"},
		{"työ", "työn", "töiden", "työhön", "töihin"},
		{"kylä", "kylän", "kylien", "kylään", "kyliin"},
		{"lapsi", "lapsen", "lasten", "lapseen", "lapsiin"},
		{"vesi", "veden", "vesien", "veteen", "vesiin"},
		{"huone", "huoneen", "huoneiden", "huoneeseen", "huoneisiin"},
		{"asiakas", "asiakkaan", "asiakkaiden", "asiakkaaseen", "asiakkaisiin"},
		{"terveys", "terveyden", "terveyksien", "terveyteen", "terveyksiin"},
		{"jonotus", "jonotuksen", "jonotusten", "jonotukseen", "jonotuksiin"},
		{"ihminen", "ihmisen", "ihmisten", "ihmiseen", "ihmisiin"},
	} {
		for _, form := range []string{noun.genitive, noun.genitives} {
			if !isGenitive(form, noun.base) {
				t.Errorf("%s is not the genitive of %s", form, noun.base)
			}
		}
		for _, form := range []string{noun.illative, noun.illatives} {
			if isGenitive(form, noun.base) {
				t.Errorf("%s is the genitive of %s", form, noun.base)
			}
		}
	}
}
