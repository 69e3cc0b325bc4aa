"""Who is told of a call for help, and how: the card in the group, a sounding message to each, again and again."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.cases import changes
from bot.cases.buttons import case_button
from bot.cases.moves import Tell
from bot.outbox.letters import Button, Letter, LetterKind, Posting, Priority, Rows
from bot.register.people import Member, RoleName
from bot.register.teams import Standing
from bot.sos import table
from bot.sos.table import CALLS, Sos
from bot.values.geo import Point
from bot.work import mustering, telling
from bot.work.work import Work

PURPOSE = "alarm"
"""What a message is that calls people to help; the card's purpose is that of all cards."""

TOLD, STEP = "told", "told-step"
"""What a message is that passes on what happened; and one of them that carries what its reader does next."""

ANSWER = "answer"
"""What the answer is in which who called reads what they can do next."""

SAFE, SAID_SAFE = "false_alarm", "told-safe"
"""What who called does by one tap; and the message by which captains hear it, with what ends the call."""

COUNTED = "sos-says"
"""How the names begin under which is kept how much somebody has just said about a call that is not over."""

FORMER = "alarm-former"
"""What such a message becomes when a newer one has come after it, or all is over: it has no buttons any more."""


async def commanders(work: Work, call: Sos) -> list[Member]:
    """All captains, on duty or not, and the owners who belong here; not the one who called."""
    members = (await mustering.of(work)).members.values()
    owners = work.rules.owners
    command = [m for m in members if m.has(RoleName.CAPTAIN, work.now) or m.user_id in owners]
    return [m for m in command if m.user_id != call.reporter_id]


async def rescuers(work: Work, call: Sos) -> list[Member]:
    """Those of the teams that are sent, and the others of the caller's own team: on duty, else all of a team."""
    muster = await mustering.of(work)
    caller = muster.members.get(call.reporter_id or 0)
    own = muster.of(caller.team_id) if caller else None
    sent = [muster.of(a.team_id) for a in call.assignments if a.is_open]
    return [m for standing in (*sent, own) if standing for m in _reachable(standing, call.reporter_id)]


def _reachable(standing: Standing, caller: int | None) -> Iterable[Member]:
    others = [m for m in standing.members if m.user_id != caller]
    return [m for m in others if m.duty] or others


async def sound(work: Work, call: Sos) -> Sos:
    """Tell everybody, by messages that sound, once more; returns the call as stored.

    In private who has a private chat; the others are mentioned in the group, where each further time is one message
    more until a captain takes it.
    """
    call = await work.tx[CALLS].save(replace(call, told=call.told + 1, told_at=work.now))
    command = await commanders(work, call)
    commanding = {m.user_id for m in command}
    people = {m.user_id: m for m in (*command, *await rescuers(work, call))}
    earlier = [one for one in await work.tx.outbox.postings(call.id, PURPOSE) if not one.gone]
    unreached = [m for m in people.values() if not m.private_open]
    for member in people.values():
        if member.private_open:
            await private(work, call, member, may_move=member.user_id in commanding)
    stands = (await work.tx.outbox.told(call.id)).card
    call = await card(work, call, mentions=() if stands else unreached)
    anew = {m.user_id for m in people.values() if m.private_open}
    if stands and (unreached or call.state == table.RAISED):
        await in_group(work, call, unreached)
        anew.add(work.district.chat_id)
    for posting in earlier:
        if posting.chat_id in anew:
            await edit(work, call, posting, FORMER, may_move=False)
    return call


async def moved(work: Work, call: Sos) -> Sos:
    """The card and the newest alarm of each chat say how it stands (edits, which alert nobody); returns it as stored.

    When it is over none of them has buttons any more.
    """
    commanding = {m.user_id for m in await commanders(work, call)}
    standing = [one for one in await work.tx.outbox.postings(call.id, PURPOSE) if not one.gone]
    newest = {p.chat_id: p.message_id for p in sorted(standing, key=lambda p: p.message_id)}
    for posting in standing:
        stays = call.is_live and newest[posting.chat_id] == posting.message_id
        may_move = posting.user_id is None or posting.user_id in commanding
        await edit(work, call, posting, PURPOSE if stays else FORMER, may_move=may_move)
    if not call.is_live:
        await relabel(work, call)
        for begins in (pin_name(call.id, ""), f"{COUNTED}:{call.id}:"):
            for name in await work.tx.kept.beginning(begins):
                await work.tx.kept.put(name, None)
    return await card(work, call)


