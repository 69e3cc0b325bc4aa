"""Officers as they are kept, on both databases: each change a row, roles beside them, links used once, erased."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.bodies import changing
from bot.bodies.officers import OFFICERS, Offer, Officer
from bot.privacy.port import PRIVACY
from bot.register.people import Member, Person, RoleHeld, RoleName

from .conftest import BOTH, CAPTAIN, KEPT, WANG, Town

DATABASES = BOTH
HOUR = timedelta(hours=1)
CHEN = 2001
LAST = date(2027, 6, 30)


def chen(town: Town, **changed: object) -> Officer:
    """An officer of the fire service."""
    made = Officer(town.district.id, CHEN, "Chen", "fire", KEPT, "A-123", LAST, by_id=CAPTAIN)
    return replace(made, **changed)  # type: ignore[arg-type]


async def test_a_change_is_a_new_row_and_roles_follow(town: Town) -> None:
    """What is known already changes nothing; one person stands once in a body; the patrol does not see them."""
    async with town.store.begin() as tx:
        await tx.people.save(Person(CHEN, "Chen", "chen"))
        first = await changing.put(tx, town.district, chen(town), part="captain", channel="group")
        assert first is not None
        begun = await tx.people.member(town.district.id, CHEN)
        assert begun is not None
        assert (begun.left_at, begun.role_names(KEPT)) == (None, {RoleName.OFFICER})
        again = chen(town, since=KEPT + HOUR)
        assert await changing.put(tx, town.district, again, part="captain", channel="group") is None
        newer = chen(town, certificate="B-7", approver=True, since=KEPT + HOUR)
        second = await changing.put(tx, town.district, newer, part="captain", channel="group")
        assert second is not None
    async with town.store.look() as tx:
        assert await tx[OFFICERS].standing(town.district.id) == [second]
        past = await tx[OFFICERS].past(town.district.id, CHEN, 5)
        assert [(one.certificate, one.ended_at, one.ended_by) for one in past] == [
            ("B-7", None, None),
            ("A-123", KEPT + HOUR, CAPTAIN),
        ]
        assert CHEN not in {one.user_id for one in await tx.people.members(town.district.id)}
        [known] = [one for one in await tx.people.known(town.district.id) if one.user_id == CHEN]
        assert known.role_names(KEPT + HOUR) == {RoleName.OFFICER, RoleName.APPROVER}
        lines = await tx.history.lately(town.district.id, changing.MOVE, 5)
        assert [one.record.facts["roles"] for one in lines] == [["approver", "officer"], ["officer"]]
    with pytest.raises(IntegrityError):
        async with town.store.begin() as tx:
            await tx[OFFICERS].add(chen(town))


async def test_the_end_in_a_body_leaves_what_they_are_of_the_patrol(town: Town) -> None:
    """Who was nothing else belongs here no more."""
    async with town.store.begin() as tx:
        await tx.people.save(Person(CHEN, "Chen"))
        await tx.people.save_member(Member(town.district.id, CHEN, "Chen", roles=(RoleHeld(RoleName.MEMBER, KEPT),)))
        for body in ("fire", "gas"):
            assert await changing.put(tx, town.district, chen(town, body=body), part="captain", channel="group")
        for left, roles in ((1, {RoleName.MEMBER, RoleName.OFFICER}), (0, {RoleName.MEMBER})):
            one = (await tx[OFFICERS].standing(town.district.id, CHEN))[0]
            await changing.end(tx, one, town.district, KEPT + HOUR, by_id=CAPTAIN, part="captain", channel="group")
            assert len(await tx[OFFICERS].standing(town.district.id, CHEN)) == left
            member = await tx.people.member(town.district.id, CHEN)
            assert member is not None
            assert member.role_names(KEPT + HOUR) == roles


async def test_a_link_is_used_once(town: Town) -> None:
    """By the hash of what opens it alone."""
    async with town.store.begin() as tx:
        made = await tx[OFFICERS].add_offer(Offer(town.district.id, "fire", KEPT, CAPTAIN, "A-123", LAST))
        assert await tx[OFFICERS].offer_of("h" * 64) is None
        await tx[OFFICERS].keep_secret(made.id, "h" * 64)
        assert await tx[OFFICERS].offer_of("h" * 64) == replace(made, secret_hash="h" * 64)
        assert await tx[OFFICERS].use(made.id, CHEN, KEPT)
        assert not await tx[OFFICERS].use(made.id, WANG, KEPT)
        used = await tx[OFFICERS].offer_of("h" * 64)
        assert used is not None
        assert (used.used_by, used.used_at) == (CHEN, KEPT)


async def test_certificate_and_deed_go_with_the_person(town: Town) -> None:
    """That somebody was of a body stays, ended, without a name."""
    async with town.store.begin() as tx:
        await tx.people.save(Person(CHEN, "Chen"))
        one = chen(town, approver=True, deed="Deed of Chen")
        assert await changing.put(tx, town.district, one, part="captain", channel="group")
        made = await tx[OFFICERS].add_offer(Offer(town.district.id, "fire", KEPT, CAPTAIN, "A-123", LAST))
        await tx[OFFICERS].keep_secret(made.id, "h" * 64)
        await tx[OFFICERS].use(made.id, CHEN, KEPT)
        tables, after = set(), None
        while True:
            page = await tx[PRIVACY].page(CHEN, after, 50)
            tables |= {page.table} if page.rows else set()
            if (after := page.after) is None:
                break
        assert {"officers", "officer_offers"} <= tables
        gone = await tx[PRIVACY].erase(CHEN, KEPT + HOUR, None, 1000)
        assert gone.rest is None
    async with town.store.look() as tx:
        assert await tx[OFFICERS].standing(town.district.id) == []
        [past] = await tx[OFFICERS].past(town.district.id, CHEN, 5)
        assert (past.certificate, past.deed, past.ended_at) == ("", "", KEPT + HOUR)
        used = await tx[OFFICERS].offer_of("h" * 64)
        assert used is not None
        assert (used.certificate, used.used_by) == ("", None)
