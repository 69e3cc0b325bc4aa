"""The list of open cases: overdue ones on top, then by time left; a page at a time in private, pinned in the group."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.incidents import limits as incidents_limits
from bot.incidents import phrases
from bot.incidents.limits import deadline_of, is_overdue
from bot.incidents.orders.orders import CARDS_MOVED
from bot.incidents.store import INCIDENTS
from bot.incidents.table import HELD, OPEN, RESOLVED, Incident
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.values import formats
from bot.values.refused import Refused
from bot.work import buttons as work_buttons
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.features import FEATURES
from bot.work.work import Work

A_PAGE, PINNED = 10, 20
"""Cases of one page, and of the pinned list."""

EVERY = timedelta(seconds=30)
"""The pinned list is edited at most this often."""

SOON = timedelta(seconds=2)
"""A change waits this long for others."""

PURPOSE, SETTING = "board", "board"
"""What the pinned message is called among our postings, and the district's setting that it has one."""

FORMER = "board-former"
"""What it is called when the list has moved to another place."""


@dataclass(frozen=True)
class Line:
    """One open case as the list shows it. Instants are aware UTC."""

    incident: Incident
    due_at: datetime
    overdue: bool
    words: dict[str, Any]

    @property
    def kind(self) -> str:
        """How it is told: time over, time left, on hold, or done and waiting to be confirmed."""
        if self.overdue:
            return "over"
        return "held" if self.incident.state == HELD else "done" if self.incident.state == RESOLVED else "left"


async def lines(work: Work) -> list[Line]:
    """Every open case of the district, in the order of the list: overdue, by time left, held, done."""
    found = [await line_of(work, incident) for incident in await work.tx[INCIDENTS].live(work.district.id)]
    return sorted(found, key=lambda line: (_rank(line), line.due_at, line.incident.number))


def _rank(line: Line) -> int:
    return ("over", "left", "held", "done").index(line.kind)


async def line_of(work: Work, incident: Incident) -> Line:
    """One case as the list shows it."""
    limits = incidents_limits.limits_of(work, incident)
    due_at, overdue = deadline_of(incident, limits), is_overdue(incident, limits, work.now)
    item = incidents_limits.item_of(work, incident)
    words = {
        "number": incident.number,
        "item": item.named,
        "place": {"word": "board-place", "place": incident.place} if incident.place else "",
        "at": _clock(work, incident.hold_until if incident.state == HELD else due_at),
        "state": _state(incident),
        "who": await _who(work, incident),
        "minutes": int(abs((due_at - work.now).total_seconds()) // 60),
    }
    line = Line(incident, due_at, overdue, words)
    words["word"] = f"board-line-{line.kind}"
    return line


def _state(incident: Incident) -> dict[str, Any]:
    """How it stands; of one that nobody knows where it is, that, and what to do."""
    nowhere = {"word": "board-nowhere", "number": incident.number}
    return nowhere if incident.is_nowhere else formats.state_word(incident.state)


async def _who(work: Work, incident: Incident) -> Any:
    """The team that leads, or that has finished it; where nobody does, why."""
    team_id = incident.lead.team_id if incident.lead else incident.finished_by
    standing = (await mustering.of(work)).of(team_id)
    if standing is not None:
        return standing.team.name
    if incident.is_nowhere:
        return ""
    counts = incident.marks.get("nobody") if incident.state == OPEN else None
    if not counts:
        return {"word": "nobody"}
    return {"word": "board-waits", "reasons": phrases.why_words(counts)}


def _clock(work: Work, at: datetime | None) -> str:
    return at.astimezone(work.district.zone).strftime("%H:%M") if at else "?"


@action(Right.REGISTERED, "open_cases.board")
async def board(work: Work, *, page: int = 0) -> Answer:
    """``/board``: a page of the list. A captain's in the group pins the list there, where none is pinned yet."""
    if work.who.member is None:
        raise Refused("not-registered")
    if work.who.channel == "group" and work.who.is_captain and not work.district.settings.get(SETTING):
        await _pin(work)
    found = await lines(work)
    more = [line for say in work.at_hand[FEATURES].on_board if (line := await say(work))]
    if not found:
        return answer("board-empty-but", lines=more, turns=True) if more else answer("board-empty", turns=True)
    shown, buttons = work_buttons.paged(work, "board", found, page, A_PAGE)
    return answer(
        "board",
        lines=[*(line.words for line in shown), *more],
        count=len(found),
        buttons=buttons,
        turns=True,
        **_heads(work, found),
    )


def _heads(work: Work, found: Iterable[Line]) -> dict[str, Any]:
    rows = list(found)
    nowhere = sum(line.incident.is_nowhere for line in rows)
    waiting = sum(line.incident.state == OPEN for line in rows) - nowhere
    return {
        "overdue": sum(line.overdue for line in rows),
        "waiting": waiting,
        "nowhere": {"word": "board-nowhere-count", "count": nowhere} if nowhere else "",
        "now": _clock(work, work.now),
    }


# --- pinned in the group


async def _pin(work: Work) -> None:
    settings = {**work.district.settings, SETTING: True}
    await work.tx.districts.save(replace(work.district, settings=settings))
    work.district_or_none = replace(work.district, settings=settings)
    await refresh(work)


async def refresh(work: Work) -> None:
    """Something moved: the pinned list is brought up to date soon, many changes at once."""
    if not work.district.settings.get(SETTING):
        return
    stands = await work.tx.outbox.standing(work.district.id, PURPOSE)
    soonest = work.now + SOON if stands else work.now
    await work.post(
        Letter(
            district_id=None,
            chat_id=work.district.chat_id,
            kind=LetterKind.BOARD,
            priority=Priority.OVERDUE,
            created_at=work.now,
            collapse=f"board:{work.district.id}",
            purpose=PURPOSE,
            silent=True,
            not_before=max(soonest, stands.posted_at + EVERY) if stands else None,
        )
    )


async def follow(work: Work) -> None:
    """Where a card was written anew the pinned list follows."""
    if work.at_hand.notes(CARDS_MOVED) and work.district_or_none is not None:
        await refresh(work)


async def move(work: Work, place: Any) -> None:
    """The pinned list has another *place* from now on: the one that stands says where, and a new one is posted."""
    stands = await work.tx.outbox.standing(work.district.id, PURPOSE)
    if stands is None or not work.district.settings.get(SETTING):
        return
    says_where = Letter(
        district_id=None,
        chat_id=stands.chat_id,
        kind=LetterKind.NOTE,
        priority=Priority.EDIT,
        created_at=work.now,
        key="board-moved",
        facts={"place": place, "edits": stands.message_id},
        language=work.district.language,
        purpose=FORMER,
    )
    await work.tx.outbox.gone(replace(says_where, purpose=PURPOSE))
    await work.post(says_where)
    await refresh(work)


async def pinned(work: Work) -> tuple[Answer, int | None, str]:
    """What the pinned list says now, the message that it stands in (None: it is to be posted), and its language."""
    found = await lines(work)
    rest = len(found) - PINNED
    said = answer(
        "board-pinned" if found else "board-pinned-empty",
        count=len(found),
        lines=[x.words for x in found[:PINNED]],
        more={"word": "board-more", "count": rest} if rest > 0 else "",
        **_heads(work, found),
    )
    stands = await work.tx.outbox.standing(work.district.id, PURPOSE)
    here = stands is not None and stands.chat_id == work.district.chat_id
    return said, stands.message_id if stands and here else None, work.district.language
