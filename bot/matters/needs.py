"""*Needs you now*: one living message to each captain, worked out from how things stand when it is sent."""

import hashlib
import json
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.cases import changes
from bot.matters import hearing, sounding
from bot.outbox.letters import Button, Letter, LetterKind, Posting, Priority, Rows
from bot.places.naming.called import as_everybody_may
from bot.register.people import Member
from bot.work import buttons as work_buttons
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer, listed
from bot.work.features import FEATURES, Gap
from bot.work.matters import Head, Matter, Rank, Wrong
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

SHOWN = 8
"""So many lines are shown, each with its buttons; the others are counted."""

EVERY = timedelta(seconds=5)
"""The message is edited at most this often, but at once for who has just done something."""

SOON = timedelta(seconds=1)
"""A change waits this long for others."""

PURPOSE = "needs"
"""What the message is called among our postings; what comes due for it, and what is kept of it, begin so too."""


@dataclass
class Kept:
    """What is kept of a district's list: what was said of which thing, when it sounded, what stood in it, for whom.

    *late* are the keys of what came due while nobody could be told, *hidden* the subjects that a captain put away,
    *again_at* is when it sounds for what has gathered.
    """

    told: dict[str, int] = field(default_factory=dict)
    at: str | None = None
    seen: str = ""
    to: list[int] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    again_at: str | None = None

    @property
    def sounded_at(self) -> datetime | None:
        """When it sounded last."""
        return datetime.fromisoformat(self.at) if self.at else None


async def kept(work: Work) -> Kept:
    """What is kept of the list of this district."""
    return Kept(**(await work.tx.kept.get(_name(work)) or {}))


async def _keep(work: Work, state: Kept) -> None:
    await work.tx.kept.put(_name(work), vars(state))


def _name(work: Work) -> str:
    return f"{PURPOSE}:{work.district.id}"


async def matters(work: Work, state: Kept) -> list[Matter]:
    """All that needs a captain, most urgent first, without what one has put away."""
    return _shown(await _all(work), state)


async def _all(work: Work) -> list[Matter]:
    return [one for need in work.at_hand[FEATURES].needs for one in await need(work)]


def _shown(found: Sequence[Matter], state: Kept) -> list[Matter]:
    return sorted(filter(None, (m.without(state.hidden) for m in found)), key=lambda m: m.order)


# --- after every work


async def follow(work: Work) -> None:
    """Something changed: the lists that stand are brought up to date, and sound for what is new."""
    if work.district_or_none is None or not _may_differ(work):
        return
    before, everything, people = await kept(work), await _all(work), await _readers(work)
    found = _shown(everything, before)
    if not found and not before.to:
        return
    apart = await _is_apart(work)
    sound = sounding.decide(before.told, before.sounded_at, found, work.now, apart=apart)
    late = _late(work, before, found)
    lines = [await _line(one, one.about or one.head, late) for one in found[:SHOWN]]
    after = _after(work, before, found, people, sound, lines)
    after.hidden = [one for m in everything for one in m.subjects if one in before.hidden]
    if after == before:
        return
    if after.again_at != before.again_at:
        await _look_again(work, sound.again_at)
    if sound.now or after.seen != before.seen:
        await _send(work, before, people, sound, nothing=not found)
    if sound.now:
        await _mention(work, [m for m in found for w in m.wrongs if _is_new_critical(before, m, w)])
    await _keep(work, after)


def _may_differ(work: Work) -> bool:
    return bool(changes.of(work).changed or work.look_for_teams or work.at_hand.notes(hearing.STIRRED))


async def _readers(work: Work) -> list[Member]:
    return [m for m in await mustering.captains(work) if m.private_open]


async def _is_apart(work: Work) -> bool:
    """Whether something is going on that has to stay the newest message of captains."""
    return any([await one(work, again=False) for one in work.at_hand[FEATURES].foremost])


def _late(work: Work, before: Kept, found: Sequence[Matter]) -> set[str]:
    return {m.key(w) for m in found for w in m.wrongs} & {*before.late, *work.at_hand.notes(hearing.LATE)}


def _after(
    work: Work,
    before: Kept,
    found: Sequence[Matter],
    people: Sequence[Member],
    sound: sounding.Sound,
    lines: Sequence[dict[str, Any]],
) -> Kept:
    """What is to be kept once that is done. Pure but for what was noted on the way."""
    to = [m.user_id for m in people]
    seen = json.dumps([lines, len(found), to], sort_keys=True, ensure_ascii=False, default=str)
    return Kept(
        told=dict(sound.told),
        at=work.now.isoformat() if sound.now else before.at,
        seen=hashlib.sha256(seen.encode()).hexdigest()[:16],
        to=to,
        late=sorted(_late(work, before, found)),
        again_at=sound.again_at.isoformat() if sound.again_at else None,
    )


async def _look_again(work: Work, at: datetime | None) -> None:
    subject = f"{PURPOSE}:{work.district.id}/"
    wanted = [Due(subject, "needs_sound", at, n=int(at.timestamp()))] if at else []
    await work.tx.occasions.sync(work.district.id, None, subject, wanted)


