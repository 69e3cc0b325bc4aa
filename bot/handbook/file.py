"""A handbook as a YAML file: read with every mistake at once, each with its line, its field, and what is allowed.

The fields are those of :mod:`bot.handbook`; ``docs/handbook.md`` explains them. At the top stand ``district`` (the chat
id of the one that it is for, optional), ``meta``, ``laws``, ``categories``, ``common_rules``, ``danger``,
``items`` and ``extra_items``, which are read as items.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, Field, ValidationError
from rapidfuzz import process

from bot.handbook.book import BUILT_IN, Handbook
from bot.handbook.model import Both, CommonRule, Danger, Item, Law, Papers, Part, Text
from bot.values.files import tree
from bot.values.refused import Mistakes, Refused

STARTER = Path(__file__).parents[2] / "samples" / "handbook.yaml"
"""The handbook that the program brings along."""

NEAR = 60
"""From this likeness (0 to 100) on a name that is not known is taken for a slip of the pen."""

_BOOL = "tag:yaml.org,2002:bool"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

Where = tuple[str | int, ...]
"""Where something stands in a file: names and numbers from the top down."""


class Whole(Part):
    """A whole file."""

    district: int | None = None
    meta: dict[str, str | dict[str, str]] = Field(default_factory=dict)
    laws: dict[str, Law] = Field(default_factory=dict)
    categories: dict[str, Both] = Field(default_factory=dict)
    common_rules: list[CommonRule] = Field(default_factory=list)
    danger: Danger | None = None
    english: dict[str, Text] = Field(default_factory=dict)
    items: list[Item] = Field(default_factory=list)
    extra_items: list[Item] = Field(default_factory=list)


@dataclass(frozen=True)
class HandbookFile:
    """What a file holds. *chat_id* is that of the district that it names, if it does; *id_lines* are lines by code."""

    items: tuple[Item, ...]
    papers: Papers
    chat_id: int | None = None
    id_lines: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    """What its reader should be told, such as its encoding."""


def is_handbook(path: Path) -> bool:
    """Whether *path* is YAML with items at its top."""
    names = tree.top_names(path)
    return bool(names & {"items", "extra_items"}) and "people" not in names


@cache
def starter() -> Handbook:
    """The handbook that the program brings along, read once."""
    return load(STARTER)


def load(path: Path) -> Handbook:
    """The handbook of a file; raises Mistakes."""
    found = read(path)
    return Handbook(found.items, found.papers)


def read(path: Path) -> HandbookFile:
    """Read and check a file; Mistakes holds everything that is wrong with it, in the order of its lines."""
    try:
        composed = tree.compose(path)
        data = yaml.load(composed.text, Loader=yaml.CSafeLoader)  # the safe loader
    except Refused as refused:
        raise Mistakes([refused]) from refused
    except (yaml.YAMLError, ValueError, TypeError) as wrong:  # a date that is none, a list as a name
        mark = getattr(wrong, "problem_mark", None)
        raise Mistakes([Refused("file-not-yaml", line=mark.line + 1 if mark else 1)]) from wrong
    if not isinstance(data, dict) or not isinstance(composed.root, yaml.MappingNode):
        raise Mistakes([Refused("file-empty", file=path.name)])
    return replace(_Reader(composed.root, data).read(), notes=composed.notes)


class _Reader:
    """Checks one file, and collects what is wrong with it by line."""

    def __init__(self, root: yaml.MappingNode, data: dict[str, Any]) -> None:
        self.root = root
        self.data = data
        self.mistakes: list[tuple[int, Refused]] = []
        self.seen: set[int] = set()

    def read(self) -> HandbookFile:
        """All of it; raises Mistakes."""
        self._walk(self.root, ())
        whole = self._fields()
        self._codes_hold_together()
        if self.mistakes or whole is None:
            raise Mistakes([refused for _, refused in sorted(self.mistakes, key=lambda one: one[0])])
        papers = Papers(**{name: getattr(whole, name) for name in Papers.model_fields})
        items = (*whole.items, *whole.extra_items)
        plain = tuple(item.model_copy(update={"version": 0}) for item in items)
        lines = {row["code"]: self._line((*where, "id")) for where, row in self._rows()}
        return HandbookFile(plain, papers, whole.district, lines)

    def _fields(self) -> Whole | None:
        """Every field of its kind; None where something is wrong."""
        if not self.data.get("items") and not self.data.get("extra_items"):
            self._wrong("file-missing-field", ("items",))
        try:
            return Whole.model_validate(self.data)
        except ValidationError as wrong:
            told: set[Where] = set()
            for one in wrong.errors():
                where = _without_tags(one["loc"])
                if where not in told:  # a value that may be of several kinds is wrong once for each
                    kind = "extra_forbidden" if one["loc"][-1] == "[key]" else one["type"]
                    self._field_wrong(where, kind, one.get("ctx", {}))
                told.add(where)
            return None

    def _field_wrong(self, where: Where, kind: str, bounds: dict[str, Any]) -> None:
        """One mistake of a field, in words that say what is allowed."""
        expected = str(bounds.get("expected", "")).replace("'", "").replace(" or ", ", ")
        if kind == "extra_forbidden":
            names = _fields_at(where[:-1])
            near = process.extractOne(str(where[-1]), names, score_cutoff=NEAR)
            self._wrong("file-unknown-field", where, allowed=near[0] if near else expected or ", ".join(names))
        elif kind == "literal_error":
            self._wrong("file-wants-one-of", where, allowed=expected)
        elif kind == "string_too_long":
            self._wrong("file-too-long", where, most=bounds["max_length"])
        elif kind in {"greater_than_equal", "less_than_equal"}:
            least, most = _bounds_at(where)
            self._wrong("file-wants-between", where, least=least, most=most)
        elif where[-1] == "country" and kind == "string_pattern_mismatch":
            self._wrong("file-wants-country", where)
        elif kind == "string_type":
            self._no_text(where)
        else:
            self._wrong(_KEYS.get(kind, "file-wants-text"), where)

    def _no_text(self, where: Where) -> None:
        """What YAML takes for a date, a number or nothing where a text belongs."""
        node = self._node(where)
        if not isinstance(node, yaml.ScalarNode):
            self._wrong("file-wants-text", where)
        elif node.tag == "tag:yaml.org,2002:null":
            self._wrong("file-wants-some-text", where)
        else:
            self._wrong("file-wants-quotes", where, value=node.value)

    def _codes_hold_together(self) -> None:
        """Codes stand once each; laws and categories that items name are there; photos and steps differ."""
        first: dict[str, dict[str, Where]] = {"code": {}, "id": {}}
        for code in (item.code for item in BUILT_IN):
            first["code"][code] = ()
        for where, row in self._rows():
            for name, seen in first.items():
                self._once(seen, row.get(name), (*where, name))
            self._known(
                "laws", [((*where, "legal_basis", i, "law"), b.get("law")) for i, b in _parts(row, "legal_basis")]
            )
            self._known("categories", [((*where, "category"), row.get("category"))])
            needs = row.get("evidence")
            shots: dict[str, Where] = {}
            for i, shot in _parts(needs, "photos") if isinstance(needs, dict) else ():
                self._once(shots, shot.get("key"), (*where, "evidence", "photos", i, "key"))
            steps: dict[str, Where] = {}
            for i, step in _parts(row, "steps"):
                self._once(steps, step.get("n"), (*where, "steps", i, "n"))

    def _rows(self) -> Iterator[tuple[Where, dict[str, Any]]]:
        for name in ("items", "extra_items"):
            yield from (((name, i), row) for i, row in _parts(self.data, name))

    def _known(self, register: str, named: list[tuple[Where, Any]]) -> None:
        """What items name stands in *register*."""
        listed = self.data.get(register)
        names = [str(name) for name in listed] if isinstance(listed, dict) else []
        for where, value in named:
            if isinstance(value, str) and value and value not in names:
                near = process.extractOne(value, names, score_cutoff=NEAR)
                allowed = near[0] if near else ", ".join(names) or "–"
                self._wrong("file-not-listed", where, value=value, register=register, allowed=allowed)

    def _once(self, seen: dict[Any, Where], value: Any, where: Where) -> None:
        if not isinstance(value, str | int) or value == "":
            return
        if value in seen:
            first = self._line(seen[value]) if seen[value] else 0
            self._wrong("file-value-twice", where, value=str(value), first=first)
        else:
            seen[value] = where

    def _walk(self, node: yaml.Node, where: Where) -> None:
        """Every name stands once, for YAML itself lets the last of two win; and texts can be shown and printed."""
        if id(node) in self.seen:  # it stands elsewhere too, perhaps in itself
            return
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode) and _CONTROL.search(node.value):
            line, (*above, last) = node.start_mark.line + 1, where or ("",)
            told = Refused("file-unreadable-characters", line=line, field=self._called(tuple(above), last))
            self.mistakes.append((line, told))
        if isinstance(node, yaml.ScalarNode) and node.tag == _BOOL and node.value.lower() not in tree.TRUTH:
            self._wrong("file-wants-yes-or-no", where)  # such as on, which YAML takes for true
        if isinstance(node, yaml.SequenceNode):
            for i, child in enumerate(node.value):
                self._walk(child, (*where, i))
        if isinstance(node, yaml.MappingNode):
            self._names_once(node, where)
            for key, child in node.value:
                self._walk(child, (*where, str(key.value)))

    def _names_once(self, node: yaml.MappingNode, where: Where) -> None:
        seen: dict[str, int] = {}
        for key, _ in node.value:
            line, name = key.start_mark.line + 1, str(key.value)
            if name in seen:
                told = Refused("file-field-twice", line=line, field=self._called(where, name), first=seen[name])
                self.mistakes.append((line, told))
            seen.setdefault(name, line)

    def _wrong(self, key: str, where: Where, **facts: object) -> None:
        line = self._line(where)
        self.mistakes.append((line, Refused(key, line=line, field=self._called(where[:-1], where[-1]), **facts)))

    def _called(self, where: Where, name: str | int) -> str:
        """A field as people find it: the item's code, then the way down to the field."""
        whole = (*where, name)
        shown = ""
        if len(whole) > 2 and whole[0] in {"items", "extra_items"}:
            row = _at(self.data, whole[:2])
            code = row.get("code") or row.get("id") if isinstance(row, dict) else None
            shown, whole = (f"{code} · ", whole[2:]) if isinstance(code, str) else ("", whole)
        way = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in whole)
        return shown + way.lstrip(".")

    def _line(self, where: Where) -> int:
        """The line of a field; of what it would stand in where it is missing."""
        node: Any = self.root
        line = int(node.start_mark.line) + 1
        for step in where:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def _node(self, where: Where) -> Any:
        """What stands at a place; None where nothing does."""
        node: Any = self.root
        for step in where:
            found = _child(node, step)
            node = found[1] if found else None
        return node


