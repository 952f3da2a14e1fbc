"""Trains the static table: a text is the sum of its pieces' rows, scaled to unit length.

    python train_static.py --out OUT [--second OUT/second] [--passes 12]

Reads OUT/tokenizer.json and OUT/teacher; writes OUT/table.npz: rows (pieces x dim, float32) and count (how often each
piece occurs in running text). Resumes from OUT/checkpoint.pt, written after every pass.

Loss of a batch of 1,024 pairs: .4 x symmetric InfoNCE at temperature .05; 8 x (1 - cosine to the teacher's vector of the
English side), both sides; 20 x squared difference of the student's and the teacher's similarity matrices on 192 of
them. With InfoNCE at full weight retrieval is a little better, and grouping by topic much worse: function words gain.
Only the rows of a batch are touched (Adam with a step count a row); one thread is fastest, since the matrices are small.
"""
import argparse
import json
import os
import random
import time

import numpy as np
import torch
from scipy.sparse import csr_matrix
from torch.nn import functional as F
from tokenizers import Tokenizer

import corpus
import teacher
from inflect import Inflector
from noise import noisy
from score import development, encode, weighted

TEMPERATURE, CONTRAST, COSINE, MATRIX, MATRIX_SIZE = .05, .4, 8., 20., 192
HEADWORDS_VARIED, INFLECTED, MISSING = .5, .8, .3
BETA1, BETA2, EPSILON = .9, .999, 1e-8


class Bags:
    """Piece ids of many texts, end to end."""

    def __init__(self, tokenizer, texts):
        encoded = [e.ids for e in tokenizer.encode_batch_fast(texts)]
        self.start = np.concatenate([[0], np.cumsum([len(x) for x in encoded])]).astype(np.int64)
        self.ids = np.concatenate([np.asarray(x, np.int32) for x in encoded])

    def take(self, which):
        """The ids of the texts, and for each id the position of its text in which."""
        length = self.start[which + 1] - self.start[which]
        owner = np.repeat(np.arange(len(which)), length)
        offset = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
        return self.ids[np.repeat(self.start[which], length) + offset], owner


class Variants:
    """Other readings of the texts, new ones for every pass: headwords in an inflected form, other texts with spelling as
    it is typed in a hurry; and all cut without a random share of the longer pieces, so that the shorter ones, which
    unknown words fall back on, learn too."""

    def __init__(self, tokenizer, texts, headwords, varied):
        self.spec, self.texts = json.loads(tokenizer.to_str()), texts
        self.langs = [headwords.get(t) for t in texts]
        self.share = np.array([varied if lang is None else HEADWORDS_VARIED for lang in self.langs])
        self.inflector = Inflector()

    def draw(self, seed):
        """The texts that a pass reads as variants: their place in the bags, -1 for the others; and the bags."""
        r = random.Random(seed)
        chosen = np.flatnonzero(np.random.RandomState(seed).random_sample(len(self.texts)) < self.share)
        place = np.full(len(self.texts), -1)
        place[chosen] = np.arange(len(chosen))
        texts = []
        for i in chosen:
            text, lang = self.texts[i], self.langs[i]
            form = self.inflector.inflect(lang, text, r) if lang and r.random() < INFLECTED else None
            texts.append(form or noisy(text, r))
        spec = dict(self.spec, model=dict(self.spec["model"], vocab=[
            [piece, -1000. if len(piece) > 3 and r.random() < MISSING else score]
            for piece, score in self.spec["model"]["vocab"]]))
        return place, Bags(Tokenizer.from_str(json.dumps(spec)), texts)


class Table:
    """The rows being learned and their Adam state."""

    def __init__(self, rows):
        self.rows = rows
        self.m, self.v = torch.zeros_like(rows), torch.zeros_like(rows)
        self.steps = torch.zeros(len(rows))

    def update(self, ids, gradient, rate):
        self.steps[ids] += 1
        t = self.steps[ids].unsqueeze(1)
        m = self.m[ids].mul_(BETA1).add_(gradient, alpha=1 - BETA1)
        v = self.v[ids].mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        self.m[ids], self.v[ids] = m, v
        step = (m / (1 - BETA1 ** t)) / ((v / (1 - BETA2 ** t)).sqrt_() + EPSILON)
        self.rows[ids] -= rate * step


