"""GPS trackers: a key of one's own, the ways that devices speak, and a team that arrives hands free."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.privacy.port import PRIVACY
from bot.values.geo import Point
from handlers.web import tracker_fixes
from tests.stories.conftest import CENTRE, GROUP, Street

AWAY = Point(30.3250, 120.2800)


async def a_key(street: Street, user_id: int = 1002) -> str:
    """The key of somebody's tracker, as it was sent to them."""
    street.who(user_id).say(user_id, "/tracker")
    await street.turn(2)
    sent = street.private(user_id, "/positions?id=")[-1].text
    return sent.rpartition("?id=")[2].split()[0].strip("\u2069")


async def _kept(street: Street, user_id: int = 1002) -> Any:
    async with street.house.store.look() as tx:
        return (await tx.teams.positions(1)).get(user_id)


async def test_a_tracker_brings_its_team_to_the_spot(served: Street, asking: httpx.AsyncClient) -> None:
    """Nearer by half the way: accepted. Standing at the spot for ten seconds: arrived. No tap, no message."""
    key = await a_key(served)

    async def drives(point: Point) -> None:
        at = served.clock.now().timestamp()
        sent = {"id": key, "lat": point.lat, "lon": point.lon, "timestamp": int(at), "accuracy": 8}
        answer = await asking.get("/positions", params=sent)
        assert (answer.status_code, answer.json()["kept"]) == (200, True), answer.text

    await drives(AWAY)
    await served.turn(2)
    served.qiang.say(1004, "/off")
    served.zhou.say(1005, "/off")
    await served.turn(2)
    number = await served.report()
    assert (await served.case(number)).lead.sent_metres == pytest.approx(1270, abs=20)  # type: ignore[union-attr]
    await served.turn(30)
    await drives(Point(30.3190, 120.2765))
    assert (await served.case(number)).state == "accepted"
    await served.turn(20)
    await drives(Point(CENTRE.lat + 0.0002, CENTRE.lon))
    await served.turn(12)
    case = await served.case(number)
    assert case.state == "on_scene"
    async with served.house.store.look() as tx:
        rows = [row.record for row in await tx.history.of_case(number)]
    assert [(r.move, r.automatic) for r in rows[-2:]] == [("accept", True), ("arrive", True)]
    assert (await _kept(served)).source == "tracker"


SAYS = {
    "a query": {"method": "GET", "params": {"timestamp": "{s}", "accuracy": "12", "batt": "80", "speed": "1.2"}},
    "a form": {"method": "POST", "data": {"timestamp": "{ms}", "hdop": "1.5", "altitude": "12", "bearing": "90"}},
    "the query of a post": {"method": "POST", "params": {"timestamp": "{iso}"}},
    "Traccar Client": {"method": "POST", "json": {
        "location": {"timestamp": "{iso}", "coords": {"latitude": "{lat}", "longitude": "{lon}", "accuracy": 9.5,
                                                      "speed": 0, "heading": -1, "altitude": 3},
                     "is_moving": False, "odometer": 0, "event": "motionchange",
                     "battery": {"level": 1, "is_charging": False}, "activity": {"type": "still"}, "extras": {}},
        "device_id": "{key}"}},
    "OwnTracks": {"method": "POST", "query": True, "json": {
        "_type": "location", "lat": "{lat}", "lon": "{lon}", "tst": "{s}", "acc": 7, "tid": "lw", "batt": 50}},
}  # fmt: skip
"""Ways in which devices say where they are."""

ACCURACY = {"a query": 12.0, "a form": 7.5, "the query of a post": None, "Traccar Client": 9.5, "OwnTracks": 7.0}


def _filled(value: Any, facts: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(one, facts) for name, one in value.items()}
    if isinstance(value, str) and value.startswith("{") and value.endswith("}"):
        return facts[value[1:-1]]
    return value


