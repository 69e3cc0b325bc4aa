"""Pictures made anew: what is seen stays, what a camera wrote beside it (place, owner, hour) does not."""

import io
from enum import Enum

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError

PngImagePlugin.MAX_TEXT_MEMORY = 2 * 2**20
"""What a PNG says beside its picture is unpacked while it is opened: of a small file it would be 64 MB."""

READ = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
"""Kinds that are read. Of others nothing is kept: nobody could take out what a camera wrote into them."""

LARGE, SMALL = 1600, 320
"""The long side of what is kept, in pixels; a smaller picture stays as small as it is."""

MOST_PIXELS = 50_000_000
"""What a telephone takes at most. A JPEG in one scan is made smaller while it is read."""

MOST_WHOLE, MOST_WEBP = 12_000_000, 6_000_000
"""Others are unpacked whole before anything can be done: up to 10 bytes for each point, of WebP up to 18."""

QUALITY = 82
PAIR, WIDEST, GAP = 900, 2700, 12
"""The height of a pair of pictures, the width of each at most, and the white between them, in pixels."""

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


_FRAMES = frozenset({0xC0, 0xC1})
"""Marks of a JPEG that is written line by line (all others are written in several scans, or are not read at all)."""
_SCAN = 0xDA


class NoPicture(Enum):
    """Why there is no picture."""

    OTHER = "other"  # a file of another kind, which holds no picture
    UNREADABLE = "unreadable"  # broken, or of a kind that is not read
    TOO_LARGE = "too-large"  # to be drawn: it would take more memory than one picture may


def made_anew(data: bytes) -> dict[int, bytes] | NoPicture:
    """The picture in both sizes as JPEG, upright, by long side; slow, for a thread."""
    if data.startswith(_NOT_READ) or (data[4:8] == b"ftyp" and data[8:12] in _BOXES):
        return NoPicture.UNREADABLE
    try:
        with Image.open(io.BytesIO(data), formats=READ) as opened:
            if opened.width * opened.height > _most(opened, data):
                return NoPicture.TOO_LARGE
            shrunk = LARGE / max(opened.size)
            opened.draft("RGB", (max(1, round(opened.width * shrunk)), max(1, round(opened.height * shrunk))))
            seen = _upright(opened)
    except UnidentifiedImageError:
        return NoPicture.OTHER
    except Image.DecompressionBombError:
        return NoPicture.TOO_LARGE
    except Exception:  # noqa: BLE001  # bytes of a stranger may have a decoder raise anything
        return NoPicture.UNREADABLE
    small = seen.copy()
    small.thumbnail((SMALL, SMALL))
    return {LARGE: _jpeg(seen), SMALL: _jpeg(small)}


def _most(opened: Image.Image, data: bytes) -> int:
    """So many points may a picture of this kind have."""
    if isinstance(opened, JpegImagePlugin.JpegImageFile) and _is_one_scan(data):
        return MOST_PIXELS
    return MOST_WEBP if opened.format == "WEBP" else MOST_WHOLE


def _is_one_scan(jpeg: bytes) -> bool:
    """Whether all colours of a JPEG come in one scan; of several each has to be kept whole until the last has come."""
    at, colours = 2, 0
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        mark, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if mark == 0xFF:  # filling
            at += 1
            continue
        if mark in _FRAMES:
            colours = jpeg[at + 9] if at + 9 < len(jpeg) else 0
        if mark == _SCAN:
            end = jpeg.find(b"\xff\xd9", at)
            more = jpeg.find(b"\xff\xda", at + 2, end if end >= 0 else len(jpeg))
            return more < 0 and jpeg[at + 4 : at + 5] == bytes([colours])
        at += 2 + size
    return False


def likeness(jpeg: bytes) -> str:
    """What a picture looks like, as 16 hex digits that hardly change when it is made smaller or paler; for a thread."""
    import imagehash

    with Image.open(io.BytesIO(jpeg)) as opened:
        return str(imagehash.phash(opened))


def is_blank(jpeg: bytes, shades: int) -> bool:
    """Whether a picture shows nothing: its darkest and its lightest point are closer than so many of 256 shades."""
    with Image.open(io.BytesIO(jpeg)) as opened:
        darkest, lightest = opened.convert("L").getextrema()
    return int(lightest) - int(darkest) < shades  # type: ignore[arg-type]


def beside(before: bytes, after: bytes) -> bytes:
    """Two pictures side by side at one height, as a JPEG; slow, for a thread."""
    both = []
    for data in (before, after):
        with Image.open(io.BytesIO(data)) as opened:
            size = min(PAIR / opened.height, WIDEST / opened.width)
            small = (max(1, round(opened.width * size)), max(1, round(opened.height * size)))
            both.append(opened.convert("RGB").resize(small))
    whole = Image.new("RGB", (both[0].width + GAP + both[1].width, PAIR), "white")
    whole.paste(both[0], (0, (PAIR - both[0].height) // 2))
    whole.paste(both[1], (both[0].width + GAP, (PAIR - both[1].height) // 2))
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
