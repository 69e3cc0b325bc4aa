"""The desk: the only place where anything changes, one transaction for each thing that somebody wants."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import (
    actions,
    answering,
    confirming,
    crash_points,
    deadlines,
    dispatch,
    menus,
    open_cases,
    rights,
    signs,
    sos,
    untouched,
    welfare,
)
from bot.clock import Clock
from bot.confirming import Unsure
from bot.districts import District
from bot.flooding import Answers, Say
from bot.handbooks import Books
from bot.incidents import MOVES
from bot.letters import Letter, Post  # noqa: TC001  # names like those beside them
from bot.nobody import NoFiles, NoPost
from bot.people import NO_PERSON, Member, Person, Who
from bot.ports import Files, Stale, Store, Tx
from bot.refused import Refused
from bot.work import Answer, Rules, Work

Action = actions.Action[..., Answer | None]
"""What somebody wants: an action that takes ``work`` and ``**wants``; raises Refused where it cannot be."""

TRIES = 3

SILENT = frozenset({"teamwork.fix"})
"""Lasting names of actions that a device does by itself."""

IN_LINE = "inline"
"""The channel of who types in the chat box of any chat: the program is not written to, and writes nothing itself."""


@dataclass(frozen=True)
class Speaker:
    """Who speaks, as the door saw it; the desk looks up the rest at the moment of acting.

    *district_id* is named by a button; *number* and *reply_to* by what is said in private, to find the district.
    *thread* is the topic of a forum that they speak in.
    """

    user_id: int
    name: str
    chat_id: int
    said_at: datetime
    username: str | None = None
    language: str | None = None
    message_id: int | None = None
    channel: str = "group"
    district_id: int | None = None
    number: int | None = None
    reply_to: int | None = None
    thread: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of it: the answer for the one who spoke, their language, and whether it was a refusal."""

    answer: Answer | None
    language: str
    refused: bool = False


class Desk:
    """Runs actions, each in one transaction with its history, letters, due times and inbox row.

    *changed* is called after every commit: whoever shows the situation looks again.
    """

    def __init__(self, store: Store, clock: Clock, books: Books, rules: Rules) -> None:
        self.store = store
        self.clock = clock
        self.books = books
        self.rules = rules
        self.post: Post = NoPost()
        self.changed: Callable[[], None] = lambda: None
        self.files: Files = NoFiles()
        self.answers = Answers()

    async def do(
        self, action: Action, speaker: Speaker, *, update: tuple[int, int] | None = None, **wants: Any
    ) -> Outcome:
        """Do *action* for *speaker*; marks *update* (bot id, update id) done in the same transaction.

        A Refused rolls everything back; its sentence becomes the answer, and only the inbox row is marked.
        """
        for attempt in range(TRIES):
            try:
                outcome = await self._once(action, speaker, update, wants)
                break
            except Stale:
                if attempt == TRIES - 1:
                    raise
        return outcome

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Tx]:
        """One transaction; what it says and may go this moment is marked in it, and sent once it is committed."""
        claimed: list[Letter] = []
        try:
            async with self.store.begin() as tx:
                yield tx
                crash_points.reached("in-handler")
                claimed = self.post.claim(tx.outbox.fresh)
                taken_back = [one for one in claimed if not await tx.outbox.sending(one.id, self.clock.now())]
                self.post.give_back(taken_back)
                claimed = [one for one in claimed if one not in taken_back]
        except BaseException:
            self.post.give_back(claimed)
            raise
        crash_points.reached("after-handler-commit")
        self.changed()
        self.post.go(claimed)
        if tx.evidence.has_news:
            self.files.look()
        if tx.outbox.is_disturbed or len(claimed) < len(tx.outbox.fresh):
            self.post.wake()

    async def _once(
        self, action: Action, speaker: Speaker, update: tuple[int, int] | None, wants: dict[str, Any]
    ) -> Outcome:
        try:
            async with self._transaction() as tx:
                work = await self._open(tx, speaker)
                rights.check(action, work.who)
                await _note_private_chat(work)
                said = await action(work, **wants)
                confirming.check(work, action, wants, said)
                await self._hear(work, action)
                await settle(work)
                outcome = await self._close(work, said, update, refused=False)
            if work.erased:
                await self.files.forget(work.erased)
            return outcome
        except Refused as refusal:
            async with self._transaction() as tx:
                work = await self._open(tx, speaker)
                said = Answer(refusal.key, _in_words(refusal.facts), alert=True)
                await self._hear(work, action)
                if isinstance(refusal, Unsure):
                    await tx.drafts.put(refusal.draft)
                    said = replace(said, buttons=((refusal.button,),), asks="sure", turns=True)
                return await self._close(work, said, update, refused=True)

    async def _hear(self, work: Work, action: Action) -> None:
        """Whatever somebody of a team says, sends or taps is a sign of life, also what is refused.

        A position is one only where it has moved, which is seen there.
        """
        if not work.who.is_house and work.district_or_none is not None and action.name not in SILENT:
            await welfare.sign(work, work.who.team_id)
            await signs.note(work, work.who.team_id)

    def _may_say(self, work: Work, said: Answer) -> Say:
        """Answers to a call for help are never limited, nor those to an album, which are one."""
        if said.urgent or said.album:
            return Say.YES
        return self.answers.ask(work.who.user_id, work.now, is_known=work.who.member is not None)

    async def _open(self, tx: Tx, speaker: Speaker) -> Work:
        return await open_work(tx, speaker, self.clock.now(), self.books, self.rules)

    async def _close(
        self, work: Work, said: Answer | None, update: tuple[int, int] | None, *, refused: bool
    ) -> Outcome:
        who = work.who
        language = who.language or self.rules.language
        if said and not said.silent and who.user_id and await answering.comes_by_letter(work, said):
            say = self._may_say(work, said)
            if say is not Say.NO:
                await answering.reply(work, said if say is Say.YES else Answer("answers-limited"), language)
        if update is not None:
            await work.tx.inbox.done(*update, work.now)
        return Outcome(said, language, refused)


