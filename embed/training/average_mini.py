"""Takes the transformer's layers a part of the way back to the teacher's, from which they started.

    python average_mini.py --checkpoint MINI/decayed.pt --out MINI/averaged.pt [--share .4]

Weights between those before and after training keep what training taught and lose less of what was known before
(WiSE-FT: Wortsman et al., 2022): on texts unlike those of training, ministry questions and film lines, groups come out
better, and retrieval of held-out translations worse by .002. Word embeddings stay as they are, since the teacher has none
for our pieces. The checkpoint written holds the averaged weights alone: it is for release_mini.py, not to train on from.
"""
import argparse

import torch

import mini


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--share", type=float, default=.4, help="of the teacher's layers; 0 changes nothing")
    a = p.parse_args()
    state = torch.load(a.checkpoint)
    start, trained = mini.layers().state_dict(), state["mean"]["layers"]
    layers = {k: torch.lerp(trained[k], v, a.share) if v.is_floating_point() else v for k, v in start.items()}
    torch.save({"step": state["step"], "mean": {"layers": layers, "rows": state["mean"]["rows"]}}, a.out)


if __name__ == "__main__":
    main()
