"""Exports an encoder to ONNX in single precision and compares it with PyTorch: python export_onnx.py BASE OUT

Mean pooling over the last hidden states, as the published pipeline did. The thresholds belong to these cosines, so they may not move."""

import shutil
import sys
from pathlib import Path

import numpy
import onnxruntime
import torch
from steps import fail, finish, require_files, run
from transformers import AutoModel, AutoTokenizer

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
#: Largest difference of a cosine to PyTorch's.
BOUND = 1e-4
SENTENCES = (
    "No control group.",
    "The sample size of twelve mice a group is not justified by a power analysis.",
    "Blinding of the assessors is not described, and randomisation is only mentioned in the legend of figure 2.",
    "The authors conclude that the loss of the gene causes the phenotype, but no rescue experiment is shown.",
    "Please state the catalogue number and dilution of each antibody.",
    "Recent work on the same receptor is not discussed.",
    "P values are reported without correction for the forty comparisons that were made.",
    "Ångström, naïve Bayes, β-catenin and 5 µM: the units differ between text and figures.",
)


class Encoder(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state


def pooled(states: numpy.ndarray, mask: numpy.ndarray) -> numpy.ndarray:
    weights = mask[:, :, None].astype(numpy.float64)
    mean = (states.astype(numpy.float64) * weights).sum(1) / weights.sum(1)
    return mean / numpy.linalg.norm(mean, axis=1, keepdims=True)


def step() -> None:
    base, out = Path(sys.argv[1]), Path(sys.argv[2])
    require_files(base, "config.json", "tokenizer.json", "tokenizer_config.json")
    tokenizer = AutoTokenizer.from_pretrained(base, local_files_only=True)
    encoder = Encoder(AutoModel.from_pretrained(base, dtype=torch.float32, local_files_only=True, add_pooling_layer=False)).eval()
    # One alone, several padded ones, and one that is cut at the longest length.
    texts = [*SENTENCES, " ".join(SENTENCES), " ".join(SENTENCES * 12)]
    batches = [tokenizer(group, padding=True, truncation=True, max_length=512, return_tensors="pt") for group in (texts[:1], texts)]
    out.mkdir(parents=True)
    axes = {name: {0: "batch_size", 1: "sequence_length"} for name in (*INPUTS, "last_hidden_state")}
    given = tuple(batches[1][name] for name in INPUTS)
    torch.onnx.export(
        encoder,
        given,
        str(out / "model.onnx"),
        input_names=list(INPUTS),
        output_names=["last_hidden_state"],
        dynamic_axes=axes,
        opset_version=18,
        dynamo=False,
    )
    session = onnxruntime.InferenceSession(str(out / "model.onnx"), providers=["CPUExecutionProvider"])
    differences = []
    for batch in batches:
        with torch.inference_mode():
            due = pooled(encoder(*(batch[name] for name in INPUTS)).numpy(), batch["attention_mask"].numpy())
        (states,) = session.run(["last_hidden_state"], {name: batch[name].numpy() for name in INPUTS})
        found = pooled(states, batch["attention_mask"].numpy())
        differences += [float(numpy.abs(found @ found.T - due @ due.T).max()), float(numpy.abs(1 - (found * due).sum(1)).max())]
    if not max(differences) < BOUND:
        fail("export-differs", base, f"its cosines differ by {max(differences):.2g} from PyTorch's", "Report it, with the versions of torch and onnxruntime")
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(base / name, out / name)
    finish(texts=len(texts), largestDifference=max(differences), bound=BOUND, bytes=(out / "model.onnx").stat().st_size)


run(step)
