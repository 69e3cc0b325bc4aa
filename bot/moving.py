"""Moves that people ask for: find the case, see what the move still needs, make it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot import closing, dispatch, done, preparing, reporters, reports, signs, spoken_time, steps, supporting, touched
from bot.actions import Right, action
from bot.cases.apply import Facts
from bot.cases.moves import Part
from bot.geo import Point
from bot.incidents import MOVES, OPEN, Incident
from bot.refused import Refused
from bot.wishes import Wish
from bot.work import Answer, Work, answer, listed


async def find(work: Work, number: int) -> Incident:
    """The case of this district with *number*; Refused where there is none."""
    incident = await work.tx.cases.by_number(work.district.id, number)
    if incident is None and await work.tx.sos.by_number(work.district.id, number):
        raise Refused("is-a-call", number=number)
    if incident is None and await work.tx.handovers.by_number(work.district.id, number):
        raise Refused("is-a-handover", number=number)
    if incident is None:
        raise Refused("no-such-case", number=number)
    return incident


async def case_of_reply(work: Work, reply_to: int | None) -> Incident | None:
    """The case of this district whose card, order or reminder was replied to."""
    if reply_to is None:
        return None
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to)
    if posting is not None and posting.case_id is not None:
        return await _of_this_district(work, posting.case_id)
    piece = await work.tx.evidence.by_message(work.who.chat_id, reply_to)
    if piece is not None and piece.case_id is not None:
        return await _of_this_district(work, piece.case_id)
    since = work.who.said_at - timedelta(days=1)
    mine = await work.tx.cases.reported_by(work.district.id, work.who.user_id, since)
    return next((i for i in mine if (i.origin_chat_id, i.origin_message_id) == (work.who.chat_id, reply_to)), None)


async def _of_this_district(work: Work, case_id: int) -> Incident | None:
    """A case by id; Refused for another district's: in private one chat holds the messages of all of them."""
    incident = await work.tx.cases.get(case_id)
    if incident is not None and incident.district_id != work.district.id:
        raise Refused("which-case-none", command="case")
    return incident


async def only_live_case(work: Work) -> Incident | None:
    """The case that a word without a number means: the team's active one, else the only live one that is theirs."""
    who = work.who
    held = await work.tx.cases.held_by(who.team_id) if who.team_id is not None else []
    team = await work.tx.teams.get(who.team_id) if who.team_id is not None else None
    if held:
        return next((i for i in held if team and i.id == team.active_case_id), held[-1])
    mine = [i for i in await work.tx.cases.live(work.district.id) if i.reporter_id == who.user_id]
    return mine[0] if len(mine) == 1 else None


NAMED_MOST = 5
"""So many cases are named to whom says none."""

RESERVABLE = frozenset({"accept", "arrive", "resolve", "take"})
"""Moves that an item may reserve for officers, by themselves or with what they imply."""


RADIOED = frozenset({"accept", "decline", "arrive", "resolve"})
"""Moves of a team that a captain makes on its behalf, where there is one."""


@action(Right.MEMBER, "moving.move")
async def move(
    work: Work,
    *,
    name: str,
    number: int | None = None,
    reply_to: int | None = None,
    facts: dict[str, Any] | None = None,
    team: str | int | None = None,
    text: str = "",
) -> Answer:
    """Make the move *name*. *team* is a name or id, *text* the free words after the number (reason, note, time)."""
    reports.may_report(work)
    incident = await meant(work, number, reply_to, name)
    await signs.of_life(work)
    incident = await work.tx.cases.get(incident.id) or incident
    await touched.touch(work, incident)
    speaking_for = speaks_for(work, incident, name)
    actor = await work.actor(incident, for_team=speaking_for)
    if work.who.is_captain and name in RADIOED and incident.lead is None and incident.state == OPEN:
        raise Refused("no-team-yet", number=incident.number)
    wish = Wish(name, incident, actor, dict(facts or {}), text=text)
    wish.team_id = await team_named(work, team) if team is not None else None
    await _read_time(work, wish)
    if wish.name in MOVES and not actor.parts & MOVES[wish.name].by and Part.SUPPORT in actor.parts:
        return await supporting.support(work, wish)
    if name in RESERVABLE:
        await closing.must_be_allowed(work, incident, name, actor.on_behalf_of or work.who.team_id)
    if prepare := preparing.PREPARE.get(name):
        await prepare(work, wish)
    if wish.done is not None:
        return wish.done
    wish.facts.setdefault("recorded_at", work.now)
    given = Facts(at=wish.at, team_id=wish.team_id, given=wish.facts)
    after = await steps.make(work, wish.incident, wish.name, actor=wish.actor, facts=given, text=wish.text)
    if wish.name == "resolve":
        await reporters.asked_in_their_place(work, after)
    return await done.said(work, wish, after)


