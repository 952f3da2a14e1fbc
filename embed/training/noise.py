"""Spelling as it is found in feedback typed in a hurry: umlauts left out, letters swapped, dropped, doubled."""
import random

FOLD = str.maketrans("åäöÅÄÖ", "aaoAAO")


def typo(word, r):
    """The word with one slip of the keyboard."""
    i = r.randrange(len(word) - 1)
    kind = r.randrange(4)
    if kind == 0:
        return word[:i] + word[i + 1] + word[i] + word[i + 2:]
    if kind == 1:
        return word[:i + 1] + word[i + 2:]
    if kind == 2:
        return word[:i] + word[i] + word[i:]
    return word[:i + 1] + r.choice("aeiostnrlk") + word[i + 2:]


def noisy(text, r: random.Random):
    """Half of the texts lose their umlauts; in the others, or where there is none, one word in eight gets a typo."""
    folded = text.translate(FOLD)
    if folded != text and r.random() < .5:
        return folded
    words = text.split(" ")
    return " ".join(typo(w, r) if len(w) > 3 and r.random() < .125 else w for w in words)
