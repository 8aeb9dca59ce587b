"""Quantises a GGUF by the runtime's own library, the one that will read it: python quantise.py LIBRARIES FROM TO TYPE [THREADS]

llama.h of the same release declares what is called; the structure's size is checked against the defaults that the library gives."""

import ctypes
import sys
from pathlib import Path

from steps import fail, finish, run

#: llama_ftype of llama.h.
TYPES = {"F32": 0, "F16": 1, "Q8_0": 7, "Q4_K_M": 15, "Q5_K_M": 17, "Q6_K": 18, "BF16": 32}


class Parameters(ctypes.Structure):
    """llama_model_quantize_params"""

    _fields_ = [
        ("nthread", ctypes.c_int32),
        ("ftype", ctypes.c_int),
        ("output_tensor_type", ctypes.c_int),
        ("token_embedding_type", ctypes.c_int),
        ("allow_requantize", ctypes.c_bool),
        ("quantize_output_tensor", ctypes.c_bool),
        ("only_copy", ctypes.c_bool),
        ("pure", ctypes.c_bool),
        ("keep_split", ctypes.c_bool),
        ("dry_run", ctypes.c_bool),
        ("imatrix", ctypes.c_void_p),
        ("kv_overrides", ctypes.c_void_p),
        ("tt_overrides", ctypes.c_void_p),
        ("prune_layers", ctypes.c_void_p),
        ("max_buf_size", ctypes.c_size_t),
        # A longer structure of another release would be written here.
        ("beyond", ctypes.c_uint8 * 64),
    ]


def library(folder: Path, stem: str) -> ctypes.CDLL:
    found = sorted(path for path in folder.iterdir() if path.name.startswith(stem) and path.suffix in (".so", ".dylib", ".dll"))
    if not found:
        fail("no-quantiser", folder, f"the runtime has no library {stem}", "Run `npm ci` in the runner's folder")
    return ctypes.CDLL(str(found[0]), mode=ctypes.RTLD_GLOBAL)


def step() -> None:
    folder, source, target, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
    prefix = "" if sys.platform == "win32" else "lib"
    library(folder, f"{prefix}ggml-base")
    ggml = library(folder, f"{prefix}ggml.")
    llama = library(folder, f"{prefix}llama.")
    ggml.ggml_backend_load_all_from_path(str(folder).encode())
    llama.llama_backend_init()
    llama.llama_model_quantize_default_params.restype = Parameters
    llama.llama_model_quantize.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(Parameters)]
    llama.llama_model_quantize.restype = ctypes.c_uint32
    parameters = llama.llama_model_quantize_default_params()
    # Defaults of llama.h; another layout would show here.
    if (parameters.quantize_output_tensor, parameters.only_copy, parameters.dry_run, parameters.imatrix, parameters.prune_layers) != (True, False, False, None, None):
        fail("no-quantiser", folder, "its settings have another layout than this script knows", "Report it, with the version of node-llama-cpp")
    parameters.ftype = TYPES[kind]
    parameters.nthread = int(sys.argv[5]) if len(sys.argv) > 5 else 0
    code = llama.llama_model_quantize(source.encode(), target.encode(), ctypes.byref(parameters))
    if code != 0:
        fail("quantising-failed", source, f"llama.cpp could not quantise it (code {code})", "See what it says above")
    finish(type=kind, bytes=Path(target).stat().st_size)


run(step)