@action(Right.HOUSE, "matters.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """What has gathered since the last sound is said now."""
    if await work.tx.occasions.decide(occasion.id, work.now, "done"):
        hearing.stir(work)


async def anew_after(work: Work, gap: Gap) -> None:
    """Where presses were lost everything that needs a captain is said again, in one message.

    Not where it was said so shortly before the end of the gap that no press on it is lost, as after a halt.
    """
    state = await kept(work)
    if gap.presses_lost and (state.sounded_at is None or gap.is_lost(state.sounded_at)):
        await _keep(work, replace(state, told={}, at=None, seen=""))
        hearing.stir(work)


# --- letters


async def _send(work: Work, before: Kept, people: Sequence[Member], sound: sounding.Sound, *, nothing: bool) -> None:
    """A letter to each captain, also to who is none any more; a call for help stays the newest message."""
    for member in people:
        is_new = member.user_id not in before.to and not nothing
        letter = await _letter(work, member, anew=sound.now or is_new)
        waits = sound.now and not sound.at_once
        await work.post(replace(letter, not_before=work.now + sounding.TOGETHER) if waits else letter)
    here = {m.user_id for m in people}
    members = (await mustering.of(work)).members
    for user_id in before.to:
        former = members.get(user_id)
        if user_id not in here and former is not None and former.private_open:
            await work.post(replace(await _letter(work, former, anew=False), facts={"over": True}))
    if sound.now:
        for one in work.at_hand[FEATURES].foremost:
            await one(work, again=True)


async def _letter(work: Work, member: Member, *, anew: bool) -> Letter:
    stands = None if anew or member.user_id == work.who.user_id else await _standing(work, member.user_id)
    first = anew and await _is_apart(work)
    return Letter(
        district_id=None,
        chat_id=member.user_id,
        user_id=member.user_id,
        kind=LetterKind.NEEDS,
        priority=Priority.SOS if first else Priority.ORDER if anew else Priority.EDIT,
        created_at=work.now,
        facts={"anew": True} if anew else {},
        language=member.language or work.district.language,
        collapse=f"needs{'-new' if anew else ''}:{work.district.id}:{member.user_id}",
        purpose=PURPOSE,
        silent=not anew,
        not_before=max(work.now + SOON, stands.posted_at + EVERY) if stands else None,
    )


async def _standing(work: Work, user_id: int) -> Posting | None:
    return await work.tx.outbox.standing(work.district.id, PURPOSE, chat_id=user_id)


def _is_new_critical(before: Kept, matter: Matter, wrong: Wrong) -> bool:
    return wrong.rank is Rank.CRITICAL and before.told.get(matter.key(wrong), -1) < wrong.again


async def _mention(work: Work, critical: Sequence[Matter]) -> None:
    """Captains whom the list does not reach are mentioned in the group."""
    unreached = [m for m in await mustering.captains(work) if not m.private_open]
    for matter in critical if unreached else ():
        said = as_everybody_may(await line(matter))
        await telling.tell_group(
            work, "matter-in-group", priority=Priority.ORDER, purpose="ask", mentions=unreached, line=said
        )


async def in_group(work: Work, letter: Letter, member: Member) -> None:
    """The list could not be said in private: what is most urgent is said in the group, with a mention."""
    found = await matters(work, await kept(work))
    if found and letter.facts.get("anew"):
        await telling.tell_group(
            work,
            "matter-in-group",
            priority=letter.priority,
            purpose="ask",
            mentions=[member],
            line=as_everybody_may(await line(found[0])),
        )


# --- what it says


async def lines_of(found: Sequence[Matter], late: Container[str]) -> list[dict[str, Any]]:
    """Matters as lines of the list."""
    return [await line(one, late) for one in found]


async def line(matter: Matter, late: Container[str] = ()) -> dict[str, Any]:
    """One matter as a line of the list."""
    return await _line(matter, matter.head, late)


async def _line(matter: Matter, head: Head, late: Container[str]) -> dict[str, Any]:
    said = listed({"word": "matter-late", "said": w.word} if matter.key(w) in late else w.word for w in matter.wrongs)
    by = {"word": "matter-by", "name": matter.by} if matter.by else ""
    mark = {"word": f"matter-mark-{matter.wrongs[0].rank.name.lower()}"}
    return {"word": "matter-line", "mark": mark, "head": await head(), "said": said, "by": by}


async def written(work: Work, user_id: int) -> tuple[Answer | None, Posting | None]:
    """What the list of somebody says now (None: nothing needs a captain), and the message that it stands in."""
    state = await kept(work)
    found = await matters(work, state)
    stands = await _standing(work, user_id)
    if not found:
        return None, stands
    rows = await _rows(found[:SHOWN])
    rest = len(found) - SHOWN
    if rest > 0:
        more = Button("button-matters-more", f"matters:{work.district.id}.0:page:1", {"count": rest})
        rows = (*rows, (more,))
    lines = await lines_of(found[:SHOWN], state.late)
    more_said = {"word": "matters-more", "count": rest} if rest > 0 else ""
    return answer("matters", rows, count=len(found), lines=lines, more=more_said), stands


async def _rows(found: Sequence[Matter]) -> Rows:
    """What is likeliest done, a row for each."""
    rows = [await one.buttons() for one in found]
    return tuple(row for row in rows if row)


@action(Right.CAPTAIN, "matters.page")
async def page(work: Work, *, page: int = 0) -> Answer:
    """All that needs a captain, a page at a time."""
    state = await kept(work)
    found = await matters(work, state)
    if not found:
        return answer("matters-none", turns=True)
    shown, turns = work_buttons.paged(work, "matters", found, page, SHOWN)
    rows = await _rows(shown)
    lines = await lines_of(shown, state.late)
    return answer("matters", (*rows, *turns), turns=True, count=len(found), lines=lines, more="")


@action(Right.CAPTAIN, "matters.hide")
async def hide(work: Work, *, subject: str) -> Answer:
    """A captain has seen it, and it needs nobody any more: only what is worth no more than a look goes so."""
    state = await kept(work)
    found = await matters(work, state)
    looks = (m for m in found if m.subject == subject and m.wrongs[0].rank is Rank.LOOK)
    if gone := [one for m in looks for one in m.subjects]:
        await _keep(work, replace(state, hidden=[*state.hidden, *gone]))
        hearing.stir(work)
    return answer("matter-hidden")
