"""Exports and calendars: pages without gaps or doubles, and nothing of whoever is erased."""

from dataclasses import replace
from datetime import timedelta

from bot.exports.port import EXPORTS, After, Bounds, Export, Format, State, What, Why
from bot.incidents.store import INCIDENTS
from bot.privacy.port import PRIVACY
from bot.register.people import Duty
from bot.register.teams import Position
from bot.roster.calendar import CALENDARS, Calendar
from tests import handed

from .conftest import BOTH, CAPTAIN, HERE, KEPT, LI, NOW, WANG, Town

DATABASES = BOTH
HOUR = timedelta(hours=1)


def an_export(town: Town, **changed: object) -> Export:
    """What the captain asked for."""
    made = Export(
        district_id=town.district.id,
        user_id=CAPTAIN,
        what=What.CASES,
        format=Format.CSV,
        first="2026-03-02",
        last="2026-03-02",
        since=KEPT - HOUR,
        until=KEPT + HOUR,
        asked_at=KEPT,
        language="zh",
    )
    return replace(made, **changed)  # type: ignore[arg-type]


async def test_what_was_asked_for_comes_back_as_it_was(town: Town) -> None:
    """Every field; by its link, as what is at hand, as somebody's open one."""
    async with town.store.begin() as tx:
        made = await tx[EXPORTS].add(an_export(town, people=(WANG, LI), why=Why.STOPPED, expires_at=KEPT))
        assert await tx[EXPORTS].get(made.id) == made
        assert await tx[EXPORTS].open_of(CAPTAIN) == made
        assert await tx[EXPORTS].at_hand(10) == [made]
        ready = replace(made, state=State.READY, secret_hash="h", size=2**40)
        await tx[EXPORTS].save(ready)
        assert await tx[EXPORTS].by_secret("h") == ready
        assert await tx[EXPORTS].ready_of(CAPTAIN) == [ready]
        assert (await tx[EXPORTS].open_of(CAPTAIN), await tx[EXPORTS].at_hand(10)) == (None, [])
        assert await tx[EXPORTS].with_files([made.id, 99]) == {made.id}
        await tx[EXPORTS].save(replace(ready, state=State.OVER))
        assert await tx[EXPORTS].forget_before(KEPT + HOUR, 10) == 1
        assert await tx[EXPORTS].get(made.id) is None


async def test_pages_of_cases_have_no_gap_and_none_twice(town: Town) -> None:
    """Also where many were reported in one moment, and some come late to the register."""
    async with town.store.begin() as tx:
        for seconds in (5, 0, 0, 0, 3, 3, 1):
            made = await town.incident(tx)
            await tx[INCIDENTS].save(replace(made, reported_at=NOW + timedelta(seconds=seconds)))
        await town.incident(tx, drill=True)
        await tx[INCIDENTS].save(replace(await town.incident(tx), reported_at=NOW - 2 * HOUR))
        bounds = Bounds(town.district.id, drill=False, since=KEPT - HOUR, until=KEPT + HOUR)
        assert await tx[EXPORTS].count(bounds, None, 10) == (7, None)
        for size in (1, 2, 3, 7, 8):
            after: After | None = None
            seen: list[tuple[object, int]] = []
            while page := await tx[EXPORTS].cases(bounds, after, size):
                assert len(page) <= size
                seen += [(one.reported_at, one.id) for one in page]
                after = page[-1].reported_at, page[-1].id
            assert len(seen) == 7
            assert seen == sorted(set(seen))  # type: ignore[type-var]


async def test_pages_of_a_track_too(town: Town) -> None:
    """Of one person, within the time; with the stretches of duty that touch it."""
    async with town.store.begin() as tx:
        for seconds in range(5):
            at = KEPT + timedelta(seconds=seconds // 2)
            await tx.teams.put_position(Position(town.district.id, WANG, HERE, at))
            await tx.teams.put_position(Position(town.district.id, LI, HERE, at))
        duty = await tx.people.start_duty(Duty(town.district.id, WANG, KEPT - HOUR, KEPT + HOUR))
        whose = (town.district.id, WANG, KEPT, KEPT + timedelta(seconds=2))
        assert await tx[EXPORTS].count_fixes(*whose) == 4
        first = await tx[EXPORTS].fixes(*whose, None, 3)
        rest = await tx[EXPORTS].fixes(*whose, (first[-1].fixed_at, first[-1].id), 3)
        assert [len(first), len(rest)] == [3, 1]
        assert len({one.id for one in first + rest}) == 4
        assert await tx[EXPORTS].duties(*whose) == [(KEPT - HOUR, None)]
        await tx.people.save_duty(replace(duty, ended_at=KEPT))
        assert await tx[EXPORTS].duties(town.district.id, WANG, KEPT, KEPT + HOUR) == []


async def test_who_is_erased_ends_every_file_that_may_show_them(town: Town) -> None:
    """Of all districts of theirs; their own are forgotten, and their name is in no new one."""
    async with town.store.begin() as tx:
        others = [
            await tx[EXPORTS].add(an_export(town, state=state, secret_hash=str(state)))
            for state in (State.READY, State.RUNNING, State.OVER)
        ]
        own = await tx[EXPORTS].add(an_export(town, user_id=WANG, state=State.READY, secret_hash="own"))
        await tx[CALENDARS].put(Calendar(town.district.id, WANG, "calendar", KEPT, {"1": ["x", 0, "y"]}))
        assert set(await tx[EXPORTS].names(town.district.id, [WANG, LI, 77])) == {WANG, LI}
        told = await handed.of(tx, WANG)
        assert (len(told["exports"]), len(told["calendars"])) == (1, 1)
        assert not any("secret_hash" in row for rows in (told["exports"], told["calendars"]) for row in rows)
        await tx[PRIVACY].erase(WANG, NOW, None, 10_000)
        found = [await tx[EXPORTS].get(one.id) for one in (*others, own)]
        assert [(one.state, one.why, one.secret_hash) for one in found if one] == [
            (State.ENDING, Why.ERASED, "ready"),
            (State.ENDING, Why.ERASED, "running"),
            (State.OVER, None, "over"),
            (State.ENDING, Why.FORGOTTEN, "own"),
        ]
        assert set(await tx[EXPORTS].names(town.district.id, [WANG, LI])) == {LI}
        assert await tx[CALENDARS].by_key("calendar") is None


async def test_a_new_address_of_a_calendar_replaces_the_former(town: Town) -> None:
    """What was told stays with whoever keeps it."""
    async with town.store.begin() as tx:
        for secret in ("one", "two"):
            await tx[CALENDARS].put(Calendar(town.district.id, WANG, secret, KEPT, {"1": ["x", 0, "y"]}))
        assert await tx[CALENDARS].by_key("one") is None
        found = await tx[CALENDARS].by_key("two")
        assert found is not None
        assert found == await tx[CALENDARS].of(town.district.id, WANG)
        assert found.told == {"1": ["x", 0, "y"]}
        assert await tx[CALENDARS].drop(town.district.id, WANG)
        assert not await tx[CALENDARS].drop(town.district.id, WANG)
