"""onnxruntime in Python on the same file, one thread: the peer for embeddings.

Reads one JSON list of texts a line, answers each with the seconds it took and the rows. As sentence-transformers does, texts are
sorted by length and padded per batch.
"""

import json
import sys
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

folder, batch_size = sys.argv[1], int(sys.argv[2])
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(f"{folder}/onnx/model_quantized.onnx", options, providers=["CPUExecutionProvider"])
names = {entry.name for entry in session.get_inputs()}
tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
tokenizer.enable_truncation(512)
tokenizer.enable_padding()


def embed(texts):
    order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
    rows = [None] * len(texts)
    for start in range(0, len(order), batch_size):
        batch = order[start : start + batch_size]
        encoded = tokenizer.encode_batch([texts[at] for at in batch])
        ids = numpy.array([entry.ids for entry in encoded], dtype=numpy.int64)
        mask = numpy.array([entry.attention_mask for entry in encoded], dtype=numpy.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
        hidden = session.run(None, {name: value for name, value in feed.items() if name in names})[0]
        weights = mask[:, :, None]
        mean = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        mean /= numpy.linalg.norm(mean, axis=1, keepdims=True)
        for at, row in zip(batch, mean):
            rows[at] = row.tolist()
    return rows


print("ready", flush=True)
for line in sys.stdin:
    texts = json.loads(line)
    start = time.perf_counter()
    rows = embed(texts)
    print(json.dumps({"seconds": time.perf_counter() - start, "rows": rows}), flush=True)
