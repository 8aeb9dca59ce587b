"""LoRA adapters as PEFT saves them, and the base model in the class that one was saved from.

PEFT only warns where an adapter was saved from another class than the one it is loaded into, and what it then computes is the base model. So the class is chosen by
the adapter's own keys, and each of them has to find its module."""

import re
from pathlib import Path

import torch
from safetensors import safe_open
from steps import fail, read_json, require_files
from transformers import AutoModelForCausalLM, AutoModelForImageTextToText

PREFIX = "base_model.model."
LORA = re.compile(r"\.(lora_[AB]|lora_embedding_[AB]|lora_magnitude_vector)(\.weight)?$")
OTHER_BASE = "Name the base model that the adapter was trained on"
#: What to do about an adapter that changes nothing.
NO_EFFECT = "The base model would be served as the reviewer: is this the trained adapter, whole?"


def require_inputs(base: Path, adapter: Path) -> dict:
    """Returns the adapter's settings."""
    require_files(base, "config.json", "tokenizer.json", "tokenizer_config.json")
    require_files(adapter, "adapter_config.json", "adapter_model.safetensors")
    settings = read_json(adapter / "adapter_config.json")
    if settings.get("peft_type") != "LORA":
        fail("adapter-unknown", adapter, f"it is {settings.get('peft_type')}, and only LORA is known here", "Merge it by hand, and use models import")
    return settings


def keys_of(adapter: Path) -> list[str]:
    with safe_open(adapter / "adapter_model.safetensors", "pt") as file:
        keys = list(file.keys())
    if not keys:
        fail("adapter-empty", adapter, "it holds no tensors", "Fetch it again")
    strange = [key for key in keys if not key.startswith(PREFIX)]
    if strange:
        fail("adapter-unknown", adapter, f"its tensor {strange[0]} is not named as PEFT names them", "Save it with PEFT")
    return keys


def load_base(base: Path, adapter: Path, dtype: torch.dtype) -> tuple[torch.nn.Module, set[str]]:
    """Returns the base model without the adapter, and the names of the modules in it that the adapter changes."""
    keys = keys_of(adapter)
    # Beside the pairs of matrices there may be whole modules, which take the place of the base's.
    names = (LORA.sub("", key.removeprefix(PREFIX)) for key in keys)
    targets = {re.sub(r"\.(weight|bias)$", "", name) for name in names}
    sees = any("language_model." in target or "visual." in target for target in targets)
    factory = AutoModelForImageTextToText if sees else AutoModelForCausalLM
    if not any(base.glob("*.safetensors")):
        fail("input-incomplete", base, "it holds no weights (*.safetensors)", "Name a folder that holds the whole model, as its page lists it")
    try:
        model = factory.from_pretrained(base, dtype=dtype, local_files_only=True)
    except ValueError as error:
        if "Unrecognized configuration class" not in str(error):
            raise
        fail("adapter-of-another-model", adapter, f"its keys are those of a vision-language model, such as {keys[0]}, and {base} is none", OTHER_BASE)
    modules = dict(model.named_modules())
    lost = sorted(target for target in targets if target not in modules)
    if lost:
        fail(
            "adapter-of-another-model",
            adapter,
            f"{len(lost)} of its {len(targets)} modules are not in {type(model).__name__}, such as {lost[0]}",
            OTHER_BASE,
        )
    return model, targets
