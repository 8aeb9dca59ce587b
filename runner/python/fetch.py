"""Fetches a model's repository from the hub, or the mirror that HF_ENDPOINT names: python fetch.py REPOSITORY REVISION FOLDER [without-weights]"""

import sys
from pathlib import Path

from huggingface_hub import HfApi, snapshot_download
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from steps import fail, finish, run

WANTED = ["*.json", "*.safetensors", "*.txt", "*.jinja", "*.model"]


def step() -> None:
    repository, revision, folder = sys.argv[1:4]
    wanted = [pattern for pattern in WANTED if pattern != "*.safetensors" or sys.argv[4:] != ["without-weights"]]
    page = f"huggingface.co/{repository}"
    token = "put a token that may read it into HF_TOKEN, or name a folder that holds it"
    try:
        commit = HfApi().model_info(repository, revision=revision).sha
        snapshot_download(repository, revision=commit, local_dir=folder, allow_patterns=wanted)
    except GatedRepoError:
        fail("access-denied", page, "its author grants access to each reader", f"Ask for access and accept the licence on {page}, then {token}")
    except RevisionNotFoundError:
        fail("no-such-revision", page, f"it has no revision {revision}", "See the page for the commits that there are")
    except RepositoryNotFoundError:
        # The hub says 401 for a repository that is private and for one that does not exist.
        fail("access-denied", page, "there is none of this name that may be read without being let in", f"See whether the name is right; if it is, {token}")
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        if status in (401, 403):
            fail("access-denied", page, f"the hub refuses it ({status})", f"Accept the licence on {page} and {token}")
        fail("hub-failed", page, f"the hub answers {status}", "Run the same command again later, or name a folder that holds it")
    except (OfflineModeIsEnabled, LocalEntryNotFoundError, EntryNotFoundError, ConnectionError, OSError) as error:
        from steps import is_disk_full

        if is_disk_full(error):
            raise
        fail("hub-unreachable", page, f"it cannot be fetched ({type(error).__name__})", "Check the network and HF_ENDPOINT, or name a folder that holds it")
    except Exception as error:
        # The hub's HTTP library has errors of its own for a network that is not there.
        if "connect" not in type(error).__name__.lower():
            raise
        fail("hub-unreachable", page, f"it cannot be fetched ({type(error).__name__})", "Check the network and HF_ENDPOINT, or name a folder that holds it")
    finish(commit=commit, files=sorted(str(path.name) for path in Path(folder).iterdir() if path.is_file()))


run(step)
