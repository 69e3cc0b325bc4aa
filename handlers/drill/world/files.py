"""Files on the drill ground: what people and the bot sent, and small pictures drawn for those who have none."""

import hashlib
import io
import random
import struct
import zlib
from dataclasses import dataclass, field

from handlers.drill.world.chats import Json
from handlers.drill.world.errors import bad_request

PHOTO_FOLDER = "photos"
MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A file as Telegram keeps it: *path* is the part of its address after the token."""

    file_id: str
    unique_id: str
    data: bytes
    path: str
    name: str
    mime: str
    width: int = 0
    height: int = 0


@dataclass
class Shelf:
    """All files by their ``file_id``."""

    by_id: dict[str, Stored] = field(default_factory=dict)
    by_path: dict[str, Stored] = field(default_factory=dict)

    def keep(self, data: bytes, folder: str, name: str = "", mime: str = "application/octet-stream") -> Stored:
        """Store the bytes under new ids; *folder* is Telegram's (photos, documents, voice, videos)."""
        number = len(self.by_id) + 1
        ending = _ending(data, name, folder)
        mark = hashlib.sha256(f"{number}:{folder}".encode()).hexdigest()
        width, height = picture_size(data)
        stored = Stored(
            file_id=f"AgACAgUAAx{mark[:40]}{number}",
            unique_id=f"AQAD{mark[40:50]}{number}",
            data=data,
            path=f"{folder}/file_{number}{ending}",
            name=name or f"file_{number}{ending}",
            mime=_mime(ending, mime),
            width=width,
            height=height,
        )
        self.by_id[stored.file_id] = stored
        self.by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> Stored:
        """The file with that id; a 400 in Telegram's words when there is none."""
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def file_json(self, file_id: str) -> Json:
        """The Bot API's ``File`` for getFile."""
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if len(stored.data) > MOST_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return _ids(stored) | {"file_path": stored.path}


def _ending(data: bytes, name: str, folder: str) -> str:
    if "." in name:
        return "." + name.rsplit(".", 1)[1].lower()
    if data.startswith(b"\x89PNG"):
        return ".png"
    return {PHOTO_FOLDER: ".jpg", "voice": ".oga", "videos": ".mp4"}.get(folder, ".bin")


def _mime(ending: str, given: str) -> str:
    known = {".jpg": "image/jpeg", ".png": "image/png", ".oga": "audio/ogg", ".mp4": "video/mp4"}
    return given if given != "application/octet-stream" else known.get(ending, given)


def _ids(stored: Stored) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": len(stored.data)}


def photo_json(stored: Stored) -> list[Json]:
    """The sizes of a photo, smallest first; all of them lead to the same bytes."""
    return [_ids(stored) | {"width": stored.width or 1280, "height": stored.height or 960}]


def document_json(stored: Stored) -> Json:
    """The Bot API's ``Document``."""
    return _ids(stored) | {"file_name": stored.name, "mime_type": stored.mime}


def voice_json(stored: Stored, seconds: int) -> Json:
    """The Bot API's ``Voice``."""
    return _ids(stored) | {"duration": seconds, "mime_type": stored.mime}


def video_json(stored: Stored, seconds: int) -> Json:
    """The Bot API's ``Video``."""
    return _ids(stored) | {"duration": seconds, "width": 640, "height": 360, "mime_type": stored.mime}


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels; (0, 0) for what is none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if not data.startswith((b"\xff\xd8", b"RIFF", b"GIF8")):
        return 0, 0
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as found:
            return found.size
    except (OSError, Image.DecompressionBombError):
        return 0, 0


SQUARE = 8
"""The side of a square of a drawn picture, in pixels."""


def draw(seed: int, width: int = 64, height: int = 48) -> bytes:
    """A small valid PNG of coloured squares; every *seed* gives another picture, the same seed the same bytes."""
    chance = random.Random(seed)
    lines = [[chance.randbytes(3) for _ in range(0, width, SQUARE)] for _ in range(0, height, SQUARE)]
    rows = b"".join(b"\x00" + b"".join(lines[y // SQUARE][x // SQUARE] for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    note = b"seed\x00" + str(seed).encode()
    parts = [(b"IHDR", head), (b"tEXt", note), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
