"""What makes letters about one album the one answer to it."""

from typing import Any

from bot.outbox.letters import ALBUM

MOST_PURPOSE = 32
"""Letters of a purpose."""


def of_album(album: str, case_id: int | None, chat_id: int, facts: dict[str, Any]) -> dict[str, Any]:
    """What makes a letter to *chat_id* the one answer to an album: it renews what stands, and replaces what waits."""
    return {
        "purpose": purpose_of(album),
        "collapse": f"{ALBUM}{chat_id}:{case_id}:{album}",
        "case_id": case_id,
        "facts": {**facts, "renews": True},
    }


def purpose_of(album: str) -> str:
    """The purpose of the answer to an album."""
    return f"{ALBUM}{album}"[:MOST_PURPOSE]
