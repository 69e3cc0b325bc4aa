"""Somebody's data as a file: one text by tables, packed where it is long."""

import gc
import json
import os
import tracemalloc
import zipfile
from io import FileIO
from pathlib import Path

import pytest

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


def test_all_pages_are_one_text(tmp_path: Path) -> None:
    """Rows of a table one after the other; a table without rows is left out."""
    pile = _Pile(tmp_path)
    for page in pages(300):
        pile.add(page)
    file = pile.file()
    told = json.loads(file.input_file_content)
    assert (pile.count, list(told), len(told["history"])) == (301, ["people", "history"], 300)
    assert file.filename == "my-data.json"
    assert json.loads(_Pile(tmp_path).file().input_file_content) == {}


def test_a_long_one_is_packed_while_it_is_written(tmp_path: Path) -> None:
    """The same text within, in a file without a name that is gone when it was sent; hardly any of it is held."""
    every, pile = pages(100_000), _Pile(tmp_path)
    tracemalloc.start()
    for page in every:
        pile.add(page)
    file = pile.file()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert file.filename == "my-data.zip"
    sent = file.input_file_content
    assert isinstance(sent, FileIO)
    with zipfile.ZipFile(sent) as archive:
        text = archive.read("my-data.json")
    assert len(json.loads(text)["history"]) == 100_000
    assert len(text) > 1.5 * privacy.PLAIN
    assert most < 3 * privacy.PLAIN
    assert not list(tmp_path.iterdir())
    handle = sent.fileno()
    del file, pile, archive, sent
    gc.collect()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)
