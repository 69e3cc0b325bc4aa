"""The work of one transaction is opened: who speaks, as the register has them now, and in which district."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.cases.kinds import KINDS, Kinds
from bot.register.districts import District
from bot.register.people import NO_PERSON, Member, Person, Who
from bot.work.features import FEATURES, Features
from bot.work.ports import Tx
from bot.work.rules import Rules
from bot.work.speaker import IN_LINE, Speaker
from bot.work.work import Work


@dataclass
class Opening:
    """How every work begins: the deployment's figures, the features, and *lay*, what lays something more ready."""

    rules: Rules
    features: Features
    lay: tuple[Callable[[Work], Awaitable[None]], ...] = ()
    kinds: Kinds = field(init=False)

    def __post_init__(self) -> None:
        """The kinds are the same for every work."""
        self.kinds = Kinds(self.features.kinds)

    async def work(self, tx: Tx, speaker: Speaker, now: datetime) -> Work:
        """The work of one transaction: who speaks, as the register has them now, and in which district."""
        district, member = await find_district(tx, speaker, self.kinds)
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
            language=await _language(tx, speaker, member, district, self.rules),
            message_id=speaker.message_id,
            channel=speaker.channel,
            member=member if member and member.left_at is None else None,
            is_owner=speaker.user_id in self.rules.owners - NO_PERSON,
            roles=member.role_names(now) if member else frozenset(),
            thread=speaker.thread,
            program_id=speaker.program_id,
        )
        return await self.in_district(tx, who, now, district)

    async def in_district(self, tx: Tx, who: Who, now: datetime, district: District | None) -> Work:
        """The work of somebody who is known already."""
        work = Work(tx, now, who, self.rules, district)
        work.at_hand.lay(FEATURES, self.features)
        work.at_hand.lay(KINDS, self.kinds)
        for lay in self.lay:
            await lay(work)
        return work


async def find_district(tx: Tx, speaker: Speaker, kinds: Kinds) -> tuple[District | None, Member | None]:
    """By the button, else by the group; in private the only one, that of the reply, or the only one with the number.

    The member comes along where finding the district has read it already.
    """
    if speaker.district_id is not None:
        return await tx.districts.get(speaker.district_id), None
    if speaker.chat_id != speaker.user_id:
        return await tx.districts.by_chat(speaker.chat_id), None
    if not speaker.user_id:
        return None, None
    mine = await _narrowed(tx, speaker, kinds, await tx.people.districts_of(speaker.user_id))
    return (await tx.districts.get(mine[0].district_id), mine[0]) if len(mine) == 1 else (None, None)


async def _narrowed(tx: Tx, speaker: Speaker, kinds: Kinds, mine: list[Member]) -> list[Member]:
    """Whoever belongs to several districts means that of the reply, of the number, or the one they chose.

    In the chat box of any chat nobody can be asked: the first.
    """
    if len(mine) > 1 and speaker.reply_to is not None:
        posting = await tx.outbox.posting(speaker.chat_id, speaker.reply_to)
        mine = [m for m in mine if posting and m.district_id == posting.district_id] or mine
    if len(mine) > 1 and speaker.number is not None:
        having = [m for m in mine if await _has_number(tx, kinds, m.district_id, speaker.number)]
        mine = having if len(having) == 1 else mine
    if len(mine) > 1:
        chosen = await tx.drafts.get(speaker.user_id, speaker.chat_id, "district")
        named = [m for m in mine if chosen and m.district_id == chosen.data["district_id"]]
        mine = named or (mine[:1] if speaker.channel == IN_LINE else [])
    return mine


async def _has_number(tx: Tx, kinds: Kinds, district_id: int, number: int) -> bool:
    """Whether a case of any kind has this number there."""
    for kind in kinds:
        if await tx[kind.store].by_number(district_id, number) is not None:
            return True
    return False


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
