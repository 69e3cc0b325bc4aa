"""``/enrol officer``, ``/enrol approver`` and their end by ``/dismiss NAME``."""

from datetime import datetime

from bot.bodies import changing, said
from bot.bodies.officers import Officer
from bot.bodies.said import Said
from bot.membership import terms
from bot.membership.officers import appointing, links
from bot.register.people import NO_PERSON, Member, Person
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work


@action(Right.CAPTAIN, "enrolment.officer")
async def enrol(
    work: Work, *, role: str, words: str, user_id: int | None, name: str, username: str | None, is_bot: bool
) -> Answer:
    """``/enrol officer BODY CERTIFICATE UNTIL``, ``/enrol approver BODY DEED``: who is replied to, or named by @name.

    Where nobody is named, a link comes in private that enrols whoever opens it first.
    """
    named, words = _named(words) if user_id is None else (None, words)
    meant = said.officer(words) if role == "officer" else said.approver(words)
    until = terms.until(work, meant.duration)
    if named is not None:
        person = await work.tx.people.by_username(named)
        if person is None:
            raise Refused("officer-unknown-name", name=named)
        user_id, name, username = person.user_id, person.name, person.username
    if user_id is None:
        return await links.offer(work, meant, until)
    if is_bot or user_id in NO_PERSON:
        raise Refused("not-a-bot")
    if await work.tx.people.get(user_id) is None:
        await work.tx.people.save(Person(user_id, name, username))
    officer = _officer(work, meant, user_id, name, until)
    return await _put(work, officer)


def _named(words: str) -> tuple[str | None, str]:
    """The @name among the words, and the words without it."""
    each = words.split()
    found = next((word for word in each if word.startswith("@") and len(word) > 1), None)
    return found, " ".join(word for word in each if word is not found)


def _officer(work: Work, meant: Said, user_id: int, name: str, until: datetime | None) -> Officer:
    return Officer(
        work.district.id,
        user_id,
        name,
        meant.body,
        work.now,
        meant.certificate,
        meant.certified_until,
        meant.approver,
        meant.how,
        meant.deed,
        until,
        by_id=work.who.user_id,
    )


async def _put(work: Work, officer: Officer) -> Answer:
    after = await appointing.put(work, officer)
    if after is None:
        return answer("officer-known", **appointing.told(officer))
    return answer("officer-enrolled", **appointing.told(after))


def _is_called(member: Member, wanted: str) -> bool:
    names = {member.name.casefold(), str(member.user_id), (member.username or member.name).casefold()}
    return wanted in names


@action(Right.CAPTAIN, "enrolment.dismiss_officer")
async def dismiss(work: Work, *, named: str) -> Answer:
    """``/dismiss NAME``: an officer or approver, who writes nothing in the group, by name, @name or Telegram id."""
    wanted = named.strip().lstrip("@").casefold()
    members = [one for one in await work.tx.people.known(work.district.id) if one.is_of_body]
    found = [one for one in members if _is_called(one, wanted)]
    if not found:
        raise Refused("officer-not-found", name=named.strip()[:40])
    if len(found) > 1:
        raise Refused("officer-several", name=named.strip()[:40], ids=", ".join(str(one.user_id) for one in found))
    await changing.end_all(work, found[0])
    await appointing.followed(work, found[0].user_id)
    return answer("officer-dismissed", name=found[0].name)