_KEYS = {
    "missing": "file-missing-field",
    "string_too_short": "file-wants-some-text",
    "string_pattern_mismatch": "file-wants-code",
    "int_type": "file-wants-whole",
    "bool_type": "file-wants-yes-or-no",
    "list_type": "file-wants-list",
    "dict_type": "file-wants-mapping",
    "model_type": "file-wants-mapping",
    "model_attributes_type": "file-wants-mapping",
}
"""The sentence for each kind of mistake that the check of the fields tells."""


def _without_tags(where: tuple[int | str, ...]) -> Where:
    """The check names the kinds of a choice, too, where a value may be of several."""
    return tuple(step for step in where if step not in {"str", "dict[str,str]", "[key]"})


def _parts(row: Any, name: str) -> list[tuple[int, dict[str, Any]]]:
    """The mappings in a list, with their places; whatever else stands there is told of elsewhere."""
    found = row.get(name) if isinstance(row, dict) else None
    return [(i, one) for i, one in enumerate(found) if isinstance(one, dict)] if isinstance(found, list) else []


def _at(data: Any, where: Where) -> Any:
    for step in where:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _child(node: Any, step: str | int) -> tuple[int, Any] | None:
    """The line and the node of one step down."""
    if isinstance(node, yaml.MappingNode):
        return next(((k.start_mark.line + 1, v) for k, v in node.value if k.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def _model_at(where: Where) -> Any:
    """The kind of what stands at *where*."""
    kind: Any = Whole
    for step in where:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = kind.model_fields[str(step)].annotation if str(step) in kind.model_fields else None
            inner = [one for one in get_args(kind) if one is not type(None)]
            kind = inner[0] if type(None) in get_args(kind) and inner else kind
        else:
            inner = list(get_args(kind))
            kind = inner[-1] if inner else None
    return kind


def _fields_at(where: Where) -> list[str]:
    """The names of the fields that are allowed there."""
    kind = _model_at(where)
    fields = kind.model_fields if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
    return [name for name, field in fields.items() if not field.exclude]


def _bounds_at(where: Where) -> tuple[int, int]:
    """The least and the most that a number may be."""
    parent = _model_at(where[:-1])
    told = parent.model_fields[str(where[-1])].metadata
    least = next(one.ge for one in told if getattr(one, "ge", None) is not None)
    return least, next(one.le for one in told if getattr(one, "le", None) is not None)
