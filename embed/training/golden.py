"""Reference ids for the Go tokenizer.

    python golden.py --testdata ../tokenizer/testdata
    python golden.py --out OUT --hashes ../static/model/testdata/ids.txt

The first form writes unigram.json: a small vocabulary of its own making, texts (some of them nasty) and the ids that
`tokenizers` gives with it, together with its version. The second hashes the ids of OUT/static-tokenizer.json on every text
of NTREX and of the UD test sets in KAIKU_DATA: one line "name count sha256" a set, the hash taken over the ids in
decimal, separated by spaces, a line a text.
"""
import argparse
import gzip
import hashlib
import json
import os

import tokenizers
from tokenizers import Tokenizer, models

import corpus
from vocabulary import UNKNOWN, pipeline

TEXTS = """Hyvä palvelu ja ystävällinen hoitaja.
Odotin päivystyksessä viisi tuntia, kukaan ei kertonut mitään!
Lääkäri kuunteli – kiitos hänelle…
Ajanvaraus (netissä) ei toimi. Puhelimessa joutui jonottamaan 45 min
Bra bemötande på vårdcentralen, men lång väntetid.
Sköterskan var jättesnäll och förklarade allt två gånger
The nurse was very kind & explained everything twice.
I couldn't get an appointment for 3 weeks :(
HYVÄ HOITO, PAREMPAA EN OSAA TOIVOA
hyva hoito mutta pitka jonotus
B12-vitamiini, 10,5 €/kk, 50% ale; klo 9.00–16.30
kiitos😀👍🏽 ❤️ 👨‍👩‍👧‍👦🇫🇮""".split("\n")

NASTY = [
    "", " ", "\t\n\r\n", "a\r\nb\rc", "\x00", "a\x00b", "a\u0301", "a\u0308iti", "A\u0308ITI", "o\u0308\u0304", "\u0308", "ä\u0304",
    "\u212bngström", "A\u030angström", "ﬁnns", "①②③", "½ ³ Ⅳ", "İstanbul", "ΣΊΣΥΦΟΣ ς", "ǅ", "ß ẞ", "\u00a0a\u00a0b\u3000c\u2028d\u0085e",
    "a\u00adb", "a\u200bb", "\ufeffa", "a\u2060b", "\u202eabc", "שלום עולם", "مرحبا بالعالم", "你好，世界。", "ﾃｽﾄ", "각", "한국어", "नमस्ते", "▁", "▁▁a", "a▁b",
    "a ▁b", "<unk>", "_a_", "a-b_c/d\\e", "``''\"\"", "“a” ‘b’ «c» „d”", "…", "...", "´", "a´b", "x²+y²=z²", "°C", "§ 5 ¶", "€£¥$¢",
    "e\u0301\u0302\u0303\u0304" * 12, "Z\u0351\u036b\u0343\u036aa\u0302\u036b\u0313l\u034e\u0348g\u0332\u0353o\u035b", "\ufffd", "a\ufffd\ufffdb", "\U0010ffff", "\ue000", "🏳️‍🌈", "👩🏽‍⚕️kiitos👩🏽‍⚕️",
    "hyvä" * 1250, "x" * 5000, "ä" * 5000, "😀" * 500, "a." * 500, "\u0308" * 100,
]

WORDS = """hyvä palvelu ja ystävällinen hoitaja odotin päivystyksessä viisi tuntia kukaan ei kertonut mitään lääkäri kuunteli
kiitos hänelle ajanvaraus netissä toimi bra bemötande på vård central lång väntetid sköterska the nurse was very kind i get
an min a b c ä ängström iti""".split()


def small():
    """A vocabulary with words, parts of words, characters, and ties: scores are made by a rule, not learned."""
    pieces = {}
    for w in WORDS:
        pieces["▁" + w] = -6 - len(w) / 8
        for i in range(len(w)):
            for j in range(i + 2, min(len(w), i + 5) + 1):
                pieces.setdefault(w[i:j], -8 - (j - i) / 4)
                if i == 0:
                    pieces.setdefault("▁" + w[:j], -8 - (j - i) / 4)
    for c in "▁abcdefghijklmnopqrstuvwxyzåäö0123456789.,!?-:;()'’”“…€%/" + "😀👍":
        pieces.setdefault(c, -10.0)
    return [(UNKNOWN, 0.0)] + sorted(pieces.items())


def texts_of(name):
    if name == "ntrex":
        return [t for r in corpus.rows("eval/ntrex.fi-sv-en.tsv.gz") for t in r]
    with gzip.open(os.path.join(corpus.data_folder(), "ud", name + ".conllu.gz"), "rt", encoding="utf-8", newline="\n") as f:
        return [line[len("# text = "):].rstrip("\n") for line in f if line.startswith("# text = ")]


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--out")
    p.add_argument("--testdata")
    p.add_argument("--hashes")
    a = p.parse_args()
    if a.testdata:
        vocabulary = small()
        t = pipeline(Tokenizer(models.Unigram(vocabulary, unk_id=0)))
        golden = {
            "made_by": f"tokenizers {tokenizers.__version__}, embed/training/golden.py",
            "pieces": [x for x, _ in vocabulary],
            "scores": [s for _, s in vocabulary],
            "cases": [{"text": x, "ids": t.encode(x).ids} for x in TEXTS + NASTY],
        }
        with open(os.path.join(a.testdata, "unigram.json"), "w", encoding="utf-8") as f:
            json.dump(golden, f, separators=(",", ":"))
            f.write("\n")
    if a.hashes:
        t = Tokenizer.from_file(os.path.join(a.out, "static-tokenizer.json"))
        with open(a.hashes, "w") as f:
            for name in ("ntrex", "fi_tdt_test", "fi_ftb_test", "sv_talbanken_test", "en_ewt_test"):
                texts, h = texts_of(name), hashlib.sha256()
                for x in texts:
                    h.update((" ".join(map(str, t.encode(x).ids)) + "\n").encode())
                f.write(f"{name} {len(texts)} {h.hexdigest()}\n")


if __name__ == "__main__":
    main()
