"""The nearest among 20, 1,000 and 100,000 teams, a third of whom may go, beside trying them all with geopy."""

import random
import statistics
import time

from bot.dispatch import matching
from bot.dispatch.matching import Candidate, Reason
from bot.values import geo
from bot.values.geo import Point

SIZES = ((20, 400, 20), (1_000, 200, 3), (100_000, 15, 1))
"""Teams, rounds of ours, rounds of geopy's."""

WANTED_MS = {20: 0.25, 1_000: 0.5, 100_000: 20.0}


def _teams(count: int) -> list[Candidate]:
    chance = random.Random(count)
    return [
        Candidate(i, f"t{i}", Point(30.3 + chance.uniform(-0.1, 0.1), 120.2 + chance.uniform(-0.1, 0.1)),
                  reason=None if i % 3 == 0 else Reason.BUSY)
        for i in range(count)
    ]  # fmt: skip


def _plainly(point: Point, teams: list[Candidate]) -> int:
    may = [t for t in teams if t.reason is None and t.point is not None]
    return min(may, key=lambda t: (geo.metres(point, t.point), t.team_id)).team_id  # type: ignore[arg-type]


def main() -> None:
    """Print medians in milliseconds, and how many times faster ours is."""
    print("match: teams | ours ms (wanted) | geopy loop ms | times faster | same team")
    for count, rounds, plain_rounds in SIZES:
        teams, chance = _teams(count), random.Random(1)
        ours, plain, same = [], [], True
        for n in range(rounds):
            point = Point(30.3 + chance.uniform(-0.1, 0.1), 120.2 + chance.uniform(-0.1, 0.1))
            began = time.perf_counter()
            choice = matching.nearest(point, teams)
            ours.append((time.perf_counter() - began) * 1000)
            if n < plain_rounds:
                began = time.perf_counter()
                expected = _plainly(point, teams)
                plain.append((time.perf_counter() - began) * 1000)
                same = same and choice is not None and choice.team_id == expected
        mine, theirs = statistics.median(ours), statistics.median(plain)
        print(f"match: {count:>7} | {mine:8.3f} ({WANTED_MS[count]}) | {theirs:10.2f} | {theirs / mine:6.0f} | {same}")


if __name__ == "__main__":
    main()
