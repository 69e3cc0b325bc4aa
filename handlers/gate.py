"""Who may be connected: so many in all and from one address; whoever keeps us waiting gives way or is closed.

Nothing here is ever answered: a stranger who opens a thousand connections, or sends a request by the byte, gets none.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from handlers import households

TELL_EVERY_S = 60.0
"""What was closed is logged no more often than this, as one line with counts."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Limits:
    """What a web server puts up with.

    Connections: *most* in all, *each* from one address, after as many new ones in a row *a_second*; *kept* of all for
    this machine and our proxies, whose addresses have no limits of their own. A head: *head_bytes*, *head_lines*,
    within *head_s*. A body: *body_bytes* as they come, in at most *body_parts*, within *body_s* after its head.
    Of a request that may bring more (:attr:`Gate.large`) that is *large_bytes* in *large_parts* within *large_s*.
    *idle_s* without a request, *stall_s* without reading what we answer. *at_once*: so many bytes of a connection are
    read before others have their turn.
    """

    most: int = 2000
    each: int = 256
    a_second: float = 50.0
    kept: int = 64
    head_bytes: int = 64 * 1024
    head_lines: int = 200
    head_s: float = 10.0
    body_bytes: int = 2_000_000
    body_parts: int = 4000
    body_s: float = 30.0
    large_bytes: int = 72 * 2**20
    large_parts: int = 80_000
    large_s: float = 300.0
    idle_s: float = 75.0
    stall_s: float = 30.0
    at_once: int = 16 * 1024

    def within(self, most: int) -> "Limits":
        """The same with no more than *most* connections in all, and from one address a quarter of them."""
        most = min(self.most, most)
        return replace(self, most=most, each=min(self.each, max(1, most // 4)), kept=min(self.kept, most // 8))


REMEMBERED = 10_000
"""Of so many addresses it is remembered how often they came lately."""


class Connected(Protocol):
    """A connection, as the gate knows it. *until* is when it is closed if nothing comes of it; None: never."""

    peer: str
    until: float | None

    def cut(self, why: str) -> None:
        """Close it at once, and answer nothing."""


@dataclass
class _Household:
    """All that comes from one address: how many, and those of them who keep us waiting, longest first."""

    count: int
    waiting: "OrderedDict[Connected, None]"


class Gate:
    """Counts connections, and closes those that keep us waiting. *seconds* is a clock that is never set."""

    def __init__(
        self, limits: Limits, seconds: Callable[[], float], is_ours: Callable[[str], bool] = households.JUST_HERE
    ) -> None:
        self.limits = limits
        self.is_ours = is_ours
        self.large: Callable[[str, str], bool] | None = None
        self.stood_s = 0.0
        self.closed: Counter[str] = Counter()
        self._seconds = seconds
        self._all: dict[Connected, str] = {}
        self._households: dict[str, _Household] = {}
        self._strangers = _Household(0, OrderedDict())
        self._ours = _Household(0, OrderedDict())
        self._came: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._told_at = 0.0
        self._told: Counter[str] = Counter()

    def now(self) -> float:
        """The hour, without the time in which we stood still ourselves: that is held against nobody."""
        return self._seconds() - self.stood_s

    def may_be_large(self, method: str, target: str) -> bool:
        """Whether a request to this address may bring a large body (*large* says it); asked once its head is there."""
        return self.large is not None and self.large(method, target)

    def __len__(self) -> int:
        """How many are connected."""
        return len(self._all)

    def may_come(self, address: str) -> bool:
        """Whether somebody from *address* is listened to at all; asked before anything is made for a connection."""
        if self.is_ours(address):
            return True
        who, now, limits = households.visitor(address), self.now(), self.limits
        left, at = self._came.get(who, (float(limits.each), now))
        left = min(float(limits.each), left + (now - at) * limits.a_second)
        may = left >= 1
        self._came[who] = (left - 1 if may else left, now)
        self._came.move_to_end(who)
        while len(self._came) > REMEMBERED:
            self._came.popitem(last=False)
        if not may:
            self.closed["refused"] += 1
        return may

    def admit(self, one: Connected) -> bool:
        """Whether *one* may be connected: if need be in the place of whoever has kept us waiting longest."""
        who = "" if self.is_ours(one.peer) else households.visitor(one.peer)
        limits = self.limits
        if who:
            mine = self._households.get(who, _Household(0, OrderedDict()))
            may = (mine.count < limits.each or _gives_way(mine)) and (
                self._strangers.count < limits.most - limits.kept or _gives_way(self._strangers)
            )
        else:
            may = len(self._all) < limits.most or _gives_way(self._strangers) or _gives_way(self._ours)
        if not may:
            self.closed["refused"] += 1
            return False
        self._all[one] = who
        for group in self._groups(who):
            group.count += 1
        return True

    def waits(self, one: Connected) -> None:
        """From now on it is *one* who keeps us waiting."""
        if (who := self._all.get(one)) is not None:
            for group in self._groups(who):
                group.waiting[one] = None
                group.waiting.move_to_end(one)

    def works(self, one: Connected) -> None:
        """From now on we are the ones who have to do something."""
        if (who := self._all.get(one)) is not None:
            for group in self._groups(who):
                group.waiting.pop(one, None)

    def left(self, one: Connected) -> None:
        """*one* is connected no more."""
        if (who := self._all.pop(one, None)) is None:
            return
        for group in self._groups(who):
            group.count -= 1
            group.waiting.pop(one, None)
        if who and not self._households[who].count:
            del self._households[who]

    def _groups(self, who: str) -> tuple[_Household, ...]:
        if not who:
            return (self._ours,)
        return self._strangers, self._households.setdefault(who, _Household(0, OrderedDict()))

    def sweep(self) -> None:
        """Close all whose time is up; now and then say how many there were."""
        now = self.now()
        for one in [one for one in self._all if one.until is not None and one.until <= now]:
            one.cut("late")
        if self.closed != self._told and now - self._told_at >= TELL_EVERY_S:
            log.warning("web.closed_unanswered", **(self.closed - self._told), connected=len(self._all))
            self._told, self._told_at = Counter(self.closed), now


def _gives_way(group: _Household) -> bool:
    """Whether one of *group* that kept us waiting is closed now, to make room."""
    if not group.waiting:
        return False
    next(iter(group.waiting)).cut("gave-way")
    return True
