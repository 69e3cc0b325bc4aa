"""When the list of what needs a captain makes a sound: for what is new in it, many at once, critical things at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.work.matters import Matter

GATHER = timedelta(seconds=150)
"""After a sound what is new waits so long for others; what is critical does not."""

TOGETHER = timedelta(seconds=2)
"""What comes so soon after a sound is in the message that makes it, which waits that long unless it is critical."""

APART = timedelta(seconds=30)
"""While a call for help waits for a captain what is not critical makes no sound, and is looked at again after this."""


@dataclass(frozen=True)
class Sound:
    """What is to be done: whether it sounds, what has been said then, and when to look again (None: no need).

    *at_once*: it waits for nothing else that may come.
    """

    now: bool
    told: Mapping[str, int]
    again_at: datetime | None = None
    at_once: bool = False


def decide(
    told: Mapping[str, int], last: datetime | None, matters: Iterable[Matter], now: datetime, *, apart: bool = False
) -> Sound:
    """Whether *matters* sound at *now*: *told* is what was said of which thing, at *last* it sounded. Pure.

    *apart*: a call for help waits for a captain. What is not there any more is forgotten, so that it is new when it
    comes back.
    """
    present = {m.key(w): w for m in matters for w in m.wrongs}
    left = {key: again for key, again in told.items() if key in present}
    fresh = {k: w.again for k, w in present.items() if not w.hushed and told.get(k, -1) < w.again}
    if not fresh:
        return Sound(now=False, told=left)
    if any(present[key].at_once for key in fresh):
        return Sound(now=True, told=left | fresh, at_once=True)
    if apart:
        return Sound(now=False, told=left, again_at=now + APART)
    if last is not None and now < last + TOGETHER:
        return Sound(now=False, told=left | fresh)
    if last is not None and now < last + GATHER:
        return Sound(now=False, told=left, again_at=last + GATHER)
    return Sound(now=True, told=left | fresh)
