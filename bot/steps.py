"""The one way in which a move is made: apply it, save it, and tell exactly those whom the table names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import figures, guidance, holds, incidents, letters, proof
from bot.cases.apply import Facts
from bot.cases.case import CLOCK, Actor, Assignment, Change, Record, Role
from bot.cases.moves import Tell
from bot.incidents import MOVES, Incident
from bot.letters import Button, Letter, LetterKind, Posting, Priority
from bot.people import Member
from bot.work import Work, case_button

NEXT = (("accept", "decline"), ("arrive", "decline"), ("resolve",))
"""A team's next steps by its stage: sent, accepted, on scene."""

RELEASE_REASONS = ("off_duty", "on_break", "left_team", "dissolved", "late")
"""Why a team holds a case no longer: stable codes, shown in words."""


async def make(
    work: Work, incident: Incident, name: str, *, actor: Actor = CLOCK, facts: Facts | None = None, text: str = ""
) -> Incident:
    """Make the move *name* and everything that follows from it for people; raises Refused. *text* is free words."""
    given = facts or Facts()
    change = incidents.apply(incident, name, actor, work.now, given)
    stored = await work.save(change, text=text or None)
    await work.tx.outbox.cancel(incident.id, _reasons_gone(change), work.now)
    stored_change = replace(change, case=stored)
    await _mind_teams(work, stored_change)
    await _guide(work, stored_change)
    await _tell(work, stored_change, given)
    return stored


def _reasons_gone(change: Change[Incident]) -> list[str]:
    """Reminders that a move ends: all of them, but where the same team goes on only those to get there."""
    before, after = change.before.lead, change.case.lead
    goes_on = before and after and before.team_id == after.team_id and change.case.state in incidents.WITH_TEAM
    return ["reminder-arrive"] if goes_on else ["reminder-arrive", "reminder"]


async def _mind_teams(work: Work, change: Change[Incident]) -> None:
    """Teams that were sent: remember when, who handles it, and hand out the orders. Freed ones: take them back."""
    incident = change.case
    muster = await work.muster()
    for sent in change.sent:
        standing = muster.of(sent.team_id)
        if standing is None:
            continue
        team = replace(standing.team, last_sent_at=sent.sent_at, active_case_id=incident.id)
        await work.tx.teams.save(team)
        await work.tx.cases.add_handlers(incident.id, sent.team_id, [m.user_id for m in standing.members])
        if sent.arrived_at is None:
            await order(work, incident, sent)
    for freed in change.freed:
        await work.tx.outbox.cancel(incident.id, [f"order:{freed.team_id}"], work.now)
        await refresh_orders(work, incident, freed.team_id)
    if not change.sent:
        for held in incident.assignments:
            if held.is_open:
                await refresh_orders(work, incident, held.team_id)
        if (lead := incident.lead) and change.move in {"accept", "arrive", "undo", "hold", "resume"}:
            await rename_in_group(work, incident, lead)


async def _guide(work: Work, change: Change[Incident]) -> None:
    """A lead that has just taken it on, or whose case is of another item now, gets the handbook's steps."""
    before, after = change.before.lead, change.case.lead
    is_known = before is not None and after is not None and before.team_id == after.team_id and before.stage
    is_same = (change.before.item, change.before.item_version) == (change.case.item, change.case.item_version)
    if after is not None and after.stage and not (is_known and is_same):
        await guidance.send(work, change.case, after.team_id)


async def order(work: Work, incident: Incident, assignment: Assignment, *, second: bool = False) -> None:
    """The order to every available member of the team: in private, else one group message that mentions them.

    A message that sounds; the one before it is one line without buttons from then on. *second*: marked as such.
    """
    standing = (await work.muster()).of(assignment.team_id)
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
        await work.tell_group(
            "order-in-group", priority=Priority.ORDER, purpose=f"order:{assignment.team_id}", incident=incident,
            mentions=in_group, number=incident.number, team=standing.team.name, **what(work, incident),
            buttons=_order_buttons(work, incident, assignment), second={"word": "order-second"} if second else "",
            hold="",
        )  # fmt: skip


