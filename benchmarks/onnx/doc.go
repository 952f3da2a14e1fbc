// Onnx measures kaiku's transformer embeddings beside the other ways to run the same model: onnxruntime's Python package,
// onnxruntime-node, hugot and sentence-transformers, on all-MiniLM-L6-v2, which they all can run, or on another.
//
//	onnx/setup.sh
//	go run ./onnx
//	go run ./onnx -model FOLDER -fp32 FOLDER
//
// It runs in the benchmarks folder, reads texts from the folder that KAIKU_DATA names, prints tables, and writes them with
// what they were measured on to results/onnx.json, or onnx-NAME.json for another model's folder of that name.
// ../README.md says what is measured.
package main
