"""Menus: the few commands that Telegram offers to whom beside the keyboard; all of them stand in ``/help``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.register.districts import District
from bot.register.people import Member, Who
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.ports import Tx
from bot.work.rules import Rules
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

NO_CHAT = 0
"""Menus go to no chat: they wait in a line of their own, and cost no chat anything."""

MOST = 12
"""A menu has no more commands: a longer one is scrolled with cold fingers, and read by nobody."""

SHORT: dict[tuple[str, str], tuple[str, ...]] = {
    ("captains", "private"): (
        *("board", "sos", "assign", "confirm", "duty", "report"),
        *("all", "teams", "shift", "dashboard", "handbook", "help"),
    ),
    ("captains", "group"): (
        *("board", "sos", "assign", "confirm", "duty", "report"),
        *("all", "teams", "enrol", "team", "setup", "help"),
    ),
    ("members", ""): (
        *("duty", "sos", "report", "accept", "arrived", "done"),
        *("backup", "break", "back", "off", "handbook", "help"),
    ),
    ("registered", ""): (
        *("board", "sos", "case", "teams", "dashboard", "handbook"),
        *("history", "language", "privacy", "mydata", "help"),
    ),
    ("officers", ""): (
        *("visit", "hazard", "sos", "place", "calendar", "dashboard"),
        *("handbook", "language", "privacy", "mydata", "help"),
    ),
}
"""What the menu of each role offers, in this order; a kind of chat where it has its own, else any (empty)."""

BEGIN = "menu:"
"""How the names begin under which it is kept what Telegram was told."""


@dataclass(frozen=True)
class Menu:
    """One menu that Telegram keeps: of a person in their private chat or in a group, of a group, or of everybody.

    *user_id* is 0 for a whole group; *chat_id* too for everybody, and *language* is set only then.
    """

    user_id: int = 0
    chat_id: int = 0
    language: str = ""

    @property
    def name(self) -> str:
        """The menu as it is kept, and as letters about it are told apart."""
        return f"{BEGIN}{self.user_id}:{self.chat_id}:{self.language}"

    @classmethod
    def of(cls, name: str) -> "Menu":
        """The menu of a name."""
        user_id, chat_id, language = name.removeprefix(BEGIN).split(":")
        return cls(int(user_id), int(chat_id), language)

    @property
    def is_private(self) -> bool:
        """Of a private chat, whose id is the person's."""
        return self.user_id == self.chat_id != 0


@dataclass(frozen=True)
class Offered:
    """Who reads a menu: for whom its commands are, in which language, and in which kind of chat (*where*)."""

    audiences: frozenset[str]
    language: str
    where: str


def seen_by(who: Who) -> frozenset[str]:
    """The audiences to which *who* belongs in the district that they speak in."""
    seen = {"everybody"}
    if who.member is not None:
        seen |= {"district"} if who.is_only_of_bodies else {"district", "registered"}
    if who.is_of_body or who.is_captain:
        seen.add("officers")
    if who.may_act:
        seen |= {"members", "planned"}
    if who.is_of_body:
        seen.add("planned")
    if who.is_captain or who.is_owner:
        seen.add("captains")
    return frozenset(seen)


def fitting(offers: Iterable[dict[str, str]], audiences: frozenset[str], where: str) -> list[dict[str, str]]:
    """Of the register those commands that are for these audiences and make sense in that kind of chat."""
    fits = {"anywhere", where}
    return [one for one in offers if one["audience"] in audiences and (where == "anywhere" or one["where"] in fits)]


def in_short(offers: Iterable[dict[str, str]], audiences: frozenset[str], where: str) -> list[str]:
    """The names of a menu: those of the highest of these roles that fit, at most :data:`MOST`, most used first."""
    fits = [one["name"] for one in fitting(offers, audiences, where)]
    role = next((one for one in ("captains", "members", "registered", "officers") if one in audiences), "")
    chosen = SHORT.get((role, where)) or SHORT.get((role, "")) or tuple(fits)
    return [name for name in chosen if name in fits][:MOST]


async def audiences(work: Work) -> frozenset[str]:
    """Those of the one who speaks; in private, of all their districts together."""
    if not work.who.in_private:
        return seen_by(work.who)
    mine = await work.tx.people.districts_of(work.who.user_id)
    return seen_by(work.who).union(*(_seen_by_member(one, work.rules, work.now) for one in mine))


def _seen_by_member(member: Member, rules: Rules, now: datetime) -> frozenset[str]:
    is_owner = member.user_id in rules.owners
    who = Who(member.user_id, member.name, 0, now, member=member, is_owner=is_owner, roles=member.role_names(now))
    return seen_by(who)


def _of_group(district: District) -> Offered:
    return Offered(frozenset({"everybody", "district", "registered", "members", "planned"}), district.language, "group")


