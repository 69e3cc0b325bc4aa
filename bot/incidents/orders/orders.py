"""The one way in which a move is made: apply it, save it, and tell exactly those whom the table names."""

from dataclasses import replace
from datetime import datetime

from bot.cases.buttons import case_button
from bot.cases.case import Assignment
from bot.cases.rulebook import Facts
from bot.incidents import ending, holds, limits, phrases, table
from bot.incidents.orders import standing_steps
from bot.incidents.store import INCIDENTS
from bot.incidents.table import ENDED, NEXT, Incident
from bot.outbox import backlog, letters
from bot.outbox.letters import Button, Letter, LetterKind, Posting, Priority
from bot.register.people import Member
from bot.values import formats
from bot.work import mustering, telling
from bot.work.at_hand import Notes
from bot.work.history import Record
from bot.work.work import Work

CARDS_MOVED: Notes[list[int]] = Notes("cards-moved", list)
"""Ids of the incidents whose card this work wrote anew: the list of what is open follows."""

LISTED: Notes[list[int]] = Notes("cards-listed", list)
"""Ids of those among them that the group was told of in a list: who reported one is asked in private."""


async def order(work: Work, incident: Incident, assignment: Assignment, *, second: bool = False) -> None:
    """The order to every available member of the team: in private, else one group message that mentions them.

    A message that sounds; the one before it is one line without buttons from then on. *second*: marked as such.
    """
    standing = (await mustering.of(work)).of(assignment.team_id)
    if standing is None:
        return
    people = standing.available or standing.members
    in_private = [m for m in people if m.private_open]
    in_group = [m for m in people if not m.private_open]
    chats = {m.user_id for m in in_private} | ({work.district.chat_id} if in_group else set())
    for posting in await work.tx.outbox.postings(incident.id, f"order:{assignment.team_id}"):
        if posting.chat_id in chats:
            await _give_way(work, incident, posting)
    for member in in_private:
        await _private_card(
            work, incident, member, assignment.team_id, anew=True, stage=assignment.stage, second=second
        )
    if in_group:
        await telling.tell_group(
            work,
            "order-in-group",
            priority=Priority.ORDER,
            purpose=f"order:{assignment.team_id}",
            about=incident,
            mentions=in_group,
            number=incident.number,
            team=standing.team.name,
            **phrases.what(work, incident),
            buttons=_order_buttons(work, incident, assignment),
            second={"word": "order-second"} if second else "",
            hold="",
        )


async def _give_way(work: Work, incident: Incident, posting: Posting) -> None:
    """An order that stands has a newer one after it."""
    member = (await mustering.of(work)).members.get(posting.user_id or 0)
    language = member.language if member else None
    former = replace(posting, purpose="order-former")
    await telling.amend(work, former, "order-former", language=language, number=incident.number)


async def order_to(work: Work, incident: Incident, member: Member, held: Assignment) -> None:
    """The order of a team to one more of its members, where they have a private chat."""
    if member.private_open:
        await _private_card(work, incident, member, held.team_id, anew=True, stage=held.stage)


async def rename_in_group(work: Work, incident: Incident, held: Assignment) -> None:
    """The order that stands in the group for who has no private chat says the team's present name, and a hold."""
    standing = (await mustering.of(work)).of(held.team_id)
    is_held, until = incident.state == table.HELD, formats.clock(incident.hold_until, work.district.zone)
    why = phrases.reason_words(Facts(given={"reason": holds.why(incident.marks)}))
    hold = {"word": "order-held", "role": "", "until": until, "why": why} if is_held else ""
    for posting in await work.tx.outbox.postings(incident.id, f"order:{held.team_id}"):
        if posting.user_id is None and standing is not None:
            named = [m for m in standing.available or standing.members if not m.private_open]
            await telling.amend(
                work,
                posting,
                "order-in-group",
                number=incident.number,
                team=standing.team.name,
                mentions=named,
                buttons=_order_buttons(work, incident, held),
                second="",
                hold=hold,
                **phrases.what(work, incident),
            )


async def _over_in_group(work: Work, incident: Incident, ended: Assignment) -> None:
    """The order that stands in the group for who has no private chat says how it ended, without buttons."""
    muster, end = await mustering.of(work), await ending.of(work, incident)
    standing, lead = muster.of(ended.team_id), muster.of(incident.lead.team_id) if incident.lead else None
    outcome = phrases.ended_word(incident, ended, lead.team.name if lead else "", end.to_team if end else None)
    for posting in await work.tx.outbox.postings(incident.id, f"order:{ended.team_id}"):
        if posting.user_id is None and standing is not None:
            await telling.amend(
                work,
                replace(posting, purpose="order-former"),
                "order-over-in-group",
                number=incident.number,
                team=standing.team.name,
                outcome=outcome,
                **phrases.what(work, incident),
            )


