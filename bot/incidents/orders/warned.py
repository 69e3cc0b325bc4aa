"""A team goes: what is to be read before it goes in comes with the order that it has accepted."""

from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.incidents.table import Incident
from bot.places.notes import going_in
from bot.work.work import Work


async def follow(work: Work, change: Change[Incident], facts: Facts) -> None:
    """Of a team that has just accepted, or is there without having said so."""
    for held in change.case.assignments:
        before = change.before.of_team(held.team_id)
        if held.is_open and held.stage and not (before is not None and before.stage):
            await going_in.hand_over(work, change.case, change.case.number, held.team_id)
