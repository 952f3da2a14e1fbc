"""What the transformer reads: texts in three languages, each with an English text whose teacher vector it should have."""
import json
import random

import numpy as np
from tokenizers import Tokenizer

import corpus
from inflect import Inflector
from noise import noisy, respaced

# Share of the texts of each kind. Talk is Tatoeba, subtitles, Common Voice and public web sites, docs is product
# documentation, word a dictionary headword, meaning a headword with the English definition, gloss a definition.
SHARES = {"fi talk": .18, "sv talk": .19, "en talk": .20, "fi docs": .08, "sv docs": .09, "en docs": .04, "fi word": .06,
          "sv word": .06, "en word": .02, "fi meaning": .02, "fi gloss": .02, "sv gloss": .02, "en gloss": .02}
VARIED, HEADWORDS_VARIED, INFLECTED, RESPACED, MISSING = .2, .5, .7, .2, .3


def kinds(p):
    """(kind, text) of both sides of a pair, as far as the side is of a known language."""
    source, langs = p.source.split(" ", 1)[0], p.source.split(" ", 1)[1]
    if source == "lexicon":
        return [(langs[:2] + " word", p.a), (langs[3:] + " word", p.b)]
    if source == "definition":
        return [("fi meaning" if langs == "fi-en" else langs + " word", p.a), (langs[-2:] + " gloss", p.b)]
    if source == "gloss":
        return [(langs[:2] + " gloss", p.a)]
    if source in ("common-voice", "xed"):
        return [("en talk", p.a)]
    what = " docs" if langs.startswith("msdocs") else " talk"
    return [(source[:2] + what, p.a), (source[3:] + what, p.b)]


def bridged(pairs):
    """The pairs; those of the Finnish-Swedish lexicon get the first English translation of the Finnish word."""
    english = {}
    for p in pairs:
        if p.source == "lexicon fi-en":
            english.setdefault(p.a, p.english)
    for p in pairs:
        yield p._replace(english=english.get(p.a, "")) if p.source == "lexicon fi-sv" else p


class Examples:
    """The distinct (text, target) of each kind, drawn by share."""

    def __init__(self, tokenizer, pairs, row):
        found = {kind: {} for kind in SHARES}
        for p in bridged(pairs):
            if p.english in row:
                for kind, text in kinds(p):
                    found[kind][text, row[p.english]] = None
        self.kinds = [(kind, list(texts)) for kind, texts in found.items()]
        self.share = np.array([SHARES[kind] for kind, _ in self.kinds])
        self.tokenizer, self.spec, self.inflector = tokenizer, json.loads(tokenizer.to_str()), Inflector()

    def variant(self, kind, text, r):
        """The text inflected, misspelt or with its words written apart or together."""
        lang, what = kind.split(" ")
        headword = what in ("word", "meaning") and lang != "en"
        if r.random() >= (HEADWORDS_VARIED if headword else VARIED):
            return None
        if headword and r.random() < INFLECTED:
            form = self.inflector.inflect(lang, text, r)
            if form:
                return form
        return respaced(text, r) if r.random() < RESPACED else noisy(text, r)

    def draw(self, n, seed):
        """Ids and target rows of n texts, the same ones for the same seed. Variants are cut without a random share of
        the longer pieces, so that the shorter ones, which unknown words fall back on, learn too."""
        r = random.Random(seed)
        count = np.random.RandomState(seed).multinomial(n, self.share / self.share.sum())
        clean, varied, targets = [], [], ([], [])
        for (kind, texts), k in zip(self.kinds, count):
            for _ in range(k):
                text, target = texts[r.randrange(len(texts))]
                variant = self.variant(kind, text, r)
                (clean if variant is None else varied).append(text if variant is None else variant)
                targets[variant is not None].append(target)
        model = dict(self.spec["model"], vocab=[
            [piece, -1000. if len(piece) > 3 and r.random() < MISSING else score]
            for piece, score in self.spec["model"]["vocab"]])
        other = Tokenizer.from_str(json.dumps(dict(self.spec, model=model)))
        ids = [e.ids for t, texts in ((self.tokenizer, clean), (other, varied)) for e in t.encode_batch_fast(texts)]
        return ids, np.array(targets[0] + targets[1])
