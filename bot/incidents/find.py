"""The incident that somebody means: by number, by reply, or the only one that is theirs; and who they are to it."""

import re
from datetime import timedelta

from bot.cases import kinds
from bot.cases.kinds import KINDS
from bot.evidence.pieces import EVIDENCE
from bot.incidents import limits
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOVES, Incident
from bot.outbox import backlog
from bot.values.refused import Refused
from bot.work.answer import listed
from bot.work.at_hand import Notes
from bot.work.history import Part
from bot.work.work import Work

NAMED_MOST = 5
"""So many cases are named to whom says none."""

NUMBERS_MOST = 10
"""So many of the numbers in a reply to a list are looked up."""

NAMED: Notes[list[int]] = Notes("named-in-a-list", list)
"""The case that a reply to a list has named."""

_NUMBER = re.compile(r"[#\uff03]?(?<!\d)(\d{1,9})(?!\d)[\u53f7\u865f]?")
"""A number by which words may name a case."""


async def find(work: Work, number: int) -> Incident:
    """The case of this district with *number*; Refused where there is none."""
    found = await kinds.by_number(work, number)
    if found is None:
        raise Refused("no-such-case", number=number)
    if not isinstance(found, Incident):
        raise Refused(f"is-of-{found.kind}", number=number)
    return found


class Several(Refused):
    """A message that lists several cases was replied to, and none of them was named: *among* these."""

    def __init__(self, among: list[Incident], **facts: object) -> None:
        super().__init__("which-of-list", **facts)
        self.among = among


async def case_of_reply(work: Work, reply_to: int | None, text: str = "") -> Incident | None:
    """The case of this district whose card, order or reminder was replied to; of a list the one that *text* names.

    Raises Several where it names none.
    """
    if reply_to is None:
        return None
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to)
    if posting is not None and posting.case_id is not None:
        return await _of_this_district(work, posting.case_id)
    if posting is not None and posting.purpose == backlog.PURPOSE and posting.district_id == work.district.id:
        return await _of_list(work, reply_to, text)
    piece = await work.tx[EVIDENCE].by_message(work.who.chat_id, reply_to)
    if piece is not None and piece.case_id is not None:
        return await _of_this_district(work, piece.case_id)
    since = work.who.said_at - timedelta(days=1)
    mine = await work.tx[INCIDENTS].reported_by(work.district.id, work.who.user_id, since)
    return next((i for i in mine if (i.origin_chat_id, i.origin_message_id) == (work.who.chat_id, reply_to)), None)


async def _of_list(work: Work, message_id: int, text: str) -> Incident:
    """The one that is named by its number; before all one of the list, also if it has a card of its own by now.

    Words may hold other numbers too (how many people, a house), and any number of them.
    """
    said = list(dict.fromkeys(int(named) for named in _NUMBER.findall(text)))[:NUMBERS_MOST]
    named = [one for n in said if (one := await work.tx[INCIDENTS].by_number(work.district.id, n)) is not None]
    if named:
        ids = await work.tx.outbox.listed_in(work.who.chat_id, message_id, ever=True)
        work.at_hand.notes(NAMED).append((found := min(named, key=lambda one: one.id not in ids)).id)
        return found
    ids = await work.tx.outbox.listed_in(work.who.chat_id, message_id)
    cases = [one for each in ids if (one := await work.tx[INCIDENTS].get(each)) is not None]
    team_id, own = work.who.team_id, work.who.user_id
    cases.sort(key=lambda i: not (i.reporter_id == own or (team_id is not None and i.of_team(team_id))))
    short = [{"word": "case-short", "number": i.number, "item": limits.item_of(work, i).named} for i in cases]
    number = cases[0].number if cases else work.district.last_number
    raise Several(cases, cases=listed(short[:NAMED_MOST]), number=number)


def beside_number(work: Work, text: str, incident: Incident | None) -> str:
    """What is said beside the number by which *text* names a case of a list; empty where it is no reply to one."""
    if incident is None or incident.id not in work.at_hand.notes(NAMED):
        return ""
    return _NUMBER.sub(lambda one: "" if int(one[1]) == incident.number else one[0], text).strip()


async def _of_this_district(work: Work, case_id: int) -> Incident | None:
    """A case by id; Refused for another district's: in private one chat holds the messages of all of them."""
    incident = await work.tx[INCIDENTS].get(case_id)
    if incident is not None and incident.district_id != work.district.id:
        raise Refused("which-case-none", command="case")
    return incident


async def only_live_case(work: Work) -> Incident | None:
    """The case that a word without a number means: the team's active one, else the only live one that is theirs."""
    who = work.who
    held = await work.tx[INCIDENTS].held_by(who.team_id) if who.team_id is not None else []
    team = await work.tx.teams.get(who.team_id) if who.team_id is not None else None
    if held:
        return next((i for i in held if team and i.id == team.active_case_id), held[-1])
    mine = [i for i in await work.tx[INCIDENTS].live(work.district.id) if i.reporter_id == who.user_id]
    return mine[0] if len(mine) == 1 else None


async def case_meant(work: Work, number: int | None, reply_to: int | None, name: str = "accept") -> Incident:
    """The case of a number, of a reply, or the only live one that is theirs; Refused where none is meant.

    The refusal names the cases that *name* may be about: those of the team, a captain's all.
    """
    if number is not None:
        return await find(work, number)
    incident = await case_of_reply(work, reply_to)
    if incident is None:
        await _refuse_drill(work, reply_to)
        incident = await only_live_case(work)
    if incident is not None:
        return incident
    command = MOVES[name].command if name in MOVES else name
    live, team_id = await work.tx[INCIDENTS].live(work.district.id), work.who.team_id
    if not work.who.is_captain:
        live = [i for i in live if team_id is not None and i.of_team(team_id)]
    if not live:
        raise Refused("which-case-none", command=command)
    short = [
        {"word": "case-short", "number": i.number, "item": limits.item_of(work, i).named} for i in live[-NAMED_MOST:]
    ]
    cases = listed(short)
    raise Refused("which-case", command=command, number=live[-1].number, cases=cases)


async def _refuse_drill(work: Work, reply_to: int | None) -> None:
    """Whoever replies to a message of a drill means no real case."""
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    other = await kinds.by_id(work, posting.case_id) if posting is not None else None
    if other is not None and work.at_hand[KINDS].of(other).table.drills:
        raise Refused(f"is-of-{other.kind}", number=other.number)


async def parts(work: Work, incident: Incident, for_team: int | None = None) -> frozenset[Part]:
    """Who the one who speaks is to an incident: as to any case, and their own team's, and who had it once.

    A program is to what it reported what a person is to theirs.
    """
    if work.who.program_id is not None:
        return frozenset({Part.REPORTER} if incident.program_id == work.who.program_id else ())
    found = set(await kinds.usual_parts(work, incident, for_team))
    if Part.REPORTER in found and work.who.team_id is not None:
        found.add(Part.OWN_TEAM)
    if work.who.user_id in await work.tx[INCIDENTS].handlers(incident.id):
        found.add(Part.HANDLER)
    return frozenset(found)


async def guessed(work: Work, reply_to: int | None, name: str) -> Incident:
    """The incident that the command *name* means without a number."""
    return await case_meant(work, None, reply_to, name)