@pytest.mark.parametrize("way", SAYS)
async def test_every_way_of_saying_it_is_understood(served: Street, asking: httpx.AsyncClient, way: str) -> None:
    """The same point, time and accuracy come out of each."""
    key, at = await a_key(served), served.clock.now() - timedelta(seconds=1)
    facts = {
        "key": key, "lat": AWAY.lat, "lon": AWAY.lon, "s": int(at.timestamp()), "ms": int(at.timestamp() * 1000),
        "iso": at.isoformat().replace("+00:00", "Z"),
    }  # fmt: skip
    said = _filled(SAYS[way], facts)
    method, is_own_tracks = said.pop("method"), said.pop("query", False)
    plain = {"id": key, "lat": AWAY.lat, "lon": AWAY.lon}
    if "json" in said:
        said["params"] = {"id": key} if is_own_tracks else {}
    else:
        name = "params" if "params" in said else "data"
        said[name] = plain | said[name]
    answer = await asking.request(method, "/positions", **said)
    assert answer.status_code == 200, answer.text
    assert answer.json() == ([] if is_own_tracks else {"kept": True, "said": served.said("tracker-stored")})
    kept = await _kept(served)
    assert (kept.point, kept.accuracy_m, kept.source) == (AWAY, ACCURACY[way], "tracker")
    assert kept.fixed_at == at.replace(microsecond=0)


JSON = {"Content-Type": "application/json"}
UNREADABLE = {
    "{": "fix-unreadable", "[]": "fix-unreadable", "{}": "fix-unreadable", '{"location": 3}': "fix-unreadable",
    '{"location": {"coords": []}}': "fix-unreadable", "[" * 9000: "fix-unreadable", "x" * 17_000: "fix-too-large",
}  # fmt: skip
"""Bodies out of which nobody can read a place."""


async def test_what_can_never_become_good_is_passed_over(served: Street, asking: httpx.AsyncClient) -> None:
    """Zero, out of range, from the future, from yesterday, unreadable: success, so that the device does not insist.

    A sentence says why, and nothing is kept.
    """
    key = await a_key(served)
    now = served.clock.now().timestamp()
    good = {"id": key, "lat": 30.3, "lon": 120.2, "timestamp": now}
    for changed, refused in (
        ({"lat": 0, "lon": 0}, "not-a-position"),
        ({"lat": "nan"}, "not-a-position"),
        ({"lat": "inf"}, "not-a-position"),
        ({"lat": 90.1}, "not-a-position"),
        ({"lon": -181}, "not-a-position"),
        ({"lat": ""}, "not-a-position"),
        ({"lat": "1e999"}, "not-a-position"),
        ({"valid": "false"}, "not-a-position"),
        ({"timestamp": now + 61}, "fix-ahead"),
        ({"timestamp": now - 12 * 3600 - 1}, "fix-too-old"),
        ({"timestamp": "yesterday"}, "fix-unreadable"),
        ({"timestamp": "9" * 400}, "fix-unreadable"),
        ({"timestamp": "nan"}, "fix-unreadable"),
    ):
        answer = await asking.get("/positions", params=good | changed)
        assert answer.status_code == 200, changed
        sentence = served.said(refused, minutes=1, hours=12)
        assert answer.json() == {"kept": False, "refused": refused, "said": sentence}, changed
    for body, refused in UNREADABLE.items():
        answer = await asking.post("/positions", params={"id": key}, content=body, headers=JSON)
        assert (answer.status_code, answer.json()["refused"]) == (200, refused), body[:20]
        for wrong in ("", key[:-1]):
            assert (
                await asking.post("/positions", params={"id": wrong}, content=body, headers=JSON)
            ).status_code == 401
    assert await _kept(served) is None
    ahead = await asking.get("/positions", params=good | {"timestamp": now + 59})
    assert ahead.json()["kept"] is True
    assert (await _kept(served)).fixed_at == served.clock.now()


