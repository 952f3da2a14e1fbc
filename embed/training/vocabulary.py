"""Learns the pieces: OUT/tokenizer.json, a Unigram model that the package `tokenizers` reads.

    python vocabulary.py --out OUT [--pieces 60000]

Normalisation is NFKC and lower case (å, ä and ö stay). A text is split at white space, around every punctuation mark
and around every digit, and each part is marked with "▁" at its start, so that a word is the same piece after a bracket
or a quotation mark as after a space. SentencePiece learns the pieces rather than the trainer of `tokenizers`: that one
takes its candidates from a list of distinct words, so that a word which starts no longer word ("▁very") is none.
"""
import argparse
import json
import os
import random

import numpy as np
import sentencepiece
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

import corpus
from inflect import Inflector

MAX_PIECE = 16  # characters, "▁" included
FORMS = 2       # inflected forms of each headword among the training text
UNKNOWN = "<unk>"


def pipeline(tokenizer):
    """Gives the tokenizer the normaliser and the pre-tokenizer described above."""
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.WhitespaceSplit(),
        pre_tokenizers.Punctuation("isolated"),
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.Metaspace(prepend_scheme="always", split=False),
    ])
    return tokenizer


def lines():
    """The training text, its words as the pre-tokenizer sees them and without "▁"."""
    t = pipeline(Tokenizer(models.Unigram()))
    train, _ = corpus.pairs()
    texts = list(corpus.vocabulary_texts(train))
    inflector, r = Inflector(), random.Random(5)
    for word, lang in corpus.headwords(train).items():
        texts += filter(None, (inflector.inflect(lang, word, r) for _ in range(FORMS)))
    for text in texts:
        words = t.pre_tokenizer.pre_tokenize_str(t.normalizer.normalize_str(text))
        yield " ".join(w.strip("▁") for w, _ in words)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--out", required=True)
    p.add_argument("--pieces", type=int, default=60_000)
    p.add_argument("--threads", type=int, default=1)
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    text, prefix = os.path.join(a.out, "vocabulary.txt"), os.path.join(a.out, "sentencepiece")
    with open(text, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in lines() if line)
    sentencepiece.SentencePieceTrainer.train(
        input=text, model_prefix=prefix, model_type="unigram", vocab_size=a.pieces, character_coverage=.99995,
        max_sentencepiece_length=MAX_PIECE, normalization_rule_name="identity", max_sentence_length=1 << 16,
        num_threads=a.threads, bos_id=-1, eos_id=-1, unk_piece=UNKNOWN, minloglevel=1)
    vocabulary = []
    with open(prefix + ".vocab", encoding="utf-8") as f:
        for line in f:
            piece, score = line.rstrip("\n").split("\t")
            vocabulary.append((piece, float(np.float32(score))))  # the model file stores scores as float32
    assert vocabulary[0][0] == UNKNOWN
    pipeline(Tokenizer(models.Unigram(vocabulary, unk_id=0))).save(os.path.join(a.out, "tokenizer.json"))


if __name__ == "__main__":
    main()
