"""Pictures made anew: what is seen stays, what a camera wrote beside it (place, owner, hour) does not."""

import io
from enum import Enum

from PIL import Image, ImageOps, UnidentifiedImageError

READ = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
"""Kinds that are read. Of others nothing is kept: nobody could take out what a camera wrote into them."""

LARGE, SMALL = 1600, 320
"""The long side of what is kept, in pixels; a smaller picture stays as small as it is."""

MOST_PIXELS = 50_000_000
"""What a telephone takes at most. More is a small file that would fill the memory."""

QUALITY = 82
PAIR, GAP = 900, 12
"""The height of a pair of pictures and the white between them, in pixels."""

_NOT_READ = (
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"IIRO",
    b"FUJIFILM",
    b"8BPS",
    b"\x00\x00\x00\x0cJXL ",
    b"\xff\x0a",
)
"""How other pictures begin: TIFF and the raw ones made of it, layers, new kinds."""

_BOXES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis", b"crx ", b"jp2 ")


class NoPicture(Enum):
    """Why there is no picture."""

    OTHER = "other"  # a file of another kind, which holds no picture
    UNREADABLE = "unreadable"  # broken, too large, or of a kind that is not read


def made_anew(data: bytes) -> dict[int, bytes] | NoPicture:
    """The picture in both sizes as JPEG, upright, by long side; slow, for a thread."""
    if data.startswith(_NOT_READ) or (data[4:8] == b"ftyp" and data[8:12] in _BOXES):
        return NoPicture.UNREADABLE
    try:
        with Image.open(io.BytesIO(data), formats=READ) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return NoPicture.UNREADABLE
            opened.draft("RGB", (LARGE, LARGE))
            seen = _upright(opened)
    except UnidentifiedImageError:
        return NoPicture.OTHER
    except Exception:  # noqa: BLE001  # bytes of a stranger may have a decoder raise anything
        return NoPicture.UNREADABLE
    small = seen.copy()
    small.thumbnail((SMALL, SMALL))
    return {LARGE: _jpeg(seen), SMALL: _jpeg(small)}


def likeness(jpeg: bytes) -> str:
    """What a picture looks like, as 16 hex digits that hardly change when it is made smaller or paler; for a thread."""
    import imagehash

    with Image.open(io.BytesIO(jpeg)) as opened:
        return str(imagehash.phash(opened))


def beside(before: bytes, after: bytes) -> bytes:
    """Two pictures side by side at one height, as a JPEG; slow, for a thread."""
    both = []
    for data in (before, after):
        with Image.open(io.BytesIO(data)) as opened:
            both.append(opened.convert("RGB").resize((round(opened.width * PAIR / opened.height), PAIR)))
    whole = Image.new("RGB", (both[0].width + GAP + both[1].width, PAIR), "white")
    whole.paste(both[0], (0, 0))
    whole.paste(both[1], (both[0].width + GAP, 0))
    return _jpeg(whole)


def _upright(opened: Image.Image) -> Image.Image:
    """Not larger than is kept, turned as it was held, on white where nothing is, and nothing of it but what is seen."""
    has_holes = "A" in opened.getbands() or "transparency" in opened.info
    opened.thumbnail((LARGE, LARGE), reducing_gap=2.0)
    turned = ImageOps.exif_transpose(opened).convert("RGBA" if has_holes else "RGB")
    seen = Image.new("RGB", turned.size, "white")
    seen.paste(turned, mask=turned.getchannel("A") if has_holes else None)
    return seen


def _jpeg(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
