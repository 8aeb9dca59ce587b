"""Merges a LoRA adapter into its base model, in bfloat16, and proves that it did: python merge.py BASE ADAPTER OUT

Every module that the adapter names has to be another one afterwards."""

import hashlib
import shutil
import sys
from pathlib import Path

import torch
from adapters import NO_EFFECT, keys_of, load_base, require_inputs
from peft import PeftModel
from steps import TOKENIZER_FILES, fail, finish, read_json, run


def digests(model: torch.nn.Module) -> dict[str, bytes]:
    """Of every parameter, by its name."""
    return {
        name: hashlib.blake2b(tensor.detach().contiguous().view(-1).view(torch.uint8).numpy(), digest_size=16).digest()
        for name, tensor in model.named_parameters()
    }


def predicted_layers(config: dict) -> int:
    """Layers for predicting several tokens at once, whose weights a merged model does not have."""
    found = [part.get("mtp_num_hidden_layers", 0) for part in (config, config.get("text_config") or {})]
    return max(int(count or 0) for count in found)


def step() -> None:
    base, adapter, out = map(Path, sys.argv[1:4])
    require_inputs(base, adapter)
    model, targets = load_base(base, adapter, torch.bfloat16)
    before = digests(model)
    merged = PeftModel.from_pretrained(model, adapter, local_files_only=True).merge_and_unload(safe_merge=True)
    after = digests(merged)
    changed = {name for name, digest in after.items() if before.get(name) != digest}
    same = sorted(target for target in targets if f"{target}.weight" in after and f"{target}.weight" not in changed)
    if not changed or same:
        fail(
            "adapter-without-effect",
            adapter,
            f"{len(changed)} of {len(after)} tensors differ from the base model, and {len(same)} of its {len(targets)} modules do not",
            NO_EFFECT,
        )
    merged.save_pretrained(out)
    for name in TOKENIZER_FILES:
        if (base / name).is_file():
            shutil.copyfile(base / name, out / name)
    finish(
        modelClass=type(merged).__name__,
        adapterKeys=len(keys_of(adapter)),
        modules=len(targets),
        changedTensors=len(changed),
        tensors=len(after),
        normalizer=(read_json(out / "tokenizer.json").get("normalizer") or {}),
        predictsAhead=predicted_layers(read_json(out / "config.json")),
    )


run(step)
