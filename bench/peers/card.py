"""The model card's inference on a GGUF file, by transformers: loads, reads a prompt, writes so many tokens. One JSON line on stdout; see ../card.mjs."""

import json
import resource
import sys
import time

folder, name, dtype, threads, written = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
began = time.perf_counter()

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

torch.set_num_threads(threads)
messages = json.load(sys.stdin)
tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=getattr(torch, dtype))
model.eval()
loaded = time.perf_counter()
prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_tensors="pt", return_dict=True)
torch.manual_seed(42)
with torch.no_grad():
    output = model.generate(
        **prompt,
        max_new_tokens=written,
        min_new_tokens=written,
        temperature=0.1,
        repetition_penalty=1.05,
        do_sample=True,
    )
length = prompt["input_ids"].shape[1]
tokenizer.decode(output[0][length:], skip_special_tokens=True)
print(
    json.dumps(
        {
            "load": loaded - began,
            "seconds": time.perf_counter() - began,
            "promptTokens": length,
            "written": output.shape[1] - length,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
