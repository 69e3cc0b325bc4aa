"""``/apikey``: a key of one district for another system's program; made, listed and ended by captains, in private."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.access import seats
from bot.outbox.letters import Button, Letter
from bot.register.people import RoleName
from bot.register.programs import PROGRAMS, Program
from bot.values import texts
from bot.values.refused import Refused
from bot.words import spoken_words
from bot.work import answer as work_answer
from bot.work import history, lately, mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work

MOST = 20
"""So many keys of a district may be in use."""

MOST_NAME = 40
"""UTF-16 units of what a program is called."""

ENDED_SHOWN, MOST_ENDED = timedelta(days=30), 10
"""So long an ended key stands in the list, and so many of them."""

SEEN_EVERY = timedelta(minutes=1)
"""It is written down no more often than this that a key is used to look."""


@action(Right.CAPTAIN, "programs.make")
async def make(work: Work, *, name: str) -> Answer:
    """``/apikey NAME``: a key for the program that captains call so; it is made when it is sent, and shown once."""
    in_private(work)
    called = texts.name(unicodedata.normalize("NFKC", name), MOST_NAME)
    if called.casefold() in spoken_words.written("programs-no-names"):
        return await shown(work)
    live = await work.tx[PROGRAMS].of(work.district.id)
    if called == texts.NAMELESS:
        raise Refused("program-name")
    if any(_same(one.name, called) for one in live):
        raise Refused("program-name-taken", name=called)
    if len(live) >= MOST:
        raise Refused("programs-too-many", most=MOST)
    made = await work.tx[PROGRAMS].add(Program(work.district.id, called, work.who.user_id, work.now))
    await write_down(work, made, "program_made")
    await work.post(_letter(work, made))
    await tell_others(work, "program-made-told", made)
    return QUIET


def _same(one: str, other: str) -> bool:
    """Whether people would take two names for one, whatever the width and size of their letters."""
    return unicodedata.normalize("NFKC", one).casefold() == other.casefold()


def in_private(work: Work) -> None:
    """Raises Refused elsewhere."""
    if not work.who.in_private:
        raise Refused("only-in-private")


def _letter(work: Work, made: Program) -> Letter:
    facts: dict[str, Any] = {"program_id": made.id, "name": made.name, "district": work.district.name}
    return telling.secret(work, "program-key", f"program:{made.id}", **facts)


async def write_down(work: Work, program: Program, move: str, **more: object) -> None:
    """A line of the district's history about a key, by the captain who speaks."""
    facts: dict[str, object] = {**history.by_program(program.id), "name": program.name, **more}
    line = Record(move, "", "", work.now, work.who.user_id, Part.CAPTAIN, work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now)


async def tell_others(work: Work, key: str, program: Program, **more: Any) -> None:
    """Captains, on duty or not, learn who may report here."""
    members = (await mustering.of(work)).members.values()
    others = [m for m in members if m.has(RoleName.CAPTAIN, work.now) and m.user_id != work.who.user_id]
    await telling.tell(work, others, key, purpose="note", silent=True, by=work.who.name, name=program.name, **more)


@action(Right.HOUSE, "programs.keep_key")
async def keep_key(work: Work, *, user_id: int, program_id: int, secret_hash: str) -> Answer:
    """A key that is about to be sent to the captain who asked for it."""
    program = await work.tx[PROGRAMS].hold(program_id)
    member = await work.tx.people.member(work.district.id, user_id)
    commands = member is not None and RoleName.CAPTAIN in seats.roles_of(member, work.rules, work.now)
    if program is None or not program.is_live or not commands:
        raise Refused("captains-only-command")
    await work.tx[PROGRAMS].save(replace(program, secret_hash=secret_hash))
    return QUIET


@action(Right.CAPTAIN, "programs.list")
async def shown(work: Work) -> Answer:
    """``/apikey`` alone: the keys in use, each with a button that ends it."""
    in_private(work)
    live = await work.tx[PROGRAMS].of(work.district.id)
    ended = await work.tx[PROGRAMS].ended(work.district.id, work.now - ENDED_SHOWN, MOST_ENDED)
    name_of = await lately.name_of(work)
    gone = [_gone(work, one, name_of) for one in ended]
    if not live:
        return answer("programs-none", lines=gone)
    buttons = tuple((_button(work, one), _places(work, one)) for one in live)
    lines = [*(_line(work, one, name_of) for one in live), *gone]
    return answer("programs-list", buttons, lines=lines, count=len(live))


def _button(work: Work, program: Program) -> Button:
    return Button("button-program-end", f"program:{work.district.id}.{program.id}:end", {"name": program.name})


def _places(work: Work, program: Program) -> Button:
    return Button("button-program-places", f"program:{work.district.id}.{program.id}:places", {"name": program.name})


def _gone(work: Work, program: Program, name_of: Callable[[int | None], str]) -> dict[str, Any]:
    at = work_answer.clock(work, program.revoked_at or work.now)
    by, made_by = name_of(program.revoked_by), name_of(program.made_by)
    return {"word": "program-line-ended", "name": program.name, "by": by, "at": at, "made_by": made_by}


def _line(work: Work, program: Program, name_of: Callable[[int | None], str]) -> dict[str, Any]:
    used, count = program.used_at, program.counted if program.counted_on == today(work) else 0
    last = {"word": "program-used", "at": work_answer.clock(work, used), "count": count} if used else None
    return {
        "word": "program-line",
        "name": program.name,
        "by": name_of(program.made_by),
        "at": work_answer.clock(work, program.made_at),
        "used": last or {"word": "program-unused"},
    }


def today(work: Work) -> str:
    """The day as the district has it, for counting what a program reports."""
    return work.now.astimezone(work.district.zone).date().isoformat()


@action(Right.CAPTAIN, "programs.end")
async def end(work: Work, *, program_id: int) -> Answer:
    """The key opens nothing any more; what was reported with it stays as it is."""
    in_private(work)
    program = await work.tx[PROGRAMS].hold(program_id)
    if program is None or program.district_id != work.district.id:
        raise Refused("stale-button")
    if not program.is_live:
        raise Refused("program-ended-already", name=program.name)
    ended = replace(program, revoked_by=work.who.user_id, revoked_at=work.now)
    await work.tx[PROGRAMS].save(ended)
    await write_down(work, ended, "program_ended")
    await tell_others(work, "program-ended-told", ended)
    return answer("program-ended", name=ended.name)


@action(Right.PROGRAM, "programs.seen")
async def seen(work: Work) -> Answer:
    """A key was used to look at something."""
    program = await of_this_work(work)
    await work.tx[PROGRAMS].save(replace(program, used_at=work.now))
    return QUIET


async def of_this_work(work: Work) -> Program:
    """The program that speaks, held against others who write about it; Refused where its key was ended meanwhile."""
    program = await work.tx[PROGRAMS].hold(work.who.program_id or 0)
    if program is None or not program.is_live or program.district_id != work.district.id:
        raise Refused("key-ended")
    return program
