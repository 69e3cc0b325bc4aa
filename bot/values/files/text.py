"""A file as text, whatever office program wrote it: UTF-8 and UTF-16, with or without a mark, and GB18030.

These four are what Chinese and English office programs write (WHATWG Encoding Standard for the marks; GB 18030-2022);
a guess among all the world's encodings would be wrong more often than it helped.
"""

import codecs
import io
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bot.values.refused import Refused

MOST_BYTES = 12 * 2**20
"""No file that is brought in is larger; 100,000 places take some 10 MB. As a text it may take four times as much."""
MOST_ZIPPED = 2000
"""Files in a packed one; of more not even the list is read, which would fill the memory."""
SEEN = 4096
"""So many of the first bytes tell what kind of file it is."""

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
    (b"SQLite format 3", "database"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
_ZIPPED = (("xl/", "xlsx"), ("word/", "docx"), ("doc.kml", "kmz"))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BLANK = frozenset("\t\n\r\f")


@dataclass(frozen=True)
class Text:
    """What a file says, and the encoding it was read by (UTF-8, UTF-16 or GB18030)."""

    text: str
    encoding: str

    @property
    def notes(self) -> tuple[tuple[str, dict[str, object]], ...]:
        """What its reader should be told: nothing for UTF-8, which everything is written in today."""
        return () if self.encoding == "UTF-8" else (("file-read-as", {"encoding": self.encoding}),)


def data_of(path: Path, most: int | None = None) -> bytes:
    """The bytes of a file; Refused where it cannot be read or is larger than *most* (``MOST_BYTES``)."""
    most = MOST_BYTES if most is None else most
    try:
        if path.stat().st_size > most:
            raise Refused("file-too-large", file=path.name, most=most // 2**20)
        return path.read_bytes()
    except (OSError, ValueError) as wrong:  # a name with a NUL in it is a ValueError
        raise Refused("file-unreadable", file=str(path).replace("\0", "")) from wrong


def read(path: Path, wanted: str, most: int | None = None) -> Text:
    """The text of a file that should be *wanted* (``yaml``, ``csv``, ``geojson``); Refused says what it is instead.

    Also for one of more than *most* bytes.
    """
    return decoded(data_of(path, most), path.name, wanted)


def decoded(data: bytes, name: str, wanted: str) -> Text:
    """The text of *data*, which came from a file called *name*; Refused as for :func:`read`."""
    kind = kind_of(data)
    if kind is None:
        found = _decoded(data)
        if found is None:
            raise Refused("file-no-text", file=name)
        kind = _markup(found.text)
        if kind is None:
            return found
    raise Refused("file-of-other-kind", file=name, kind=kind, wanted=wanted)


def kind_of(data: bytes) -> str | None:
    """What kind of file begins like this, where it is none of text: such as ``xls``, ``xlsx``, ``pdf``."""
    if data.startswith(b"PK\x03\x04"):
        if data.count(b"PK\x01\x02") > MOST_ZIPPED:
            return "archive"
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except (zipfile.BadZipFile, ValueError, RuntimeError, EOFError):
            return "archive"
        return next((kind for begin, kind in _ZIPPED if any(n.startswith(begin) for n in names)), "archive")
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def _decoded(data: bytes) -> Text | None:
    """By its mark, then as UTF-16 where every other byte is nothing, then UTF-8, then GB18030; None: no text."""
    tries = [(codec, called) for mark, codec, called in _MARKS if data.startswith(mark)]
    tries = tries or [*_unmarked(data[:SEEN]), ("utf-8", "UTF-8"), ("gb18030", "GB18030")]
    for codec, called in tries:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if called == "UTF-8" or _is_written(text[:SEEN]):
            return Text(text.removeprefix("\ufeff"), called)
    return None


def _unmarked(begin: bytes) -> list[tuple[str, str]]:
    """UTF-16 without its mark: half of the bytes of Latin text and of line ends are nothing."""
    half = len(begin) // 2
    if half < 2:
        return []
    odd, even = begin[1::2].count(0), begin[0::2].count(0)
    if max(odd, even) * 5 < half or min(odd, even) * 5 >= half:
        return []
    return [("utf-16-le" if odd > even else "utf-16-be", "UTF-16")]


def _is_written(text: str) -> bool:
    """Whether people write such characters: bytes of something else read as text are full of others."""
    return all(sign in _BLANK or unicodedata.category(sign) not in {"Cc", "Cn", "Co", "Cs"} for sign in text)


def _markup(text: str) -> str | None:
    """What kind of mark-up a text is, where it is one."""
    begin = text[:SEEN].lstrip().lower()
    if not begin.startswith("<"):
        return None
    for kind in ("kml", "gpx", "html"):
        if f"<{kind}" in begin:
            return kind
    return "xml"
