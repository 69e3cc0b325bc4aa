"""The work of one transaction is opened: who speaks, as the register has them now, and in which district."""

from datetime import datetime

from bot.handbook.versions import Books
from bot.handovers.table import HANDOVERS
from bot.incidents.store import INCIDENTS
from bot.register.districts import District
from bot.register.people import NO_PERSON, Member, Person, Who
from bot.sos.table import CALLS
from bot.work.ports import Tx
from bot.work.rules import Rules
from bot.work.speaker import IN_LINE, Speaker
from bot.work.work import Work


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
    kinds = (tx[INCIDENTS], tx[CALLS], tx[HANDOVERS])
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
