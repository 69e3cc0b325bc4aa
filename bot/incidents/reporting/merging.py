"""Two cases that are one."""

from dataclasses import replace

from bot.cases import changes
from bot.cases import perform as cases_perform
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.evidence.pieces import EVIDENCE
from bot.incidents import reuse
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.values import texts
from bot.values.refused import Refused
from bot.work.history import Part
from bot.work.work import Work


async def merge_into(
    work: Work, incident: Incident, into: Incident, *, actor: Actor | None = None, by_reporter: bool = False
) -> None:
    """End *incident* as merged; its evidence and its reporter follow to *into*."""
    parts = frozenset({Part.CAPTAIN, Part.REPORTER}) if by_reporter else frozenset()
    mover = actor or Actor(work.who.user_id, parts, work.who.team_id, work.who.channel)
    if incident.id == into.id:
        raise Refused("merge-with-itself", number=incident.number)
    facts = Facts(given={"into": into.id, "into_number": into.number})
    await cases_perform.perform(work, incident, "merge", actor=mover, facts=facts)
    follow = await work.tx[EVIDENCE].of_case(incident.id)
    for piece in follow:
        await work.tx[EVIDENCE].attach(piece.id, into.id, piece.stage, piece.counts_as)
    await reuse.moved(work, follow, incident)
    words = " / ".join(filter(None, (into.words, incident.words)))
    also = [*into.marks.get("also_reported_by", []), incident.reporter_id]
    kept = await work.tx[INCIDENTS].keep(
        replace(into, words=texts.cut(words, 1000), marks={**into.marks, "also_reported_by": also})
    )
    changes.note(work, kept)
    await orders.refresh_all(work, kept)
