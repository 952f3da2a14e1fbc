"""Inflected forms of dictionary headwords, so that a word's meaning reaches the stems it has in running text.

Finnish forms follow the inflection classes and the consonant gradation of the Kotus word list (its numbers are those of
kotus/sanalistan-kuvaus.txt); compounds inflect as their last part. Swedish forms come from SALDO's principal forms.
Not every form made here exists; a wrong ending on a right stem does no harm to a model that learns what stems mean.
"""
import gzip
import os
import re

import corpus

# Strong and weak grade of the gradations A to M of the word list.
GRADES = {"A": ("kk", "k"), "B": ("pp", "p"), "C": ("tt", "t"), "D": ("k", ""), "E": ("p", "v"), "F": ("t", "d"),
          "G": ("nk", "ng"), "H": ("mp", "mm"), "I": ("lt", "ll"), "J": ("nt", "nn"), "K": ("rt", "rr"), "L": ("k", "j"),
          "M": ("k", "v")}
MIN_PART = 4  # letters of the shortest last part that a compound is recognised by


def graded(stem, letter, strong):
    """The stem in its weak grade, or in its strong one: its last cluster of the kind is replaced."""
    if letter not in GRADES or (strong and letter == "D"):
        return stem
    new, old = GRADES[letter] if strong else GRADES[letter][::-1]
    i = stem.rfind(old)
    return stem if i < 0 else stem[:i] + new + stem[i + len(old):]


def noun(word, number, letter):
    """Strong singular stem, weak singular stem and plural stem of a Finnish noun or adjective."""
    if number <= 20 and number != 7:
        strong = word
        weak = graded(word, letter, False)
        last = {5: "e", 6: "e", 9: "o", 10: "", 11: "i", 12: "o", 13: "o", 14: "o", 15: "", 16: "", 17: ""}
        if number <= 4 or number == 8:
            plural = weak + "i"
        elif number in last:
            joint = "ö" if last[number] == "o" and word[-1] == "ä" else last[number]
            plural = (weak[:-1] + joint + "i") if number != 11 else weak[:-1] + "i"
        else:
            plural = word[:-1] + "i"
        return strong, weak, plural
    if number == 7 or 23 <= number <= 26 or number in (29, 30):
        strong = word[:-1] + "e"
        weak = graded(strong, letter, False)
        return strong, weak, weak[:-1] + "i"
    if number == 27:
        return word[:-2] + "te", word[:-2] + "de", word[:-1] + "i"
    if number == 28:
        return word[:-2] + "te", word[:-2] + word[-3] + "e", word[:-1] + "i"
    endings = {32: ("", "e"), 33: ("n", "me"), 34: ("n", "ma"), 38: ("nen", "se"), 39: ("s", "kse"), 40: ("s", "de"),
               41: ("s", None), 42: ("s", "he"), 43: ("t", "e"), 47: ("ut", "ee"), 48: ("", "e"), 49: ("", "e")}
    if number not in endings:
        return None
    cut, add = endings[number]
    if not word.endswith(cut):
        return None
    base = word[:len(word) - len(cut)]
    if number == 41:
        add = base[-1]
    if number == 34 and not re.search("[aou]", word):
        add = "mä"
    if number == 49 and word.endswith("e"):
        add = ""
    stem = (graded(base, letter, True) if number in (32, 33, 34, 41, 43, 48, 49) else base) + add
    plural = {40: base + "ksi"}.get(number, (stem[:-1] if stem[-1] in "eaä" else stem) + "i")
    return stem, stem, plural


def noun_forms(word, number, letter):
    stems = noun(word, number, letter)
    if not stems:
        return []
    strong, weak, plural = stems
    a = "a" if re.search("[aou]", word.rsplit("-")[-1]) else "ä"
    singular = [weak + e for e in ("n", "ss" + a, "st" + a, "ll" + a, "lle", "lt" + a, "t", "ksi")]
    partitive = {38: word[:-3] + "st" + a, 39: word + "t" + a}.get(number, strong + ("t" if number >= 17 else "") + a)
    return singular + [partitive, strong + strong[-1] + "n", strong + "n" + a] + [
        plural + e for e in ("ss" + a, "st" + a, "ll" + a, "lle")] + [plural + a]


