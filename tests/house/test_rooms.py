"""The rooms of the brain: few files in each, tests that stand where the rules do, and nobody who names all kinds."""

import ast
from collections import Counter
from collections.abc import Iterator

from bot.desk.features import FEATURES
from tests.house.tree import ROOT, modules, names, nodes

MOST_FILES = 12
FULLER = {
    "bot/cases": "all that kinds of case share; each file is one word of it",
    "bot/incidents": "the richest kind; orders, requests, reporting, reminders and closing are rooms within it",
    "bot/incidents/orders": "who is sent, by whom, in whose place, and who hears of it",
    "bot/work": "what a piece of work may ask for, one file for each",
}
"""Rooms with more files, and why."""

INTRODUCING = ("bot/app/", "bot/__main__.py")
"""Those who put the program together import late what one command needs, so that the others start quickly."""

UNTRIED = {"conversation", "evidence", "membership", "menus"}
"""Rooms that are tried by stories only so far; whoever writes rules of one into a test takes it from here."""

NAMING_KINDS = {
    "bot/desk/features.py": "the list of the features",
    "bot/conversation/": "asks them in turn about words, pins and replies that belong to no feature yet",
    "bot/membership/": "what a captain hands over, and what is asked for when one leaves",
    "bot/screens/": "the board draws each kind by its own",
    "handlers/telegram/features.py": "the list of the features' commands, buttons and writers",
    "storage/checks.py": "lists visits and hazards beside each other, for screens",
    "storage/features.py": "the list of what the memory keeps",
}
"""Who may name more than one kind of case, and why; nobody else."""


def rooms() -> set[str]:
    """The rooms of the brain by name."""
    return {path.split("/")[1] for path in names("bot") if path.count("/") > 1}


def imported(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)


KINDS_ROOMS = {
    path.removesuffix("feature.py").rstrip("/").replace("/", ".")
    for path in names("bot")
    for feature in FEATURES
    if feature.kinds and path == f"bot/{feature.name}/feature.py"
}
"""The rooms that bring a kind of case."""


def kinds_named(tree: ast.Module) -> set[str]:
    """The rooms of kinds from which a file imports."""
    return {room for name in imported(tree) for room in KINDS_ROOMS if f"{name}.".startswith(f"{room}.")}


def naming_too_many(files: tuple[tuple[str, ast.Module], ...]) -> list[str]:
    """The files that name more than one kind; one in a kind's own room names that one already."""
    found = []
    for path, tree in files:
        own = {room for room in KINDS_ROOMS if path.startswith(room.replace(".", "/") + "/")}
        if len(kinds_named(tree) | own) > 1 and not path.startswith(tuple(NAMING_KINDS)):
            found.append(path)
    return found


def test_a_room_holds_few_files() -> None:
    """So that its list is read at one look; an exception that is not needed any more goes."""
    sizes = Counter(path.rpartition("/")[0] for path in names("bot") if not path.endswith("__init__.py"))
    assert {room for room, files in sizes.items() if files > MOST_FILES} == set(FULLER)


def test_nobody_in_the_brain_imports_late() -> None:
    """An import inside a function hides a circle."""
    late = [
        f"{path}:{inner.lineno}"
        for path, tree in modules("bot")
        if not path.startswith(INTRODUCING)
        for node in nodes(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        if any(name.split(".")[0] == "bot" for name in imported(ast.Module([inner], [])))
    ]
    assert late == []


def test_tests_stand_where_the_rules_do() -> None:
    """A folder of tests bears the name of a room; a room without one is in the list, and leaves it with its first."""
    tried = {path.parent.name for path in (ROOT / "tests" / "bot").glob("*/test_*.py")}
    assert tried <= rooms()
    assert rooms() - tried == UNTRIED


def test_nobody_keeps_a_list_of_kinds() -> None:
    """Whoever wants all kinds asks for those that the features bring; the next one is then there too."""
    assert len(KINDS_ROOMS) == len(FEATURES_WITH_KINDS) > 2
    assert naming_too_many(modules("bot", "handlers", "storage", "docs", "benchmarks")) == []


FEATURES_WITH_KINDS = [feature for feature in FEATURES if feature.kinds]


def test_who_names_two_kinds_is_found() -> None:
    """Anywhere, and a kind that names another."""
    two = ast.parse("from bot.sos import table\nfrom bot.incidents.table import MOVES")
    assert naming_too_many((("bot/health/figures.py", two),)) == ["bot/health/figures.py"]
    one = ast.parse("def late():\n    from bot import sos")
    assert naming_too_many((("bot/handovers/shift.py", one), ("bot/sos/show.py", one))) == ["bot/handovers/shift.py"]


def test_an_exception_that_nobody_needs_goes() -> None:
    """Each of those who may name two kinds does."""
    naming = [path for path, tree in modules("bot", "handlers", "storage", "docs") if len(kinds_named(tree)) > 1]
    listed = {"handlers/telegram/features.py", "storage/features.py"}  # they name the kinds' rooms in their own house
    assert [one for one in NAMING_KINDS.keys() - listed if not any(path.startswith(one) for path in naming)] == []
