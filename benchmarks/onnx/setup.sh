#!/bin/sh
# Makes what ../onnx measures and its peers: venv/ with sentence-transformers and onnxruntime (torch brings 6 GB with it),
# node_modules/ with onnxruntime-node where npm is there, models/all-MiniLM-L6-v2, and hugot/bin. Run it from anywhere. A Python
# that has the packages of requirements.txt can be named in KAIKU_PYTHON, for this script and for the measurement; then no venv
# is made. hugot on ONNX Runtime needs cargo, for the Rust library of tokens; without it only hugot's backend in Go is built.
set -eu
cd "$(dirname "$0")"
if [ -z "${KAIKU_PYTHON:-}" ]; then
    python3 -m venv venv
    venv/bin/pip install --quiet --requirement requirements.txt
    KAIKU_PYTHON=venv/bin/python
fi
if command -v npm >/dev/null; then
    npm install --silent --no-save --ignore-scripts --no-audit --no-fund --prefix . onnxruntime-node@1.30.0
fi
"$KAIKU_PYTHON" export.py models/all-MiniLM-L6-v2

cd hugot
go build -o bin/hugot-go .
if command -v cargo >/dev/null; then
    # The crate asks for a fork of tiktoken-rs by its address; the published one does for what hugot uses, which is none of it.
    go mod download
    source=$(go list -m -f '{{.Dir}}' github.com/daulet/tokenizers)
    mkdir -p bin/tokenizers
    cp -r "$source/src" bin/tokenizers/
    chmod -R u+w bin/tokenizers
    sed -e 's/^tiktoken-rs = .*/tiktoken-rs = "0.9"/' -e '/^\[dev-dependencies\]/,$d' "$source/Cargo.toml" > bin/tokenizers/Cargo.toml
    cargo build --quiet --release --manifest-path bin/tokenizers/Cargo.toml
    CGO_LDFLAGS="-L$PWD/bin/tokenizers/target/release" go build -tags ORT -o bin/hugot-ort .
fi
