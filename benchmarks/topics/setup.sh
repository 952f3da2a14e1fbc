#!/bin/sh
# Makes the virtual environment of the peers, venv/. Run it from anywhere; torch, which BERTopic wants, is large.
set -eu
cd "$(dirname "$0")"
python3 -m venv venv
venv/bin/pip install --quiet --requirement requirements.txt