async def open_work(tx: Tx, speaker: Speaker, now: datetime, books: Books, rules: Rules) -> Work:
    """The work of one transaction: who speaks, as the register has them now, and in which district."""
    district, member = await find_district(tx, speaker)
    if member is None and district and speaker.user_id:
        member = await tx.people.member(district.id, speaker.user_id)
    if speaker.user_id in NO_PERSON:
        member = None
    who = Who(
        user_id=speaker.user_id,
        name=(member.name if member else speaker.name),
        chat_id=speaker.chat_id,
        said_at=speaker.said_at,
        username=speaker.username,
        language=await _language(tx, speaker, member, district, rules),
        message_id=speaker.message_id,
        channel=speaker.channel,
        member=member if member and member.left_at is None else None,
        is_owner=speaker.user_id in rules.owners - NO_PERSON,
        roles=member.role_names(now) if member else frozenset(),
        thread=speaker.thread,
    )
    return Work(tx, now, who, await books.of(tx, district), rules, district)


def _in_words(facts: dict[str, object]) -> dict[str, Any]:
    """The facts of a refusal, with codes of moves and states beside them as words, and the move's text command."""
    told: dict[str, Any] = dict(facts)
    if move := facts.get("move"):
        told["move_word"] = {"word": f"move-{str(move).replace('_', '-')}"}
        row = next((table[str(move)] for table in (MOVES, sos.MOVES) if move in table), None)
        told["command"] = row.command if row else str(move)
    if state := facts.get("state"):
        told["state_word"] = {"word": f"state-{str(state).replace('_', '-')}"}
    return told


async def _note_private_chat(work: Work) -> None:
    """Whoever writes to us in private has a private chat that we may write to."""
    who, member = work.who, work.who.member
    if who.in_private and who.channel != IN_LINE and member is not None and member.private_open is None:
        known = await work.tx.people.get(who.user_id)
        if known is not None:
            await work.tx.people.save(replace(known, private_open=True))
            work.who = replace(who, member=replace(member, private_open=True))
            await menus.refresh(work, who.user_id)


async def settle(work: Work) -> None:
    """What follows from a change: free teams get waiting cases, and due times are worked out again."""
    if work.look_for_teams and work.district_or_none is not None:
        await dispatch.match(work)
    for incident in list(work.moved.values()):
        await deadlines.schedule(work, incident)
        await welfare.watch_teams(work, incident)
    for incident in work.touched.values():
        await untouched.begin(work, incident)
    if work.cards_moved and work.district_or_none is not None:
        await open_cases.refresh(work)


async def find_district(tx: Tx, speaker: Speaker) -> tuple[District | None, Member | None]:
    """By the button, else by the group; in private the only one, that of the reply, or the only one with the number.

    The member comes along where finding the district has read it already.
    """
    if speaker.district_id is not None:
        return await tx.districts.get(speaker.district_id), None
    if speaker.chat_id != speaker.user_id:
        return await tx.districts.by_chat(speaker.chat_id), None
    mine = await tx.people.districts_of(speaker.user_id)
    if len(mine) > 1 and speaker.reply_to is not None:
        posting = await tx.outbox.posting(speaker.chat_id, speaker.reply_to)
        meant = [m for m in mine if posting and m.district_id == posting.district_id]
        mine = meant or mine
    if len(mine) > 1 and speaker.number is not None:
        having = [m for m in mine if await _has_number(tx, m.district_id, speaker.number)]
        mine = having if len(having) == 1 else mine
    if len(mine) > 1:
        chosen = await tx.drafts.get(speaker.user_id, speaker.chat_id, "district")
        named = [m for m in mine if chosen and m.district_id == chosen.data["district_id"]]
        mine = named or (mine[:1] if speaker.channel == IN_LINE else [])
    return (await tx.districts.get(mine[0].district_id), mine[0]) if len(mine) == 1 else (None, None)


async def _has_number(tx: Tx, district_id: int, number: int) -> bool:
    """Whether a case of any kind has this number there."""
    kinds = (tx.cases, tx.sos, tx.handovers)
    return any([await kind.by_number(district_id, number) is not None for kind in kinds])


async def _language(tx: Tx, speaker: Speaker, member: Member | None, district: District | None, rules: Rules) -> str:
    """The person's own, else what the door heard (a program's wish), else the district's."""
    if member is not None and member.language:
        return member.language
    person: Person | None = await tx.people.get(speaker.user_id) if member is None and speaker.user_id else None
    if person is not None and person.language:
        return person.language
    if speaker.language:
        return speaker.language
    return district.language if district else rules.language


def as_clock(district: District, now: datetime) -> Speaker:
    """The clock as a speaker of *district*."""
    return Speaker(0, "", district.chat_id, now, channel="clock", district_id=district.id)


def unnamed(speaker: Speaker) -> Speaker:
    """*speaker* without a district: for what concerns the person, not a district."""
    return replace(speaker, district_id=None)
