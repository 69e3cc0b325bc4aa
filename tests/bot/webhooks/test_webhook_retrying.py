"""When a delivery is tried again, and when a receiver is left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.webhooks import retrying
from bot.webhooks.hooks import BOTH_SIGN, Delivery, Pause, Receiver, Reply
from bot.webhooks.retrying import BRAKE_S, PARALLEL, WAITS_S
from tests.bot.builders import NOW

RECEIVER = Receiver(1, "https://example.org:8443/secret-path", NOW, id=3, salt="new")
DELIVERY = Delivery(3, 1, "t", NOW, id=9, case_id=7, history_id=8, due_at=NOW)
BUSY = Reply("503")


def test_the_waits_grow_and_end() -> None:
    """Five seconds, half a minute … ten hours, then never."""
    assert [retrying.wait_s(n, 0.5) for n in range(1, 10)] == [5, 30, 120, 600, 1800, 7200, 18000, 36000, None]


@pytest.mark.parametrize(("chance", "wait"), [(0.0, 24.0), (0.5, 30.0), (1.0, 36.0)])
def test_chance_spreads_a_wait_by_a_fifth(chance: float, wait: float) -> None:
    """What failed together does not come again together."""
    assert retrying.wait_s(2, chance) == pytest.approx(wait)


def test_a_delivery_is_tried_nine_times_within_eighteen_hours() -> None:
    """Each failure counts once; the ninth ends it."""
    receiver, delivery, now, tries = RECEIVER, DELIVERY, NOW, 0
    while True:
        verdict = retrying.judge(receiver, delivery, BUSY, now, 0.5)
        tries += 1
        if verdict.again_at is None:
            break
        receiver, now = verdict.receiver, verdict.again_at
        delivery = replace(delivery, attempts=delivery.attempts + 1)
    assert (tries, now - NOW) == (9, timedelta(seconds=sum(WAITS_S)))
    assert verdict.receiver.failing_since == NOW
    assert verdict.receiver.streak == 9


@pytest.mark.parametrize(
    ("asked", "attempts", "wait"), [(90.0, 0, 90), (1.0, 1, 30), (10.0**8, 0, WAITS_S[-1]), (None, 0, 5)]
)
def test_the_receiver_s_own_wish_counts_within_bounds(asked: float | None, attempts: int, wait: float) -> None:
    """Never sooner than we would have come, and never later than the longest wait; nothing else goes there before."""
    late = replace(DELIVERY, attempts=attempts)
    verdict = retrying.judge(RECEIVER, late, Reply("429", asked), NOW, 0.5)
    assert verdict.again_at == NOW + timedelta(seconds=wait)
    wished = min(asked, WAITS_S[-1]) if asked else None
    assert verdict.receiver.not_before == (NOW + timedelta(seconds=wished) if wished else None)


def test_a_receiver_that_fails_in_a_row_is_asked_one_at_a_time() -> None:
    """More and more seldom, up to ten minutes."""
    receiver, rooms, brakes = RECEIVER, [], []
    for _ in range(8):
        receiver = retrying.judge(receiver, DELIVERY, BUSY, NOW, 0.5).receiver
        rooms.append(retrying.room(replace(receiver, not_before=None), NOW))
        brakes.append((receiver.not_before - NOW).total_seconds() if receiver.not_before else 0)
    assert rooms == [PARALLEL, PARALLEL, 1, 1, 1, 1, 1, 1]
    assert brakes == [0, 0, *BRAKE_S, BRAKE_S[-1], BRAKE_S[-1]]
    assert retrying.room(receiver, NOW) == 0


@pytest.mark.parametrize(
    ("reply", "since", "paused"),
    [
        (Reply("410"), None, Pause.GONE),
        (Reply("key"), None, Pause.KEY),
        (BUSY, timedelta(days=5), Pause.FAILING),
        (BUSY, timedelta(days=5) - timedelta(seconds=1), Pause.NOT),
        (Reply("302"), None, Pause.NOT),
    ],
)
def test_who_is_gone_or_fails_for_days_is_paused(reply: Reply, since: timedelta | None, paused: Pause) -> None:
    """Its deliveries wait, as many as there were."""
    receiver = replace(RECEIVER, failing_since=NOW - since if since is not None else None)
    verdict = retrying.judge(receiver, replace(DELIVERY, attempts=8), reply, NOW, 0.5)
    assert verdict.receiver.paused is paused
    assert (verdict.again_at is not None) is bool(paused)


@pytest.mark.parametrize("paused", [Pause.CAPTAIN, Pause.GONE, Pause.FAILING])
def test_one_that_was_paused_meanwhile_stays_so(paused: Pause) -> None:
    """A try that was under way when it was paused counts for nothing."""
    verdict = retrying.judge(replace(RECEIVER, paused=paused), DELIVERY, BUSY, NOW, 0.5)
    assert (verdict.receiver.paused, verdict.again_at) == (paused, NOW)


def test_a_captain_who_resumes_it_lets_it_begin_anew() -> None:
    """Nothing of the failures counts any more."""
    failed = replace(RECEIVER, paused=Pause.GONE, streak=9, failing_since=NOW, not_before=NOW)
    assert retrying.anew(failed) == RECEIVER


@pytest.mark.parametrize(("code", "well"), [("200", True), ("204", True), ("302", False), ("2", False), ("tls", False)])
def test_only_2xx_is_well(code: str, well: bool) -> None:
    """A word for why there was no answer is none."""
    assert Reply(code).is_well is well


def test_the_former_secret_signs_for_a_day() -> None:
    """Beside the new one, which comes first."""
    both = replace(RECEIVER, former_salt="old", former_until=NOW + BOTH_SIGN)
    assert both.salts(NOW) == ("new", "old")
    assert both.salts(NOW + BOTH_SIGN) == ("new",)
    assert RECEIVER.salts(NOW) == ("new",)


def test_of_an_address_only_the_host_is_shown() -> None:
    """What comes after may be a secret of theirs."""
    assert RECEIVER.host == "example.org:8443"


@pytest.mark.parametrize(
    ("change", "collects"),
    [
        ({}, True),
        ({"salt": ""}, False),
        ({"paused": Pause.CAPTAIN}, True),
        ({"paused": Pause.GONE}, False),
        ({"paused": Pause.FAILING}, False),
        ({"removed_at": NOW}, False),
    ],
)
def test_what_happens_now_is_kept_for_who_may_still_hear_it(change: dict[str, object], collects: bool) -> None:
    """For a receiver that a captain paused, not for one that is gone."""
    assert replace(RECEIVER, **change).collects is collects  # type: ignore[arg-type]
