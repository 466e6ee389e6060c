"""The key that signs sessions and links and seals second factors: one file beside the data, made on
the first start.
"""

import os
import secrets
from pathlib import Path

from tandem.config.environment import WrongSetting


def read_or_create(path: Path) -> str:
    """Return the key in `path`; make it first where there is none.

    Web, worker and commands may start at the same moment. Each writes its own file and links it
    to the name, which only one can: all then read the same key, and never half a one.
    """
    if not path.exists():
        _create(path)
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 50:
        raise WrongSetting(f"The secret key in {path} is damaged: restore it from your backup.")
    return key


def replace(path: Path, key: str) -> None:
    """Put the key of a backup in the place of this one."""
    os.replace(_draft(path, key), path)


def _create(path: Path) -> None:
    draft = _draft(path, secrets.token_urlsafe(64))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(path: Path, key: str) -> Path:
    """The key in a file of its own beside, on the disk, for its owner alone."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return draft
