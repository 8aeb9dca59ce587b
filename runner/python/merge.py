"""Merges a LoRA adapter into its base model, in bfloat16, and proves that it did: python merge.py BASE ADAPTER OUT

PEFT only warns where an adapter was saved from another class than the one it is loaded into, and the result is then the base model. So the class is chosen by the
adapter's own keys, each key has to find its module, and each of these modules has to be another one afterwards."""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import torch
from peft import PeftModel
from safetensors import safe_open
from steps import TOKENIZER_FILES, fail, finish, read_json, require_files, run
from transformers import AutoModelForCausalLM, AutoModelForImageTextToText

PREFIX = "base_model.model."
LORA = re.compile(r"\.(lora_[AB]|lora_embedding_[AB]|lora_magnitude_vector)(\.weight)?$")


def digests(model: torch.nn.Module) -> dict[str, bytes]:
    """Of every parameter, by its name."""
    return {
        name: hashlib.blake2b(tensor.detach().contiguous().view(-1).view(torch.uint8).numpy(), digest_size=16).digest()
        for name, tensor in model.named_parameters()
    }


def targets_of(adapter: Path) -> tuple[list[str], set[str]]:
    """The adapter's keys, and the modules that they change."""
    with safe_open(adapter / "adapter_model.safetensors", "pt") as file:
        keys = list(file.keys())
    if not keys:
        fail("adapter-empty", adapter, "it holds no tensors", "Fetch it again")
    strange = [key for key in keys if not key.startswith(PREFIX)]
    if strange:
        fail("adapter-unknown", adapter, f"its tensor {strange[0]} is not named as PEFT names them", "Save it with PEFT")
    # Beside the pairs of matrices there may be whole modules, which take the place of the base's.
    names = (LORA.sub("", key.removeprefix(PREFIX)) for key in keys)
    return keys, {re.sub(r"\.(weight|bias)$", "", name) for name in names}


def step() -> None:
    base, adapter, out = map(Path, sys.argv[1:4])
    require_files(base, "config.json", "tokenizer.json", "tokenizer_config.json")
    require_files(adapter, "adapter_config.json", "adapter_model.safetensors")
    settings = read_json(adapter / "adapter_config.json")
    if settings.get("peft_type") != "LORA":
        fail("adapter-unknown", adapter, f"it is {settings.get('peft_type')}, and only LORA is merged here", "Merge it by hand, and use models import")
    keys, targets = targets_of(adapter)
    sees = any("language_model." in target or "visual." in target for target in targets)
    factory = AutoModelForImageTextToText if sees else AutoModelForCausalLM
    try:
        model = factory.from_pretrained(base, dtype=torch.bfloat16, local_files_only=True)
    except ValueError as error:
        if "Unrecognized configuration class" not in str(error):
            raise
        fail("adapter-of-another-model", adapter, f"its keys are those of a model with eyes, such as {keys[0]}, and {base} is none", "Name the base model that the adapter was trained on")
    modules = dict(model.named_modules())
    lost = sorted(target for target in targets if target not in modules)
    if lost:
        fail(
            "adapter-of-another-model",
            adapter,
            f"{len(lost)} of its {len(targets)} modules are not in {type(model).__name__}, such as {lost[0]}",
            "Name the base model that the adapter was trained on",
        )
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
            "The base model would be served as the reviewer: is this the trained adapter, whole?",
        )
    merged.save_pretrained(out)
    for name in TOKENIZER_FILES:
        if (base / name).is_file():
            shutil.copyfile(base / name, out / name)
    finish(
        modelClass=type(merged).__name__,
        adapterKeys=len(keys),
        modules=len(targets),
        changedTensors=len(changed),
        tensors=len(after),
        normalizer=(read_json(out / "tokenizer.json").get("normalizer") or {}),
        predictsAhead=predicted_layers(read_json(out / "config.json")),
    )


def predicted_layers(config: dict) -> int:
    """Layers for predicting several tokens at once, whose weights a merged model does not have."""
    found = [part.get("mtp_num_hidden_layers", 0) for part in (config, config.get("text_config") or {})]
    return max(int(count or 0) for count in found)


run(step)
