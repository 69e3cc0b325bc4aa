"""The key of which the secrets of receivers are made: a file beside the data, that only we may read."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.values.files import ours

FILE = "webhooks.key"
BYTES = 32


class NoKey(OSError):
    """The file is there and holds no key: whatever were made of it could be guessed."""


class Key:
    """Read when it is first needed, and made where there is none; raises OSError where neither can be."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._key: bytes | None = None

    def secret(self, salt: str) -> str:
        """The secret of *salt* as receivers' own libraries take it: ``whsec_`` and 32 bytes in base64."""
        made = hmac.new(self._read(), f"webhook:{salt}".encode(), hashlib.sha256).digest()
        return f"whsec_{base64.b64encode(made).decode()}"

    def _read(self) -> bytes:
        if self._key is None:
            self._make()
            found = self.file.read_bytes()
            if len(found) < BYTES:
                raise NoKey(str(self.file))
            self._key = found
        return self._key

    def _make(self) -> None:
        """A new one, where there is none; it appears only when it is whole."""
        if self.file.exists():
            return
        ours.folder(self.file.parent)
        part = ours.beside(self.file)
        with part.open("wb") as made:
            made.write(base64.b64encode(secrets.token_bytes(BYTES)))
            made.flush()
            os.fsync(made.fileno())
        try:
            ours.put(part, self.file, over=False)
        except FileExistsError:  # another made one meanwhile: that one holds
            part.unlink(missing_ok=True)
