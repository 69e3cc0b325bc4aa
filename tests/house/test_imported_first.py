"""Every module can be imported first: no circle among them, whichever the day begins with."""

import ast
import importlib
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.tree import names, parsed

ROOMS = ("bot", "handlers", "storage")
PROGRAM = "bot.__main__"
"""It runs when it is imported."""

STEPS = "storage.migrations"
"""What Alembic runs, not what anybody imports."""


def dotted(path: str) -> str:
    """The name under which a file is imported."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


PATHS = {dotted(path): path for path in names(*ROOMS) if not dotted(path).startswith(STEPS)}
NAMES = sorted(PATHS.keys() - {PROGRAM})


def trees() -> dict[str, ast.Module]:
    """The code of each module."""
    return {name: parsed(path) for name, path in PATHS.items()}


def is_for_types(node: ast.stmt) -> bool:
    """``if TYPE_CHECKING:``, which never runs."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def run_at_import(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports outside functions."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_for_types(node):
            yield from run_at_import([one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)])


def told(name: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """What an import statement names, from the root; with ``from a import b`` both a and a.b."""
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
        return
    up = (
        name.split(".")[: len(name.split(".")) - node.level + PATHS[name].endswith("/__init__.py")]
        if node.level
        else []
    )
    base = ".".join([*up, *([node.module] if node.module else [])])
    submodules = [f"{base}.{one.name}" for one in node.names]
    found = [one for one in submodules if one in PATHS]
    yield from found
    if len(found) < len(submodules):
        yield base


def needs(name: str, tree: ast.Module) -> set[str]:
    """The modules that must have run before *name* has; the packages that it lies in run before it in any case."""
    found = {one for node in run_at_import(tree.body) for one in told(name, node)} & PATHS.keys()
    return found - {name} - set(_around(name))


def _around(name: str) -> list[str]:
    """The packages that a module lies in."""
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _with_packages(names: set[str]) -> set[str]:
    return names | {package for name in names for package in _around(name)} & PATHS.keys()


def circle(among: dict[str, ast.Module]) -> list[str]:
    """One circle of modules that need each other; nothing where there is none."""
    graph = {name: _with_packages(needs(name, tree)) - {name} - set(_around(name)) for name, tree in among.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return [str(one) for one in found.args[1]]
    return []


def test_no_module_needs_one_that_needs_it() -> None:
    """So that any can be the first: with a circle it depends on which is imported before."""
    assert len(PATHS) > 300
    assert circle(trees()) == []


def test_a_circle_is_found() -> None:
    """One import more, at the foot of the house, of what stands at its top."""
    wrong = ast.parse("from bot.desk import features")
    assert circle({**trees(), "bot.values.geo": wrong})[0].startswith("bot.")


@pytest.mark.long
def test_each_module_is_imported_first() -> None:
    """Each of them, with none of ours there yet."""
    before = {name: one for name, one in sys.modules.items() if name.split(".")[0] in ROOMS}
    failed = []
    try:
        for name in NAMES:
            _forget()
            try:
                importlib.import_module(name)
            except (ImportError, AttributeError) as error:
                failed.append(f"{name}: {error}")
    finally:
        _forget()
        sys.modules.update(before)
    assert failed == []


def _forget() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ROOMS]:
        del sys.modules[name]
