"""Whether a LoRA adapter can be laid over its base model at run time, before llama.cpp's converter makes a GGUF of it: python lora.py BASE ADAPTER

The converter and the runtime know pairs of matrices and one alpha. What they leave out without a word would be served as if it were there, so it is refused here by name; merging takes it."""

import re
import sys
from pathlib import Path

import torch
from adapters import NO_EFFECT, keys_of, require_inputs
from safetensors import safe_open
from steps import fail, finish, read_json, run

PAIR = re.compile(r"^(?P<module>.+)\.lora_(?P<part>[AB])\.weight$")
MERGE = "Build it merged: leave --as adapter out"
#: Settings of PEFT that the converter leaves out.
LEFT_OUT = (
    ("use_dora", "DoRA, whose magnitudes are lost"),
    ("use_rslora", "rank-stabilised, which is scaled otherwise"),
    ("alpha_pattern", "of several alphas, of which one is kept"),
    ("modules_to_save", "of whole modules beside its pairs of matrices"),
)


def step() -> None:
    base, adapter = map(Path, sys.argv[1:3])
    settings = require_inputs(base, adapter)
    for name, what in LEFT_OUT:
        if settings.get(name):
            fail("adapter-only-merged", adapter, f"it is {what} when it is converted ({name})", MERGE)
    if settings.get("bias", "none") != "none":
        fail("adapter-only-merged", adapter, "it trained biases, which are lost when it is converted (bias)", MERGE)
    parts: dict[str, set[str]] = {}
    trained = 0
    with safe_open(adapter / "adapter_model.safetensors", "pt") as file:
        for key in keys_of(adapter):
            found = PAIR.match(key)
            if found is None:
                fail("adapter-only-merged", adapter, f"its tensor {key} is not one of a pair of matrices", MERGE)
            if found["module"].endswith("linear_attn.out_proj"):
                fail("adapter-only-merged", adapter, f"it changes {found['module']}, whose heads llama.cpp's converter cannot put in order", MERGE)
            parts.setdefault(found["module"], set()).add(found["part"])
            trained += found["part"] == "B" and bool(torch.count_nonzero(file.get_tensor(key)))
    halves = sorted(module for module, found in parts.items() if len(found) < 2)
    if halves:
        fail("adapter-empty", adapter, f"of {halves[0]} it holds only one of the two matrices", "Fetch it again")
    if trained == 0:
        fail("adapter-without-effect", adapter, f"all of its {len(parts)} pairs add nothing", NO_EFFECT)
    finish(modules=len(parts), trained=trained, normalizer=(read_json(base / "tokenizer.json").get("normalizer") or {}))


run(step)
