"""Labels as PDF: what :mod:`handlers.documents.labels` lays out, painted with fonts that every printer has."""

import io
import time
from collections.abc import Callable, Iterable, Sequence

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bot.places.labels.sheets import Head, Label
from handlers.documents import labels as layout
from handlers.documents.labels import Ink, Run, Shape

FONTS = {layout.LATIN: "Helvetica", layout.CHINESE: "STSong-Light"}
GREY = 0.35


def width(text: str, font: str, size: float) -> float:
    """How wide *text* is, in millimetres as *size* is; a Chinese letter is as wide as it is high."""
    if font == layout.CHINESE:
        return len(text) * size
    return float(pdfmetrics.stringWidth(text, FONTS[font], size))


class LabelSheets:
    """A file of labels, made some at a time; every function is slow enough to be run in a thread.

    After each label it rests as long as that took: whatever else runs in this program is not held up by it.
    """

    def __init__(self, head: Head, title: str, how: str, *, large: bool) -> None:
        if FONTS[layout.CHINESE] not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONTS[layout.CHINESE]))
        self.head, self.how, self.large = head, how, large
        self.rest: Callable[[float], None] = time.sleep
        self.count = self.pages = 0
        self._left: list[Label] = []
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=(layout.WIDE * mm, layout.HIGH * mm), pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Patrolbot")
        self._canvas.setAuthor(head.district)

    def add(self, labels: Sequence[Label]) -> None:
        """The next labels; whole sheets of them are drawn at once."""
        self.count += len(labels)
        if self.large:
            for label in labels:
                self._page([layout.large(label, self.head, self.how, width)])
            return
        self._left += labels
        whole = len(self._left) // layout.EACH * layout.EACH
        self._draw(self._left[:whole])
        self._left = self._left[whole:]

    def end(self) -> bytes:
        """There are no more: the file."""
        self._draw(self._left)
        self._canvas.save()
        return self._out.getvalue()

    def _draw(self, labels: Sequence[Label]) -> None:
        for shapes in layout.sheets(labels, width):
            self._page(shapes)

    def _page(self, groups: Iterable[Sequence[Shape]]) -> None:
        began = time.perf_counter()
        for shapes in groups:
            self._paint(shapes)
            self.rest(time.perf_counter() - began)
            began = time.perf_counter()
        self._canvas.showPage()
        self.pages += 1

    def _paint(self, shapes: Sequence[Shape]) -> None:
        canvas = self._canvas
        path = canvas.beginPath()
        for one in shapes:
            if isinstance(one, Ink):
                path.rect(one.x * mm, (layout.HIGH - one.y - one.high) * mm, one.wide * mm, one.high * mm)
        canvas.setFillGray(0)
        canvas.drawPath(path, stroke=0, fill=1)
        for one in shapes:
            if isinstance(one, Run):
                canvas.setFillGray(GREY if one.grey else 0)
                canvas.setFont(FONTS[one.font], one.size * mm)
                canvas.drawString(one.x * mm, (layout.HIGH - one.y) * mm, one.text)