async def _give_way(work: Work, incident: Incident, posting: Posting) -> None:
    """An order that stands has a newer one after it."""
    member = (await work.muster()).members.get(posting.user_id or 0)
    language = member.language if member else None
    former = replace(posting, purpose="order-former")
    await work.amend(former, "order-former", language=language, number=incident.number)


async def order_to(work: Work, incident: Incident, member: Member, held: Assignment) -> None:
    """The order of a team to one more of its members, where they have a private chat."""
    if member.private_open:
        await _private_card(work, incident, member, held.team_id, anew=True, stage=held.stage)


async def rename_in_group(work: Work, incident: Incident, held: Assignment) -> None:
    """The order that stands in the group for who has no private chat says the team's present name, and a hold."""
    standing = (await work.muster()).of(held.team_id)
    is_held, until = incident.state == incidents.HELD, figures.clock(incident.hold_until, work.district.zone)
    why = reason_words(Facts(given={"reason": holds.why(incident.marks)}))
    hold = {"word": "order-held", "role": "", "until": until, "why": why} if is_held else ""
    for posting in await work.tx.outbox.postings(incident.id, f"order:{held.team_id}"):
        if posting.user_id is None and standing is not None:
            named = [m for m in standing.available or standing.members if not m.private_open]
            await work.amend(
                posting, "order-in-group", number=incident.number, team=standing.team.name, mentions=named,
                buttons=_order_buttons(work, incident, held), second="", hold=hold, **what(work, incident),
            )  # fmt: skip


async def _over_in_group(work: Work, incident: Incident, ended: Assignment) -> None:
    """The order that stands in the group for who has no private chat says how it ended, without buttons."""
    standing = (await work.muster()).of(ended.team_id)
    for posting in await work.tx.outbox.postings(incident.id, f"order:{ended.team_id}"):
        if posting.user_id is None and standing is not None:
            await work.amend(
                replace(posting, purpose="order-former"), "order-over-in-group", number=incident.number,
                team=standing.team.name, outcome={"word": ended_word(incident, ended)}, **what(work, incident),
            )  # fmt: skip


def ended_word(incident: Incident, ended: Assignment | None) -> str:
    """The word that says how an order ended; of a support team that did not answer whether another one goes."""
    outcome = ended.outcome if ended and ended.outcome else "open"
    if outcome == "expired" and ended is not None and ended.role is Role.SUPPORT:
        return "assignment-expired-support" if incident.support else "assignment-expired-alone"
    return f"assignment-{outcome}"


def _order_buttons(work: Work, incident: Incident, held: Assignment) -> letters.Rows:
    """The next moves, and the way to the private chat, which those who are mentioned have not opened."""
    link = work.link(f"case_{incident.number}_{work.district.id}")
    moves = ("resume",) if incident.state == incidents.HELD else NEXT[held.stage]
    rows = tuple((case_button(incident, work.district, name),) for name in moves)
    return (*rows, (Button("button-open-private", url=link),))


async def refresh_orders(work: Work, incident: Incident, team_id: int) -> None:
    """Bring the orders that stand in private chats up to date (an edit, which alerts nobody).

    Of a team that holds the case no longer also those of people who have left it.
    """
    is_over, members = incident.of_team(team_id) is None, (await work.muster()).members
    for posting in await work.tx.outbox.postings(incident.id):
        member = members.get(posting.user_id or 0) if posting.purpose == f"order:{team_id}" else None
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
            district_id=None, chat_id=member.user_id, user_id=member.user_id, kind=LetterKind.ORDER,
            priority=Priority.ORDER if anew else Priority.EDIT, created_at=work.now, case_id=incident.id,
            facts={"team_id": team_id, "anew": anew, "stage": stage, "second": second},
            language=member.language or work.district.language,
            collapse=f"order:{incident.id}:{team_id}:{member.user_id}" + (":new" if anew else ""),
            purpose=f"order:{team_id}",
        )
    )  # fmt: skip


