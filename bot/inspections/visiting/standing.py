"""The one private message of each officer and visit that always carries the next step, wherever things stand.

It is edited while nothing newer was sent below it; else it comes anew, and the old one loses its buttons.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.bodies.officers import OFFICERS, Officer
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.inspections import at_place, show
from bot.inspections.course import told
from bot.inspections.table import AHEAD, FED_BACK, READ_BACK, SIGNED, UNDER_WAY, VISITS, Visit
from bot.inspections.visiting import people, powers, record
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.record import Whole
from bot.inspections.visiting.shown import endings, steps, views
from bot.inspections.visiting.shown.steps import Content, Reader
from bot.outbox.letters import Button, LetterKind, Priority
from bot.register.people import Member
from bot.work import telling
from bot.work.answer import QUIET, Answer, answer
from bot.work.features import FEATURES
from bot.work.work import Work

KEY = "visiting-step"
SOUNDS = frozenset({"begin", "read_back", "correct"})
"""Moves after which the step of the others comes anew, with a sound: they have to do something else now."""

TOLD = frozenset({"hand_over", "no_access", "recuse"})
"""Moves of which the others are told in words of their own, which carry what they may do next."""


_SAYS = {"approve_part": "visiting-told-part", "approve_late": "visiting-told-late", "join": "visiting-told-joined"}
"""What the others read above their step of moves that others than its officers make."""


async def step(work: Work, visit: Visit) -> Answer:
    """``/visit 42`` for who takes part in it: the present step once more, as the newest message."""
    member = work.who.member
    if member is None or not (work.who.in_private or member.private_open):
        return answer("visiting-in-private", ((Button("button-open-private", url=work.link()),),))
    await anew(work, visit)
    return QUIET if work.who.in_private else answer("visiting-is-in-private")


async def anew(work: Work, visit: Visit) -> None:
    """The step of whoever speaks as the newest message of their chat."""
    await _refresh(work, visit, anew={work.who.user_id}, only={work.who.user_id})


async def here(work: Work, visit: Visit) -> None:
    """The step of whoever speaks, in its place where it is the newest message."""
    await _refresh(work, visit, anew=set(), only={work.who.user_id})


async def next_of(work: Work, visit: Visit, whole: Whole) -> Item | None:
    """What comes next for whoever speaks."""
    standing = [one for one in await work.tx[OFFICERS].standing(work.district.id) if one.stands(work.now)]
    own = [one for one in standing if one.user_id == work.who.user_id]
    reader = Reader(work.who.user_id, own, {}, is_helper=work.who.user_id not in visit.officers)
    present = _present(visit, standing)
    return steps.next_item(work, visit, reader, whole, present)


def _present(visit: Visit, standing: Iterable[Officer]) -> list[Officer]:
    """Who decides in it: its officers, but for bodies whose part is not approved."""
    return powers.here(visit, (one for one in standing if one.user_id in visit.officers and one.certificate))


async def follow(work: Work, change: Change[Visit], facts: Facts) -> None:
    """After every move on the spot all of them read how it stands."""
    visit, move = change.case, change.move
    if visit.state in AHEAD or visit.begun_at is None:
        return
    others = {one for one in (*visit.officers, *visit.helpers) if one != work.who.user_id}
    sounding = others if move in SOUNDS or (move == "sign" and visit.state == SIGNED) else set()
    if move == "approve_part":
        sounding = others
    if move == "name_officer":
        sounding = {int(facts.given["user_id"])}
    if move == "sign" and visit.state == SIGNED:
        await _result(work, visit)
    told_already = others if move in TOLD else set()
    ids = {*visit.officers, *visit.helpers, *change.before.officers} - told_already
    said: list[Any] = []
    if key := _SAYS.get(move):
        said = [{"word": key, "name": work.who.name, "body": steps.body_word(str(facts.given.get("body", "")))}]
    await _refresh(work, visit, anew=sounding, only=ids, said=said)


async def _refresh(
    work: Work, visit: Visit, *, anew: Collection[int], only: Collection[int], said: Sequence[Any] = ()
) -> None:
    """Write the steps of some as things stand; *anew*: as a new message, which sounds. *said* stands above others'."""
    whole = await record.whole(work, visit)
    standing = [one for one in await work.tx[OFFICERS].standing(work.district.id) if one.stands(work.now)]
    present = _present(visit, standing)
    place = await at_place.name(work, visit)
    members = await told.people(work, (*visit.officers, *visit.helpers, *(one.by_id for one in whole.answered)))
    names = {one.user_id: one.name for one in members}
    for member in members:
        if member.user_id not in only or not member.private_open:
            continue
        rows = [one for one in standing if one.user_id == member.user_id]
        reader = Reader(member.user_id, rows, names, is_helper=member.user_id not in visit.officers)
        content = await _content(work, visit, whole, reader, present)
        head = steps.head(visit, place, whole)
        above = people.said_to(work) if member.user_id == work.who.user_id else said
        lines = [head, *above, *content.lines]
        await _put(work, visit, member, replace(content, lines=lines), anew=member.user_id in anew)