class Sums(torch.autograd.Function):
    """A sparse matrix (texts x rows) times the rows; scipy's product is many times faster than gather and scatter."""

    @staticmethod
    def forward(ctx, rows, matrix):
        ctx.matrix = matrix
        return torch.from_numpy(matrix @ rows.detach().numpy())

    @staticmethod
    def backward(ctx, gradient):
        return torch.from_numpy(ctx.matrix.T @ gradient.contiguous().numpy()), None


def loss_of(a, b, target, known, contrast, cosine, matrix):
    """a, b: unit rows of both sides; target: teacher rows where known."""
    logits = a @ b.T / TEMPERATURE
    labels = torch.arange(len(a))
    loss = contrast * (F.cross_entropy(logits, labels) + F.cross_entropy(logits.T, labels)) / 2
    if len(known):
        t, x, y = target[known], a[known], b[known]
        loss = loss + cosine * ((1 - (x * t).sum(1)).mean() + (1 - (y * t).sum(1)).mean()) / 2
        t, x, y = t[:MATRIX_SIZE], x[:MATRIX_SIZE], y[:MATRIX_SIZE]
        s = t @ t.T
        loss = loss + matrix * sum(((u @ w.T - s) ** 2).mean() for u, w in ((x, x), (y, y), (x, y))) / 3
    return loss


def project(vectors, dim):
    """Teacher vectors in dim dimensions (uncentred SVD), of unit length again."""
    if dim < vectors.shape[1]:
        sample = vectors[np.random.RandomState(0).permutation(len(vectors))[:100_000]]
        _, basis = np.linalg.eigh(sample.T @ sample)
        vectors = vectors @ basis[:, ::-1][:, :dim]
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def with_second(train, target, vectors, row, second):
    """Targets for the pairs that have none: the mean of the transformer's vectors of both sides."""
    without = [i for i in np.flatnonzero(target < 0) if train[i].a in row and train[i].b in row]
    target[without] = len(vectors) + np.arange(len(without))
    more = (second[[row[train[i].a] for i in without]] + second[[row[train[i].b] for i in without]]) / 2
    return target, np.concatenate([vectors, more])


def start(pieces, bags, texts, target, vectors, shrink=5):
    """First rows: the mean of the teacher's vectors of the texts that a piece is in, less the mean of all, shrunk towards
    zero for rare pieces. A random start would stay on in the many rows that are seen a few times only."""
    total, n = np.zeros((pieces, vectors.shape[1]), np.float32), np.zeros(pieces, np.float32)
    for i in range(0, len(texts), 100_000):
        ids, owner = bags.take(texts[i:i + 100_000])
        m = csr_matrix((np.ones(len(ids), np.float32), (ids, owner)), (pieces, min(100_000, len(texts) - i)))
        total += m @ vectors[target[i:i + 100_000]]
        n += np.asarray(m.sum(1)).ravel()
    return (total - n[:, None] * vectors.mean(0)) / (n[:, None] + shrink)


