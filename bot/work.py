"""One piece of work at the desk: the open transaction, the hour, the district, and who is speaking."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from bot.cases.case import Actor, Case, Change, Role
from bot.cases.moves import Part
from bot.districts import District
from bot.handbook import Handbook, Item
from bot.incidents import ENDED, Incident, State
from bot.letters import Button, Letter, LetterKind, Posting, Priority, Rows
from bot.limits import Limits, limits_for
from bot.people import Member, RoleName, Who
from bot.ports import Tx
from bot.refused import Refused
from bot.teams import Muster, muster

GATHER_S = 2.0
"""Reminders for a group wait this long for others, so that many at once become one message."""


@dataclass(frozen=True)
class Rules:
    """The deployment's own figures: seconds of each default, and the owners' user ids."""

    ask_s: int = 30
    position_s: int = 900
    accept_s: int = 60
    arrive_s: int = 180
    close_s: int = 600
    remind_s: int = 300
    confirm_s: int = 600
    track_days: int = 30
    photo_days: int = 180
    welfare_s: int = 1200
    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    owners: frozenset[int] = frozenset()
    drill: bool = False
    bot_name: str = ""

    def district_limits(self) -> dict[str, Any]:
        """The limits that a new district begins with."""
        return {
            "accept": self.accept_s,
            "arrive": self.arrive_s,
            "close": self.close_s,
            "confirm": self.confirm_s,
            "remind_every": self.remind_s,
        }


@dataclass(frozen=True)
class Answer:
    """What the one who just spoke is told: a key of the words, its facts, buttons. *alert* asks to be read.

    *asks* names the fact that a move still wants (``reason``, ``team``, ``sure`` …): it was not made yet. *urgent* ones
    go before all others and are never limited. *turns*: a question, or one of several pages or steps; what its
    buttons bring takes its place. *album* names pieces that came together for the case *case_id*: all of them have one
    answer, whose newest form takes the place of the one before. *toast* is what a press did, said under the thumb while
    the answer itself is what comes next.
    """

    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    buttons: Rows = ()
    alert: bool = False
    silent: bool = False
    asks: str = ""
    urgent: bool = False
    turns: bool = False
    album: str = ""
    case_id: int | None = None
    toast: "Answer | None" = None

    @property
    def is_more_than_a_toast(self) -> bool:
        """It has buttons or several lines: after a press, too, it comes as a message."""
        return bool(self.buttons) or bool({"lines", "facts_keyboard"} & self.facts.keys())


def answer(
    key: str, buttons: Rows = (), *, alert: bool = False, asks: str = "", turns: bool = False, **facts: Any
) -> Answer:
    """An Answer, with its facts as keywords."""
    return Answer(key, facts, buttons, alert=alert, asks=asks, turns=turns)


def listed(each: Iterable[Any]) -> Any:
    """Several facts as one for the words: ``A, B, C``; empty where there is none."""
    nothing: Any = ""
    return reduce(lambda one, other: {"word": "both", "one": one, "other": other} if one else other, each, nothing)


QUIET = Answer("", silent=True)
"""Nothing is said: the card or another letter is the acknowledgement."""


@dataclass
class Work:
    """What an action at the desk works with. *moved* are cases whose due times are worked out again at the end.

    *touched* are those among them on which a move was made.
    *erased* are pieces of evidence whose files go once this is committed.
    """

    tx: Tx
    now: datetime
    who: Who
    book: Handbook
    rules: Rules
    district_or_none: District | None = None
    moved: dict[int, Incident] = field(default_factory=dict)
    touched: dict[int, Incident] = field(default_factory=dict)
    look_for_teams: bool = False
    erased: tuple[int, ...] = ()
    cards_moved: bool = False
    _muster: Muster | None = None

    @property
    def district(self) -> District:
        """The district this work belongs to; Refused where there is none."""
        if self.district_or_none is None:
            raise Refused("no-district")
        return self.district_or_none

    def link(self, payload: str = "hello") -> str:
        """Opens the private chat with the bot; what *payload* names (``case_42_1``) is shown there, by right."""
        return f"https://t.me/{self.rules.bot_name}?start={payload}"

    def item_of(self, incident: Incident) -> Item:
        """The handbook's item of *incident*; ``other`` while none is known."""
        return self.book.reading(incident.item, incident.item_version)

    def limits_of(self, incident: Incident) -> Limits:
        """The limits that hold for *incident*."""
        return limits_for(self.district, incident, self.item_of(incident))

    async def muster(self) -> Muster:
        """All teams as they stand in this transaction (kept until :meth:`stir`)."""
        if self._muster is None:
            tx, district_id = self.tx, self.district.id
            self._muster = muster(
                await tx.teams.all(district_id),
                await tx.people.members(district_id),
                await tx.teams.positions(district_id),
                await tx.teams.holds(district_id),
                self.now,
                self.rules.position_s,
            )
        return self._muster

    def stir(self, *, look_for_teams: bool = True) -> None:
        """Something changed about teams: forget the muster, and look for work for them at the end."""
        self._muster = None
        self.look_for_teams = self.look_for_teams or look_for_teams

    # --- who is who to a case

    async def actor(self, incident: Incident, *, for_team: int | None = None) -> Actor:
        """The one who speaks, with their parts in *incident*; *for_team* is the team a captain speaks for."""
        who = self.who
        parts: set[Part] = set()
        if who.is_captain:
            parts.add(Part.CAPTAIN)
        if not who.may_act:
            return Actor(who.user_id, frozenset(), channel=who.channel)
        if incident.reporter_id == who.user_id:
            parts.add(Part.REPORTER)
            if who.team_id is not None:
                parts.add(Part.OWN_TEAM)
        held = incident.of_team(who.team_id) if who.team_id is not None else None
        if held is not None:
            parts.add(Part.LEAD if held.role is Role.LEAD else Part.SUPPORT)
        spoken_for = incident.of_team(for_team) if for_team is not None else None
        if who.is_captain and spoken_for is not None:
            parts.add(Part.LEAD if spoken_for.role is Role.LEAD else Part.SUPPORT)
        if who.user_id in await self.tx.cases.handlers(incident.id):
            parts.add(Part.HANDLER)
        return Actor(who.user_id, frozenset(parts), who.team_id, who.channel, for_team)

    async def captains(self) -> list[Member]:
        """Captains on duty, else all captains, else the owners who belong here; may be empty."""
        members = (await self.muster()).members.values()
        captains = [m for m in members if m.has(RoleName.CAPTAIN, self.now)]
        on_duty = [m for m in captains if m.duty is not None]
        return on_duty or captains or [m for m in members if m.user_id in self.rules.owners]

    async def owners(self) -> list[Member]:
        """The owners of the deployment who belong to this district."""
        members = (await self.muster()).members
        return [members[user_id] for user_id in sorted(self.rules.owners) if user_id in members]

    # --- telling others

    async def post(self, letter: Letter) -> None:
        """Queue a letter of this district."""
        await self.tx.outbox.add(replace(letter, district_id=self.district.id))

    async def card(self, incident: Incident) -> None:
        """Have the group's card of *incident* written or brought up to date."""
        self.cards_moved = True
        stands = bool(await self.tx.outbox.postings(incident.id, "card"))
        answers = incident.origin_chat_id == self.district.chat_id
        said_just_now = answers and incident.origin_message_id == self.who.message_id
        priority = (
            Priority.CLOSING if incident.state in ENDED and stands else Priority.EDIT if stands else Priority.NEW_CARD
        )
        await self.post(
            Letter(
                district_id=None,
                chat_id=self.district.chat_id,
                kind=LetterKind.CARD,
                priority=priority,
                created_at=self.now,
                case_id=incident.id,
                collapse=f"card:{incident.id}",
                purpose="card",
                reply_to=incident.origin_message_id if answers else None,
                thread=self.who.thread if said_just_now else None,
            )
        )

    async def tell(
        self,
        people: Iterable[Member],
        key: str,
        *,
        priority: Priority = Priority.ANSWER,
        purpose: str = "note",
        incident: Case | None = None,
        buttons: Rows = (),
        collapse: str | None = None,
        silent: bool = False,
        **facts: Any,
    ) -> None:
        """Tell *people*: in private who has a private chat, the others in one group message that mentions them."""
        in_group: list[Member] = []
        seen: set[int] = set()
        for person in people:
            if person.user_id in seen:
                continue
            seen.add(person.user_id)
            if not person.private_open:
                in_group.append(person)
                continue
            await self.post(
                Letter(
                    district_id=None, chat_id=person.user_id, user_id=person.user_id, kind=LetterKind.NOTE,
                    priority=priority, created_at=self.now, case_id=incident.id if incident else None, key=key,
                    facts=facts, buttons=buttons, language=person.language or self.district.language,
                    collapse=f"{collapse}:{person.user_id}" if collapse else None, purpose=purpose, silent=silent,
                )
            )  # fmt: skip
        if in_group:
            await self.tell_group(
                key, priority=priority, purpose=purpose, incident=incident, buttons=buttons, collapse=collapse,
                mentions=in_group, **facts,
            )  # fmt: skip

    async def tell_group(
        self,
        key: str,
        *,
        priority: Priority = Priority.ANSWER,
        purpose: str = "note",
        incident: Case | None = None,
        buttons: Rows = (),
        collapse: str | None = None,
        mentions: Iterable[Member] = (),
        reply_to: int | None = None,
        **facts: Any,
    ) -> None:
        """One new message in the group; *mentions* are people without a private chat, named so that it sounds."""
        named = tuple(mentions)
        told = {**facts, "mention_names": [m.name for m in named]} if named else facts
        await self.post(
            Letter(
                district_id=None, chat_id=self.district.chat_id, kind=LetterKind.NOTE, priority=priority,
                created_at=self.now, case_id=incident.id if incident else None, key=key, facts=told, buttons=buttons,
                mentions=tuple(m.user_id for m in named), language=self.district.language,
                collapse=collapse, purpose=purpose, reply_to=reply_to,
                not_before=self.now + timedelta(seconds=GATHER_S) if purpose.startswith("reminder") else None,
            )
        )  # fmt: skip

    async def amend(
        self, posting: Posting, key: str, *, language: str | None = None, buttons: Rows = (),
        mentions: Iterable[Member] = (), **facts: Any,
    ) -> None:  # fmt: skip
        """Put other words into a note of ours that stands (an edit, which alerts nobody)."""
        named = tuple(mentions)
        told = {**facts, "mention_names": [m.name for m in named]} if named else facts
        await self.post(
            Letter(
                district_id=None, chat_id=posting.chat_id, user_id=posting.user_id, kind=LetterKind.NOTE,
                priority=Priority.EDIT, created_at=self.now, case_id=posting.case_id, key=key, buttons=buttons,
                facts={**told, "edits": posting.message_id}, language=language or self.district.language,
                mentions=tuple(m.user_id for m in named),
                collapse=f"amend:{posting.chat_id}:{posting.message_id}", purpose=posting.purpose,
            )
        )  # fmt: skip

    async def save(self, change: Change[Incident], *, text: str | None = None) -> Incident:
        """Write a change with its history; its due times and the search for teams follow at the end."""
        stored = await self.tx.cases.save(change.case)
        for record in change.records:
            await self.tx.history.add(self.district.id, stored.id, record, self.now, text)
        self.moved[stored.id] = self.touched[stored.id] = stored
        if change.sent or change.freed or stored.state == State.OPEN:
            self.stir()
        return stored


def case_button(incident: Incident, district: District, move: str, choice: str = "", *, key: str = "") -> Button:
    """A button that makes *move* on *incident*: ``incident:<district>.<number>:<move>[:<choice>]``."""
    data = f"{incident.kind}:{district.id}.{incident.number}:{move}" + (f":{choice}" if choice else "")
    return Button(key or f"button-{move.replace('_', '-')}", data)
