"""The Chinese letters of papers: those of a font of the machine go into the file, else readers bring their own."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

OF_READERS = "STSong-Light"
"""Every reader of PDF is to have it (Adobe-GB1); some bring other letters in its place."""

OWN = "patrol-chinese"

PATHS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf",
)
"""Where systems keep a TrueType font with Chinese letters; the library takes no other kind."""


@cache
def chinese() -> str:
    """The name of the font with Chinese letters, ready to be drawn with; of the machine's own what is used goes in.

    A file that is no such font is passed over: a paper is made all the same.
    """
    for path in map(Path, PATHS):
        if path.is_file():
            try:
                pdfmetrics.registerFont(TTFont(OWN, path))
            except (TTFError, OSError):
                continue
            return OWN
    pdfmetrics.registerFont(UnicodeCIDFont(OF_READERS))
    return OF_READERS