async def edit(work: Work, call: Sos, posting: Posting, purpose: str, *, may_move: bool) -> None:
    """Write one of our messages anew, in the place of what it says (an edit, which alerts nobody)."""
    member = (await mustering.of(work)).members.get(posting.user_id or 0)
    await work.post(
        Letter(
            district_id=None,
            chat_id=posting.chat_id,
            user_id=posting.user_id,
            kind=LetterKind.SOS,
            priority=Priority.ORDER if purpose == PURPOSE else Priority.EDIT,
            created_at=work.now,
            case_id=call.id,
            purpose=purpose,
            language=(member and member.language) or work.district.language,
            facts={
                "told": call.told,
                "may_move": may_move,
                "edits": posting.message_id,
                "team_id": member.team_id if member else None,
            },
            collapse=f"amend:{posting.chat_id}:{posting.message_id}",
        )
    )


async def tell(
    work: Work,
    call: Sos,
    people: Iterable[Member],
    key: str,
    *,
    collapse: str | None = None,
    priority: Priority = Priority.SOS,
    not_before: datetime | None = None,
    **facts: Any,
) -> None:
    """Tell *people* of a call by messages that sound; under each what the team of its reader does next."""
    by_steps: dict[tuple[str, ...], list[Member]] = {}
    for member in people:
        by_steps.setdefault(next_steps(call, member.user_id, member.team_id), []).append(member)
    if besides := {m.user_id for steps, those in by_steps.items() if steps for m in those}:
        await relabel(work, call, besides=besides)
    for steps, those in by_steps.items():
        await telling.tell(
            work,
            those,
            key,
            priority=priority,
            purpose=STEP if steps else TOLD,
            about=call,
            buttons=rows(work, call, steps),
            collapse=":".join((collapse, *steps)) if collapse else None,
            not_before=not_before,
            number=call.number,
            **facts,
        )


def next_steps(call: Sos, user_id: int | None, team_id: int | None) -> tuple[str, ...]:
    """What a reader of a call does next: the moves of their team; who called says that they are safe. Pure."""
    if user_id is not None and user_id == call.reporter_id:
        return (SAFE,) if call.is_live else ()
    return table.steps(call, team_id)


def rows(work: Work, call: Sos, steps: tuple[str, ...]) -> Rows:
    """The buttons of those steps."""
    return (tuple(_step(work, call, name) for name in steps),) if steps else ()


def _step(work: Work, call: Sos, name: str) -> Button:
    return case_button(call, work.district, name, key="button-sos-was-false" if name == SAFE else "")


async def relabel(work: Work, call: Sos, *, besides: Collection[int] = ()) -> None:
    """The newest message of each chat that carries what comes next says what does now; those before it nothing.

    *besides* are people who get a newer one. The answer to who called is one of these messages as well.
    """
    muster = await mustering.of(work)
    purposes = (STEP, ANSWER) if call.is_live else (STEP, ANSWER, SAID_SAFE)
    standing = await work.tx.outbox.postings(call.id, *purposes)
    newest = {p.chat_id: p.message_id for p in sorted(standing, key=lambda p: p.message_id)}
    for posting in standing:
        member = muster.members.get(posting.user_id or 0)
        stays = newest[posting.chat_id] == posting.message_id and posting.user_id not in besides
        own = rows(work, call, next_steps(call, posting.user_id, member.team_id if member else None)) if stays else ()
        if own and besides:
            continue
        await telling.rebutton(work, posting, own, purpose=STEP if own else TOLD)


async def found(work: Work, call: Sos) -> Sos:
    """It is known now where the caller is: every alarm says so, and who goes there gets the place in a new message."""
    point = call.point
    if point is not None:
        muster = await mustering.of(work)
        caller, team = muster.members.get(call.reporter_id or 0), muster.of(call.team_id)
        await tell(
            work,
            call,
            await rescuers(work, call),
            "sos-found",
            name=caller.name if caller else team.team.name if team else "",
            spot=[point.lat, point.lon],
        )
    return await moved(work, call)


def pin_name(call_id: int, chat_id: int | str) -> str:
    """Under this name is kept which position of a caller a chat was sent last as a native location, ``LAT,LON``."""
    return f"sos-pin:{call_id}:{chat_id}"


