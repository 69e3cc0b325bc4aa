"""Cases and their assignments: versions, races, and what is remembered of them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from bot.cases.case import Role
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.screens.ended import Ended
from bot.values.geo import Point
from bot.work.ports import Stale, Tx
from storage import known

from .conftest import BOTH, HERE, KEPT, LI, NOW, WANG, Town, plan, sent

DATABASES = BOTH


async def test_numbers_have_no_gaps_even_after_a_rollback(town: Town) -> None:
    """A number that was taken by a transaction that failed is taken again."""
    async with town.store.begin() as tx:
        assert (await town.incident(tx)).number == 1
    with pytest.raises(RuntimeError):
        async with town.store.begin() as tx:
            assert await tx.districts.next_number(town.district.id) == 2
            raise RuntimeError
    async with town.store.begin() as tx:
        await tx.districts.save(town.district)
        assert (await town.incident(tx)).number == 2


async def test_a_case_comes_back_as_it_was_given(town: Town) -> None:
    """Every field; instants in milliseconds, marks as JSON has them."""
    told: dict[str, object] = {
        "severity": "high", "words": "路灯倒了", "place": "江干路口", "asks": ("item", "same:41"), "asked_until": KEPT,
        "hold_until": KEPT, "held_s": 90, "waived": ("any",), "round": 2, "reach": 1, "origin_chat_id": -100,
        "origin_message_id": 7, "marks": {"why": ["near", 12.5]}, "relayed": True, "department": "路灯所",
    }  # fmt: skip
    async with town.store.begin() as tx:
        added = await town.incident(tx, **told)
    async with town.store.look() as tx:
        found = await tx[INCIDENTS].get(added.id)
        assert found == added == await tx[INCIDENTS].by_number(town.district.id, 1)
        assert {name: getattr(found, name) for name in told} == told
        assert found is not None
        assert (found.point, found.reported_at, found.version) == (HERE, KEPT, 1)


async def test_a_saved_case_is_what_is_found_afterwards(town: Town) -> None:
    """The assignment gets its id; a later change of it is written to the same row."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        ordered = replace(case, state="dispatched", assignments=(sent(town.first),), marks={"at": NOW, "p": HERE})
        stored = await tx[INCIDENTS].save(ordered)
        assert stored == await tx[INCIDENTS].get(case.id)
        assert stored.lead is not None
        assert (stored.version, stored.lead.id > 0, stored.lead.case_id) == (2, True, case.id)
        accepted = replace(stored.lead, accepted_at=NOW)
        after = await tx[INCIDENTS].save(replace(stored, state="accepted", assignments=(accepted,)))
        assert after == await tx[INCIDENTS].get(case.id)
        assert after.lead is not None
        assert (after.lead.id, after.lead.accepted_at) == (stored.lead.id, KEPT)


