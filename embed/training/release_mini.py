"""Exports a checkpoint, scores it, and puts it into the package embed/mini with its card and the vectors for the tests.

    python release_mini.py --checkpoint OUT/decayed.pt --teacher FOLDER --tools FOLDER --package ../mini

A model over 32 MiB, one whose int8 strays from its fp32, or whose vectors depend on their neighbours, is refused.
Without --package nothing is written but OUT/release, OUT/release-fp32 and the scores.
"""
import argparse
import hashlib
import json
import os
import shutil

import numpy as np
import onnxruntime

import corpus
import teacher
from export_mini import export
from export_static import ATTRIBUTION, training_hash
from golden import NASTY, TEXTS
from mini import steps
from score import development
from score_mini import WORDS, Encoder, checks, evaluation

LARGEST = 32 << 20
LEAST = {"alone to batch": .9999, "int8 to fp32, sentences, mean": .997}
FLOORS = {"ntrex fi-en": .904, "ntrex sv-en": .949, "ntrex fi-sv": .860, "stsb sv dev": .775, "stsb en dev": .830,
          "turku dev": .728, "ministry probe": .435, "sib200 fi k-means AMI": .466, "sib200 sv k-means AMI": .371,
          "sib200 en k-means AMI": .450, "banking77 k-means AMI": .700, "nhs phase 1 k-means AMI": .134}
MEASURES = {"ntrex": "accuracy at 1, mean of both directions", "stsb": "Spearman", "turku": "Spearman",
            "ministry": "logistic regression, accuracy"}

CARD = """---
language: [fi, sv, en]
license: cc-by-sa-4.0
pipeline_tag: sentence-similarity
library_name: sentence-transformers
---

# kaiku-mini

A sentence encoder for Finnish, Swedish and English in one space: six layers of 384 dimensions under a vocabulary of
{pieces:,} pieces, ONNX, int8, {mib:.1f} MiB in all. A text is cut into pieces (SentencePiece Unigram after NFKC and lower
case; å, ä and ö are kept), at most 128 of them; its vector is the mean of the last layer at unit length.

**For**: search, grouping and comparison of short texts, across the three languages, where the static model's bags of words
are not enough. **Not for**: long documents, other languages, any decision about a single person.

Inputs are input_ids and attention_mask (int64, texts x tokens); outputs are last_hidden_state (texts x tokens x 384) and
sentence_embedding (texts x 384, unit length). Every token has its own activation scale, so a text's vector does not depend
on what else is in its batch. The folder has the layout of sentence-transformers.

## Scores

embed/training/release_mini.py; the vectors are those of the int8 file. The sets were not trained on. They were measured three
times on the way: after 0.5 and 1.4 million texts, when similarity and grouping stayed below the floors, and after the layers
were averaged, which was chosen and set by the ministries of other questions and by film lines. Floors are what an earlier
prototype reached. k-means on the 800 texts of SIB-200 moves by some .05 from one model to the next.

| set | measure | score | floor |
|---|---|---|---|
{scores}

NTREX is news in three languages (1,997 sentences, which of them is the translation); STS-B and Turku are similarity of
sentence pairs against people's judgement; SIB-200 is seven topics; the ministry is which one of Finland's answers a
parliamentary question; Banking77 is customers' questions, NHS phase 1 real patient feedback in English.

On pairs held out of training, by which candidates are chosen: {held}.

| int8 | |
|---|---|
{checks}

## Limits

- The teacher knows English alone: what a Finnish or Swedish text means beyond its translation is lost.
- It learned from documentation, example sentences, dictionaries, film lines and translations of them, none of it written
  by patients. Words of care are known from dictionaries more than from use.
- It learned from texts of up to 64 pieces; longer ones are read to 128, the rest is cut off.
- Similarities are relative: compare them with each other, not with a fixed threshold from another model.
- Negation and irony are seen, if at all, as the teacher sees them.
- On x86 processors without VNNI instructions onnxruntime's 8-bit products may saturate, and vectors differ a little from
  those of newer processors.
- It carries the associations of its sources and of its teacher, about groups of people too.

## Data

No feedback and no evaluation set was trained on. The teacher gave the vectors of the English sides; all other texts learn
them from their English side, some in an inflected or misspelt form. At the end the layers were taken 40 % of the way back
to the teacher's (WiSE-FT; embed/training/average_mini.py). {seen:,} texts were read ({steps:,} steps of 96),
drawn from the training pairs with SHA-256 {training}.

{sources}
- Pairs of the sources above: Finnish, Swedish and English sides with the teacher's vector of the English one

The dictionaries are share-alike, so the model is offered under CC-BY-SA-4.0, with the attributions above.

## Files

| file | bytes | SHA-256 |
|---|---|---|
{files}

## Making it again

embed/training/README.md. Versions are pinned in requirements.txt. Training steps are applied in the order in which two
threads finish them, so a new model is equal in scores, not in bytes.
"""