def running_counts(tokenizer):
    count = np.zeros(tokenizer.get_vocab_size(), np.int64)
    for e in tokenizer.encode_batch_fast([t for _, t in corpus.running_text()]):
        np.add.at(count, e.ids, 1)
    return count


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--out", required=True)
    p.add_argument("--teacher", help="folder of teacher vectors (default OUT/teacher)")
    p.add_argument("--second", help="folder of the transformer's vectors (second.py) for texts without English")
    p.add_argument("--name", default="table", help="name of the table and the checkpoint")
    p.add_argument("--dim", type=int, default=256)
    p.add_argument("--passes", type=int, default=12)
    p.add_argument("--batch", type=int, default=1024)
    p.add_argument("--rate", type=float, default=.01)
    p.add_argument("--drop", type=float, default=.1, help="share of pieces left out of a text")
    p.add_argument("--varied", type=float, default=.15, help="share of texts read as a variant; of headwords half")
    p.add_argument("--contrast", type=float, default=CONTRAST)
    p.add_argument("--cosine", type=float, default=COSINE)
    p.add_argument("--matrix", type=float, default=MATRIX)
    p.add_argument("--threads", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.set_flush_denormal(True)
    tokenizer = Tokenizer.from_file(os.path.join(a.out, "tokenizer.json"))

    train, held = corpus.pairs()
    if a.second:
        train += corpus.single_lines()
    texts = list(dict.fromkeys(t for q in train for t in (q.a, q.b)))
    index = {t: i for i, t in enumerate(texts)}
    left, right = (np.array([index[getattr(q, side)] for q in train]) for side in "ab")
    clean, variants = Bags(tokenizer, texts), Variants(tokenizer, texts, corpus.headwords(train), a.varied)
    row, vectors = teacher.read(a.teacher or os.path.join(a.out, "teacher"))
    target = np.array([row.get(q.english, -1) for q in train])
    if a.second:
        target, vectors = with_second(train, target, vectors, *teacher.read(a.second))
    vectors = project(vectors, a.dim)
    print(f"{len(train)} pairs, {len(texts)} texts, {len(clean.ids)} pieces, {(target >= 0).mean():.0%} with a target",
          flush=True)

    known = np.flatnonzero(target >= 0)
    rows = start(tokenizer.get_vocab_size(), clean, np.concatenate([left[known], right[known]]),
                 np.tile(target[known], 2), vectors)
    count = running_counts(tokenizer)
    table, vectors = Table(torch.from_numpy(rows)), torch.from_numpy(vectors)
    checkpoint, first = os.path.join(a.out, a.name + ".checkpoint.pt"), 0
    if os.path.exists(checkpoint):
        first, table.__dict__ = torch.load(checkpoint)
    steps = len(train) // a.batch
    for n in range(first, a.passes):
        r, started, total = np.random.RandomState(100 + n), time.time(), 0.
        order = r.permutation(len(train))
        place, varied = variants.draw(n)
        for i in range(steps):
            batch = order[i * a.batch:(i + 1) * a.batch]
            both = np.concatenate([left[batch], right[batch]])
            parts = []
            for bags, at in ((clean, np.where(place[both] < 0, both, -1)), (varied, place[both])):
                which = np.flatnonzero(at >= 0)
                ids, owner = bags.take(at[which])
                parts.append((ids, which[owner]))
            ids, owner = (np.concatenate(x) for x in zip(*parts))
            keep = r.random_sample(len(ids)) >= a.drop
            unique, local = np.unique(ids[keep], return_inverse=True)
            matrix = csr_matrix((np.ones(len(local), np.float32), (owner[keep], local)), (len(both), len(unique)))
            unique = torch.from_numpy(unique.astype(np.int64))
            rows = table.rows[unique].requires_grad_()
            x = F.normalize(Sums.apply(rows, matrix), dim=1)
            want = target[batch]
            known = np.flatnonzero(want >= 0)
            t = vectors[torch.from_numpy(np.maximum(want, 0))]
            loss = loss_of(x[:len(batch)], x[len(batch):], t, torch.from_numpy(known), a.contrast, a.cosine, a.matrix)
            gradient, = torch.autograd.grad(loss, rows)
            table.update(unique, gradient, a.rate * (1 - (n * steps + i) / (a.passes * steps)))
            total += loss.item()
        torch.save((n + 1, table.__dict__), checkpoint + ".part")
        os.replace(checkpoint + ".part", checkpoint)
        print(f"pass {n + 1}: loss {total / steps:.4f}, {time.time() - started:.0f} s", flush=True)
        if n % 3 == 2 or n == a.passes - 1:
            rows = weighted(table.rows.numpy(), count)
            print(development(lambda t: encode(tokenizer, rows, t), held, row, vectors.numpy()), flush=True)
    np.savez(os.path.join(a.out, a.name + ".npz"), rows=table.rows.numpy(), count=count)


if __name__ == "__main__":
    main()
