"""The texts and pairs that the static model is trained on, read from KAIKU_DATA in a fixed order.

A pair is two texts that mean the same (or, for a dictionary entry, nearly so); where one of them is English, or an
English version is known, it also names the English text whose teacher vector both sides should have.
"""
import gzip
import os
import random
import re
import zlib
from typing import NamedTuple

PIVOT_DEFINITION = 3  # at most so many Finnish translations of one English definition
TWICE = ("sv-en tatoeba", "fi-sv tatoeba", "lexicon sv-en", "gloss sv-en")  # there is less Swedish than Finnish
PIVOT_SENSES = 2      # at most so many English definitions of one Finnish word


class Pair(NamedTuple):
    a: str
    b: str
    english: str  # "" when there is none
    source: str


def data_folder():
    folder = os.environ.get("KAIKU_DATA")
    if not folder:
        raise SystemExit("KAIKU_DATA is not set: it names the data folder (parallel/, lexicon/, mono/, ...)")
    return folder


def rows(name):
    with gzip.open(os.path.join(data_folder(), name), "rt", encoding="utf-8", newline="\n") as f:
        return [line.strip("\r\n").replace("\r", " ").split("\t") for line in f]


def definitions():
    """(language, headword, definition, translations); two definitions contain a tab."""
    for lang, word, *definition, translations in rows("lexicon/definitions.tsv.gz"):
        yield lang, word, " ".join(definition), translations


def held_out(text):
    """True for one text in 64: pairs with such a text are never trained on, and choose between candidates."""
    return zlib.crc32(text.lower().encode()) % 64 == 0


def undo_tokenisation(text):
    """Removes the spaces that treebank-style tokenisation left before punctuation."""
    return re.sub(r" ([.,!?;:)])", r"\1", text).replace("( ", "(")


def parallel():
    """fi-en and sv-en pairs without the machine-translated documentation, held out ones included."""
    for lang in ("fi", "sv"):
        for a, en, source in rows(f"parallel/{lang}-en.tsv.gz"):
            if not source.startswith("msbeginners"):
                yield Pair(a, en, en, f"{lang}-en {source}")


def finnish_swedish():
    """fi-sv pairs without the machine-translated sources, and a quarter of the largest one, a manual of bookkeeping. Their
    English is that of another pair with the same Finnish or Swedish side."""
    r, english = random.Random(1), {p.a: p.b for p in parallel()}
    for fi, sv, source in rows("parallel/fi-sv.tsv.gz"):
        if source.startswith("msbeginners") or source.endswith("-MT"):
            continue
        if source != "msdocs-d365ops" or r.random() < .25:
            yield Pair(fi, sv, english.get(sv) or english.get(fi, ""), f"fi-sv {source}")


def dictionary():
    """Entries of the three lexicons, and headwords with their definitions."""
    for a, b in (("fi", "en"), ("sv", "en"), ("fi", "sv")):
        for x, y in rows(f"lexicon/lexicon.{a}-{b}.tsv.gz"):
            yield Pair(x, y, y if b == "en" else "", f"lexicon {a}-{b}")
    for lang, word, definition, translations in definitions():
        yield Pair(word, definition, definition if lang == "en" else "", f"definition {lang}")
        if lang == "en":
            for fi in translations.split(", ")[:PIVOT_DEFINITION]:
                if fi:
                    yield Pair(fi, definition, definition, "definition fi-en")


def glosses():
    """Finnish and Swedish definitions with the English definition of the same word, joined through a Finnish word that has
    few English definitions, so that the sense is likely the same."""
    english = {}
    for lang, _, definition, translations in definitions():
        if lang == "en":
            for fi in translations.split(", "):
                english.setdefault(fi, []).append(definition)
    for lang, word, definition, translations in definitions():
        if lang != "en":
            for fi in [word] if lang == "fi" else translations.split(", "):
                found = english.get(fi, [])
                if len(found) <= PIVOT_SENSES:
                    for en in found:
                        yield Pair(definition, en, en, f"gloss {lang}-en")


def english_lines():
    """English of a conversational register, paired with itself to learn the teacher's vectors."""
    for (text,) in rows("mono/common-voice.en.txt.gz"):
        yield Pair(text, text, text, "common-voice en")
    for text, _ in rows("sentiment/xed.en.train.tsv.gz"):
        text = undo_tokenisation(text)
        yield Pair(text, text, text, "xed en")


def single_lines():
    """Finnish and Swedish texts that have no translation, each paired with itself: what the transformer says of them is
    something that the static table can learn. One ministry question in twenty is left out, to choose by."""
    questions = rows("mono/eduskunta-questions.train.tsv.gz")
    for lang, texts in (("fi", [undo_tokenisation(text) for i, (text, _) in enumerate(questions) if i % 20]),
                        *((lang, [text for (text,) in rows(f"mono/common-voice.{lang}.txt.gz")]) for lang in ("fi", "sv")),
                        *((lang, [undo_tokenisation(text) for text, _ in rows(f"sentiment/xed.{lang}.train.tsv.gz")])
                          for lang in ("fi", "sv"))):
        for text in dict.fromkeys(texts):
            if not held_out(text):
                yield Pair(text, text, "", f"single {lang}")


def pairs():
    """All pairs to train on and those held out, as two lists."""
    train, held = [], []
    for group in (parallel(), finnish_swedish(), english_lines()):
        for p in group:
            (held if held_out(p.a) or held_out(p.b) else train).append(p)
    train += dictionary()
    train += glosses()
    train += [p for p in train if p.source.startswith(TWICE)]
    return train, held


def english_texts():
    """Every English text that the teacher is asked for, once each: running text first, then dictionary entries."""
    train, held = pairs()
    return list(dict.fromkeys(p.english for p in train + held if p.english))


def running_text():
    """(language, text) of sentences, to learn pieces and their frequencies from. Documentation is thinned out: the
    comments that the model is made for are not about software."""
    r = random.Random(2)
    for lang in ("fi", "sv"):
        for a, en, source in rows(f"parallel/{lang}-en.tsv.gz"):
            yield lang, a
            yield "en", en
    for fi, sv, source in rows("parallel/fi-sv.tsv.gz"):
        if r.random() < .25:
            yield "fi", fi
            yield "sv", sv
    for text, _ in rows("mono/eduskunta-questions.train.tsv.gz"):
        yield "fi", undo_tokenisation(text)
    for lang in ("fi", "sv", "en"):
        for (text,) in rows(f"mono/common-voice.{lang}.txt.gz"):
            yield lang, text
        for text, _ in rows(f"sentiment/xed.{lang}.train.tsv.gz"):
            yield lang, undo_tokenisation(text)


def headwords(train):
    """Language of the texts that are dictionary headwords in Finnish or Swedish."""
    lang = {}
    for p in train:
        kind, _, langs = p.source.partition(" ")
        if kind in ("lexicon", "definition"):
            for text, side in zip(p[:2], langs.split("-") if kind == "lexicon" else [langs[:2]]):
                if side in ("fi", "sv"):
                    lang[text] = side
    return lang


def vocabulary_texts(train):
    """The texts to learn pieces from: those of the pairs, since a piece that no pair has learns nothing; of product
    documentation a part, since the comments that the model is made for are not about software."""
    r, seen = random.Random(4), set()
    for p in train:
        share = .5 if "msdocs" in p.source else 1
        for text in p[:2]:
            if text not in seen and r.random() < share:
                seen.add(text)
                yield text
