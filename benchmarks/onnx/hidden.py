"""Keeps of a network what makes the output last_hidden_state: hugot's backend in Go lacks ReduceSum, which pooling needs.

    hidden.py FROM.onnx TO.onnx
"""
import sys

import onnx

if len(sys.argv) != 3:
    sys.exit(__doc__)
inputs = [i.name for i in onnx.load(sys.argv[1], load_external_data=False).graph.input]
onnx.utils.extract_model(sys.argv[1], sys.argv[2], inputs, ["last_hidden_state"])
