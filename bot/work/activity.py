"""Signs of life of a team: whatever any of its members says, sends, taps, or where they move."""

from datetime import datetime

from bot.work.work import Work

EVERY_S = 10.0
"""A sign of life is written down again only after this long."""


def seconds_since(said: str, now: datetime) -> float:
    """Seconds from a time that was kept as text until now."""
    return (now - datetime.fromisoformat(said)).total_seconds()


def name(team_id: int) -> str:
    """Under which name it is kept when a team was last heard of."""
    return f"team-seen:{team_id}"


async def last(work: Work, team_id: int | None) -> datetime | None:
    """When anybody of a team was last heard of."""
    said = await work.tx.kept.get(name(team_id)) if team_id is not None else None
    return datetime.fromisoformat(said) if said else None


async def note(work: Work, team_id: int | None) -> None:
    """Somebody of a team lives: the hour is kept, at most every few seconds."""
    if team_id is None:
        return
    said = await work.tx.kept.get(name(team_id))
    if said is None or seconds_since(said, work.now) >= EVERY_S:
        await work.tx.kept.put(name(team_id), work.now.isoformat())
