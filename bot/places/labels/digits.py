"""Six digits from the bot, typed on the page of one place in somebody's browser, which is then theirs for that page.

They are of one district, one place and one person, work once and for five minutes. What is stored of them, and of the
browser's own secret, is a SHA-256 that no sign-in link and no session can have: they open nothing else.
"""

from datetime import timedelta

from bot.access import keys as access_keys
from bot.access import seats
from bot.access.keys import LINK, SESSION, SIGN_INS, Link, Session
from bot.places import edits
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

LETTER = "place-door-digits"
"""The key of the letter that brings them."""

STAY = timedelta(minutes=30)
"""So long a browser is somebody's for the page: it may be a phone that was lent for a minute."""

MARK = "door:"
"""So begins what is stored, with which no SHA-256 in hex begins."""


def kept(what: str, district_id: int, code: str, secret_hash: str) -> str:
    """What is stored of *what* (``digits`` or ``seat``) with this fingerprint, for one place of one district."""
    hashed = access_keys.fingerprint(f"{what}\n{district_id}\n{code}\n{secret_hash}")
    return MARK + hashed[: len(hashed) - len(MARK)]


@action(Right.DISTRICT, "places.door_digits")
async def ask(work: Work, *, code: str) -> Answer:
    """``/place digits CODE``: six digits come in private, for the page of that place."""
    if not work.who.in_private:
        raise Refused("only-in-private")
    if not code.strip():
        raise Refused("place-digits-how")
    place = await edits.get(work, code)
    minutes = int(LINK.total_seconds() // 60)
    collapse = f"door:{work.who.user_id}"
    letter = telling.secret(work, LETTER, collapse, code=place.code, name=place.name, minutes=minutes)
    await work.tx.outbox.add(letter)
    return QUIET


@action(Right.HOUSE, "places.keep_digits")
async def keep(work: Work, *, user_id: int, secret_hash: str, code: str) -> Answer:
    """Digits that are about to be sent. Earlier ones open nothing beside them; a link to sign in stands by itself."""
    if not await _belongs(work, user_id):
        raise Refused("not-registered")
    sign_ins, hashed = work.tx[SIGN_INS], kept("digits", work.district.id, code, secret_hash)
    if await sign_ins.link(hashed) is not None:
        raise Refused("place-digits-taken")
    await sign_ins.forget_before(work.now - 2 * LINK, work.now - SESSION)
    await sign_ins.void_links(user_id, work.now, marked=MARK)
    await sign_ins.add_link(Link(hashed, user_id, work.now))
    return QUIET


@action(Right.HOUSE, "places.door_sign_in")
async def sign_in(work: Work, *, code: str, digits_hash: str, secret_hash: str) -> Answer:
    """Use digits up; whoever has the secret of this hash is signed in at the page from now on.

    Wrong, used, old, or of somebody who left: it is one refusal.
    """
    sign_ins, hashed = work.tx[SIGN_INS], kept("digits", work.district.id, code, digits_hash)
    link = await sign_ins.link(hashed)
    is_live = link is not None and link.used_at is None and work.now < link.made_at + LINK
    if link is None or not is_live or not await _belongs(work, link.user_id):
        raise Refused("place-digits-wrong")
    if not await sign_ins.use_link(hashed, work.now):
        raise Refused("place-digits-wrong")
    seat = kept("seat", work.district.id, code, secret_hash)
    await sign_ins.open_session(Session(seat, link.user_id, work.now, work.now))
    return QUIET


async def seated(work: Work, *, code: str, secret_hash: str) -> int | None:
    """Who is signed in at the page of a place with this secret; None where nobody is, or is here no more."""
    found = await work.tx[SIGN_INS].session(kept("seat", work.district.id, code, secret_hash))
    if found is None or work.now >= found.made_at + STAY or not await _belongs(work, found.user_id):
        return None
    return found.user_id


async def _belongs(work: Work, user_id: int) -> bool:
    mine = await seats.seats_of_person(work, user_id=user_id, bodies=True)
    return any(seat.district.id == work.district.id for seat in mine)
