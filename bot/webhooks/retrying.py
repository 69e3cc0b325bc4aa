"""When a delivery that failed is tried again, when it is given up, and when a receiver is left alone. Pure.

A delivery has its own waits; a receiver that fails several times in a row is besides asked by one delivery at a time,
so that thousands that wait for it cost one call each ten minutes. The first good answer lets all of them go.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.webhooks.hooks import Delivery, Pause, Receiver, Reply

WAITS_S = (5, 30, 2 * 60, 10 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600)
"""Seconds until each next try; who fails after the last is given up."""

SPREAD = 0.2
"""A wait is so much shorter or longer, by chance, that what failed together does not come again together."""

PARALLEL = 4
"""So many cases of one receiver are sent side by side."""

BRAKES_AT = 3
"""From so many failures in a row on there is one at a time."""

BRAKE_S = WAITS_S[:4]
"""And so many seconds between two of them, longer and longer."""

GIVES_UP_AFTER = timedelta(days=5)
"""A receiver that has not answered well for so long is paused."""

GONE, KEY = "410", "key"
"""Codes after which no other try can be better."""


@dataclass(frozen=True)
class Verdict:
    """What a failure means: the receiver as it is now, and when the delivery is tried again (None: never)."""

    receiver: Receiver
    again_at: datetime | None


def wait_s(attempts: int, chance: float) -> float | None:
    """Seconds from the failure of the try that was number *attempts* to the next one; None after the last.

    *chance* is drawn from 0 to 1.
    """
    if attempts > len(WAITS_S):
        return None
    return WAITS_S[attempts - 1] * (1 - SPREAD + 2 * SPREAD * chance)


def room(receiver: Receiver, now: datetime) -> int:
    """How many deliveries may be under way to it now."""
    if receiver.paused is not Pause.NOT or (receiver.not_before is not None and now < receiver.not_before):
        return 0
    return 1 if receiver.streak >= BRAKES_AT else PARALLEL


def judge(receiver: Receiver, delivery: Delivery, reply: Reply, now: datetime, chance: float) -> Verdict:
    """A try failed. A receiver's own wish to wait counts, up to the longest wait that there is.

    One that was paused while the try was under way stays so.
    """
    since = receiver.failing_since or now
    asked_s = min(reply.wait_s or 0.0, WAITS_S[-1])
    failed = replace(
        receiver,
        streak=receiver.streak + 1,
        failing_since=since,
        not_before=_brake(receiver.streak + 1, asked_s, now, chance),
        answer=reply.code,
        answered_at=now,
        paused=_pause(reply, now - since) or receiver.paused,
    )
    if failed.paused is not Pause.NOT:
        return Verdict(failed, now)
    wait = wait_s(delivery.attempts + 1, chance)
    return Verdict(failed, None if wait is None else now + timedelta(seconds=max(wait, asked_s)))


def _pause(reply: Reply, failing: timedelta) -> Pause:
    if reply.code in {GONE, KEY}:
        return Pause.GONE if reply.code == GONE else Pause.KEY
    return Pause.FAILING if failing >= GIVES_UP_AFTER else Pause.NOT


def _brake(streak: int, asked_s: float, now: datetime, chance: float) -> datetime | None:
    if streak < BRAKES_AT and not asked_s:
        return None
    step = BRAKE_S[min(max(streak - BRAKES_AT, 0), len(BRAKE_S) - 1)] if streak >= BRAKES_AT else 0
    return now + timedelta(seconds=max(step * (1 - SPREAD + 2 * SPREAD * chance), asked_s))


def anew(receiver: Receiver) -> Receiver:
    """The receiver as if it had never failed: a captain wants it tried."""
    return replace(receiver, paused=Pause.NOT, failing_since=None, streak=0, not_before=None)
