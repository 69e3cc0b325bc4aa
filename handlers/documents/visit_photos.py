"""Photos of a visit by item as one ZIP file: each is called after its item, and nothing says who took it, or where."""

import io
import zipfile
from collections.abc import Iterable

MOST_BYTES = 45_000_000
"""A bot may send 50 MB."""


def packed(files: Iterable[tuple[str, bytes]]) -> tuple[bytes, int]:
    """The file, and how many photos had no room in it. Each photo is as old as the format's first day."""
    out, left, size = io.BytesIO(), 0, 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            if size + len(data) > MOST_BYTES:
                left += 1
                continue
            size += len(data) + 200
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue(), left
