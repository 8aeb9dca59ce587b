"""Random models of the published ones' architectures, some 40 MB each, for `scripts/build-models.mjs`: python tiny_models.py LLAMA_CPP OUT

The vocabulary is Qwen's own, from llama.cpp's test files: the converter knows a tokenizer by what it makes of a certain text."""

import json
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertModel,
    Qwen3_5Config,
    Qwen3_5ForCausalLM,
    Qwen3_5ForConditionalGeneration,
    Qwen3Config,
    Qwen3ForCausalLM,
)

LLAMA_CPP, OUT = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(LLAMA_CPP / "gguf-py"))
from gguf import GGUFReader  # noqa: E402

torch.manual_seed(7)
#: How the tokenizers cut words, before and since Qwen3.5, which counts marks as letters.
WORDS = {
    "qwen2": r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    "qwen35": r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}


def tokenizer(folder: Path, vocabulary: str, template: str) -> int:
    """Returns the number of its tokens."""
    fields = GGUFReader(LLAMA_CPP / "models" / f"ggml-vocab-{vocabulary}.gguf").fields
    texts = lambda key: [bytes(fields[key].parts[k]).decode() for k in fields[key].data]  # noqa: E731
    tokens, merges = texts("tokenizer.ggml.tokens"), texts("tokenizer.ggml.merges")
    kinds = [int(fields["tokenizer.ggml.token_type"].parts[k][0]) for k in fields["tokenizer.ggml.token_type"].data]
    plain = {token: k for k, token in enumerate(tokens) if kinds[k] == 1}
    made = Tokenizer(models.BPE(vocab=plain, merges=[tuple(merge.split(" ")) for merge in merges]))
    made.normalizer = normalizers.NFC()
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(WORDS[vocabulary]), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    made.decoder = decoders.ByteLevel()
    made.post_processor = processors.ByteLevel(trim_offsets=False)
    special = [token for token, kind in zip(tokens, kinds) if kind == 3]
    made.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in special])
    folder.mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "Qwen2Tokenizer",
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "model_max_length": 32768,
        "clean_up_tokenization_spaces": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    (folder / "chat_template.jinja").write_text((LLAMA_CPP / "models" / "templates" / template).read_text())
    return len(tokens)


def save(model: torch.nn.Module, folder: Path) -> torch.nn.Module:
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            if tensor.dim() > 1:
                tensor.normal_(0, 0.08)
    model = model.to(torch.bfloat16)
    model.save_pretrained(folder)
    return model


def adapter(model: torch.nn.Module, folder: Path, trained: bool = True) -> None:
    targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    config = LoraConfig(r=16, lora_alpha=32, target_modules=targets, init_lora_weights=not trained)
    get_peft_model(model, config).save_pretrained(folder)


common = {"hidden_size": 128, "intermediate_size": 256, "max_position_embeddings": 32768}
q3 = Qwen3Config(
    **common,
    vocab_size=tokenizer(OUT / "base-q3", "qwen2", "Qwen-Qwen3-0.6B.jinja"),
    num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2, head_dim=32, tie_word_embeddings=True)
save(Qwen3ForCausalLM(q3), OUT / "base-q3")
for name, trained in (("adapter-q3", True), ("adapter-q3-untrained", False)):
    adapter(Qwen3ForCausalLM.from_pretrained(OUT / "base-q3", dtype=torch.bfloat16), OUT / name, trained)

text = {
    **common,
    "vocab_size": tokenizer(OUT / "base-q35", "qwen35", "Qwen3.5-4B.jinja"),
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 64,
    "linear_num_key_heads": 2,
    "linear_num_value_heads": 4,
    "linear_key_head_dim": 32,
    "linear_value_head_dim": 32,
    "full_attention_interval": 4,
    "tie_word_embeddings": True,
    "mtp_num_hidden_layers": 1,
}
vision = {"depth": 1, "hidden_size": 64, "intermediate_size": 128, "num_heads": 2, "out_hidden_size": 128, "num_position_embeddings": 64}
q35 = Qwen3_5Config(text_config=text, vision_config=vision, tie_word_embeddings=True)
base = save(Qwen3_5ForConditionalGeneration(q35), OUT / "base-q35")
adapter(base, OUT / "adapter-q35-sees")
adapter(Qwen3_5ForCausalLM.from_pretrained(OUT / "base-q35", dtype=torch.bfloat16), OUT / "adapter-q35-text")

bert = BertConfig(vocab_size=31_090, hidden_size=96, num_hidden_layers=2, num_attention_heads=4, intermediate_size=192)
encoder = BertModel(bert, add_pooling_layer=False)
encoder.save_pretrained(OUT / "specter")
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [chr(97 + k) for k in range(26)] + [f"##{chr(97 + k)}" for k in range(26)]
from transformers import BertTokenizerFast  # noqa: E402

(OUT / "specter" / "vocab.txt").write_text("\n".join(words))
BertTokenizerFast(vocab_file=str(OUT / "specter" / "vocab.txt"), model_max_length=512).save_pretrained(OUT / "specter")
