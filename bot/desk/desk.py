"""The desk: the only place where anything changes, one transaction for each thing that somebody wants."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.cases import changes, dues, phrases
from bot.cases.kinds import KINDS
from bot.cases.opening import Opening
from bot.desk import confirmation, reply, rights
from bot.desk.confirmation import Unsure
from bot.desk.rate_limits import Answers, Say
from bot.evidence.pieces import EVIDENCE
from bot.exports.port import EXPORTS
from bot.handbook.versions import Books
from bot.menus import menus
from bot.outbox.letters import Letter, Post  # names like those beside them
from bot.outbox.nobody import NoFiles, NoPost
from bot.places.importing.port import IMPORTS
from bot.places.notes import going_in
from bot.values import crash_points
from bot.values.clock import Clock
from bot.values.refused import Refused
from bot.webhooks.hooks import WEBHOOKS, Hooks, NoHooks
from bot.work import actions as work_actions
from bot.work.answer import Answer
from bot.work.features import FEATURES, Features
from bot.work.ports import Files, Stale, Store, Tx
from bot.work.rules import Rules
from bot.work.speaker import IN_LINE, Speaker
from bot.work.work import Work

Action = work_actions.Action[..., Answer | None]
"""What somebody wants: an action that takes ``work`` and ``**wants``; raises Refused where it cannot be."""


@dataclass(frozen=True)
class Otherwise:
    """Words that may mean something else than they seem to, which only the memory can tell: where *holds*, *action*."""

    holds: Callable[[Work], Awaitable[bool]]
    action: Action
    wants: Mapping[str, Any]


TRIES = 3

SILENT = frozenset({"teamwork.fix", "trackers.fix", "trackers.trouble"})
"""Lasting names of actions that a device does by itself, be its bearer asleep or elsewhere."""


@dataclass(frozen=True)
class Outcome:
    """What came of it: the answer for the one who spoke, their language, and whether it was a refusal."""

    answer: Answer | None
    language: str
    refused: bool = False


class Desk:
    """Runs actions, each in one transaction with its history, letters, due times and inbox row.

    *changed* is called after every commit: whoever shows the situation looks again. *exported* after those that wrote
    something of exports, *imported* after those that wrote of files of places.
    """

    def __init__(self, store: Store, clock: Clock, books: Books, rules: Rules, features: Features) -> None:
        self.store = store
        self.clock = clock
        self.books = books
        self.features = features
        self.opening = Opening(rules, features, (books.lay,))
        self.post: Post = NoPost()
        self.changed: Callable[[], None] = lambda: None
        self.exported: Callable[[], None] = lambda: None
        self.imported: Callable[[], None] = lambda: None
        self.files: Files = NoFiles()
        self.hooks: Hooks = NoHooks()
        self.answers = Answers()

    @property
    def rules(self) -> Rules:
        """The deployment's own figures."""
        return self.opening.rules

    @rules.setter
    def rules(self, rules: Rules) -> None:
        """Other figures from now on."""
        self.opening.rules = rules

    async def do(
        self,
        action: Action,
        speaker: Speaker,
        *,
        update: tuple[int, int] | None = None,
        otherwise: Otherwise | None = None,
        **wants: Any,
    ) -> Outcome:
        """Do *action* for *speaker*; marks *update* (bot id, update id) done in the same transaction.

        *otherwise*: what else may have been meant.

        A Refused rolls everything back; its sentence becomes the answer, and only the inbox row is marked.
        """
        for attempt in range(TRIES):
            try:
                once = partial(self._once, action, speaker, update, otherwise, wants)
                outcome = await self.books.for_it(self.store, once)
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

                def claim(fresh: Sequence[Letter]) -> list[Letter]:
                    claimed.extend(self.post.claim(fresh))
                    return claimed

                sent = await tx.outbox.set_out(claim, self.clock.now())
                self.post.give_back([one for one in claimed if one.chat_id not in {other.chat_id for other in sent}])
        except BaseException:
            self.post.give_back(claimed)
            raise
        crash_points.reached("after-handler-commit")
        self.changed()
        self.post.go(sent)
        if tx[EXPORTS].has_news:
            self.exported()
        if tx[IMPORTS].has_news:
            self.imported()
        if tx[EVIDENCE].has_news:
            self.files.look()
        if tx[WEBHOOKS].has_news:
            self.hooks.wake()
        if tx.outbox.is_disturbed or len(sent) < len(tx.outbox.fresh):
            self.post.wake()

    async def _once(
        self,
        action: Action,
        speaker: Speaker,
        update: tuple[int, int] | None,
        otherwise: Otherwise | None,
        wants: Mapping[str, Any],
    ) -> Outcome:
        try:
            async with self._transaction() as tx:
                work = await self._open(tx, speaker)
                if otherwise is not None and await otherwise.holds(work):
                    action, wants = otherwise.action, otherwise.wants
                rights.check(action, work.who)
                await _note_private_chat(work)
                said = await action(work, **wants)
                confirmation.check(work, action, wants, said)
                await self._hear(work, action)
                await settle(work)
                outcome = await self._close(work, said, update, refused=False)
            if work.erased:
                await self.files.forget(work.erased)
            return outcome
        except Refused as refusal:
            async with self._transaction() as tx:
                work = await self._open(tx, speaker)
                await _note_private_chat(work)
                said = Answer(refusal.key, phrases.in_words(refusal.facts, work.at_hand[KINDS]), alert=True)
                await self._hear(work, action)
                if isinstance(refusal, Unsure):
                    await tx.drafts.put(refusal.draft)
                    said = replace(said, buttons=((refusal.button,),), asks="sure", turns=True)
                return await self._close(work, said, update, refused=True)

    async def _hear(self, work: Work, action: Action) -> None:
        """Whatever somebody of a team says, sends or taps is a sign of life, also what is refused.

        A shared position is one only where it has moved, which is seen there; a tracker's never is.
        """
        if work.who.user_id and work.district_or_none is not None and action.name not in SILENT:
            for hear in self.features.hears:
                await hear(work, work.who.team_id)

    def _may_say(self, work: Work, said: Answer) -> Say:
        """Answers to a call for help are never limited, nor those to who commands."""
        if said.urgent or work.who.is_owner or work.who.is_captain:
            return Say.YES
        return self.answers.ask(work.who.user_id, work.now, is_known=work.who.member is not None)

    async def _open(self, tx: Tx, speaker: Speaker) -> Work:
        return await self.opening.work(tx, speaker, self.clock.now())

    async def _close(
        self, work: Work, said: Answer | None, update: tuple[int, int] | None, *, refused: bool
    ) -> Outcome:
        who = work.who
        language = who.language or self.rules.language
        if said and not said.silent and who.user_id and await reply.comes_by_letter(work, said):
            say = self._may_say(work, said)
            if say is not Say.NO:
                await reply.reply(work, said if say is Say.YES else Answer("answers-limited"), language)
        if update is not None:
            await work.tx.inbox.done(*update, work.now)
        return Outcome(said, language, refused)


async def _note_private_chat(work: Work) -> None:
    """Whoever writes to us in private has a private chat that we may write to: what they could not be sent comes."""
    who, member = work.who, work.who.member
    if who.in_private and who.channel != IN_LINE and member is not None and member.private_open is not True:
        known = await work.tx.people.get(who.user_id)
        if known is not None:
            await work.tx.people.save(replace(known, private_open=True))
            work.who = replace(who, member=replace(member, private_open=True))
            await menus.refresh(work, who.user_id)
            work.stir(look_for_teams=False)
            await going_in.catch_up(work, who.user_id)


async def settle(work: Work) -> None:
    """What follows from a change: features seek first, then due times are worked out again, then the rest follows."""
    features = work.at_hand[FEATURES]
    for seek in features.seeks:
        await seek(work)
    for case in list(changes.of(work).changed.values()):
        await dues.schedule(work, case)
    for settled in features.settles:
        await settled(work)
