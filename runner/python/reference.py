"""What transformers makes of a model and a fixed paper, for `models verify --deep` to compare with what is served:
python reference.py MODEL PAPER OUT [--dtype DTYPE] [--adapter ADAPTER]

The rendered prompt and its token ids, which need the tokenizer alone. With a dtype, in which the weights are loaded, also the greedy continuation with its margins and the likeliest
tokens after the prompt with their logits; with an adapter these are of the two together, not merged, and the logits of the base alone stand beside them."""

import argparse
import json
import time
from pathlib import Path

import torch
from adapters import load_base, require_inputs
from peft import PeftModel
from steps import finish, read_json, run
from transformers import AutoModelForCausalLM, AutoModelForImageTextToText, AutoTokenizer

#: Tokens of the continuation.
LENGTH = 200
#: Tokens whose logits are kept.
LIKELIEST = 100


def load(folder: Path, adapter: Path | None, dtype: torch.dtype) -> torch.nn.Module:
    if adapter is not None:
        require_inputs(folder, adapter)
        return PeftModel.from_pretrained(load_base(folder, adapter, dtype)[0], adapter, local_files_only=True).eval()
    (architecture,) = read_json(folder / "config.json")["architectures"]
    factory = AutoModelForImageTextToText if "ConditionalGeneration" in architecture else AutoModelForCausalLM
    return factory.from_pretrained(folder, dtype=dtype, local_files_only=True).eval()


def continuation(model: torch.nn.Module, ids: list[int]) -> dict:
    greedy, margins, likeliest, cache, tokens = [], [], [], None, torch.tensor([ids])
    for at in range(LENGTH):
        answer = model(input_ids=tokens, past_key_values=cache, use_cache=True)
        cache = answer.past_key_values
        logits = answer.logits[0, -1].float()
        if at == 0:
            best = torch.topk(logits, LIKELIEST)
            likeliest = [[int(token), float(value)] for value, token in zip(best.values, best.indices)]
        first, second = torch.topk(logits, 2).values.tolist()
        greedy.append(int(logits.argmax()))
        margins.append(round(first - second, 5))
        tokens = torch.tensor([[greedy[-1]]])
    return {"greedy": greedy, "margins": margins, "likeliest": likeliest}


def base_logits(model: torch.nn.Module, ids: list[int], tokens: list[int]) -> list[float]:
    """After the prompt, without the adapter."""
    with model.disable_adapter():
        logits = model(input_ids=torch.tensor([ids]), use_cache=False).logits[0, -1].float()
    return logits[tokens].tolist()


def step() -> None:
    parser = argparse.ArgumentParser()
    for name in ("model", "paper", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--dtype", choices=["float32", "bfloat16"])
    parser.add_argument("--adapter", type=Path)
    given = parser.parse_args()
    began = time.monotonic()
    messages = json.loads(given.paper.read_text("utf-8"))["messages"]
    tokenizer = AutoTokenizer.from_pretrained(given.model, local_files_only=True)
    rendered = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    ids = tokenizer(rendered, add_special_tokens=False).input_ids
    made = {"form": "merged" if given.adapter is None else "adapted", "rendered": rendered, "ids": ids}
    if given.dtype is not None:
        with torch.inference_mode():
            model = load(given.model, given.adapter, getattr(torch, given.dtype))
            made |= {"dtype": given.dtype, **continuation(model, ids)}
            if given.adapter is not None:
                made["base"] = base_logits(model, ids, [token for token, _ in made["likeliest"]])
    given.out.write_text(json.dumps(made), "utf-8")
    finish(promptTokens=len(ids), greedyTokens=len(made.get("greedy", [])), dtype=given.dtype, seconds=round(time.monotonic() - began, 1))


run(step)
