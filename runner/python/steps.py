"""What the steps of `models build` share: a step prints one line of JSON as its last, a result or an error with a remedy, and writes nothing under its final name."""

import errno
import json
import sys
from pathlib import Path
from typing import NoReturn

#: The base model's own files of tokenizer and template: what a newer library writes instead, an older converter may not know.
TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.json",
    "merges.txt",
    "special_tokens_map.json",
    "added_tokens.json",
    "chat_template.jinja",
    "chat_template.json",
)


def fail(code: str, at: object, fault: str, remedy: str) -> NoReturn:
    print(json.dumps({"error": {"code": code, "at": str(at), "fault": fault, "remedy": remedy}}), flush=True)
    sys.exit(3)


def finish(**result: object) -> None:
    print(json.dumps({"result": result}), flush=True)


def is_disk_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return "No space left on device" in str(error) or "os error 28" in str(error)


def run(step) -> None:
    """Runs a step; a full disk is told as one, everything else keeps its traceback."""
    try:
        step()
    except Exception as error:
        if is_disk_full(error):
            fail("disk-full", Path.cwd(), "there is no space left for it", "Free some space and run the same command again")
        raise


def require_files(folder: Path, *names: str) -> None:
    for name in names:
        if not (folder / name).is_file():
            fail("input-incomplete", folder / name, "there is no such file", "Name a folder that holds the whole model, as its page lists it")


def read_json(path: Path) -> dict:
    try:
        value = json.loads(path.read_text("utf-8"))
    except ValueError:
        fail("input-damaged", path, "it is no JSON", "Fetch it again")
    return value if isinstance(value, dict) else {}
