"""Pictures made anew: what is seen stays, what a camera wrote beside it does not."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from handlers import pictures
from handlers.pictures import LARGE, SMALL, NoPicture

SECRET = "Wang Family Home 4711"
BESIDE = (b"Exif", b"ns.adobe.com", b"ICC_PROFILE", SECRET.encode(), b"xmpmeta")
ORIENTATION, GPS = 0x0112, 0x8825


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: the place, the owner, the hour, how it was held."""
    written = Image.Exif()
    written[ORIENTATION] = orientation
    written[0x010F], written[0x9C9B] = SECRET, SECRET.encode("utf-16-le")
    written[GPS] = {1: "N", 2: (IFDRational(30), IFDRational(18), IFDRational(52)), 29: "2026:03:02"}
    return written


def jpeg(width: int = 400, height: int = 200, **more: object) -> bytes:
    """Red on the left, blue on the right, with all that can be written beside it."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    made, profile = io.BytesIO(), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    beside: dict[str, object] = {
        "exif": exif(), "comment": SECRET.encode(), "icc_profile": profile,
        "xmp": f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(),
    }  # fmt: skip
    image.save(made, "JPEG", **(beside | more))
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    """A picture, read whole."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def both(data: bytes) -> tuple[Image.Image, Image.Image]:
    """Large and small, made anew; neither holds anything but a picture."""
    made = pictures.made_anew(data)
    assert isinstance(made, dict)
    for drawn in made.values():
        assert not any(
            word in drawn for word in (b"Exif", b"ns.adobe.com", b"ICC_PROFILE", SECRET.encode(), b"xmpmeta")
        )
        image = opened(drawn)
        assert image.format == "JPEG"
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return opened(made[LARGE]), opened(made[SMALL])


def test_nothing_stays_of_what_a_camera_wrote() -> None:
    """Place, owner, hour, comment, profile: the source holds them all, what is kept none."""
    source = jpeg()
    assert opened(source).getexif().get_ifd(GPS)
    assert SECRET.encode() in source
    large, small = both(source)
    assert (large.size, small.size) == ((400, 200), (320, 160))


def test_what_is_written_into_a_png_goes_too() -> None:
    """Texts, also compressed ones."""
    note, made = PngInfo(), io.BytesIO()
    note.add_text("Author", SECRET)
    note.add_itxt("Comment", SECRET, zip=True)
    Image.new("RGB", (50, 50), "green").save(made, "PNG", pnginfo=note, exif=exif())
    large, _ = both(made.getvalue())
    assert large.size == (50, 50)


@pytest.mark.parametrize(
    ("orientation", "size", "top_left"),
    [(1, (400, 200), "red"), (3, (400, 200), "blue"), (6, (200, 400), "red"), (8, (200, 400), "blue")],
)
def test_a_picture_stands_as_it_was_held(orientation: int, size: tuple[int, int], top_left: str) -> None:
    """How it was held is written beside it; it is turned before that goes."""
    large, _ = both(jpeg(exif=exif(orientation)))
    red, _, blue = large.getpixel((5, 5))  # type: ignore[misc]
    assert large.size == size
    assert (red > blue) == (top_left == "red")


@pytest.mark.parametrize(
    ("size", "large", "small"), [((3200, 800), (1600, 400), (320, 80)), ((10, 8), (10, 8), (10, 8))]
)
def test_sizes(size: tuple[int, int], large: tuple[int, int], small: tuple[int, int]) -> None:
    """The long side is what is said; a small picture is not blown up."""
    assert tuple(image.size for image in both(jpeg(*size))) == (large, small)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP"])
def test_kinds_that_are_read(kind: str) -> None:
    """What is transparent becomes white, not black."""
    image, made = Image.new("RGBA", (60, 60), (0, 0, 0, 0)), io.BytesIO()
    (image.convert("RGB") if kind == "BMP" else image).save(made, kind)
    large, _ = both(made.getvalue())
    assert large.getpixel((30, 30)) == ((0, 0, 0) if kind == "BMP" else (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_modes_that_are_read(mode: str) -> None:
    """Grey, print colours, black and white."""
    made = io.BytesIO()
    Image.new(mode, (40, 40)).save(made, "PNG" if mode == "1" else "JPEG")
    large, small = both(made.getvalue())
    assert (large.mode, small.mode) == ("RGB", "RGB")


def _bomb() -> bytes:
    """A PNG of a few bytes that says it is fifty thousand pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def more_than_is_drawn() -> bytes:
    """A small file with too many pixels."""
    made = io.BytesIO()
    Image.new("1", (10_000, 5_001)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (_bomb(), NoPicture.TOO_LARGE),
        (more_than_is_drawn(), NoPicture.TOO_LARGE),
        (jpeg()[:3000], NoPicture.UNREADABLE),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), NoPicture.UNREADABLE),
        (b"\x00\x00\x00\x18ftypavif" + bytes(100), NoPicture.UNREADABLE),
        (b"II*\x00" + bytes(100), NoPicture.UNREADABLE),
        (b"MM\x00*" + bytes(100), NoPicture.UNREADABLE),
        (b"%PDF-1.7\n" + SECRET.encode(), NoPicture.OTHER),
        (b"OggS" + bytes(60), NoPicture.OTHER),
        (b"", NoPicture.OTHER),
    ],
    ids=["bomb", "too large", "broken", "heic", "avif", "tiff", "tiff, other order", "pdf", "voice", "empty"],
)
def test_what_is_not_read(data: bytes, why: NoPicture) -> None:
    """A picture that cannot be made anew is told from a file that is none: only the latter may be kept as it is."""
    assert pictures.made_anew(data) is why


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_bytes_of_a_stranger_never_crash(data: st.DataObject) -> None:
    """A good picture with bytes changed, taken away or put in between."""
    broken = bytearray(data.draw(st.sampled_from([jpeg(64, 32), _bomb(), jpeg(64, 32, progressive=True)])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    made = pictures.made_anew(bytes(broken))
    assert made in NoPicture if not isinstance(made, dict) else both(bytes(broken))