@pytest.mark.parametrize("way", ["save", "keep", "touch_assignments"])
async def test_an_older_version_is_stale_whatever_the_way(town: Town, way: str) -> None:
    """Whoever loaded the case before somebody else changed it must load again."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        await tx[INCIDENTS].keep(replace(case, words="newer"))
    with pytest.raises(Stale):
        async with town.store.begin() as tx:
            older = replace(case, words="older")
            await getattr(tx[INCIDENTS], way)(older)
    async with town.store.look() as tx:
        found = await tx[INCIDENTS].get(case.id)
        assert found is not None
        assert found.words == "newer"


async def test_all_live_cases_are_read_once_however_many_they_are(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction asks again and again, and writes in between: it knows what it has read and written."""
    monkeypatch.setattr(known, "MOST", 2)  # of ended ones so few are kept
    async with town.store.begin() as tx:
        cases = [await town.incident(tx) for _ in range(5)]
    said: list[str] = []

    def say(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    engine = town.store._writer.sync_engine
    event.listen(engine, "before_cursor_execute", say)
    async with town.store.begin() as tx:
        store = tx[INCIDENTS]
        assert await store.live(town.district.id) == cases
        ordered = replace(cases[0], state="dispatched", assignments=(sent(town.first),))
        stored = await store.save(ordered)
        assert (await store.live(town.district.id))[0] == stored
        await store.save(replace(cases[1], state="closed"))
        assert [one.id for one in await store.live(town.district.id)] == [one.id for one in cases if one != cases[1]]
    event.remove(engine, "before_cursor_execute", say)
    assert len([one for one in said if "cases.is_live" in one.partition("WHERE")[2]]) == 1


async def test_two_cases_want_one_team_and_one_gets_it(town: Town) -> None:
    """The second is told that what it knew is stale, and nothing of it is written."""
    async with town.store.begin() as tx:
        cases = [await town.incident(tx), await town.incident(tx)]

    async def send(case: Incident) -> None:
        async with town.store.begin() as tx:
            ordered = replace(case, state="dispatched", assignments=(sent(town.first),))
            await tx[INCIDENTS].save(ordered)

    results = await asyncio.gather(*map(send, cases), return_exceptions=True)
    assert [type(r) for r in results] == [type(None), Stale]
    async with town.store.look() as tx:
        found = [await tx[INCIDENTS].get(c.id) for c in cases]
        assert [(f.state, f.version) for f in found if f] == [("dispatched", 2), ("open", 1)]
        assert await tx.teams.holds(town.district.id) == {town.first.id: (cases[0].id,)}


async def test_a_captain_may_send_a_team_that_holds_a_case(town: Town) -> None:
    """An order by override stands beside the one it had."""
    async with town.store.begin() as tx:
        one, two = await town.incident(tx), await town.incident(tx)
        await tx[INCIDENTS].save(replace(one, assignments=(sent(town.first),)))
        forced = sent(town.first, override=True, at=NOW + timedelta(minutes=1))
        await tx[INCIDENTS].save(replace(two, assignments=(forced,)))
        assert await tx.teams.holds(town.district.id) == {town.first.id: (one.id, two.id)}
        assert [i.id for i in await tx[INCIDENTS].held_by(town.first.id)] == [one.id, two.id]


async def test_a_case_has_one_lead(town: Town) -> None:
    """Two open leads are refused; a second team may support."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        both = (sent(town.first), sent(town.second, Role.SUPPORT))
        case = await tx[INCIDENTS].save(replace(case, assignments=both))
    with pytest.raises(Stale):
        async with town.store.begin() as tx:
            leads = tuple(replace(a, role=Role.LEAD) for a in case.assignments)
            await tx[INCIDENTS].touch_assignments(replace(case, assignments=leads))


async def test_the_lead_changes_in_one_move(town: Town) -> None:
    """The former order ends before the new one begins, in whatever order they are listed."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        case = await tx[INCIDENTS].save(replace(case, assignments=(sent(town.first),)))
        assert case.lead is not None
        ended = replace(case.lead, ended_at=NOW, outcome="released")
        stored = await tx[INCIDENTS].save(replace(case, assignments=(sent(town.second), ended)))
        assert stored.lead is not None
        assert stored.lead.team_id == town.second.id
        found = await tx[INCIDENTS].get(case.id)
        assert found is not None
        assert sorted(a.id for a in found.assignments) == sorted(a.id for a in stored.assignments)


async def test_an_unknown_team_is_a_mistake_and_no_race(town: Town) -> None:
    """Trying again would not help, so it is not called stale."""
    with pytest.raises(IntegrityError):
        async with town.store.begin() as tx:
            case = await town.incident(tx)
            ghost = replace(sent(town.first), team_id=4242)
            await tx[INCIDENTS].save(replace(case, assignments=(ghost,)))


async def test_teams_that_refused_are_tried_again_when_forgiven(town: Town) -> None:
    """Declined and expired orders count only since the reach last grew; released ones never."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        for team, outcome in ((town.first, "declined"), (town.second, "released")):
            case = await tx[INCIDENTS].save(replace(case, assignments=(*case.assignments, sent(team))))
            assert case.lead is not None
            ended = replace(case.lead, ended_at=NOW, outcome=outcome)
            held = tuple(ended if a is case.lead else a for a in case.assignments)
            case = await tx[INCIDENTS].save(replace(case, assignments=held))
        assert await tx[INCIDENTS].teams_tried(case.id, 0) == {town.first.id: "declined"}
        untried = await town.incident(tx)
        assert await tx[INCIDENTS].all_tried([case, untried]) == {case.id: {town.first.id: "declined"}, untried.id: {}}
        case = await tx[INCIDENTS].keep(replace(case, reach=1))
        assert await tx[INCIDENTS].teams_tried(case.id, 1) == {}
        assert await tx[INCIDENTS].all_tried([case]) == {case.id: {}}


async def test_live_and_waiting_lists(town: Town) -> None:
    """Live: oldest report first, ended ones left out. Waiting: only the resolved."""
    async with town.store.begin() as tx:
        cases = [await town.incident(tx) for _ in range(4)]
        for case, state, minutes in zip(cases, ("open", "resolved", "closed", "held"), (0, 5, 1, -5), strict=True):
            moved = replace(case, state=state, reported_at=NOW + timedelta(minutes=minutes), resolved_at=NOW)
            await tx[INCIDENTS].save(moved)
        live = await tx[INCIDENTS].live(town.district.id)
        assert [i.number for i in live] == [4, 1, 2]
        assert [i.number for i in await tx[INCIDENTS].waiting_confirm(town.district.id)] == [2]
        since = NOW + timedelta(minutes=1)
        assert [i.number for i in await tx[INCIDENTS].reported_by(town.district.id, WANG, since)] == [3, 2]
        assert await tx[INCIDENTS].reported_by(town.district.id, LI, since) == []


async def test_fifty_live_cases_take_one_statement(town: Town) -> None:
    """The number of statements does not grow with the number of cases, nor of members."""
    async with town.store.begin() as tx:
        for _ in range(50):
            await town.incident(tx)
    said: list[str] = []
    sync_engine = town.store._readers.sync_engine
    event.listen(sync_engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    async with town.store.look() as tx:
        assert len(await tx[INCIDENTS].live(town.district.id)) == 50
        assert len([s for s in said if s.startswith("SELECT")]) == 1
        said.clear()
        assert len(await tx.people.members(town.district.id)) == 4
        assert len([s for s in said if s.startswith("SELECT")]) == 1


async def test_of_the_cases_of_a_day_only_those_that_changed_are_read_again(town: Town) -> None:
    """A screen is read after each commit: of a big night's hundreds that are over none is read for one that moved."""
    since, asked, ended = NOW - timedelta(hours=12), [], Ended()

    async def over() -> dict[int, str]:
        async with town.store.look() as tx:
            several = tx[INCIDENTS].several

            async def counted(case_ids: Sequence[int]) -> list[Incident]:
                asked.append(sorted(case_ids))
                return await several(case_ids)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(tx[INCIDENTS], "several", counted)
                return {one.id: one.state for one in await ended.learn(tx, town.district.id, since)}

    async with town.store.begin() as tx:
        store = tx[INCIDENTS]
        made = [await store.save(replace(await town.incident(tx), state="closed")) for _ in range(4)]
        live = await town.incident(tx)
    ids = [one.id for one in made]
    assert list(await over()) == ids
    async with town.store.begin() as tx:
        await tx[INCIDENTS].save(replace(live, words="there"))
    assert list(await over()) == ids
    assert asked == [ids]  # one that lives changed: nothing is read
    async with town.store.begin() as tx:
        await tx[INCIDENTS].save(replace(made[0], state="open"))
        await tx[INCIDENTS].save(replace(made[1], state="transferred"))
        live = await tx[INCIDENTS].save(replace(await _again(tx, live), state="closed"))
    assert await over() == {ids[1]: "transferred", ids[2]: "closed", ids[3]: "closed", live.id: "closed"}
    assert asked[1:] == [[ids[1], live.id]]


async def _again(tx: Tx, one: Incident) -> Incident:
    found = await tx[INCIDENTS].get(one.id)
    assert found is not None
    return found


async def test_live_cases_are_found_by_their_own_index(town: Town) -> None:
    """However many have ended, they are not looked at."""
    asked = "SELECT * FROM cases WHERE district_id = 1 AND kind = 'incident' AND cases.is_live ORDER BY reported_at"
    assert "ix_cases_live" in await plan(town, asked)


async def test_handlers_are_remembered_once(town: Town) -> None:
    """The same people may be named again."""
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        await tx[INCIDENTS].add_handlers(case.id, town.first.id, [WANG, LI])
        await tx[INCIDENTS].add_handlers(case.id, town.first.id, [LI])
        assert await tx[INCIDENTS].handlers(case.id) == {WANG, LI}


async def test_the_likeliest_items_are_near_or_of_the_hour(town: Town) -> None:
    """Within 300 m at any hour, or anywhere in the same hour of the district's own day; nothing else counts."""
    morning, evening = datetime(2026, 3, 1, 1, 30, tzinfo=UTC), datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    far, near, corner = Point(30.40, 120.27), Point(30.3160, 120.2741), Point(30.3170, 120.2768)
    reports = [("vendor", far, morning), ("vendor", near, evening), ("noise", far, evening), ("lamp", corner, evening)]
    async with town.store.begin() as tx:
        for item, point, at in reports:
            case = await town.incident(tx, item=item, point=point)
            await tx[INCIDENTS].keep(replace(case, reported_at=at))
        for at, told in ((morning, {"vendor": 2}), (evening, {"vendor": 1, "noise": 1, "lamp": 1})):
            local = at.astimezone(town.district.zone) + timedelta(days=3, minutes=20)
            assert await tx[INCIDENTS].item_counts(town.district.id, HERE, local) == told
