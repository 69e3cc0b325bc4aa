"""The shape of the code: short files and functions, names from the street, text in the word files."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ROOMS, modules, nodes, texts

# Lines are cheap, decisions are not: the formatter lays calls out one fact a line, ruff's C901 counts the decisions.
LINES_OF_A_FILE = 400
LONGER: dict[str, int] = {}
LINES_OF_A_FUNCTION = 65
LAID_OUT_BY_HAND = 20
PATTERNS_NOT_THINGS = re.compile(r"(Manager|Service|Processor|Helper|Impl|[Uu]tils?|[Mm]isc)$")

CHINESE = re.compile(r"[\u3400-\u9fff]")
LISTS_OF_WORDS = {
    "bot/values/plain_words.py": "what people say for a move, in both languages",
    "bot/incidents/reporting/form.py": "behind which words of /report its source stands, and offices that send reports",
    "bot/incidents/talk/order_words.py": "how captains send a team by word, in both languages",
    "bot/values/spoken_time.py": "how people write a time, in both languages",
    "bot/incidents/closing/captions.py": "what people write under a photo that it is, in both languages",
    "bot/values/whole_names.py": "Chinese words that are no name by themselves, and what Chinese is written with",
    "bot/roster/office.py": "heads of columns, days off and dates as offices write them, in both languages",
    "bot/hazards/talk/said.py": "words behind /hazard, in both languages",
    "bot/hazards/limits.py": "how people write a limit, in both languages",
    "bot/inspections/visiting/hearing/spoken.py": "what people call results and limits, in both languages",
    "bot/inspections/visiting/hearing/words.py": "how people number items, in both languages",
    "bot/exports/spans.py": "days and kinds of files as people write them, in both languages",
    "bot/places/notes/contacts.py": "Chinese surnames of two characters",
    "bot/privacy/called.py": "signs that stand beside a name in Chinese and are no part of it",
    "handlers/telegram/place_notes.py": "words behind /place, in both languages",
    "bot/places/naming/addresses.py": "how Chinese writes house numbers, buildings, units and doors",
    "bot/places/files/columns.py": "heads of columns, in both languages",
    "bot/checklists/forms/columns.py": "heads of columns and names of languages, as forms of the field write them",
    "bot/places/files/fields.py": "how files say a state, and yes and no",
    "bot/places/keys.py": "characters that are read in two ways, and how firms' names end",
    "storage/migrations/first_register.py": "the same as they were when the register came to be",
    "storage/place_finding.py": "what stands beside the street in an address",
    "benchmarks/places.py": "names and reports that are looked for",
    "bot/roster/importing.py": "days of the week and roles as a roster names them, in both languages",
    "bot/inspections/planning/reading.py": "days, sources and ranges as people write them, in both languages",
    "bot/inspections/planning/settings.py": "kinds of visits and rules as people write them, in both languages",
    "handlers/telegram/visits.py": "words behind the number of a visit, in both languages",
    "bot/outbox/topics.py": "kinds of messages as captains name them, in both languages",
    "bot/handbook/abroad.py": "how Chinese cites articles and writes numbers",
    "bot/handbook/book.py": "the items built in besides the handbook, with both names",
}
SINGLE_WORDS = {
    "bot/handbook/model.py": {"现场照片"},  # the photo that an item asks for where nobody says which
    "bot/values/texts.py": {"号", "號"},  # behind the number of a case
    "bot/values/files/tree.py": {"是", "否"},  # true and false
    "bot/imports/area_file.py": {"名称"},  # the property of a feature that is its name
    "bot/values/calendar.py": {"年", "月", "日"},  # a day with its month, as it is written without a blank
    "handlers/drill/ground.py": {"路人"},  # an invented passer-by
    "handlers/web/place_examples.py": {"餐饮店"},  # the name of a kind, as an answer of the API has it
    "docs/__main__.py": {"| command | for | what it does | 中文 |"},  # the head of a column of Chinese
}


MAY_NAME_SQLITE = {
    "storage/library.py": "it chooses which one",
    "storage/proving.py": "a process of its own, which reads a copy that nobody writes to",
    "tests/storage/test_library.py": "it tries both",
    "benchmarks/answer.py": "it measures both",
    "tests/faults/bare_bot.py": "another program, with a file of its own",
}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    return (n for n in nodes(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def is_public(name: str) -> bool:
    """Without a leading underscore."""
    return not name.startswith("_")


def is_setter(node: ast.AST) -> bool:
    """What is set is told by what is read."""
    return any(ast.unparse(one).endswith(".setter") for one in getattr(node, "decorator_list", ()))


def is_port(node: ast.AST) -> bool:
    """A protocol: names and types say what is asked for."""
    return isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in node.bases)


def test_a_file_holds_one_thought() -> None:
    """A file that grows past the limit holds two."""
    rooms = {name for name, _ in modules(*ROOMS)}
    found = {name: text.count("\n") for name, text in texts() if name in rooms}
    long = {name: lines for name, lines in found.items() if lines > LINES_OF_A_FILE}
    assert long == {}


def test_a_function_fits_on_a_screen() -> None:
    """A function that does not does more than one thing."""
    long = {
        f"{name}:{node.name}": lines
        for name, tree in modules(*ROOMS)
        for node in functions(tree)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_the_formatter_lays_the_code_out() -> None:
    """Only a table that is read by its columns is laid out by hand; facts put side by side to save lines are not."""
    by_hand = re.compile(r"#\s*fmt:\s*(skip|off)\b")
    rooms = ("bot/", "handlers/", "storage/")
    found = [
        f"{name}:{n}"
        for name, text in texts()
        if name.startswith(rooms) and name.endswith(".py")
        for n, line in enumerate(text.splitlines(), 1)
        if by_hand.search(line)
    ]
    assert len(found) <= LAID_OUT_BY_HAND, found


def test_every_module_says_what_it_is_for() -> None:
    """Tests too."""
    packages = (name for name, tree in modules(*ROOMS, "tests") if not ast.get_docstring(tree) and tree.body)
    assert list(packages) == []


def test_every_public_function_says_what_it_is_for() -> None:
    """One sentence at least; a port may let its types speak."""
    silent = [
        f"{name}:{node.name}"
        for name, tree in modules(*ROOMS)
        for parent in nodes(tree)
        if isinstance(parent, ast.Module) or (isinstance(parent, ast.ClassDef) and is_public(parent.name))
        if not is_port(parent)
        for node in ast.iter_child_nodes(parent)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if is_public(node.name) and not ast.get_docstring(node) and not is_setter(node)
    ]
    assert silent == []


def test_every_test_states_the_behaviour() -> None:
    """Its docstring is what a newcomer reads when it is red."""
    silent = [
        f"{name}:{node.name}"
        for name, tree in modules("tests")
        for node in functions(tree)
        if node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_names_come_from_the_street() -> None:
    """A name that says the pattern does not say the thing."""
    named = [
        f"{name}: {node.name}"
        for name, tree in modules(*ROOMS, "tests")
        for node in nodes(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and PATTERNS_NOT_THINGS.search(node.name)
    ]
    files = [name for name, _ in modules(*ROOMS, "tests") if PATTERNS_NOT_THINGS.search(name.removesuffix(".py"))]
    assert named + files == []


def test_nothing_is_left_for_later_or_skipped() -> None:
    """No marks for later, no test that does not run."""
    marks = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X)\b|NotImplemented[E]rror|mark\.(s[k]ip|x[f]ail)|pytest\.s[k]ip\(")
    found = [
        f"{name}:{n} {line.strip()}"
        for name, text in texts()
        if name.endswith((".py", ".ftl", ".md", ".toml")) or name == "Makefile"
        for n, line in enumerate(text.splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


def chinese_strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Strings with Chinese letters and their lines; docstrings may quote what people read."""
    quotes = {
        id(node.value) for node in nodes(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in nodes(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quotes
        if is_text and CHINESE.search(node.value):
            yield node.lineno, node.value


def test_what_people_read_is_in_the_word_files() -> None:
    """A Chinese sentence in the code is one that nobody reads in English."""
    found = [
        f"{name}:{line} {said}"
        for name, tree in modules(*ROOMS)
        if name not in LISTS_OF_WORDS
        for line, said in chinese_strings(tree)
        if said not in SINGLE_WORDS.get(name, set())
    ]
    assert found == []


def test_the_exceptions_are_still_needed() -> None:
    """An exception whose reason is gone goes too."""
    here = {name: {said for _, said in chinese_strings(tree)} for name, tree in modules(*ROOMS)}
    assert [name for name in LISTS_OF_WORDS if not here.get(name)] == []
    assert {
        name: words - here.get(name, set()) for name, words in SINGLE_WORDS.items() if words - here.get(name, set())
    } == {}


def test_one_sqlite_in_the_whole_program() -> None:
    """Two of them in one process would not know of each other's locks: closing a file in one lets go of the other's."""
    found = {
        name
        for name, tree in modules(*ROOMS, "tests", "benchmarks", "docs")
        for node in nodes(tree)
        if (isinstance(node, ast.Import) and any(one.name in {"sqlite3", "pysqlite3"} for one in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module in {"sqlite3", "pysqlite3"})
    }
    assert found == MAY_NAME_SQLITE.keys()
