"""The rows of a file that hold mistakes, with what is wrong at each cell: for a sheet in which they can be mended."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.places.files import rows
from bot.places.files.rows import Raw
from bot.values import texts
from bot.values.refused import Refused

MOST_ROWS = 2000
MOST_CELL = 500


@dataclass(frozen=True)
class Marked:
    """Names of columns, rows of texts, and by row and column (from 0) what is wrong there."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    marks: Mapping[tuple[int, int], str]


def marked(path: Path, mistakes: Sequence[Refused], say: Callable[[Refused], str], head: Sequence[str]) -> Marked:
    """The rows of *mistakes*, read once more; *head* names the column of their numbers and that of what to do."""
    wrong: dict[int, list[Refused]] = defaultdict(list)
    for one in mistakes:
        line = one.facts.get("line")
        if isinstance(line, int) and (line in wrong or len(wrong) < MOST_ROWS):
            wrong[line].append(one)
    found, columns = _found(path, wrong)
    told: list[list[str]] = []
    marks: dict[tuple[int, int], str] = {}
    names = list(columns)
    for number in sorted(wrong):
        raw = found.get(number)
        cells = {} if raw is None else raw.cells
        told.append([str(number), *(_text(cells.get(name, "")) for name in names), ""])
        for one in wrong[number]:
            at = _column(one, raw, names)
            key = (len(told) - 1, 0 if at is None else at + 1)
            marks[key] = "\n".join(filter(None, (marks.get(key, ""), say(one))))
        told[-1][-1] = "\n".join(say(one) for one in wrong[number])
    return Marked([head[0], *columns.values(), head[1]], told, marks)


def _found(path: Path, wanted: Mapping[int, Any]) -> tuple[dict[int, Raw], dict[str, str]]:
    """The wanted rows by number, and the columns of the file with the names that they have there, in their order."""
    source = rows.source(path)
    found: dict[int, Raw] = {}
    columns: dict[str, str] = {}
    for raw in source.rows:
        for name in raw.cells:
            columns.setdefault(name, raw.heads.get(name, name))
        if raw.number in wanted:
            found[raw.number] = raw
    order = {name: source.at.get(name, len(source.at) + n) for n, name in enumerate(columns)}
    return found, {name: columns[name] for name in sorted(columns, key=order.__getitem__)}


def _column(mistake: Refused, raw: Raw | None, names: Sequence[str]) -> int | None:
    said = str(mistake.facts.get("column", ""))
    for n, name in enumerate(names):
        if said == name or (raw is not None and raw.heads.get(name) == said):
            return n
    return None


def _text(value: Any) -> str:
    return texts.cut(value if isinstance(value, str) else str(value), MOST_CELL)
