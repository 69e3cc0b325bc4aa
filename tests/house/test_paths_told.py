"""What documents, docstrings and messages say about where something stands is true."""

import importlib
import re
from collections.abc import Iterator

import pytest

from docs.__main__ import rooms
from tests.house.tree import ROOT, texts

PATH = re.compile(
    r"(?<![\w/.])(?:bot|handlers|storage|tests|samples|docs|benchmarks)/[\w/.-]*\.(?:py|md|ftl|yaml|txt|js|css|ts)\b"
)
ROLE = re.compile(r":(?:class|func|mod|meth|data|attr|exc):`~?((?:bot|handlers|storage)\.[\w.]+)`")
INVENTED = {
    "tests/house/test_rooms.py", "tests/house/test_arrows.py", "tests/house/test_code.py",
    "tests/house/test_crash_points.py", "tests/house/test_paths_told.py",
}  # fmt: skip
"""Rules with examples, and with lists whose entries they check themselves."""

OLDER = ("docs/decisions/", "CHANGELOG.md")
"""What says how something was when it was written."""


def told() -> Iterator[tuple[str, str, int, str]]:
    """Kind of name, file, line, and the name of a path or of something in a module."""
    for name, text in texts():
        if name in INVENTED or name.startswith(OLDER):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield from (("path", name, number, one) for one in PATH.findall(line) if "NAME" not in one)
            yield from (("name", name, number, one) for one in ROLE.findall(line))


def stands(dotted: str) -> bool:
    """Whether a module has what is told; the module is the longest part that can be imported."""
    parts = dotted.split(".")
    for n in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:n]))
        except ModuleNotFoundError:
            continue
        for part in parts[n:]:
            fields = getattr(thing, "__dataclass_fields__", {})
            if not hasattr(thing, part) and part not in fields:
                return False
            thing = getattr(thing, part, None)
        return True
    return False


def test_every_path_that_is_told_exists() -> None:
    """From the root of the tree; one with a gap in it (``bot/…``, ``NAME``) is none."""
    found = [(kind, *rest) for kind, *rest in told() if kind == "path"]
    assert len(found) > 30
    assert [f"{file}:{line} {path}" for _, file, line, path in found if not (ROOT / str(path)).exists()] == []


def test_every_name_that_a_docstring_refers_to_exists() -> None:
    """``:func:`bot.cases.apply.apply``` leads somewhere."""
    assert [f"{file}:{line} {one}" for kind, file, line, one in told() if kind == "name" and not stands(one)] == []


@pytest.mark.parametrize("one", ["bot.ports.Store", "bot.cases.apply.no_such", "bot.no_such"])
def test_what_does_not_stand_is_found(one: str) -> None:
    """A module that is gone, and a name in one that is there."""
    assert not stands(one)
    assert stands("bot.cases.apply.apply")


def test_the_list_of_rooms_has_every_room() -> None:
    """Each folder of the brain, once."""
    here = sorted(init.parent.name for init in (ROOT / "bot").glob("*/__init__.py"))
    assert [f"bot/{name}" for name in here] == re.findall(r"^\| `(bot/\w+)`", rooms(), re.MULTILINE)
