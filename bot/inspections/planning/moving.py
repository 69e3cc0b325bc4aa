"""What words and buttons ask of a visit: one request for every move that is made before the door, or without it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.bodies import bodies, officers
from bot.cases import kinds, perform
from bot.cases import show as cases_show
from bot.cases.buttons import case_button
from bot.cases.rulebook import Facts
from bot.inspections import at_place, show
from bot.inspections import parts as inspections_parts
from bot.inspections.course import approving, asking, people, told
from bot.inspections.planning import advice, consenting, deciding, joining, planning, reading
from bot.inspections.planning.advice import Asked
from bot.inspections.table import KIND, MOVES, VISITS, Visit
from bot.inspections.visiting import spot, standing
from bot.inspections.visiting.shown import card
from bot.outbox.letters import Button, LetterKind, Priority
from bot.places.talk import spot as talk_spot
from bot.register.people import Member
from bot.values import formats, plain_words, texts
from bot.values.refused import Refused
from bot.work import questions, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.drafts import Draft
from bot.work.work import Work

MOST_WORDS = 200


async def find(work: Work, number: int | None, reply_to: int | None = None) -> Visit:
    """The visit of a number or of a reply; Refused where there is none."""
    found = await work.tx[VISITS].by_number(work.district.id, number) if number else None
    if found is None and number is None and (replied := await cases_show.of_reply(work, reply_to)) is not None:
        found = replied if isinstance(replied, Visit) else None
    if found is None:
        raise Refused("visit-unknown", number=number or 0)
    return found


@action(Right.DISTRICT, "inspections.show")
async def shown(work: Work, *, number: int) -> Answer:
    """``/visit 42``."""
    visit = await find(work, number)
    await asking.give_up(work)
    if visit.begun_at is not None and visit.is_live and work.who.user_id in (*visit.officers, *visit.helpers):
        return await standing.step(work, visit)
    return await card.visit(work, visit)


@action(Right.DISTRICT, "inspections.move")
async def request(
    work: Work, *, name: str, number: int | None = None, reply_to: int | None = None, text: str = ""
) -> Answer:
    """A move that was asked for by words or by a button; what it still wants is asked for in private."""
    visit = await find(work, number, reply_to)
    if not talk_spot.is_private(work):
        return show.in_private(work)
    asked = _ASKED.get(name)
    if asked is None:
        raise Refused(f"is-of-{KIND}", number=visit.number)
    return await asked(work, visit, texts.line(text))


async def listens(work: Work, piece: Any, reply_to: int | None) -> Answer | None:
    """Words in private that answer a question of ours of a moment ago; None: they are none of ours."""
    if not work.who.in_private or not piece.text or piece.kind != "text" or plain_words.is_cry(piece.text):
        return None
    draft = await questions.open_draft(work, asking.DRAFT) if piece.source != "edited" else None
    if draft is None or draft.started_at < work.who.said_at - asking.FRESH:
        return None
    if plain_words.is_question(piece.text):
        return Answer("question-is-no-reason")
    await work.tx.drafts.drop(draft)
    return await _answered(work, draft, piece.text)


async def _answered(work: Work, draft: Draft, text: str) -> Answer:
    """The step again, with the words that were asked for."""
    if "wish" in draft.data:
        wish_id, choice = int(draft.data["wish"]), str(draft.data["choice"])
        return await deciding.decide(work, wish_id=wish_id, choice=choice, reason=text)
    told_ = f"{draft.data.get('before', '')} {text}".strip()
    return await request(work, name=str(draft.data["move"]), number=int(draft.data["number"]), text=told_)


async def _make(work: Work, visit: Visit, name: str, given: Mapping[str, Any] | None = None, text: str = "") -> Visit:
    actor = await kinds.actor(work, visit)
    return await perform.perform(work, visit, name, actor=actor, facts=Facts(given=given or {}), text=text)


async def _did(work: Work, visit: Visit, name: str, **facts: Any) -> Answer:
    """It is done; with what may come next."""
    theirs = await inspections_parts.parts(work, visit)
    told_ = await show.facts(work, visit) | facts
    return Answer(
        f"visit-did-{formats.dashed(name)}", told_, show.buttons(work, visit, theirs, work.who.user_id), turns=True
    )


async def _may(work: Work, visit: Visit, name: str) -> None:
    """Raises Refused before anything is asked where the move cannot be made now, or not by them."""
    move, mine = MOVES[name], await inspections_parts.parts(work, visit)
    key = "not-yours" if not move.by & mine else "not-now" if visit.state not in move.start else ""
    if key:
        raise Refused(key, number=visit.number, move=name, state=visit.state, of_kind=KIND)


async def _leads(work: Work, visit: Visit) -> None:
    """Raises Refused for who is only of a body that joined: they leave it, and the others go on."""
    mine = {one.body for one in await officers.mine(work)}
    if mine and visit.bodies[0] not in mine and not work.who.is_captain:
        raise Refused("visit-joined-only", number=visit.number, body=show.body_named(visit.bodies[0]))


def _wants(name: str) -> Callable[[Work, Visit, str], Awaitable[Answer]]:
    """A move that wants a reason."""

    async def asked(work: Work, visit: Visit, text: str) -> Answer:
        await _may(work, visit, name)
        if name in {"turn_down", "cancel"}:
            await _leads(work, visit)
        if not text:
            data = {"number": visit.number, "move": name}
            return await asking.ask_words(work, data, f"visit-why-{formats.dashed(name)}", number=visit.number)
        reason = texts.cut(text, MOST_WORDS)
        return await _did(work, await _make(work, visit, name, {"reason": reason}, reason), name)

    return asked


async def _approve(work: Work, visit: Visit, text: str) -> Answer:
    return await consenting.approve(work, visit, texts.cut(text, MOST_WORDS))


async def _notify(work: Work, visit: Visit, text: str) -> Answer:
    """The text to forward, as a message of its own that stays; the tap under it says that they have it."""
    await _may(work, visit, "notify")
    knows = case_button(visit, work.district, "notified", key="button-visit-notified")
    if work.who.member is not None:
        facts = await show.facts(work, visit)
        notice = told.letter(work, visit.id, work.who.member, "visit-notice", ((knows,),), purpose=told.NOTICE, **facts)
        await work.post(replace(notice, kind=LetterKind.NOTE, priority=Priority.ANSWER))
    return QUIET


async def _notified(work: Work, visit: Visit, text: str) -> Answer:
    """Its text stays to be forwarded; what comes next is below it."""
    done = await _did(work, await _make(work, visit, "notify"), "notify")
    for stands in await work.tx.outbox.postings(visit.id, told.NOTICE):
        if not stands.gone:
            await telling.rebutton(work, stands, (), purpose=told.FORMER)
    return done


async def _move_to(work: Work, visit: Visit, text: str) -> Answer:
    await _may(work, visit, "move_to")
    await _leads(work, visit)
    if not text:
        data = {"number": visit.number, "move": "move_to"}
        return await asking.ask_words(work, data, "visit-which-days", number=visit.number)
    window = reading.window(text, show.today(work))
    if window is None:
        raise Refused("visit-days-how", number=visit.number)
    since, until = window
    planning.check(work, visit.visit_kind, since, until, visit.source, visit.reference)
    await _meets_no_other(work, visit, since, until)
    given = {"window": [since.isoformat(), until.isoformat()]}
    return await _did(work, await _make(work, visit, "move_to", given), "move_to")


async def _meets_no_other(work: Work, visit: Visit, since: date, until: date) -> None:
    """Raises Refused where another visit goes there then: moved onto its days, the two would be one."""
    asked = Asked(visit.bodies[0], visit.visit_kind, (), since, until, visit.emergency or visit.incident_id is not None)
    place = await at_place.of(work, visit)
    if asked.is_beside or place is None:
        return
    others = [one for one in await at_place.visits(work, place.code) if one.id != visit.id]
    if (other := advice.to_join(others, asked)) is not None:
        bodies_ = show.bodies_said(other.bodies)
        raise Refused("visit-moves-onto", number=visit.number, other=other.number, bodies=bodies_, place=place.name)


async def _name_officer(work: Work, visit: Visit, text: str) -> Answer:
    await _may(work, visit, "name_officer")
    if not text:
        found = [
            one
            for one in await officers.of(work)
            if one.certificate and one.user_id not in (*visit.officers, *visit.recused)
        ]
        found.sort(key=lambda one: (one.body not in visit.bodies, one.name))
        named = {one.user_id: {"name": one.name, "body": show.body_named(one.body)} for one in found}
        return await _choose(work, visit, "name_officer", named, key="button-visit-officer")
    who = await people.officer_named(work, text)
    people.going([who], [who.user_id], max(visit.since or date.min, show.today(work)))
    await consenting.not_who_approved(work, visit, who.user_id)
    after = await _make(work, visit, "name_officer", {"user_id": who.user_id})
    return await _did(work, after, "name_officer", who=who.name, lines=await approving.without(work, after))


async def _name_helper(work: Work, visit: Visit, text: str) -> Answer:
    await _may(work, visit, "name_helper")
    if not text:
        data = {"number": visit.number, "move": "name_helper"}
        return await asking.ask_words(work, data, "visit-which-helper", number=visit.number)
    who = await people.helper_named(work, text)
    return await _did(
        work, await _make(work, visit, "name_helper", {"user_id": who.user_id}), "name_helper", who=who.name
    )


async def _recuse(work: Work, visit: Visit, text: str) -> Answer:
    """``NAME REASON``; a tap on a name, then the reason."""
    await _may(work, visit, "recuse")
    members = await told.people(work, visit.officers)
    name, reason = people.begins(text, members)
    if not name:
        return await _choose(work, visit, "recuse", {one.user_id: {"name": one.name} for one in members})
    who = await people.anybody_named(work, name, visit.officers)
    await _may_recuse(work, visit, who)
    if not reason:
        data = {"number": visit.number, "move": "recuse", "before": name}
        return await asking.ask_words(work, data, "visit-why-recuse", number=visit.number, who=who.name)
    given = {"user_id": who.user_id, "reason": texts.cut(reason, MOST_WORDS)}
    return await _did(work, await _make(work, visit, "recuse", given), "recuse", who=who.name)


async def _may_recuse(work: Work, visit: Visit, who: Member) -> None:
    """Raises Refused for who takes out others than themselves and their own body's, unless they approve what leads."""
    mine = await officers.mine(work)
    own = {one.body for one in mine} & {one.body for one in await officers.of_person(work, who.user_id)}
    leads = any(one.approver and one.body == visit.bodies[0] for one in mine)
    if who.user_id != work.who.user_id and not own and not leads:
        body = show.body_named(visit.bodies[0])
        raise Refused("visit-recuse-not-theirs", number=visit.number, name=who.name, body=body)


