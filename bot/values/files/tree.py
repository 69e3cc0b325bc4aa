"""A YAML tree that knows its lines: what is wrong with a field is told with its line and its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from yaml.constructor import ConstructorError, SafeConstructor

from bot.values import texts
from bot.values.files import text as file_text
from bot.values.files.text import Text
from bot.values.geo import Point
from bot.values.refused import Mistakes, Refused

DEEPEST = 40
"""Lists within lists; people write five."""
MOST_BYTES = 6 * 2**20
"""A handbook of 500 items takes half a megabyte."""
MOST_WRITTEN = 200_000
"""Names and values of a file as they are written; a year's roster of a hundred people has half as many."""
MOST_NODES = 500_000
"""Parts of a file, each counted as often as it is named: names of names of a thousand parts each are a bomb."""

TRUTH = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
"""How true and false are written, in any quoting and any letters; ``on``, ``y``, 1 are mistakes."""

Default = TypeVar("Default")


@dataclass(frozen=True)
class Tree:
    """A whole file: its nodes (None where nothing is written in it), its text, and what its reader should be told."""

    root: yaml.Node | None
    text: str
    notes: tuple[tuple[str, dict[str, object]], ...] = ()


def compose(path: Path) -> Tree:
    """The tree of a YAML file; Refused where it cannot be read, is of another kind, no YAML, too deep or too much."""
    return of_text(file_text.read(path, "yaml", MOST_BYTES))


def of_text(found: Text) -> Tree:
    """The tree of a text that was read already; Refused as for :func:`compose`."""
    try:
        _not_too_much(found.text)
        root = yaml.compose(found.text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as wrong:
        raise Refused("file-not-yaml", line=_line_where(wrong, found.text)) from wrong
    if root is not None:
        _weighed(root, {}, set())
    return Tree(root, found.text, found.notes)


def top_names(path: Path) -> frozenset[str]:
    """The names of the fields at the top of a YAML file; none where it is no such file."""
    if path.suffix.lower() not in {".yaml", ".yml"} or not path.is_file():
        return frozenset()
    try:
        root = compose(path).root
    except Refused:
        return frozenset()
    return frozenset(str(key.value) for key, _ in root.value) if isinstance(root, yaml.MappingNode) else frozenset()


def _line_where(wrong: Exception, text: str) -> int:
    """The line at which reading stopped, the first one where that is not known."""
    mark, position = getattr(wrong, "problem_mark", None), getattr(wrong, "position", None)
    return int(mark.line) + 1 if mark else text.count("\n", 0, position or 0) + 1


def _not_too_much(text: str) -> None:
    """Refused names the line at which too many lists stand within each other, or after too much."""
    depth = written = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        written += isinstance(event, yaml.NodeEvent)
        if written > MOST_WRITTEN:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise Refused("file-too-many-parts", line=line, most=MOST_WRITTEN)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise Refused("file-too-deep", line=line, most=DEEPEST)


def _weighed(node: yaml.Node, known: dict[int, int], above: set[int]) -> int:
    """How many nodes stand in *node*, each as often as it is named; Refused where it holds itself or too many."""
    if id(node) in above:
        raise Refused("file-holds-itself", line=node.start_mark.line + 1)
    if id(node) not in known:
        parts = node.value if isinstance(node, yaml.CollectionNode) else ()
        if isinstance(node, yaml.MappingNode):
            parts = [part for pair in node.value for part in pair]
        above.add(id(node))
        known[id(node)] = 1 + sum(_weighed(part, known, above) for part in parts)
        above.discard(id(node))
    if known[id(node)] > MOST_NODES:
        raise Refused("file-too-much", line=node.start_mark.line + 1)
    return known[id(node)]


class Collected:
    """The mistakes of a file, gathered while it is read on."""

    def __init__(self) -> None:
        self.all: list[Refused] = []

    def each(self) -> "_Each":
        """Keep what is refused in here, and go on after it."""
        return _Each(self)

    def or_else(self, default: Default, read: Callable[[], Default]) -> Default:
        """What *read* reads, or *default* where it is wrong."""
        with self.each():
            return read()
        return default

    def raise_them(self, *last: Refused) -> None:
        """Raises Refused for one, Mistakes for several, by line and *last* these; nothing where all is right."""
        found = [*sorted(self.all, key=_line_of), *last]
        if len(found) == 1:
            raise found[0]
        if found:
            raise Mistakes(found)


@dataclass(frozen=True)
class _Each:
    """One part of a file that may be wrong by itself."""

    gathered: Collected

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, wrong: BaseException | None, trace: object) -> bool:
        if isinstance(wrong, Refused):
            self.gathered.all.append(wrong)
        elif isinstance(wrong, Mistakes):
            self.gathered.all += wrong.all
        return isinstance(wrong, Refused | Mistakes)


