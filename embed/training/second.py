"""The transformer's vectors of Finnish and Swedish texts that have no English: targets for the static table.

    python second.py --checkpoint MINI/decayed.pt --out OUT

The teacher reads English only; the transformer, which learned from it, reads all three languages in the same space.
Writes OUT/second in the form that teacher.py describes, and is resumed like it.
"""
import argparse
import os

import torch

import corpus
import mini
import teacher


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--threads", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.set_flush_denormal(True)
    tokenizer, model, rows = mini.load(a.checkpoint)
    train = [q for q in corpus.pairs()[0] if not q.english and q.source.startswith("fi-sv")] + list(corpus.single_lines())
    texts = list(dict.fromkeys(t for q in train for t in (q.a, q.b)))
    teacher.write(os.path.join(a.out, "second"), texts,
                  lambda some: mini.encode(tokenizer, model, rows, some).astype("float16"))


if __name__ == "__main__":
    main()
