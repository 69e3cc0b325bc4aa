"""What happens beside the cases, as the bot has stored it: swaps of shifts, handovers, and the welfare check."""

from collections.abc import Mapping
from datetime import datetime

from bot.duty.plan import ROSTERS, SwapState
from bot.handovers.table import HANDOVERS, TAKEN
from bot.register.districts import District
from bot.work.ports import Tx

SWAPPED = {
    SwapState.OFFERED: ("swap-ask",),
    SwapState.AGREED: ("swap-ask", "swap-agree"),
    SwapState.CONFIRMED: ("swap-ask", "swap-agree", "swap-confirm"),
}
"""What a swap in this state has behind it."""


class Happened:
    """Names of what has happened, each with the people whom it is about."""

    def __init__(self) -> None:
        self._asked: set[int] = set()
        self._offered: set[int] = set()
        self._newest: int | None = None

    async def read(self, tx: Tx, district: District, now: datetime) -> Mapping[str, frozenset[int]]:
        """How things stand, and what has become of that which was seen before."""
        found: dict[str, frozenset[int]] = {}
        for swap in await tx[ROSTERS].swaps(district.id, now):
            found |= dict.fromkeys(SWAPPED.get(swap.state, ()), frozenset({swap.user_id, swap.to_id}))
        return found | await self._handovers(tx, district) | await self._welfare(tx, district)

    async def _handovers(self, tx: Tx, district: District) -> dict[str, frozenset[int]]:
        """A handover is a case of its own: each new number is looked at, and those that were offered again."""
        newest = district.last_number if self._newest is None else self._newest
        fresh = {*range(newest + 1, district.last_number + 1), *self._offered}
        self._newest = district.last_number
        found: dict[str, frozenset[int]] = {}
        for number in fresh:
            case = await tx[HANDOVERS].by_number(district.id, number)
            if case is None:
                continue
            self._offered.add(number)
            found["handover-offer"] = frozenset({case.by_id})
            if case.state == TAKEN:
                found["handover-take"] = frozenset({case.by_id, case.taken_by or 0})
        return found

    async def _welfare(self, tx: Tx, district: District) -> dict[str, frozenset[int]]:
        """Which teams are looked after on a scene, which of them are asked, and which have answered."""
        looked_after = [team for team in await tx.teams.all(district.id) if team.seen_at is not None]
        if not looked_after:
            self._asked.clear()
            return {}
        members: dict[int, set[int]] = {}
        for one in await tx.people.members(district.id):
            if one.team_id is not None:
                members.setdefault(one.team_id, set()).add(one.user_id)
        found: dict[str, set[int]] = {}
        for team in looked_after:
            steps = ["scene", *(["asked"] if team.asked else ["answer"] if team.id in self._asked else [])]
            for step in steps:
                found.setdefault(f"welfare-{step}", set()).update(members.get(team.id, ()))
        self._asked = (self._asked | {team.id for team in looked_after if team.asked}) & {t.id for t in looked_after}
        return {name: frozenset(people) for name, people in found.items()}
