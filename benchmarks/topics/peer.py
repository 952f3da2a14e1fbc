"""BERTopic and turftopic as peers of this benchmark, on vectors that they are given.

    peer.py version         what does the work, as JSON
    peer.py                 fits systems to sets of texts

Each line of standard input is a request, {"folder", "system", "seed", "topics", "reduce", "drop", "limit"}: where texts.tsv
(language, text) and vectors.f32 (unit rows) are, the number of topics for the system that wants to be told, whether
BERTopic's outliers are to be reduced as well, rows to leave out, and processor seconds after which the program ends. It is
answered by a line with a list of {"system", "assign", "words", "cpu", "spectral", "before", "peak"}: the topic of each text,
-1 for none; the ten strongest words of each topic; processor seconds of the fit, words included, and of UMAP's spectral start
in it; resident bytes before the fit and at most during it, without those of the programs that hdbscan starts. A fit of at
most 5,000 texts before, which makes numba compile, does not count; UMAP takes NN-descent unasked from 4,096 texts on.
"""
import copy
import json
import os
import resource
import sys
import time
from importlib.metadata import version

import numpy as np

spectral = 0.0  # processor seconds of UMAP's spectral start


def time_spectral_start():
    import umap.umap_
    inner = umap.umap_.spectral_layout

    def timed(*a, **k):
        global spectral
        start = time.process_time()
        try:
            return inner(*a, **k)
        finally:
            spectral += time.process_time() - start
    umap.umap_.spectral_layout = timed


class Words:
    """The vectors of words: the mean of those of the texts that they are in. They choose turftopic's words, not its topics."""

    def __init__(self, texts, vectors):
        self.texts, self.vectors = texts, vectors

    def encode(self, words, **_):
        from sklearn.feature_extraction.text import CountVectorizer
        counts = CountVectorizer(vocabulary=list(words), binary=True).fit_transform(self.texts)
        mean = np.asarray(counts.T @ self.vectors)
        return mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9)


def words_of(model, topics):
    words = {t: [w for w, _ in ws if w] for t, ws in model.get_topics().items() if t >= 0}
    return [words.get(t, []) for t in range(max(topics) + 1)]


def bertopic(texts, vectors, seed, approximate):
    """BERTopic with its own defaults, but for the seed."""
    from bertopic import BERTopic
    from umap import UMAP
    reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", low_memory=False, random_state=seed,
                   force_approximation_algorithm=approximate)
    model = BERTopic(umap_model=reducer)
    topics, _ = model.fit_transform(texts, vectors)
    return topics, words_of(model, topics), model


def reduced(fitted, texts, strategy, **more):
    topics, words, model = fitted
    if -1 not in topics or max(topics) < 0:
        return topics, words, None
    model = copy.copy(model)
    topics = model.reduce_outliers(texts, topics, strategy=strategy, **more)
    model.update_topics(texts, topics=topics)
    return topics, words_of(model, topics), None


def turf(kind, texts, vectors, seed, k):
    import turftopic
    encoder = Words(texts, vectors)
    model = {
        "turftopic Topeax": lambda: turftopic.Topeax(encoder=encoder, random_state=seed),
        "turftopic SensTopic": lambda: turftopic.SensTopic(encoder=encoder, random_state=seed),
        "turftopic GMM, told k": lambda: turftopic.GMM(k, encoder=encoder, random_state=seed),
    }[kind]()
    weights = np.asarray(model.fit_transform(texts, embeddings=vectors))
    return weights.argmax(axis=1), [[w for w, _ in ws] for _, ws in model.get_topics(top_k=10)], None


def processor():
    """Processor seconds of this program and of those that it has started, as hdbscan does."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = time.process_time() + children.ru_utime + children.ru_stime
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as f:
                fields = f.read().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == os.getpid():
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def memory(field):
    with open("/proc/self/status") as f:
        return next(1024 * int(line.split()[1]) for line in f if line.startswith(field + ":"))


def measured(system, do, after=None):
    """What do() returns, and the answer. after is the answer of the fit that do goes on from."""
    global spectral
    spectral, before = 0.0, memory("VmRSS")
    with open("/proc/self/clear_refs", "w") as f:
        f.write("5")  # VmHWM starts again
    start, result, answer = processor(), None, {"system": system}
    try:
        result = do()
        answer |= {"assign": [int(t) for t in result[0]], "words": result[1]}
    except Exception as e:  # a system that fails on a set is a result
        answer["error"] = f"{type(e).__name__}: {e}"[:200]
    answer |= {"cpu": processor() - start, "spectral": spectral, "before": before, "peak": memory("VmHWM")}
    if after:
        answer |= {"cpu": after["cpu"] + answer["cpu"], "spectral": after["spectral"], "before": after["before"],
                   "peak": max(after["peak"], answer["peak"])}
    return result, answer


def answers(system, texts, vectors, seed, k, reduce):
    if not system.startswith("BERTopic"):
        return [measured(system, lambda: turf(system, texts, vectors, seed, k))[1]]
    fitted, first = measured(system, lambda: bertopic(texts, vectors, seed, system != "BERTopic"))
    if not reduce or not fitted:
        return [first]
    return [first,
            measured(system + ", reduce_outliers", lambda: reduced(fitted, texts, "distributions"), first)[1],
            measured(system + ", reduce_outliers by vectors", lambda: reduced(fitted, texts, "embeddings", embeddings=vectors), first)[1]]


def read(folder):
    with open(f"{folder}/texts.tsv", encoding="utf-8", newline="\n") as f:
        texts = [line.rstrip("\n").split("\t", 1)[1] for line in f]
    return texts, np.fromfile(f"{folder}/vectors.f32", dtype=np.float32).reshape(len(texts), -1)


def main():
    out, sys.stdout = sys.stdout, sys.stderr
    folder, compiled = None, set()
    for line in sys.stdin:
        r = json.loads(line)
        system = r["system"]
        if r["folder"] != folder:
            folder = r["folder"]
            texts, vectors = read(folder)
        if system not in compiled:
            if not compiled:
                time_spectral_start()
            answers(system, texts[:5000], vectors[:5000], 0, 5, False)
            compiled.add(system)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + r["limit"]) + 1, resource.RLIM_INFINITY))
        dropped = set(r["drop"] or [])
        rows = [i for i in range(len(texts)) if i not in dropped]
        x, v = ([texts[i] for i in rows], vectors[rows]) if dropped else (texts, vectors)
        print(json.dumps(answers(system, x, v, r["seed"], r["topics"], r["reduce"])), file=out, flush=True)


if sys.argv[1:] == ["version"]:
    names = ["bertopic", "turftopic", "umap-learn", "hdbscan", "scikit-learn", "numba", "numpy"]
    print(json.dumps({name: version(name) for name in names} | {"Python": sys.version.split()[0]}))
elif len(sys.argv) == 1:
    main()
else:
    sys.exit(__doc__)