async def private(work: Work, call: Sos, member: Member, *, may_move: bool, silent: bool = False) -> None:
    """One more alarm to somebody in private."""
    await work.post(
        Letter(
            district_id=None,
            chat_id=member.user_id,
            user_id=member.user_id,
            kind=LetterKind.SOS,
            priority=Priority.SOS,
            created_at=work.now,
            case_id=call.id,
            purpose=PURPOSE,
            facts={"told": call.told, "may_move": may_move, "team_id": member.team_id},
            language=member.language or work.district.language,
            collapse=f"alarm:{call.id}:{member.user_id}",
            silent=silent,
        )
    )


async def in_group(work: Work, call: Sos, mentions: Iterable[Member]) -> None:
    """One new message in the group, which sounds; *mentions* are those who cannot be reached in private."""
    await work.post(
        replace(
            _to_group(work, call, mentions),
            purpose=PURPOSE,
            collapse=f"alarm:{call.id}:group",
            facts={"told": call.told, "may_move": True, "mention_names": [m.name for m in mentions]},
        )
    )


def _to_group(work: Work, call: Sos, mentions: Iterable[Member]) -> Letter:
    return Letter(
        district_id=None,
        chat_id=work.district.chat_id,
        kind=LetterKind.SOS,
        priority=Priority.SOS,
        created_at=work.now,
        case_id=call.id,
        purpose="card",
        collapse=f"card:{call.id}",
        mentions=tuple(m.user_id for m in mentions),
        language=work.district.language,
        facts={"told": call.told, "may_move": True, "mention_names": [m.name for m in mentions]},
    )


async def card(work: Work, call: Sos, mentions: Iterable[Member] = ()) -> Sos:
    """Have the group's card written or brought up to date at once; returns the call as stored."""
    await work.post(_to_group(work, call, mentions))
    return await work.tx[CALLS].save(replace(call, carded_at=work.now, card_due_at=None))


async def card_soon(work: Work, call: Sos) -> Sos:
    """A newer position: on the card now, unless it was written a moment ago; then a little later."""
    if call.card_due_at is not None:
        return await work.tx[CALLS].save(call)
    soon = (call.carded_at or work.now) + timedelta(seconds=table.CARD_EVERY_S)
    return await card(work, call) if soon <= work.now else await work.tx[CALLS].save(replace(call, card_due_at=soon))


async def cards_anew(work: Work) -> int:
    """The card of every live call, at once; returns how many there are."""
    live = await work.tx[CALLS].live(work.district.id)
    for call in live:
        await card(work, call)
    return len(live)


async def schedule(work: Work, call: Sos) -> None:
    """The call stands like this now: what comes due for it is worked out anew at the end of the work."""
    changes.note(work, call)


TO_CALLER = frozenset({"acknowledge", "clear", "false_alarm"})
"""What who is in danger hears of in other words than those who come."""


async def tell_of_move(work: Work, before: Sos, call: Sos, name: str, reason: str) -> None:
    """Tell those whom the table names, besides the one who moved: what was done, by whom."""
    tells = table.MOVES[name].tell
    people: list[Member] = []
    if Tell.CAPTAIN in tells:
        people += await commanders(work, call)
    if tells & {Tell.LEAD, Tell.SUPPORT, Tell.FORMER}:
        people += await rescuers(work, before)
    muster = await mustering.of(work)
    caller, team = muster.members.get(call.reporter_id or 0), muster.of(work.who.team_id)
    told = f"told-{name.replace('_', '-')}"
    others = [m for m in people if m.user_id not in {work.who.user_id, call.reporter_id}]
    hear = [(told, others)]
    if Tell.REPORTER in tells and caller is not None and caller.user_id != work.who.user_id:
        hear.append((f"{told}-caller" if name in TO_CALLER else told, [caller]))
    for key, those in hear:
        await tell(
            work,
            call,
            those,
            key,
            collapse=f"told:{call.id}",
            by=work.who.name,
            team=team.team.name if team else "",
            reason=reason,
        )


def pin(point: Point) -> str:
    """A position as it is kept there."""
    return f"{point.lat},{point.lon}"


def pinned(kept: str | None) -> Point | None:
    """The position that :func:`pin` made this of."""
    lat, _, lon = (kept or "").partition(",")
    return Point(float(lat), float(lon)) if kept else None
