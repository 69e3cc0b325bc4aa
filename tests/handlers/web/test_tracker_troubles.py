"""A tracker's owner hears what is wrong with it, once; and what a device does is no sign of life of a person."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx

from bot.access.keys import TRACKERS
from bot.register.teams import Team
from tests.handlers.web.test_positions import AWAY, a_key
from tests.stories.conftest import Street

GOOD: dict[str, Any] = {"lat": AWAY.lat, "lon": AWAY.lon, "accuracy": 8}


async def _sends(street: Street, asking: httpx.AsyncClient, key: str, **changed: Any) -> httpx.Response:
    await street.turn(2)
    answer = await asking.get("/positions", params={"id": key, **GOOD, **changed})
    await street.turn(1)
    return answer


def _told(street: Street, key: str, **facts: Any) -> int:
    return len(street.private(1002, street.said(key, **facts)))


async def test_what_is_refused_is_told_once_and_again_after_it_was_well(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Near zero is no position; one good fix between is not well yet."""
    key = await a_key(served)
    why = served.said("tracker-refused", why=served.said("not-a-position"))
    for changed in ({"lat": 1e-7, "lon": 1e-7}, {"lat": 91}, {}, {"lat": 91}):
        assert (await _sends(served, asking, key, **changed)).status_code == 200
    assert len(served.private(1002, why)) == 1
    await served.turn(301)
    await _sends(served, asking, key)
    await _sends(served, asking, key, lat=91)
    assert len(served.private(1002, why)) == 2
    await _sends(served, asking, key, timestamp=served.clock.now().timestamp() + 600)
    assert _told(served, "tracker-refused", why=served.said("fix-ahead", minutes=1)) == 1


async def test_a_device_with_the_former_key_is_told_of(served: Street, asking: httpx.AsyncClient) -> None:
    """It is refused as ever; its owner hears that the new one was not typed in."""
    former = await a_key(served)
    new = await a_key(served)
    for _ in range(3):
        assert (await _sends(served, asking, former)).status_code == 401
    assert (await _sends(served, asking, new)).status_code == 200
    assert _told(served, "tracker-former-key") == 1
    assert (await _sends(served, asking, "somebody")).status_code == 401


async def test_silence_is_told_once_until_it_is_heard_again(served: Street, asking: httpx.AsyncClient) -> None:
    """So long that its position counts no more; not of who went off duty."""
    key = await a_key(served)
    await _sends(served, asking, key)
    await served.turn(600)
    await _sends(served, asking, key)
    await served.turn(890)
    assert _told(served, "tracker-silent", minutes=15) == 0
    await served.turn(60)
    assert _told(served, "tracker-silent", minutes=15) == 1
    await served.turn(1800)
    assert _told(served, "tracker-silent", minutes=15) == 1
    await _sends(served, asking, key)
    await served.turn(960)
    assert _told(served, "tracker-silent", minutes=15) == 2
    await _sends(served, asking, key)
    served.wang.say(1002, "/off")
    await served.turn(1800)
    assert _told(served, "tracker-silent", minutes=15) == 2


async def test_a_low_battery_is_told_once_until_it_was_charged(served: Street, asking: httpx.AsyncClient) -> None:
    """In the words of each protocol."""
    key = await a_key(served)
    for percent in (80, 15, 14, 17, 13):
        await _sends(served, asking, key, batt=percent)
    assert _told(served, "tracker-battery", percent=15) == 1
    assert not served.private(1002, served.said("tracker-battery", percent=13))
    await _sends(served, asking, key, batt=14, charge="true")
    traccar = {
        "device_id": key,
        "location": {
            "coords": {"latitude": AWAY.lat, "longitude": AWAY.lon},
            "battery": {"level": 0.12, "is_charging": False},
        },
    }
    assert (await asking.post("/positions", json=traccar)).status_code == 200
    await served.turn(2)
    assert _told(served, "tracker-battery", percent=12) == 1
    own = {"_type": "location", "lat": AWAY.lat, "lon": AWAY.lon, "tst": served.clock.now().timestamp(), "batt": 9}
    assert (await asking.post("/positions", params={"id": key}, json=own | {"bs": 2})).status_code == 200
    await served.turn(2)
    assert (await asking.post("/positions", params={"id": key}, json=own | {"bs": 1})).status_code == 200
    await served.turn(2)
    assert _told(served, "tracker-battery", percent=9) == 1


async def test_a_device_is_no_sign_of_life(served: Street, asking: httpx.AsyncClient) -> None:
    """It may lie in a car: whatever it sends, the team was heard of and answered no later than by itself."""
    key = await a_key(served)
    heard_at = served.clock.now()
    async with served.house.store.begin() as tx:
        team = await tx.teams.get(1)
        assert team is not None
        await tx.teams.save(replace(team, silent_since=heard_at, seen_at=heard_at))
    await served.turn(60)

    async def team_now() -> Team:
        async with served.house.store.look() as tx:
            found = await tx.teams.get(1)
            assert found is not None
            return found

    assert (await _sends(served, asking, key)).json()["kept"]
    assert (await _sends(served, asking, key, lat=AWAY.lat + 0.0005)).json()["kept"]
    assert (await _sends(served, asking, key, lat=91)).status_code == 200
    assert ((await team_now()).silent_since, (await team_now()).seen_at) == (heard_at, heard_at)
    served.wang.say(1002, "hello")
    await served.turn(2)
    seen_at = (await team_now()).seen_at
    assert seen_at is not None
    assert seen_at > heard_at


async def test_a_coarse_fix_of_a_tracker_moves_nobody(served: Street, asking: httpx.AsyncClient) -> None:
    """15 km off, nine kilometres away: the good one of before stands, and only that is on the track."""
    key = await a_key(served)
    await _sends(served, asking, key)
    await served.turn(300)
    assert (await _sends(served, asking, key, lat=AWAY.lat + 0.08, accuracy=15_000)).json()["kept"]
    async with served.house.store.look() as tx:
        kept = (await tx.teams.positions(1))[1002]
        tracker = await tx[TRACKERS].of(1, 1002)
    assert (kept.point, kept.accuracy_m) == (AWAY, 8)
    assert tracker is not None
    assert tracker.heard_at is not None
    assert served.clock.now() - tracker.heard_at < timedelta(seconds=5)
