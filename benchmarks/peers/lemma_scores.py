#!/usr/bin/env python3
"""Lemma accuracy and same-lemma pair F1 against a treebank, the reference for ../words.

    lemma_scores.py forms FILE.conllu.gz             one sentence a line: its scored forms, tab-separated
    lemma_scores.py score FILE.conllu.gz PRED.tsv    PRED: the same lines, a lemma for each form

Scored tokens: integer ids that are not PUNCT or SYM, with a gold lemma other than "_"; '#' is removed from gold lemmas;
case is ignored. Pairs: distinct lower-cased forms of NOUN, PROPN, VERB, ADJ and ADV, each with its most frequent gold lemma
(the first met on a tie) and most frequent predicted one; a pair is positive where the two lemmas are equal.
"""
import collections
import gzip
import sys

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "ADV"}


def sentences(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        s = []
        for line in f:
            if line.strip() == "":
                if s:
                    yield s
                s = []
            elif line[0] != "#":
                c = line.rstrip("\n").split("\t")
                if c[0].isdigit() and c[3] not in ("PUNCT", "SYM") and c[2] != "_":
                    s.append((c[1], c[2].replace("#", "").lower(), c[3]))
        if s:
            yield s


def same(n):
    return n * (n - 1) // 2


def score(path, pred):
    with open(pred, encoding="utf-8") as f:
        lines = [l.rstrip("\n").split("\t") for l in f]
    gold = list(sentences(path))
    if len(lines) != len(gold):
        sys.exit(f"{pred}: {len(lines)} lines, expected {len(gold)}")
    n = ok = cn = cok = 0
    g, p = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for i, (s, l) in enumerate(zip(gold, lines)):
        if len(s) != len(l):
            sys.exit(f"{pred}:{i + 1}: {len(l)} lemmas, expected {len(s)}")
        for (form, lemma, pos), q in zip(s, l):
            q = q.lower()
            n, ok = n + 1, ok + (q == lemma)
            if pos in CONTENT:
                cn, cok = cn + 1, cok + (q == lemma)
                g[form.lower()][lemma] += 1
                p[form.lower()][q] += 1
    a = {f: c.most_common(1)[0][0] for f, c in g.items()}
    b = {f: c.most_common(1)[0][0] for f, c in p.items()}
    ga, pb, both = collections.Counter(a.values()), collections.Counter(b.values()), collections.Counter((a[f], b[f]) for f in a)
    tp, gp, pp = (sum(same(v) for v in c.values()) for c in (both, ga, pb))
    pr, rc = tp / max(pp, 1), tp / max(gp, 1)
    print(f"tokens {n} accuracy {ok / n:.4f} content {cok / cn:.4f} forms {len(a)} "
          f"pairs {gp} P {pr:.4f} R {rc:.4f} F1 {2 * pr * rc / max(pr + rc, 1e-9):.4f}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "forms":
        for s in sentences(sys.argv[2]):
            print("\t".join(f for f, _, _ in s))
    elif len(sys.argv) == 4 and sys.argv[1] == "score":
        score(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)