def verb_forms(word, number, letter):
    """Present, past and participles of a Finnish verb, from its infinitive."""
    a = "a" if re.search("[aou]", word) else "ä"
    u = "u" if a == "a" else "y"
    if 52 <= number <= 61:
        strong = word[:-1]
        weak = graded(strong, letter, False)
        past = (lambda s: s if s[-1] in "i" else s[:-1] + "i" if s[-1] in "aäe" else s + "i")
        passive = weak[:-1] + "e" if weak[-1] in "aä" else weak
        return [weak + "n", weak + "t", strong + strong[-1], past(strong), past(weak) + "n", strong + "n" + u + "t",
                passive + "t" + a + a + "n", passive + "tt" + u, strong + "m" + a + a + "n", strong + "minen"]
    stem = {62: word[:-2], 63: word[:-2], 64: word[:-2], 66: word[:-2] + "e", 67: word[:-2] + "e", 68: word[:-2],
            69: word[:-2] + "tse", 72: graded(word[:-2], letter, True) + "ne", 73: graded(word[:-2], letter, True) + a,
            74: graded(word[:-2], letter, True) + a, 75: word[:-2] + a}.get(number)
    if stem is None:
        return []
    past = {62: stem, 68: stem, 63: stem[:-2] + stem[-1] + "i"}.get(
        number, stem[:-1] + "si" if number in (73, 74, 75) else stem[:-1] + "i")
    third = stem if number in (62, 63, 64, 68) else stem + stem[-1]
    participle = {66: word[:-1] + u + "t", 67: word[:-1] + u + "t", 69: word[:-2] + "nn" + u + "t"}.get(
        number, word[:-2] + ("nn" if number >= 72 else "n") + u + "t")
    return [stem + "n", third, past, past + "n", participle, word + a + "n", stem + "minen", stem + "m" + a + a + "n"]


def finnish():
    """Kotus's words with a class: word -> forms."""
    path = os.path.join(corpus.data_folder(), "kotus", "kotus-sanalista_v1.xml.gz")
    forms = {}
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            m = re.match(r"<st><s>([^<]+)</s>.*?<tn>(\d+)</tn>(?:<av[^>]*>([A-M])</av>)?", line)
            if m and len(m[1]) > 2:
                word, number, letter = m[1], int(m[2]), m[3] or ""
                make = noun_forms if number < 50 else verb_forms if number < 77 else None
                if make:
                    forms.setdefault(word, make(word, number, letter))
    return forms


def regular_swedish(kind, gender, word):
    """Forms that follow from the last letters: SALDO lists no principal forms of such a word."""
    vowel = word[-1] in "aeiouyåäö"
    if kind == "noun" and word.endswith("a") and gender != "neutrum":
        return [word + "n", word[:-1] + "or", word[:-1] + "orna"]
    if kind == "noun" and gender == "neutrum":
        return [word + "t", word + "n", word + "na"] if vowel else [word + "et", word + "en"]
    if kind == "noun":
        stem = word[:-1] if vowel else word
        return [stem + "en", stem + "ar", stem + "arna"]
    if kind == "verb" and word.endswith("a"):
        return [word + "r", word + "de", word + "t", word + "s"]
    if kind == "adj":
        return [word + "t", word + "a"]
    return []


def swedish():
    """SALDO's words: word -> forms."""
    forms = {}
    for kind, gender, word, *rest in corpus.rows("saldo/paradigms.sv.tsv.gz"):
        rest = [x for x in rest if x]
        if kind == "noun" and len(rest) == 1:
            rest += [rest[0] + "na", word + ("n" if word[-1] in "aeiouyåäö" else "en")]
        elif kind == "verb" and len(rest) == 2:
            rest += [word[:-1] + "er"]
        forms.setdefault(word, []).extend(rest or regular_swedish(kind, gender, word))
    for kind, word in corpus.rows("saldo/lemmas.sv.tsv.gz"):
        if word not in forms:
            forms[word] = regular_swedish(kind, "", word)
    return forms


class Inflector:
    """Picks forms of headwords in Finnish ("fi") and Swedish ("sv")."""

    def __init__(self):
        self.words = {"fi": finnish(), "sv": swedish()}

    def inflect(self, lang, text, r):
        """The text with its last word in some form; None when none is known."""
        head, _, last = text.rpartition(" ")
        words = self.words[lang]
        for i in range(max(1, len(last) - MIN_PART + 1)):
            forms = words.get(last[i:])
            if forms:
                return (head + " " if head else "") + last[:i] + r.choice(forms)
        return None