def _order_buttons(work: Work, incident: Incident, held: Assignment) -> letters.Rows:
    """The next moves, and the way to the private chat, which those who are mentioned have not opened."""
    link = work.link(f"case_{incident.number}_{work.district.id}")
    moves = ("resume",) if incident.state == table.HELD else NEXT[held.stage]
    rows = tuple((case_button(incident, work.district, name),) for name in moves)
    return (*rows, (Button("button-open-private", url=link),))


async def refresh_orders(work: Work, incident: Incident, team_id: int) -> None:
    """Bring the orders that stand in private chats up to date (an edit, which alerts nobody).

    Of a team that holds the case no longer also those of people who have left it.
    """
    is_over, members = incident.of_team(team_id) is None, (await mustering.of(work)).members
    for posting in await work.tx.outbox.postings(incident.id, f"order:{team_id}"):
        member = members.get(posting.user_id or 0)
        if member is not None and member.private_open and (is_over or member.team_id == team_id):
            await _private_card(work, incident, member, team_id, anew=False)
    ended = next((a for a in reversed(incident.assignments) if a.team_id == team_id and not a.is_open), None)
    if is_over and ended is not None:
        await _over_in_group(work, incident, ended)


async def _private_card(
    work: Work, incident: Incident, member: Member, team_id: int, *, anew: bool, stage: int = 0, second: bool = False
) -> None:
    await work.post(
        Letter(
            district_id=None,
            chat_id=member.user_id,
            user_id=member.user_id,
            kind=LetterKind.ORDER,
            priority=Priority.ORDER if anew else Priority.EDIT,
            created_at=work.now,
            case_id=incident.id,
            facts={"team_id": team_id, "anew": anew, "stage": stage, "second": second},
            language=member.language or work.district.language,
            collapse=f"order:{incident.id}:{team_id}:{member.user_id}" + (":new" if anew else ""),
            purpose=f"order:{team_id}",
        )
    )


async def refresh_all(work: Work, incident: Incident, *, moved: bool = False) -> None:
    """Bring the group's card and every team's private order up to date; *moved*: somebody said more about it."""
    await card(work, incident, moved=moved)
    for held in incident.assignments:
        if held.is_open:
            await refresh_orders(work, incident, held.team_id)


async def record_support(work: Work, incident: Incident, team_id: int, name: str, at: datetime) -> None:
    """A line of history for a support team's own step, which leaves the case where it is."""
    record = Record(
        f"support_{name}",
        incident.state,
        incident.state,
        at,
        work.who.user_id or None,
        "support",
        work.who.channel,
        team_id=team_id,
    )
    await work.tx.history.add(work.district.id, incident.id, record, work.now)
    await refresh_orders(work, incident, team_id)
    await standing_steps.renew(work, incident, {team_id})


async def card(work: Work, incident: Incident, *, moved: bool = False, alarms: bool = False) -> None:
    """Have the group's card of *incident* written or brought up to date.

    One that stands in a list gets its own when somebody has *moved* it or said more about it, else when there is room
    for it; one that ends there without having moved only leaves the list. *alarms*: it has just become critical.
    """
    work.at_hand.notes(CARDS_MOVED).append(incident.id)
    told = await work.tx.outbox.told(incident.id)
    ended = incident.state in ENDED
    if told.listed:
        work.at_hand.notes(LISTED).append(incident.id)
    if told.listed and not told.card and ended and not incident.assignments:
        await _leave_lists(work, incident)
        return
    answers = incident.origin_chat_id == work.district.chat_id
    said_just_now = answers and incident.origin_message_id == work.who.message_id
    critical = limits.is_critical(work, incident)
    await work.post(
        Letter(
            district_id=None,
            chat_id=work.district.chat_id,
            kind=LetterKind.CARD,
            priority=backlog.priority_of(told, critical=critical, ended=ended, moved=moved, alarms=alarms),
            created_at=work.now,
            case_id=incident.id,
            facts={} if told.card else {backlog.NEW: True},
            collapse=f"card:{incident.id}",
            purpose="card",
            reply_to=incident.origin_message_id if answers else None,
            thread=work.who.thread if said_just_now else None,
        )
    )


async def out_of_list(work: Work, incident: Incident) -> None:
    """Somebody sent more about a case, which no card shows: one that only a list names gets its own."""
    told = await work.tx.outbox.told(incident.id)
    if told.listed and not told.card:
        await card(work, incident, moved=True)


async def _leave_lists(work: Work, incident: Incident) -> None:
    await work.tx.outbox.cancel(incident.id, ["card"], work.now)
    for stands in await work.tx.outbox.unlisted(incident.id):
        await work.post(backlog.renewal(stands, work.now))


async def in_group(work: Work, letter: Letter, member: Member) -> None:
    """An order could not be said in private: the same in the group, with a mention, while the team still has it."""
    incident = await work.tx[INCIDENTS].get(letter.case_id or 0)
    held = incident.of_team(int(letter.facts["team_id"])) if incident is not None else None
    if incident is not None and held is not None and letter.facts.get("anew"):
        await order(work, incident, held)