async def _choose(
    work: Work, visit: Visit, move: str, people_: Mapping[int, Mapping[str, Any]], *, key: str = "button-visit-person"
) -> Answer:
    """One button for each person."""
    if not people_:
        raise Refused("visit-nobody-to-choose", number=visit.number)
    data = f"{KIND}:{work.district.id}.{visit.number}:{move}"
    row = [Button(key, f"{data}:{user_id}", dict(facts)) for user_id, facts in people_.items()]
    rows = (*(tuple(row[n : n + 2]) for n in range(0, min(len(row), 12), 2)), (_back(work, visit),))
    return Answer(f"visit-which-{formats.dashed(move)}", {"number": visit.number}, rows, turns=True)


def _back(work: Work, visit: Visit) -> Button:
    """The visit again, with nothing done."""
    return case_button(visit, work.district, "show", key="button-visiting-again")


async def _hand_over(work: Work, visit: Visit, text: str) -> Answer:
    """``TO REASON``: another body or office goes on with it."""
    await _may(work, visit, "hand_over")
    await _leads(work, visit)
    to, _, reason = text.partition(" ")
    if not reason.strip():
        data = {"number": visit.number, "move": "hand_over"}
        return await asking.ask_words(work, data, "visit-why-hand-over", number=visit.number)
    given = {"to": texts.cut(bodies.of(bodies.meant(to)).code, 40), "reason": texts.cut(reason.strip(), MOST_WORDS)}
    return await _did(work, await _make(work, visit, "hand_over", given), "hand_over", to=show.body_named(given["to"]))


