"""Links, sessions and trackers: used once, found by their hash only, forgotten in time."""

from datetime import timedelta

from bot.access.keys import LINK, SIGN_INS, TRACKERS, Link, Session, Tracker
from bot.privacy.port import PRIVACY

from .conftest import BOTH, KEPT, WANG, ZHOU, Town

DATABASES = BOTH


async def test_a_link_is_used_once_whoever_looked_before(town: Town) -> None:
    """The database decides, not what was read a moment ago."""
    async with town.store.begin() as tx:
        await tx[SIGN_INS].add_link(Link("a" * 64, WANG, KEPT))
        assert await tx[SIGN_INS].use_link("a" * 64, KEPT)
        assert not await tx[SIGN_INS].use_link("a" * 64, KEPT)
        assert not await tx[SIGN_INS].use_link("b" * 64, KEPT)
        assert await tx[SIGN_INS].link("a" * 64) == Link("a" * 64, WANG, KEPT, KEPT)


async def test_a_session_is_kept_as_it_was_and_ends(town: Town) -> None:
    """Seen moves on; the end forgets it; old ones go by themselves."""
    async with town.store.begin() as tx:
        session = await tx[SIGN_INS].open_session(Session("a" * 64, WANG, KEPT, KEPT))
        await tx[SIGN_INS].open_session(Session("b" * 64, ZHOU, KEPT + timedelta(hours=1), KEPT))
        await tx[SIGN_INS].seen(session.id, KEPT + timedelta(minutes=5))
        found = await tx[SIGN_INS].session("a" * 64)
        assert found == Session("a" * 64, WANG, KEPT, KEPT + timedelta(minutes=5), session.id)
        await tx[SIGN_INS].add_link(Link("c" * 64, WANG, KEPT))
        assert await tx[SIGN_INS].forget_before(KEPT + LINK, KEPT + timedelta(minutes=1)) == 2
        assert await tx[SIGN_INS].session("a" * 64) is None
        other = await tx[SIGN_INS].session("b" * 64)
        assert other is not None
        await tx[SIGN_INS].end_session(other)
        assert await tx[SIGN_INS].session("b" * 64) is None


async def test_a_person_has_one_tracker_in_a_district(town: Town) -> None:
    """A new one replaces it."""
    async with town.store.begin() as tx:
        for key in "ab":
            await tx[TRACKERS].put(Tracker(town.district.id, WANG, key * 64, KEPT))
        assert await tx[TRACKERS].by_key("a" * 64) is None
        assert await tx[TRACKERS].by_key("b" * 64) == Tracker(town.district.id, WANG, "b" * 64, KEPT)
        assert await tx[TRACKERS].drop(town.district.id, WANG)
        assert not await tx[TRACKERS].drop(town.district.id, WANG)


async def test_whoever_is_forgotten_has_no_key_left(town: Town) -> None:
    """Links, sessions and trackers go with the person, and nobody is handed a hash."""
    async with town.store.begin() as tx:
        await tx[SIGN_INS].add_link(Link("a" * 64, WANG, KEPT))
        await tx[SIGN_INS].open_session(Session("b" * 64, WANG, KEPT, KEPT))
        await tx[TRACKERS].put(Tracker(town.district.id, WANG, "c" * 64, KEPT))
        held = await tx[PRIVACY].of(WANG)
        assert {"sign_in_links", "sessions", "trackers"} <= set(held)
        assert not any("secret_hash" in row for rows in held.values() for row in rows)
        await tx[PRIVACY].erase(WANG, KEPT)
        assert not {"sign_in_links", "sessions", "trackers"} & set(await tx[PRIVACY].of(WANG))
