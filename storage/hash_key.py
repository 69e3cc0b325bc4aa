"""The key of seals and hashes: given as a setting, else a file beside the data that only we may read."""

import os
import secrets
from pathlib import Path

from storage.trouble import UnwritableData

FILE = "hash.key"
BYTES = 32


def read(folder: Path, chosen: str | None = None) -> bytes:
    """The key that somebody chose, else the one of *folder*, made where there is none; raises UnwritableData."""
    if chosen is not None:
        return chosen.encode()
    file = folder / FILE
    try:
        if not file.exists():
            _make(file)
        found = file.read_bytes()
    except OSError as trouble:
        raise UnwritableData(folder=str(file)) from trouble
    if len(found) < BYTES:
        raise UnwritableData(folder=str(file))
    return found


def _make(file: Path) -> None:
    """It appears only when it is whole."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"{FILE}.{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as made:
        made.write(secrets.token_hex(BYTES).encode())
        made.flush()
        os.fsync(made.fileno())
    part.replace(file)