def _of_member(member: Member, district: District, rules: Rules, now: datetime) -> Offered | None:
    """A menu of their own in the group; None where the group's fits them, or they are no part of it."""
    if member.is_only_of_bodies:
        return None
    seen = _seen_by_member(member, rules, now)
    own = Offered(seen, member.language or district.language, "group")
    return None if own == _of_group(district) else own


def _in_private(mine: Iterable[tuple[Member, District]], rules: Rules, now: datetime) -> Offered | None:
    """All that one person may use in any of their districts; None for who belongs to none."""
    pairs = list(mine)
    if not pairs:
        return None
    seen = frozenset[str]().union(*(_seen_by_member(member, rules, now) for member, _ in pairs))
    return Offered(seen, pairs[0][0].language or pairs[0][1].language, "private")


async def offered(work: Work, menu: Menu) -> Offered | None:
    """Who reads *menu* as things stand; None where there is to be none."""
    if not menu.chat_id:
        return Offered(frozenset({"everybody"}), menu.language or work.rules.language, "anywhere")
    if menu.is_private:
        mine = await work.tx.people.districts_of(menu.user_id)
        pairs = [(one, there) for one in mine if (there := await work.tx.districts.get(one.district_id))]
        return _in_private(pairs, work.rules, work.now)
    district = await work.tx.districts.by_chat(menu.chat_id)
    if district is None or district.chat_id != menu.chat_id:
        return None
    if not menu.user_id:
        return _of_group(district)
    member = await work.tx.people.member(district.id, menu.user_id)
    return None if member is None or member.left_at else _of_member(member, district, work.rules, work.now)


async def all_offered(work: Work, languages: Iterable[str]) -> dict[Menu, Offered | None]:
    """Every menu there is to be, and whom each is for; private ones only of open private chats."""
    everybody = [Menu(language=language) for language in ("", *languages)]
    found = {menu: await offered(work, menu) for menu in everybody}
    theirs: dict[int, list[tuple[Member, District]]] = {}
    for district in await work.tx.districts.all():
        found[Menu(chat_id=district.chat_id)] = _of_group(district)
        for member in await work.tx.people.known(district.id):
            found[Menu(member.user_id, district.chat_id)] = _of_member(member, district, work.rules, work.now)
            theirs.setdefault(member.user_id, []).append((member, district))
    for user_id, pairs in theirs.items():
        if pairs[0][0].private_open:
            found[Menu(user_id, user_id)] = _in_private(pairs, work.rules, work.now)
    return found


def letter(menu: Menu, now: datetime, *, always: bool = False) -> Letter:
    """Have *menu* written anew, where it differs from what Telegram was told; *always*: also where that is unknown."""
    return Letter(
        district_id=None,
        chat_id=NO_CHAT,
        kind=LetterKind.MENU,
        priority=Priority.MENU,
        created_at=now,
        collapse=menu.name,
        purpose="menu",
        facts={"always": True} if always else {},
    )


@action(Right.HOUSE, "menus.ask")
async def ask(work: Work, *, menus: Iterable[Menu]) -> Answer:
    """Have these written anew."""
    for menu in menus:
        await work.tx.outbox.add(letter(menu, work.now))
    return QUIET


async def changed(tx: Tx, district: District | None, user_id: int, now: datetime) -> None:
    """Have one person's menus written anew, in private where that chat is open and in the group of *district*."""
    person = await tx.people.get(user_id)
    if person is not None and person.private_open:
        await tx.outbox.add(letter(Menu(user_id, user_id), now))
    if district is not None:
        await tx.outbox.add(letter(Menu(user_id, district.chat_id), now))


async def refresh(work: Work, *user_ids: int) -> None:
    """Roles or language of these people changed: their menus follow, and once more when a role ends."""
    district = work.district_or_none
    for user_id in user_ids:
        await changed(work.tx, district, user_id, work.now)
        if district is None:
            continue
        member = await work.tx.people.member(district.id, user_id)
        subject = f"menu:{district.id}.{user_id}/"
        ends = [held.until for held in member.roles if held.until] if member else []
        dues = [Due(subject, "role_ends", at, n=int(at.timestamp())) for at in ends if at > work.now]
        await work.tx.occasions.sync(district.id, None, subject, dues)


@action(Right.HOUSE, "menus.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """A role has ended."""
    if await work.tx.occasions.decide(occasion.id, work.now, "done"):
        await refresh(work, int(occasion.subject.partition(".")[2].rstrip("/")))


async def refresh_group(work: Work) -> None:
    """The group's language changed, or the group itself: its menu follows, and everybody's."""
    await ask(work, menus=[Menu(chat_id=work.district.chat_id)])
    await refresh(work, *[member.user_id for member in await work.tx.people.known(work.district.id)])


async def forget(work: Work, user_id: int, mine: Iterable[Member]) -> None:
    """Take every menu of one person away, whatever it is that Telegram was told."""
    districts = [await work.tx.districts.get(one.district_id) for one in mine]
    for chat_id in (user_id, *(one.chat_id for one in districts if one)):
        await work.tx.outbox.add(letter(Menu(user_id, chat_id), work.now, always=True))
