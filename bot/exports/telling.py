"""What the one message of an export says at this moment, and what lies beside it."""

from dataclasses import dataclass
from typing import Any

from bot.exports.port import EXPORTS, Export, State, Why
from bot.outbox.letters import Button, Posting, Rows
from bot.values import formats
from bot.work.work import Work

MB = 1_000_000


@dataclass(frozen=True)
class Told:
    """An export, its message (*key*, *facts*, *buttons*), the one that stands, and the one that is the file."""

    export: Export
    key: str
    facts: dict[str, Any]
    buttons: Rows
    stands: Posting | None
    file: Posting | None


async def told(work: Work, *, export_id: int) -> Told | None:
    """None where it is gone."""
    export = await work.tx[EXPORTS].get(export_id)
    if export is None:
        return None
    chat = {"chat_id": export.user_id}
    stands = await work.tx.outbox.standing(export.district_id, export.purpose, **chat)
    file = await work.tx.outbox.standing(export.district_id, export.file_purpose, **chat) if export.by_file else None
    facts = {
        "what": {"word": f"export-of-{export.what}"},
        "days": days(export.first, export.last),
        "format": {"word": f"export-name-{export.format}"},
        "done": f"{export.done:,}",
        "total": f"{export.total:,}",
        "rows": rows(export),
        "size": f"{max(0.1, export.size / MB):.1f}",
        "until": formats.day_clock(export.expires_at, work.district.zone) if export.expires_at else "",
    }
    return Told(export, key_of(export), facts, _buttons(export), stands, file)


def rows(export: Export) -> dict[str, Any]:
    """How many rows it has, as a fact of the words."""
    return {"word": "export-rows", "total": f"{export.total:,}", "count": export.total}


def days(first: str, last: str) -> Any:
    """One day by itself, several from the first to the last."""
    return first if first == last else {"word": "export-days", "first": first, "last": last}


def key_of(export: Export) -> str:
    """The sentence of its state."""
    match export.state:
        case State.WAITING:
            return "export-waiting"
        case State.RUNNING:
            return "export-running"
        case State.READY:
            return "export-ready-file" if export.by_file else "export-ready-link"
        case _:
            return f"export-over-{formats.dashed(export.why or Why.EXPIRED)}"


def _buttons(export: Export) -> Rows:
    def one(key: str, move: str) -> Rows:
        return ((Button(key, f"export:{export.district_id}.{export.id}:{move}"),),)

    if export.state in {State.WAITING, State.RUNNING}:
        return one("export-button-stop", "stop")
    return one("export-button-again", "again") if export.state in {State.OVER, State.ENDING} else ()
