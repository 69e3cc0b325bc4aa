"""A page of a PDF as paper shows it: every filled rectangle as ink on a picture, every text with where it stands."""

import io
from typing import Any

import pypdf
import zxingcpp
from PIL import Image, ImageDraw
from pypdf.generic import ContentStream

PER_POINT = 3
"""Pixels of a point: 216 an inch, as an office printer does at least."""

MM = 72 / 25.4


def pages(data: bytes) -> list[Any]:
    """The pages of a file."""
    return list(pypdf.PdfReader(io.BytesIO(data)).pages)


def inked(page: Any) -> Image.Image:
    """Only what is filled in black; text is left out."""
    wide, high = (float(one) for one in page.mediabox[2:])
    picture = Image.new("L", (round(wide * PER_POINT), round(high * PER_POINT)), 255)
    draw = ImageDraw.Draw(picture)
    waiting: list[list[float]] = []
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"re":
            waiting.append([float(one) for one in operands])
        elif operator in {b"f", b"f*"}:
            for x, y, w, h in waiting:
                top, bottom = high - y - h, high - y
                left, right = round(x * PER_POINT), round((x + w) * PER_POINT) - 1
                above, below = round(top * PER_POINT), round(bottom * PER_POINT) - 1
                draw.rectangle([left, above, max(left, right), max(above, below)], fill=0)
            waiting.clear()
        elif operator in {b"n", b"S"}:
            waiting.clear()
        assert operator not in {b"Do", b"BI"}, "a picture in the file, which this does not draw"
    return picture


def decoded(page: Any) -> list[str]:
    """Every QR picture of a page, as a reader finds them, from the left above."""
    found = zxingcpp.read_barcodes(inked(page), formats=zxingcpp.BarcodeFormat.QRCode)
    placed = [(round(one.position.top_left.y / 40), one.position.top_left.x, one.text) for one in found]
    return [said for _, _, said in sorted(placed)]