async def meant(work: Work, number: int | None, reply_to: int | None, name: str = "accept") -> Incident:
    """The case of a number, of a reply, or the only live one that is theirs; Refused where none is meant.

    The refusal names the cases that *name* may be about: those of the team, a captain's all.
    """
    if number is not None:
        return await find(work, number)
    incident = await case_of_reply(work, reply_to) or await only_live_case(work)
    if incident is not None:
        return incident
    command = MOVES[name].command if name in MOVES else name
    live, team_id = await work.tx.cases.live(work.district.id), work.who.team_id
    if not work.who.is_captain:
        live = [i for i in live if team_id is not None and i.of_team(team_id)]
    if not live:
        raise Refused("which-case-none", command=command)
    short = [{"word": "case-short", "number": i.number, "item": work.item_of(i).named} for i in live[-NAMED_MOST:]]
    cases = listed(short)
    raise Refused("which-case", command=command, number=live[-1].number, cases=cases)


def speaks_for(work: Work, incident: Incident, name: str) -> int | None:
    """A captain may make any team's move (radio): the lead's, where the captain is no member of it."""
    lead = incident.lead
    only_lead = name in MOVES and not MOVES[name].by & {Part.CAPTAIN}
    return lead.team_id if work.who.is_captain and lead and lead.team_id != work.who.team_id and only_lead else None


async def _read_time(work: Work, wish: Wish) -> None:
    """``at 14:05`` at the end of the words: a late entry, kept beside the time of the record."""
    if not wish.text:
        return
    last = await work.tx.history.last_move_at(wish.incident.id)
    said = spoken_time.read(wish.text, now=work.now, zone=work.district.zone, not_before=last)
    if said is not None:
        wish.at, wish.text = said.at, said.rest


def state_word(state: str) -> dict[str, str]:
    """The state as a word of the reader's language."""
    return {"word": f"state-{state.replace('_', '-')}"}


def move_word(name: str) -> dict[str, str]:
    """The move as a word of the reader's language."""
    return {"word": f"move-{name.replace('_', '-')}"}


async def team_named(work: Work, named: str | int) -> int:
    """The team that *named* means: an id, its name, a former name, or the only one whose name begins like that."""
    standings = (await work.muster()).standings
    if isinstance(named, int):
        if named not in standings:
            raise Refused("no-such-team", team=str(named))
        return named
    exact = [i for i, s in standings.items() if named in {s.team.name, s.team.key}]
    former = [i for i, s in standings.items() if named in s.team.former_names]
    found = exact or former or [i for i, s in standings.items() if s.team.name.lower().startswith(named.lower())]
    if not found:
        raise Refused("no-such-team", team=named)
    if len(found) > 1:
        raise Refused("two-teams", team=named, teams=", ".join(standings[i].team.name for i in found))
    return found[0]


async def arrive_by_hand(work: Work, incident: Incident, point: Point, reason: str = "") -> None:
    """The team's own pin at the spot: an arrival by hand."""
    actor = await work.actor(incident)
    if Part.LEAD in actor.parts:
        given = Facts(given={"point": [point.lat, point.lon], "reason": reason or None})
        await steps.make(work, incident, "arrive", actor=actor, facts=given)
    elif work.who.team_id is not None:
        await supporting.support_step(work, incident, work.who.team_id, "arrive", work.now)


@action(Right.CAPTAIN, "moving.pull")
async def pull(work: Work, *, number: int, team_id: int) -> Answer:
    """A captain's tap on a team of a lesser case."""
    incident = await find(work, number)
    await dispatch.pull(work, incident, team_id, await work.actor(incident))
    return answer("pulled", number=number)


@action(Right.CAPTAIN, "moving.seen")
async def seen(work: Work, *, number: int) -> Answer:
    """知道了: the captain has seen it; silent for 30 minutes."""
    incident = await find(work, number)
    kept = await work.tx.cases.keep(replace(incident, silenced_until=work.now + timedelta(minutes=30)))
    work.moved[kept.id] = work.touched[kept.id] = kept
    await touched.touch(work, kept)
    return answer("silenced", number=number, minutes=30)
