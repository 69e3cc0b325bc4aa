"""The handbook's items: what a case can be about, how severe, how long, and by which words it is recognised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.refused import Refused

SEVERITIES = ("low", "medium", "high", "critical")


class HandbookError(Exception):
    """A handbook file that cannot be used: which line, which field, what is allowed there."""


@dataclass(frozen=True)
class Item:
    """One item. *group* is what it belongs to; *minutes* are the suggested accept, arrive and close minutes.

    *required_photos* are keys of the photos that closing demands. *words* are everyday wordings, lower case.
    """

    code: str
    name_zh: str
    name_en: str
    group: str
    severity: str
    minutes: tuple[int, int, int] = (1, 3, 10)
    required_photos: tuple[str, ...] = ("photo",)
    words: tuple[str, ...] = ()

    @property
    def work_minutes(self) -> float:
        """How long it usually takes on scene: what the suggested minutes leave after accepting and the way."""
        accept, arrive, close = self.minutes
        return max(2.0, float(close - arrive - accept))


BUILT_IN = (
    Item("other", "其他", "Other", "other", "low"),
    Item("fight", "打架/冲突", "Fight or conflict", "public_safety", "critical",
         words=("打架", "斗殴", "冲突", "打人", "fight", "fighting", "brawl")),
    Item("injured", "人员受伤", "Person injured", "public_safety", "critical",
         words=("受伤", "晕倒", "流血", "昏迷", "injured", "bleeding", "unconscious", "collapsed")),
)  # fmt: skip
"""The items that every district has besides its handbook."""


class Handbook:
    """All items of a deployment, found by code and by words."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items: tuple[Item, ...] = (*items, *BUILT_IN)
        self._by_code = {item.code: item for item in self.items}
        self._wordings = sorted(
            ((word, item) for item in self.items for word in _wordings(item)), key=lambda row: -len(row[0])
        )

    def item(self, code: str) -> Item:
        """The item with *code*; Refused where there is none."""
        if code not in self._by_code:
            raise Refused("no-such-item", item=code)
        return self._by_code[code]

    def recognise(self, text: str) -> Item | None:
        """The item that *text* speaks of: the longest wording in it wins; None where none or two fit alike."""
        said = f" {' '.join(text.lower().split())} "
        best: list[tuple[str, Item]] = []
        for word, item in self._wordings:
            if best and len(word) < len(best[0][0]):
                break
            if _is_in(word, said):
                best.append((word, item))
        found = {item.code for _, item in best}
        return best[0][1] if len(found) == 1 else None

    def find(self, text: str) -> Item | None:
        """An item by code, exact name, or words."""
        plain = text.strip()
        named = [i for i in self.items if plain.lower() in {i.code, i.name_zh, i.name_en.lower()}]
        return named[0] if named else self.recognise(plain)

    def likeliest(self, counts: Mapping[str, int], n: int = 8) -> list[Item]:
        """The *n* items reported most often by *counts*, filled up in the handbook's own order; never *other*."""
        order = {item.code: i for i, item in enumerate(self.items)}
        ranked = sorted(
            (i for i in self.items if i.code != "other"), key=lambda i: (-counts.get(i.code, 0), order[i.code])
        )
        return ranked[:n]


def _wordings(item: Item) -> set[str]:
    names = {item.name_zh.split("(")[0].split("(")[0], item.name_en.split("(")[0].strip().lower()}
    return {w.lower() for w in (names | set(item.words)) if len(w) > 1} if item.code != "other" else set()


def _is_in(word: str, said: str) -> bool:
    """Chinese wordings anywhere, others as whole words."""
    return f" {word} " in said.translate(_PUNCTUATION) if word.isascii() else word in said


_PUNCTUATION = str.maketrans(dict.fromkeys(",.;:!?,。;:!?()()'\"/", " "))


def load(path: Path) -> Handbook:
    """Read the items of a handbook file; HandbookError names the first line that cannot be used."""
    try:
        root = yaml.compose(path.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)
        data = yaml.load(path.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)  # the safe loader
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise HandbookError(f"{path.name}, line {line}: not readable as YAML") from wrong
    rows = [*data.get("items", []), *data.get("extra_items", [])] if isinstance(data, dict) else []
    if not rows:
        raise HandbookError(f"{path.name}: no items")
    lines = _lines(root)
    return Handbook(_item(row, f"{path.name}, line {lines.get(i, 0)}") for i, row in enumerate(rows))


def _lines(root: Any) -> dict[int, int]:
    """The line of each item, in order."""
    wanted = {"items", "extra_items"}
    nodes = [child for key, value in root.value if key.value in wanted for child in value.value]
    return {i: node.start_mark.line + 1 for i, node in enumerate(nodes)}


def _item(row: Any, where: str) -> Item:
    for name in ("code", "name_zh", "name_en", "category", "severity"):
        if not isinstance(row, dict) or not isinstance(row.get(name), str) or not row[name]:
            raise HandbookError(f"{where}: {name} is missing")
    if row["severity"] not in SEVERITIES:
        raise HandbookError(f"{where}: severity must be one of {', '.join(SEVERITIES)}")
    minutes = row.get("suggested_minutes") or {}
    photos = (row.get("evidence") or {}).get("photos") or []
    words = row.get("words") or {}
    return Item(
        code=row["code"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        group=row["category"],
        severity=row["severity"],
        minutes=(minutes.get("accept", 1), minutes.get("arrive", 3), minutes.get("close", 10)),
        required_photos=tuple(p["key"] for p in photos if p.get("required") and p["key"] != "audio_video"),
        words=tuple(w.lower() for w in (*words.get("zh", ()), *words.get("en", ()))),
    )