def files(folder):
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name != "README.md":
                yield os.path.relpath(os.path.join(path, name), folder)


def card(folder, checkpoint, scores, held, checked):
    listed, total = [], 0
    for name in files(folder):
        data = open(os.path.join(folder, name), "rb").read()
        total += len(data)
        listed.append(f"| {name} | {len(data)} | {hashlib.sha256(data).hexdigest()} |")
    table = []
    for name, value in scores.items():
        measure = "k-means, AMI" if name.endswith("AMI") else MEASURES.get(name.split(" ")[0], "logistic regression, accuracy")
        floor = FLOORS.get(name)
        name = name.removesuffix(" k-means AMI").removesuffix(" probe")
        table.append(f"| {name} | {measure} | {value:.3f} | {'' if floor is None else f'{floor:.3f}'} |".replace(" 0.", " ."))
    text = CARD.format(
        pieces=json.load(open(os.path.join(folder, "config.json")))["vocab_size"], mib=total / (1 << 20),
        scores="\n".join(table), held=held, checks="\n".join(f"| {k} | {v:.4g} |" for k, v in checked.items()),
        seen=96 * steps(checkpoint), steps=steps(checkpoint), training=training_hash(),
        sources="\n".join("- " + a for a in ATTRIBUTION), files="\n".join(listed))
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as f:
        f.write(text)
    return total


def golden(encode):
    """Ids and vectors of a few texts, for the Go tests."""
    texts = TEXTS + WORDS + [t for t in NASTY if t.strip() and len(t) < 100]
    cases = [{"text": t, "ids": e.ids, "vector": [round(float(x), 4) for x in v]}
             for t, e, v in zip(texts, encode.tokenizer.encode_batch(texts), encode(texts, 1))]
    return {"made_by": f"onnxruntime {onnxruntime.__version__}, embed/training/release_mini.py", "cases": cases}


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--teacher", required=True, help="folder of teacher vectors")
    p.add_argument("--tools", required=True, help="folder of embedding_scores.py")
    p.add_argument("--package", help="folder of the Go package")
    a = p.parse_args()
    out = os.path.dirname(a.checkpoint)
    model, fp32 = os.path.join(out, "release"), os.path.join(out, "release-fp32")
    for folder in (model, fp32):
        shutil.rmtree(folder, ignore_errors=True)
    export(a.checkpoint, model, fp32)
    encode = Encoder(model)
    checked = checks(model, fp32)
    print(json.dumps(checked, indent=1), flush=True)
    held = development(encode, corpus.pairs()[1], *teacher.read(a.teacher))
    print(held, flush=True)
    scores = evaluation(model, a.tools)
    for name, value in scores.items():
        floor = FLOORS.get(name)
        print(f"{name:26} {value:.3f}" + ("" if floor is None else f"   floor {floor:.3f}{'' if value >= floor else '  BELOW'}"))
    total = card(model, a.checkpoint, scores, held, checked)
    print(f"{total} bytes")
    failed = [name for name, least in LEAST.items() if checked[name] < least]
    if failed or total > LARGEST:
        raise SystemExit(f"refused: {total} bytes, {', '.join(failed)}")
    if a.package:
        shutil.rmtree(os.path.join(a.package, "model"), ignore_errors=True)
        shutil.copytree(model, os.path.join(a.package, "model"))
        os.makedirs(os.path.join(a.package, "testdata"), exist_ok=True)
        with open(os.path.join(a.package, "testdata", "golden.json"), "w", encoding="utf-8") as f:
            json.dump(golden(encode), f, separators=(",", ":"))
            f.write("\n")


if __name__ == "__main__":
    main()