async def test_a_device_that_keeps_its_fixes_until_they_are_taken_gets_on(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Oldest first, the same again until it hears success: spoilt ones do not stand in the way, a wrong key does."""
    key, now = await a_key(served), served.clock.now().timestamp()
    good = {"id": key, "lat": 30.3, "lon": 120.2, "timestamp": now}
    queue = [
        good | {"lat": 0, "lon": 0}, good | {"timestamp": now - 13 * 3600}, good | {"timestamp": "?"},
        good | {"timestamp": now + 3600}, good, good | {"id": "x"}, good,
    ]  # fmt: skip
    statuses = []
    for _ in range(9):
        statuses.append((await asking.get("/positions", params=queue[0])).status_code)
        queue = queue[1:] if statuses[-1] == 200 else queue
    assert statuses == [200] * 5 + [401] * 4
    assert (await _kept(served)).point == Point(30.3, 120.2)
    sent = {"_type": "location", "lat": 0, "lon": 0, "tst": now}
    answer = await asking.post("/positions", params={"id": key}, json=sent)
    assert (answer.status_code, answer.json()) == (200, [])


async def test_an_unknown_key_is_refused_and_guesses_are_counted(served: Street, asking: httpx.AsyncClient) -> None:
    """401 with what to do; after thirty wrong ones the address waits."""
    key = await a_key(served)
    for wrong in ("", "1002", key[:-1]):
        answer = await asking.get("/positions", params={"id": wrong, "lat": 30.3, "lon": 120.2})
        assert (answer.status_code, answer.json()["refused"]) == (401, "tracker-unknown")
    for _ in range(27):
        await asking.get("/positions", params={"id": "x", "lat": 30.3, "lon": 120.2})
    assert (await asking.get("/positions", params={"id": "x", "lat": 30.3, "lon": 120.2})).status_code == 429


async def test_phones_of_those_who_left_lock_nobody_out(served: Street, asking: httpx.AsyncClient) -> None:
    """Behind one address of a carrier they go on sending with keys that were ended; a colleague's fixes arrive."""
    dismissed, key = await a_key(served, 1004), await a_key(served)
    served.qiang.say(1004, "/tracker off")
    await served.turn(2)
    sent = {"lat": 30.3, "lon": 120.2}
    statuses = [(await asking.get("/positions", params={"id": dismissed, **sent})).status_code for _ in range(31)]
    assert statuses == [401] * 30 + [429]
    answer = await asking.get("/positions", params={"id": key, **sent})
    assert (answer.status_code, answer.json()["kept"]) == (200, True)
    assert (await _kept(served)).point == Point(30.3, 120.2)
    new = await a_key(served, 1004)
    assert (await asking.get("/positions", params={"id": new, **sent})).status_code == 200


async def test_one_fix_a_second_for_each_key(served: Street, asking: httpx.AsyncClient) -> None:
    """The second within the second waits; another's tracker does not."""
    first, second = await a_key(served), await a_key(served, 1004)
    sent = {"lat": 30.3, "lon": 120.2}
    found = await asyncio.gather(*(asking.get("/positions", params={"id": first, **sent}) for _ in range(5)))
    assert sorted(answer.status_code for answer in found) == [200, 429, 429, 429, 429]
    assert all(answer.headers["retry-after"] == "1" for answer in found if answer.status_code == 429)
    assert (await asking.get("/positions", params={"id": second, **sent})).status_code == 200
    await served.turn(1)
    assert (await asking.get("/positions", params={"id": first, **sent})).status_code == 200


async def test_what_a_device_had_saved_may_come_in_a_rush(served: Street, asking: httpx.AsyncClient) -> None:
    """After a tunnel the newest position is not held up by those before it; the same second twice is."""
    key = await a_key(served)
    await served.turn(60)
    now = served.clock.now().timestamp()
    sent = {"id": key, "lat": 30.3, "lon": 120.2}
    for age in range(40, -1, -10):
        answer = await asking.get("/positions", params=sent | {"timestamp": now - age})
        assert (answer.status_code, answer.json()["kept"]) == (200, True)
    assert (await _kept(served)).fixed_at == served.clock.now()
    assert (await asking.get("/positions", params=sent | {"timestamp": now - 0.5})).status_code == 429


async def test_nothing_is_kept_while_off_duty_nor_from_before(served: Street, asking: httpx.AsyncClient) -> None:
    """A device that goes on sending, or sends later what it had saved, tells nothing about free time."""
    key = await a_key(served)
    sent: dict[str, Any] = {"id": key, "lat": 30.3, "lon": 120.2}
    early = (served.clock.now() - timedelta(minutes=5)).timestamp()
    assert (await asking.get("/positions", params=sent | {"timestamp": early})).json()["kept"] is False
    served.wang.say(1002, "/off")
    await served.turn(2)
    assert (await asking.get("/positions", params=sent)).json() == {
        "kept": False,
        "said": served.said("tracker-off-duty"),
    }
    assert await _kept(served) is None
    async with served.house.store.look() as tx:
        assert "tracks" not in await tx[PRIVACY].of(1002)


async def test_a_key_ends_by_a_new_one_by_off_and_by_leaving(served: Street, asking: httpx.AsyncClient) -> None:
    """The former opens nothing; who is dismissed is nobody's position; a viewer gets none."""

    async def status(key: str) -> int:
        await served.turn(1)
        return (await asking.get("/positions", params={"id": key, "lat": 30.3, "lon": 120.2})).status_code

    first = await a_key(served)
    assert await status(first) == 200
    second = await a_key(served)
    assert (await status(first), await status(second)) == (401, 200)
    served.wang.say(1002, "/tracker off")
    await served.turn(2)
    assert served.private(1002, served.said("tracker-off"))
    assert await status(second) == 401
    served.wang.say(1002, "/tracker off")
    served.wang.say(1002, "/tracker on")
    served.who(1007).say(1007, "/tracker")
    served.wang.say(GROUP, "/tracker")
    await served.turn(4)
    assert served.private(1002, served.said("tracker-none"))
    assert served.private(1002, served.said("tracker-how"))
    assert served.private(1002, served.said("only-in-private"))
    assert not served.private(1007, "?id=")
    third = await a_key(served)
    served.captain.say(GROUP, "/dismiss", reply_to=served.wang.say(GROUP, "hello"))
    await served.sure(1001)
    assert await status(third) == 403


async def test_the_key_stands_nowhere_but_in_the_letter(served: Street, tmp_path: Any) -> None:
    """Stored as its hash, also in the outbox and in what a person is handed of their data."""
    key = await a_key(served)
    async with served.house.store.look() as tx:
        told = set((await tx[PRIVACY].of(1002))["trackers"][0])
    assert told == {"district_id", "user_id", "made_at", "heard_at", "watched_until", "troubles"}
    await served.stop()
    assert key.encode() not in (tmp_path / "patrol.db").read_bytes()
    await served.start()


@pytest.mark.parametrize("kind", ["lwt", "transition", "waypoints", "status"])
async def test_other_messages_of_own_tracks_are_passed_over(
    served: Street, asking: httpx.AsyncClient, kind: str
) -> None:
    """With a good answer, so that the device does not send them for ever."""
    key = await a_key(served)
    answer = await asking.post("/positions", params={"id": key}, json={"_type": kind, "tst": 1})
    assert (answer.status_code, answer.json()) == (200, [])
    assert await _kept(served) is None


def test_times_are_read_as_devices_write_them() -> None:
    """Seconds, milliseconds, ISO with and without a zone, and OsmAnd's spelling."""
    at = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)
    for said in (
        "1772438405", 1772438405, "1772438405000", 1772438405000, "2026-03-02T08:00:05Z", "2026-03-02T16:00:05+08:00",
        "2026-03-02 08:00:05",
    ):  # fmt: skip
        fix = tracker_fixes.read("", "application/json", json.dumps({
            "location": {"timestamp": said, "coords": {"latitude": 1, "longitude": 2}}, "device_id": "k",
        }).encode())  # fmt: skip
        assert (fix.at, fix.point, fix.key) == (at, Point(1, 2), "k"), said