async def refresh_all(work: Work, incident: Incident) -> None:
    """Bring the group's card and every team's private order up to date."""
    await work.card(incident)
    for held in incident.assignments:
        if held.is_open:
            await refresh_orders(work, incident, held.team_id)


async def record_support(work: Work, incident: Incident, team_id: int, name: str, at: datetime) -> None:
    """A line of history for a support team's own step, which leaves the case where it is."""
    record = Record(
        f"support_{name}", incident.state, incident.state, at, work.who.user_id or None, "support", work.who.channel,
        team_id=team_id,
    )  # fmt: skip
    await work.tx.history.add(work.district.id, incident.id, record, work.now)
    await refresh_orders(work, incident, team_id)


def what(work: Work, incident: Incident) -> dict[str, Any]:
    """The facts by which a short message names a case: its item and its place."""
    item = work.item_of(incident)
    return {"item": item.named, "place": incident.place or ""}


async def _tell(work: Work, change: Change[Incident], facts: Facts) -> None:
    incident, move = change.case, MOVES[change.move]
    told = {
        "number": incident.number,
        "move": {"word": f"move-{move.name.replace('_', '-')}"},
        "by": work.who.name or {"word": "the-clock"},
        "reason": reason_words(facts),
        "department": incident.department or "",
        **what(work, incident),
    }
    if Tell.CARD in move.tell:
        await work.card(incident)
    for tell, key in _KEYS.items():
        if tell in move.tell:
            people = [m for m in await _people(work, change, tell) if m.user_id != work.who.user_id]
            await work.tell(people, key, incident=incident, purpose=key, priority=_PRIORITY[tell], **told)


_KEYS = {
    Tell.LEAD: "told-lead",
    Tell.FORMER: "told-former",
    Tell.SUPPORT: "told-support",
    Tell.CAPTAIN: "told-captain",
    Tell.REPORTER: "told-reporter",
}
_PRIORITY = {
    Tell.LEAD: Priority.ANSWER,
    Tell.FORMER: Priority.ORDER,
    Tell.SUPPORT: Priority.ANSWER,
    Tell.CAPTAIN: Priority.ANSWER,
    Tell.REPORTER: Priority.ANSWER,
}


def reason_words(facts: Facts) -> Any:
    """The reason in brackets as it is to be said: a code becomes its word, free words stay, none says nothing."""
    reason = facts.given.get("reason")
    if reason in {*incidents.DECLINE_REASONS, *RELEASE_REASONS}:
        reason = {"word": f"reason-{str(reason).replace('_', '-')}"}
    elif reason == proof.NO_PHOTO:
        reason = {"word": "reason-no-photo"}
    return because(reason)


def because(reason: Any) -> Any:
    """A reason in brackets; nothing where there is none."""
    return {"word": "because", "reason": reason} if reason and reason != holds.ASKED else ""


async def _people(work: Work, change: Change[Incident], tell: Tell) -> Iterable[Member]:
    """Whom *tell* means: those on duty of the team meant; a team just sent has its order and is not told twice."""
    muster = await work.muster()
    case = change.case
    match tell:
        case Tell.LEAD:
            teams = [a.team_id for a in (case.lead,) if a and a not in change.sent]
        case Tell.FORMER:
            teams = [a.team_id for a in change.freed]
        case Tell.SUPPORT:
            teams = [a.team_id for a in change.before.support]
        case Tell.CAPTAIN:
            return await work.captains()
        case _:
            reporter = muster.members.get(case.reporter_id or 0)
            return [reporter] if reporter else []
    standings = [s for s in map(muster.of, teams) if s]
    return [m for s in standings for m in (s.available or [m for m in s.members if m.duty])]


async def ask_confirmation(work: Work, waiting: Sequence[Incident]) -> None:
    """One message to the captains for all that waits to be confirmed, with a button that pages through it."""
    await work.tell(
        await work.captains(), "remind-confirm", priority=Priority.ANSWER, purpose="reminder-confirm",
        collapse="confirm", count=len(waiting), numbers=", ".join(f"#{i.number}" for i in waiting[:10]),
        buttons=((case_button(waiting[0], work.district, "confirm_all"),),),
    )  # fmt: skip
