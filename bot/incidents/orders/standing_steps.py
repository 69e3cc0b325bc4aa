"""The next step under notes that stand in private chats: it follows the case, so that nobody taps one in vain."""

from collections.abc import Sequence, Set

from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.incidents.orders import next_step
from bot.incidents.table import Incident
from bot.outbox.letters import Posting
from bot.register.people import Member
from bot.work import mustering, telling
from bot.work.work import Work

STEP, FORMER = "case-step", "case-step-former"
"""What such a note is called once its step was renewed; and when it has none any more."""

FOR_TEAMS = frozenset({"reminder-arrive", "told-lead", "answer", STEP})
"""Notes and answers to a team of a case, with its next step.

Those in a group stay as they are: an edit there costs a message.
"""

FOR_OTHERS_TOO = frozenset({"reminder"})
"""Owners get the same, with a button of their own."""


async def follow(work: Work, change: Change[Incident], facts: Facts) -> None:
    """A move has changed what comes next: the newest message of a chat says it, and no older note says what did."""
    before, incident = change.before, change.case
    teams = {held.team_id for held in incident.assignments}
    moved = {team for team in teams if next_step.moves(before, team) != next_step.moves(incident, team)}
    if moved:
        await renew(work, incident, moved)


async def renew(work: Work, incident: Incident, moved: Set[int]) -> None:
    """The same for the people of the teams that have *moved*, and for who belongs to no team of the case any more."""
    teams = {held.team_id for held in incident.assignments}
    members, standing = (await mustering.of(work)).members, await work.tx.outbox.postings(incident.id)
    newest = _newest(standing)
    for posting in standing:
        member = members.get(posting.user_id or 0)
        if not _has_step(posting, member, teams) or (member and member.team_id in teams - moved):
            continue
        is_newest = newest[posting.chat_id] == posting.message_id
        team_id = member.team_id if member and is_newest else None
        rows = next_step.numbered_rows(incident, work.district, team_id)
        await telling.rebutton(work, posting, rows, purpose=STEP if rows else FORMER)


def _has_step(posting: Posting, member: Member | None, teams: Set[int]) -> bool:
    if posting.user_id is None or posting.gone:
        return False
    is_of_team = member is not None and member.team_id in teams
    return posting.purpose in FOR_TEAMS or (is_of_team and posting.purpose in FOR_OTHERS_TOO)


def _newest(standing: Sequence[Posting]) -> dict[int, int]:
    """The newest message about the case by chat. Pure."""
    return {p.chat_id: p.message_id for p in sorted(standing, key=lambda p: p.message_id) if not p.gone}
