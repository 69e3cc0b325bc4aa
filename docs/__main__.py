"""Writes the generated parts of README and docs anew: ``python -m docs``. A test holds them up to date."""

import ast
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bot.cases.kinds import Kind
from bot.cases.moves import Table
from bot.desk.features import FEATURES as BROUGHT
from bot.words import Words
from docs import licences
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES

ROOT = Path(__file__).parent.parent
KINDS: tuple[Kind[Any], ...] = tuple(kind for feature in BROUGHT for kind in feature.kinds)
AUDIENCE = {
    "everybody": "everybody",
    "district": "all who are registered, of bodies too",
    "registered": "all who are registered",
    "officers": "officers and approvers",
    "members": "members",
    "planned": "members and officers",
    "captains": "captains",
}


def commands() -> str:
    """The table of commands, in the order of their register."""
    words = Words(strict=True)
    rows = ["| command | for | what it does | 中文 |", "|---|---|---|---|"]
    for command in Register(FEATURES).commands.values():
        usage = f"/{command.name} {command.usage}".strip().replace("|", "\\|")
        english, chinese = (words.say(language, f"help-{command.name}") for language in ("en", "zh"))
        rows.append(f"| `{usage}` | {AUDIENCE[command.audience]} | {english} | {chinese} |")
    return "\n".join(rows)


def life_cycle(table: Table) -> str:
    """The life of one kind of case as a diagram."""
    return f"```mermaid\n{table.as_mermaid()}```"


def moves(table: Table) -> str:
    """The table of moves of one kind of case."""
    rows = ["| move | from | to | who | command |", "|---|---|---|---|---|"]
    for move in table:
        start = ", ".join(sorted(move.start, key=table.states.index))
        by = ", ".join(sorted(move.by)) + (f"; never {', '.join(sorted(move.never))}" if move.never else "")
        command = f"`/{move.command}`" if move.command else "a button, or words"
        rows.append(f"| {move.name} | {start} | {move.to or 'stays, or worked out'} | {by} | {command} |")
    return "\n".join(rows)


def rooms() -> str:
    """The rooms of the brain, with what each says of itself in its first line."""
    rows = ["| room | what it is |", "|---|---|"]
    for init in sorted((ROOT / "bot").glob("*/__init__.py")):
        said = (ast.get_docstring(ast.parse(init.read_text(encoding="utf8"))) or "").split("\n\n")[0]
        rows.append(f"| `bot/{init.parent.name}` | {' '.join(said.split())} |")
    return "\n".join(rows)


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "docs/commands.md": {"commands": commands},
    "docs/licences.md": {"licences": licences.table},
    "docs/how-it-works.md": {
        "rooms": rooms,
        **{f"{kind.name}-life-cycle": partial(life_cycle, kind.table) for kind in KINDS},
        **{f"{kind.name}-moves": partial(moves, kind.table) for kind in KINDS},
    },
}


def _between(content: str, found: re.Match[str]) -> str:
    return f"{found[1]}{content}\n{found[2]}"


def written(text: str, parts: dict[str, str]) -> str:
    """*text* with each part put between its two markers."""
    for name, content in parts.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text, found = pattern.subn(partial(_between, content), text)
        if not found:
            raise ValueError(f"no place for {name}")
    return text


def main() -> int:
    """Write every file; 1 where something was out of date."""
    changed = 0
    for name, makers in PARTS.items():
        file = ROOT / name
        before = file.read_text(encoding="utf8")
        after = written(before, {part: make() for part, make in makers.items()})
        changed |= before != after
        file.write_text(after, encoding="utf8")
    return changed


if __name__ == "__main__":
    sys.exit(main() and 0)
