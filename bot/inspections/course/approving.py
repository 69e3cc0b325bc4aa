"""Who approves: asked in private before the first item, in an emergency afterwards, and reminded until it is there."""

from collections.abc import Collection
from typing import Any

from bot.bodies import officers
from bot.inspections import show
from bot.inspections.course import told
from bot.inspections.table import Visit
from bot.work.answer import listed
from bot.work.work import Work


async def who(work: Work, visit: Visit, body: str) -> list[int]:
    """Who may approve *visit* for *body*: its approvers, but for those who do it, asked for it or were taken out."""
    never = {visit.reporter_id, *visit.officers, *visit.helpers, *visit.recused, *await joined_by(work, visit)}
    found = await officers.approvers(work, body)
    return [one for one in dict.fromkeys(row.user_id for row in found) if one not in never]


async def joined_by(work: Work, visit: Visit) -> frozenset[int | None]:
    """Who brought the bodies that joined: as little as who planned it do they approve it."""
    if len(visit.bodies) == 1:
        return frozenset()
    lines = [line.record for line in await work.tx.history.of_moves(visit.id, ("join",))]
    return frozenset(one.by_id for one in lines if one.facts.get("body") in visit.bodies)


async def ask(
    work: Work, visit: Visit, key: str = "visit-ask", of: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """Ask the approvers of each body that has not said yes, or of those bodies alone; lines for whoever caused it.

    They say who was asked, and who cannot be.
    """
    lines: list[dict[str, Any]] = []
    for body in visit.unapproved if of is None else of:
        may = await who(work, visit, body)
        await told.step(work, visit, may, key, body=show.body_named(body))
        lines.append(await _asked(work, body, may))
    return lines


async def _asked(work: Work, body: str, may: list[int]) -> dict[str, Any]:
    people = await told.people(work, may)
    reached = [one.name for one in people if one.private_open]
    named = show.body_named(body)
    if not people:
        return await nobody(work, body)
    if not reached:
        names = listed(one.name for one in people)
        return {"word": "visit-approver-unreached", "body": named, "names": names, "link": work.link()}
    return {"word": "visit-asked", "body": named, "names": listed(reached)}


async def nobody(work: Work, body: str) -> dict[str, Any]:
    """Why nobody may approve it for a body: all of its approvers take part, or it has none."""
    key = "visit-approvers-go" if await officers.approvers(work, body) else "visit-no-approver"
    return {"word": key, "body": show.body_named(body)}


async def without(work: Work, visit: Visit) -> list[dict[str, Any]]:
    """A line for each body whose word is still wanted, and whom nobody is left to say it."""
    return [await nobody(work, body) for body in visit.unapproved if not await who(work, visit, body)]


async def remind(work: Work, visit: Visit, key: str) -> None:
    """Ask once more, in a new message."""
    for body in visit.unapproved:
        await told.step(work, visit, await who(work, visit, body), key, body=show.body_named(body))