async def _begin(work: Work, visit: Visit, text: str) -> Answer:
    """On the spot."""
    return await spot.begin(work, number=visit.number)


async def _anew(work: Work, visit: Visit, text: str) -> Answer:
    """As many days from today on as it had; what was approved was approved for others, and is asked for anew."""
    await _may(work, visit, "move_to")
    await _leads(work, visit)
    days = (visit.until - visit.since) if visit.since and visit.until else timedelta(0)
    today = show.today(work)
    await _meets_no_other(work, visit, today, today + days)
    given = {"window": [today.isoformat(), (today + days).isoformat()]}
    return await _did(work, await _make(work, visit, "move_to", given), "move_to")


async def _more(work: Work, visit: Visit, text: str) -> Answer:
    """What is seldom wanted."""
    may = show.offers(work, visit, await inspections_parts.parts(work, visit))
    row = show.taps(work, visit, (name for name in show.SELDOM if name in may))
    if not row:
        raise Refused("stale-button")
    rows = (*show.in_pairs(row), (_back(work, visit),))
    return Answer("visit-which-step", {"number": visit.number}, rows, turns=True)


async def _leave(work: Work, visit: Visit, text: str) -> Answer:
    return await joining.leave(work, visit, text)


_ASKED: Mapping[str, Callable[[Work, Visit, str], Awaitable[Answer]]] = {
    "approve": _approve,
    "approve_part": _approve,
    "approve_late": _approve,
    "turn_down": _wants("turn_down"),
    "notify": _notify,
    "notified": _notified,
    "move_to": _move_to,
    "name_officer": _name_officer,
    "name_helper": _name_helper,
    "recuse": _recuse,
    "no_access": _wants("no_access"),
    "hand_over": _hand_over,
    "cancel": _wants("cancel"),
    "leave": _leave,
    "begin": _begin,
    "more": _more,
    "anew": _anew,
}
"""What may be asked for here, by the name of the move; what happens on the spot is asked for elsewhere."""
