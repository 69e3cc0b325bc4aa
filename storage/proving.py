"""Proves the histories of a copy in a process of its own: ``python -m storage.proving``, asked on its input.

Of the program it imports the arithmetic of the chain alone, so that it is small. It reads the copy by pages, rests
after each as long as it took, and ends when whoever asked it goes away: its input is then at its end.
"""

import json
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from storage.chain import CHAINED, Walk, beginning

PAGE = 500
"""So many lines are read at a time."""

NIGHTS = 7
"""In so many nights everything is read again from the beginning, a part each night."""

AT_LEAST = 20_000
"""So many lines are read again each night, where there are so many."""

Told = Callable[[int], None]
"""Hears after each page at which line it ends."""

_COLUMNS = ", ".join(f'h."{name}"' for name in ("id", *CHAINED, "hash"))
_PAGE = f"""
    SELECT {_COLUMNS}, s.salt, s.content FROM history h LEFT JOIN history_sides s ON s.history_id = h.id
    WHERE h.district_id = ? AND h.id > ? AND h.id <= ? ORDER BY h.id LIMIT ?
"""  # noqa: S608  # names of columns, nothing that anybody said
_NO_END = 2**62


def prove(file: Path, marks: dict[str, Any], told: Told = lambda _: None) -> Iterator[dict[str, Any]]:
    """What stands of each district's chain in the copy *file*, which nobody writes to; *told* hears that it goes on.

    *marks* are those of the last proof, by district: ``upto`` is where it ended, ``again`` how far the slow second
    reading came. Both are ``[line, hash, lines]``.
    """
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as read:
        read.row_factory = sqlite3.Row
        for row in read.execute("SELECT id, name FROM districts ORDER BY id").fetchall():
            yield _district(read, row["id"], row["name"], marks.get(str(row["id"]), {}), told)


def _district(
    read: sqlite3.Connection, district_id: int, name: str, mark: dict[str, Any], told: Told
) -> dict[str, Any]:
    """All lines since the last proof, and the next part of those before it."""
    since, again = (_walk(district_id, mark.get(which)) for which in ("upto", "again"))
    until = since.line
    for walk in (since, again):
        if not _stands(read, district_id, walk):
            return {"district": district_id, "name": name, "bad": walk.line}
    _go(read, district_id, since, told)
    if since.bad is None and until:
        _go(read, district_id, again, told, until=until, most=max(AT_LEAST, -(-since.lines // NIGHTS)))
    is_round = not until or again.line >= until
    bad = since.bad if since.bad is not None else again.bad
    marked = {"upto": [since.line, since.hash, since.lines]} | (
        {} if is_round else {"again": [again.line, again.hash, again.lines]}
    )
    return {"district": district_id, "name": name, "bad": bad, "read": _read(since, again, mark), **marked}


def _walk(district_id: int, mark: list[Any] | None) -> Walk:
    line, found, lines = mark or (0, beginning(district_id), 0)
    return Walk(found, line, lines)


def _read(since: Walk, again: Walk, mark: dict[str, Any]) -> int:
    """How many lines were read this time."""
    return since.lines + again.lines - sum((mark.get(which) or (0, "", 0))[2] for which in ("upto", "again"))


def _stands(read: sqlite3.Connection, district_id: int, walk: Walk) -> bool:
    """Whether the line at which a walk stands is there, with the hash that it had."""
    if not walk.line:
        return True
    query = "SELECT hash FROM history WHERE id = ? AND district_id = ?"
    found = read.execute(query, (walk.line, district_id)).fetchone()
    return found is not None and found["hash"] == walk.hash


def _go(
    read: sqlite3.Connection, district_id: int, walk: Walk, told: Told, *, until: int = _NO_END, most: int = _NO_END
) -> None:
    """Walk on, page by page, until its end, *until* a line, for *most* lines, or to the first that does not fit."""
    begun = walk.lines
    while walk.bad is None and walk.lines - begun < most:
        at = time.monotonic()
        found = read.execute(_PAGE, (district_id, walk.line, until, PAGE)).fetchall()
        for row in found:
            walk.take(_plain(row))
        told(walk.line)
        if len(found) < PAGE:
            break
        time.sleep(time.monotonic() - at)


def _plain(row: sqlite3.Row) -> dict[str, Any]:
    """A row as the memory reads it; instants stay milliseconds."""
    told = dict(row)
    for name in ("automatic", "implied"):
        told[name] = bool(told[name])
    for name in ("facts", "content"):
        told[name] = None if told[name] is None else json.loads(told[name])
    return told


def _end_with_who_asked() -> None:
    """The pipe to us is held open as long as whoever asked lives, however they die."""
    sys.stdin.read()
    os._exit(1)


def _tell(told: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


def main() -> None:
    """Read one question, answer with a line for each district, and one at the end; between them that it goes on."""
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_who_asked, daemon=True).start()
    answer: dict[str, Any] = {"whole": True}
    try:
        for found in prove(Path(asked["file"]), asked["marks"], lambda line: _tell({"at": line})):
            _tell(found)
    except (sqlite3.Error, ValueError, TypeError) as trouble:
        answer = {"trouble": f"{type(trouble).__name__}: {trouble}"}
    _tell(answer)
    os._exit(0)  # the thread that listens would hold the end up


if __name__ == "__main__":
    main()
