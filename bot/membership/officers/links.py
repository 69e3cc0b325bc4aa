"""A one-time link that a captain forwards: whoever opens it first is enrolled, without belonging to the group."""

from dataclasses import replace
from datetime import datetime

from bot.access.keys import fingerprint
from bot.bodies import bodies
from bot.bodies.officers import OFFER_LASTS, OFFICERS, Offer, Officer
from bot.bodies.said import Said
from bot.membership.officers import appointing
from bot.register.people import NO_PERSON, Person
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

LETTER = "officer-link"
"""The key of the letter that carries the link."""

BEGIN = "officer_"
"""How the payload of such a link begins."""


async def offer(work: Work, meant: Said, until: datetime | None) -> Answer:
    """A link to forward: sent in private, for whoever reads along in a group could open it first."""
    person = await work.tx.people.get(work.who.user_id)
    if not (work.who.in_private or (person and person.private_open)):
        raise Refused("link-only-in-private", link=work.link())
    made = await work.tx[OFFICERS].add_offer(
        Offer(
            work.district.id,
            meant.body,
            work.now,
            work.who.user_id,
            meant.certificate,
            meant.certified_until,
            meant.approver,
            meant.how,
            meant.deed,
            until,
        )
    )
    letter = telling.secret(
        work,
        LETTER,
        f"officer-link:{made.id}",
        offer_id=made.id,
        start=work.link(BEGIN),
        district=work.district.name,
        body=bodies.of(meant.body).named,
        hours=int(OFFER_LASTS.total_seconds() // 3600),
    )
    await work.tx.outbox.add(letter)
    return QUIET if work.who.in_private else answer("officer-link-sent")


@action(Right.HOUSE, "enrolment.keep_officer_link")
async def keep_link(work: Work, *, user_id: int, secret_hash: str, offer_id: int) -> Answer:
    """A link that is about to be sent."""
    await work.tx[OFFICERS].keep_secret(offer_id, secret_hash)
    return QUIET


@action(Right.ANYBODY, "enrolment.officer_link")
async def opened(work: Work, *, secret: str) -> Answer:
    """``/start officer_…``: whoever opens it first is enrolled; the captains hear who it was."""
    if not work.who.in_private or work.who.user_id in NO_PERSON:
        raise Refused("officer-link-unknown")
    offer = await work.tx[OFFICERS].offer_of(fingerprint(secret))
    district = await work.tx.districts.get(offer.district_id) if offer else None
    if offer is None or district is None:
        raise Refused("officer-link-unknown")
    if offer.used_at is not None:
        raise Refused("officer-link-used")
    if offer.by_id == work.who.user_id:
        raise Refused("officer-link-own")
    if work.now >= offer.made_at + OFFER_LASTS or (offer.until is not None and offer.until <= work.now):
        raise Refused("officer-link-over", hours=int(OFFER_LASTS.total_seconds() // 3600))
    if not await work.tx[OFFICERS].use(offer.id, work.who.user_id, work.now):
        raise Refused("officer-link-used")
    work.district_or_none = district
    who = work.who
    known = await work.tx.people.get(who.user_id) or Person(who.user_id, who.name, who.username)
    await work.tx.people.save(replace(known, private_open=True, username=who.username))
    officer = Officer(
        offer.district_id,
        who.user_id,
        who.name,
        offer.body,
        work.now,
        offer.certificate,
        offer.certified_until,
        offer.approver,
        offer.how,
        offer.deed,
        offer.until,
        by_id=offer.by_id,
    )
    after = await appointing.put(work, officer) or officer
    maker = await work.tx.people.member(district.id, offer.by_id) if offer.by_id else None
    others = {one.user_id: one for one in await mustering.captains(work) if one.private_open}
    if maker is not None and maker.left_at is None and maker.private_open:
        others[maker.user_id] = maker
    others.pop(who.user_id, None)
    username = f"@{who.username}" if who.username else str(who.user_id)
    await telling.tell(work, others.values(), "officer-link-opened", username=username, **appointing.told(after))
    return answer("officer-welcome", district=district.name, **appointing.told(after))
