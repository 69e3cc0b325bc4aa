"""A YAML tree that knows its lines: what is wrong with a field is told with its line and its name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused


def top_names(path: Path) -> frozenset[str]:
    """The names of the fields at the top of a YAML file; none where it is no such file."""
    if path.suffix.lower() not in {".yaml", ".yml"} or not path.is_file():
        return frozenset()
    try:
        root = yaml.compose(path.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return frozenset()
    return frozenset(key.value for key, _ in root.value) if isinstance(root, yaml.MappingNode) else frozenset()


class Field:
    """One place of the tree with its name; each mistake is a Refused that names line and field."""

    def __init__(self, node: yaml.Node, name: str) -> None:
        self.node = node
        self.name = name

    def fail(self, key: str = "file-wrong-field", **facts: object) -> Refused:
        """What is wrong with it, with its line and its name."""
        return Refused(key, line=self.node.start_mark.line + 1, field=self.name, **facts)

    def fields(self, allowed: set[str]) -> Mapping[str, "Field"]:
        """The fields of a mapping by name; Refused names one that is not *allowed*."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail("file-wants-mapping")
        found = {k.value: Field(v, k.value) for k, v in self.node.value}
        for key, _ in self.node.value:
            if key.value not in allowed:
                line = key.start_mark.line + 1
                raise Refused("file-unknown-field", line=line, field=key.value, allowed=", ".join(sorted(allowed)))
        return found

    def rows(self) -> list["Field"]:
        """The rows of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fail("file-wants-list")
        return [Field(n, self.name) for n in self.node.value]

    def value(self) -> Any:
        """What stands there, as plain values."""
        return SafeConstructor().construct_document(self.node)

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
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fail("file-wants-number")
        return value

    def point(self) -> Point:
        """``[latitude, longitude]``."""
        value = self.value()
        point = Point.read(*value) if isinstance(value, list) and len(value) == 2 else None
        if point is None:
            raise self.fail("file-wants-point")
        return point