def _line_of(refused: Refused) -> int:
    line = refused.facts.get("line")
    return line if isinstance(line, int) else 0


class Field:
    """One place of the tree with its name; each mistake is a Refused that names line and field."""

    def __init__(self, node: yaml.Node, name: str) -> None:
        self.node = node
        self.name = name

    def fail(self, key: str = "file-wrong-field", **facts: object) -> Refused:
        """What is wrong with it, with its line and its name."""
        return Refused(key, line=self.node.start_mark.line + 1, field=self.name, **facts)

    def fields(self, allowed: set[str], wrong: Collected | None = None) -> Mapping[str, "Field"]:
        """The fields of a mapping by name; what is not *allowed* or stands twice is refused, or goes to *wrong*."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail("file-wants-mapping")
        found: dict[str, Field] = {}
        lines: dict[str, int] = {}
        wrongs = wrong or Collected()
        for key, value in self.node.value:
            with wrongs.each():
                name = str(key.value) if isinstance(key, yaml.ScalarNode) else "[…]"
                line = key.start_mark.line + 1
                if name not in allowed:
                    raise Refused("file-unknown-field", line=line, field=name, allowed=", ".join(sorted(allowed)))
                if name in found:
                    raise Refused("file-field-twice", line=line, field=name, first=lines[name])
                found[name], lines[name] = Field(value, name), line
        if wrong is None:
            wrongs.raise_them()
        return found

    def rows(self) -> list["Field"]:
        """The rows of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fail("file-wants-list")
        return [Field(n, self.name) for n in self.node.value]

    def value(self) -> Any:
        """What stands there, as plain values."""
        try:
            return SafeConstructor().construct_document(self.node)
        except (ConstructorError, ValueError, OverflowError, TypeError) as wrong:
            raise self.fail("file-wants-plain") from wrong  # such as a tag of another program, or a date that is none

    def written(self) -> str:
        """A value as it was written, before YAML takes it for a number or a date; it may not be a list."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.fail("file-wants-text")
        return str(self.node.value)

    def text(self) -> str:
        """One line of text that is not empty."""
        value = self.value()
        if not isinstance(value, str) or not value.strip():
            raise self.fail("file-wants-text")
        return texts.line(value) or texts.NAMELESS

    def called(self) -> str:
        """A name."""
        return texts.name(self.text())

    def number(self) -> int:
        """A whole number."""
        value = self.value()
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
            raise self.fail("file-wants-number")
        return value

    def truth(self) -> bool:
        """True or false, in the ways of :data:`TRUTH`."""
        told = TRUTH.get(self.written().strip().lower()) if isinstance(self.node, yaml.ScalarNode) else None
        if told is None:
            raise self.fail("file-wants-yes-or-no")
        return told

    def one_of(self, allowed: Sequence[str]) -> str:
        """One of a few words."""
        if (told := self.text()) not in allowed:
            raise self.fail("file-wants-one-of", allowed=", ".join(allowed))
        return told

    def point(self) -> Point:
        """``[latitude, longitude]``."""
        value = self.value()
        point = Point.read(*value) if isinstance(value, list) and len(value) == 2 else None
        if point is None:
            raise self.fail("file-wants-point")
        return point
