"""Signing in to the pages: a one-time link sent in private, and sessions that end by themselves.

Secrets are made at the doors; only their SHA-256 comes in here. Roles are no part of a session: they are read from the
register at every request.
"""

from datetime import timedelta

from bot.access import seats
from bot.access.keys import LINK, SESSION, SIGN_INS, Link, Session
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

SEEN_EVERY = timedelta(minutes=1)
"""It is written down no more often than this that a session is used."""


CHECKS = "checks-link"
"""The letter with the link of who is only of a body: it leads to checks, the one page of the centre that is theirs."""


@action(Right.ANYBODY, "signing_in.dashboard")
async def dashboard(work: Work) -> Answer:
    """``/dashboard``: a link for whoever is registered, in private only."""
    who = work.who
    here = None if who.in_private else work.district.id
    of_patrol = bool(await _seats(work, who.user_id, here))
    if not of_patrol and not await _belongs(work, who.user_id, here):
        raise Refused("not-registered")
    person = await work.tx.people.get(who.user_id)
    if not (who.in_private or (person and person.private_open)):
        raise Refused("link-only-in-private", link=work.link())
    link = telling.secret(
        work, "sign-in-link" if of_patrol else CHECKS, f"sign-in:{who.user_id}", minutes=minutes(LINK)
    )
    await work.tx.outbox.add(link)
    if not who.in_private:
        await work.post(
            Letter(
                district_id=None,
                chat_id=who.chat_id,
                kind=LetterKind.NOTE,
                priority=Priority.ANSWER,
                created_at=work.now,
                key="sent-in-private",
                language=who.language,
                silent=True,
                purpose="answer",
                reply_to=who.message_id,
                thread=who.thread,
            )
        )
    return QUIET


def minutes(length: timedelta) -> int:
    """Whole minutes."""
    return int(length.total_seconds() // 60)


async def _belongs(work: Work, user_id: int, district_id: int | None = None) -> bool:
    """Whether somebody has anything to look at: as one of a patrol, or as an officer or approver of a body."""
    found = await seats.seats_of_person(work, user_id=user_id, bodies=True)
    return any(seat.district.id for seat in found if district_id in {None, seat.district.id})


async def _seats(work: Work, user_id: int, district_id: int | None = None) -> list[seats.Seat]:
    found = await seats.seats_of(work.tx, user_id, work.rules, work.now)
    return [seat for seat in found if district_id in {None, seat.district.id}]


@action(Right.HOUSE, "signing_in.keep_link")
async def keep_link(work: Work, *, user_id: int, secret_hash: str) -> Answer:
    """A link that is about to be sent; one that was sent before opens nothing beside it, old ones are forgotten."""
    if not await _belongs(work, user_id):
        raise Refused("not-registered")
    await _forget_old(work)
    await work.tx[SIGN_INS].void_links(user_id, work.now)
    await work.tx[SIGN_INS].add_link(Link(secret_hash, user_id, work.now))
    return QUIET


async def _forget_old(work: Work) -> None:
    await work.tx[SIGN_INS].forget_before(work.now - 2 * LINK, work.now - SESSION)


async def look_at_link(work: Work, *, secret_hash: str) -> Link:
    """The link, where it may still be used; raises Refused with the reason where not."""
    link = await work.tx[SIGN_INS].link(secret_hash)
    if link is None:
        raise Refused("link-unknown")
    if link.used_at is not None:
        raise Refused("link-used")
    if work.now >= link.made_at + LINK:
        raise Refused("link-expired", minutes=minutes(LINK))
    return link


@action(Right.HOUSE, "signing_in.use_link")
async def use_link(work: Work, *, link_hash: str, session_hash: str) -> Answer:
    """Use a link up, and open the session for it."""
    link = await look_at_link(work, secret_hash=link_hash)
    if not await work.tx[SIGN_INS].use_link(link_hash, work.now):
        raise Refused("link-used")
    return await admit(work, user_id=link.user_id, session_hash=session_hash)


@action(Right.HOUSE, "signing_in.admit")
async def admit(work: Work, *, user_id: int, session_hash: str, proof_hash: str | None = None) -> Answer:
    """Open a session for somebody whose identity is proven; Refused where they belong to no district.

    *proof_hash* is of what proves it, which counts once: it is kept like a link that was used, for longer than it
    would count by its age.
    """
    if not await _belongs(work, user_id):
        raise Refused("nowhere-registered")
    if proof_hash is not None:
        if await work.tx[SIGN_INS].link(proof_hash) is not None:
            raise Refused("mini-app-used")
        await _forget_old(work)
        await work.tx[SIGN_INS].add_link(Link(proof_hash, user_id, work.now, used_at=work.now))
    await work.tx[SIGN_INS].open_session(Session(session_hash, user_id, work.now, work.now))
    return QUIET


@action(Right.HOUSE, "signing_in.seen")
async def seen(work: Work, *, session_id: int) -> Answer:
    """Somebody who is signed in is still there."""
    await work.tx[SIGN_INS].seen(session_id, work.now)
    return QUIET


@action(Right.HOUSE, "signing_in.sign_out")
async def sign_out(work: Work, *, secret_hash: str) -> Answer:
    """End a session."""
    session = await work.tx[SIGN_INS].session(secret_hash)
    if session is not None:
        await work.tx[SIGN_INS].end_session(session)
    return QUIET
