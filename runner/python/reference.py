"""What transformers makes of the merged model and a fixed paper, for `models verify --deep` to compare with what is served: python reference.py MERGED PAPER OUT DTYPE

Rendered prompt, token ids, the greedy continuation with its margins, and the likeliest tokens after the prompt with their logits."""

import json
import sys
import time
from pathlib import Path

import torch
from steps import finish, read_json, run
from transformers import AutoModelForCausalLM, AutoModelForImageTextToText, AutoTokenizer

#: Tokens of the continuation.
LENGTH = 200
#: Tokens whose logits are kept.
LIKELIEST = 100


def step() -> None:
    merged, paper, out, dtype = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), getattr(torch, sys.argv[4])
    messages = json.loads(paper.read_text("utf-8"))["messages"]
    tokenizer = AutoTokenizer.from_pretrained(merged, local_files_only=True)
    rendered = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    ids = tokenizer(rendered, add_special_tokens=False).input_ids
    (architecture,) = read_json(merged / "config.json")["architectures"]
    factory = AutoModelForImageTextToText if "ConditionalGeneration" in architecture else AutoModelForCausalLM
    model = factory.from_pretrained(merged, dtype=dtype, local_files_only=True).eval()
    began = time.monotonic()
    greedy, margins, likeliest, cache, tokens = [], [], [], None, torch.tensor([ids])
    with torch.inference_mode():
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
    out.write_text(
        json.dumps({"dtype": sys.argv[4], "rendered": rendered, "ids": ids, "greedy": greedy, "margins": margins, "likeliest": likeliest}),
        "utf-8",
    )
    finish(promptTokens=len(ids), greedyTokens=len(greedy), dtype=sys.argv[4], seconds=round(time.monotonic() - began, 1))


run(step)
