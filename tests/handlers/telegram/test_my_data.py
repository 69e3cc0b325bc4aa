"""Somebody's data as a file: one text by tables, packed where it is long."""

import io
import json
import zipfile

from bot.privacy.port import DataPage
from handlers.telegram import privacy
from handlers.telegram.privacy import _Pile


def pages(rows: int) -> list[DataPage]:
    """Two tables, a hundred rows a page."""
    each = [
        DataPage("history", [{"id": n, "text": "对方"} for n in range(first, first + 100)], (0, 0, [first]))
        for first in range(0, rows, 100)
    ]
    return [DataPage("people", [{"name": "老王"}], (0, 0, None)), *each, DataPage("tracks", [], None)]


def test_all_pages_are_one_text() -> None:
    """Rows of a table one after the other; a table without rows is left out."""
    pile = _Pile()
    for page in pages(300):
        pile.add(page)
    file = pile.file()
    told = json.loads(file.input_file_content)
    assert (pile.count, list(told), len(told["history"])) == (301, ["people", "history"], 300)
    assert file.filename == "my-data.json"
    assert json.loads(_Pile().file().input_file_content) == {}


def test_a_long_one_is_packed_while_it_is_written() -> None:
    """The same text within; what is held of it is what it takes packed."""
    pile = _Pile()
    for page in pages(100_000):
        pile.add(page)
    assert pile._plain.tell() == 0
    file = pile.file()
    with zipfile.ZipFile(io.BytesIO(file.input_file_content)) as archive:
        told = json.loads(archive.read("my-data.json"))
    assert file.filename == "my-data.zip"
    assert len(told["history"]) == 100_000
    assert len(file.input_file_content) < privacy.PLAIN
