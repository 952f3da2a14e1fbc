"""Lemmatizes words by simplemma, as a peer of ../words. It takes the arguments that stem.c takes.

    lemmatize.py LANGUAGE          reads words from standard input, one a line, and writes the lemma of each
    lemmatize.py LANGUAGE FILE     reads the words of FILE; then for each number n on standard input lemmatizes all of them
                                   n times and writes the nanoseconds of processor time that this took
    lemmatize.py version           writes the versions of simplemma and of Python

Words are given as they stand in the text. The greedy strategy is used: it is better or equal on all treebanks. Each of the
n times starts with an empty cache of words, as the reading of new text does, but with the dictionary loaded.
"""
import platform
import sys
import time

import simplemma
from simplemma.strategies import DefaultStrategy

strategy = DefaultStrategy(greedy=True)


def lemmatize(words, language):
    lemma = simplemma.Lemmatizer(lemmatization_strategy=strategy).lemmatize
    return [lemma(word, language) for word in words]


def main(arguments):
    if arguments == ["version"]:
        print(simplemma.__version__, "with Python", platform.python_version())
    elif len(arguments) == 1:
        words = sys.stdin.read().split("\n")[:-1]
        sys.stdout.write("".join(lemma + "\n" for lemma in lemmatize(words, arguments[0])))
    elif len(arguments) == 2:
        language, path = arguments
        with open(path, encoding="utf-8") as file:
            words = file.read().split("\n")[:-1]
        for line in sys.stdin:
            start = time.process_time_ns()
            for _ in range(int(line)):
                lemmatize(words, language)
            print(time.process_time_ns() - start, flush=True)
    else:
        sys.exit(__doc__)


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
main(sys.argv[1:])