async def _content(work: Work, visit: Visit, whole: Whole, reader: Reader, present: list[Officer]) -> Content:
    """What somebody reads and presses now."""
    if visit.state == UNDER_WAY:
        return await _of_item(work, visit, whole, reader, present)
    signed = await work.tx[VISITS].signatures(visit.id)
    if visit.state == READ_BACK:
        view = await views.of(work, visit, reader.user_id)
        return endings.read_out(work, visit, whole, reader, signed, view)
    if visit.state in {SIGNED, FED_BACK}:
        return endings.signed(work, visit, reader, await _page(work, visit))
    facts = await show.facts(work, visit)
    return Content([{"word": "visiting-ended", "state": facts["state"], "next": facts["next"]}], ())


async def _of_item(work: Work, visit: Visit, whole: Whole, reader: Reader, present: list[Officer]) -> Content:
    if body := steps.waits_for(visit, reader):
        return steps.not_yet(work, visit, body)
    view = await views.of(work, visit, reader.user_id)
    if view.asks == "reason":
        return steps.why_open(work, visit, whole)
    others = steps.of_others(reader, whole)
    shown = whole.numbered(view.item) if view.item else None
    mine = [one for one in whole.conflicts if reader.user_id in {one.first.by_id, one.second.by_id}]
    if mine and shown is None:
        return steps.conflict(work, visit, reader, whole, mine[0])
    shown = shown or steps.next_item(work, visit, reader, whole, present)
    if shown is not None:
        content = steps.item(work, visit, reader, whole, shown, view)
    elif whole.conflicts:
        content = steps.conflict(work, visit, reader, whole, whole.conflicts[0])
    else:
        content = steps.waiting(work, visit, whole)
    return replace(content, lines=[*others, *content.lines])


async def _put(work: Work, visit: Visit, member: Member, content: Content, *, anew: bool) -> None:
    stands = await told.standing(work, visit, member.user_id)
    in_place = bool(stands) and not anew and not await _is_below(work, member, stands[-1].message_id)
    if not in_place:
        waits = [one for one in await work.tx.outbox.waiting_for(member.user_id) if one.case_id == visit.id]
        in_place = not anew and not stands and any("in_place" in one.facts for one in waits)
    if not in_place:
        for one in stands:
            await telling.rebutton(work, one, (), purpose=told.FORMER)
    facts: dict[str, Any] = {"lines": list(content.lines)} | ({"in_place": True} if in_place else {})
    letter = told.letter(work, visit.id, member, KEY, content.buttons, **facts)
    silent = member.user_id != work.who.user_id and not anew
    await work.post(replace(letter, kind=LetterKind.VISIT_STEP, priority=Priority.ANSWER, silent=silent))


async def _is_below(work: Work, member: Member, message_id: int) -> bool:
    """Whether something newer stands below their step: what we sent, or what they just wrote themselves."""
    own = work.who.message_id or 0
    if work.who.chat_id != member.user_id or work.who.channel == "button":
        own = 0
    if member.user_id != work.who.user_id:
        return False
    return max(own, await work.tx.outbox.newest_in(member.user_id)) > message_id


async def _page(work: Work, visit: Visit) -> str:
    """The address of the place's own page; empty where there is none."""
    page = work.at_hand[FEATURES].own_page
    return await page(work, visit) if page is not None else ""


async def _result(work: Work, visit: Visit) -> None:
    """The result as a message of its own, to be forwarded to the place."""
    whole, place = await record.whole(work, visit), await at_place.name(work, visit)
    facts = endings.result(work, visit, whole, place, await _page(work, visit))
    for member in await told.people(work, visit.officers):
        if member.private_open:
            letter = told.letter(work, visit.id, member, "visiting-result", purpose="visit-result", **facts)
            await work.post(replace(letter, kind=LetterKind.NOTE, priority=Priority.ANSWER))


async def code(work: Work, visit: Visit) -> None:
    """Who comes, what for and on whose approval, with the way to the place's own page: shown to the place first."""
    facts, page = await show.facts(work, visit), await _page(work, visit)
    member = work.who.member
    if member is None:
        return
    buttons = ((Button("button-visiting-page", url=page),),) if page else ()
    lines = [{"word": "visiting-code-page", "url": page} if page else {"word": "visiting-code-no-page"}]
    if visit.official:
        lines.insert(0, {"word": "visiting-code-official", "official": visit.official})
    given = {name: facts[name] for name in ("number", "place", "kind", "bodies", "officers", "lists")}
    letter = told.letter(work, visit.id, member, "visiting-code", buttons, purpose="visit-code", lines=lines, **given)
    shown = LetterKind.VISIT_CODE if page else LetterKind.NOTE
    await work.post(replace(letter, kind=shown, priority=Priority.ANSWER))
    if not page and (paper := work.at_hand[FEATURES].paper) is not None:
        await paper(work, visit)
    if visit.begun_at is not None:
        await anew(work, visit)
