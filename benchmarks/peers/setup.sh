#!/bin/sh
# Makes the virtual environment of the Python peer, venv/, and builds the C peers, stem and voikko. Run it from anywhere.
# It needs python3 with venv, a C compiler, make, and two libraries with their headers; on Debian:
#
#     apt-get install python3-venv gcc make libstemmer-dev libvoikko-dev voikko-fi
set -eu
cd "$(dirname "$0")"
python3 -m venv venv
venv/bin/pip install --quiet --requirement requirements.txt
make
