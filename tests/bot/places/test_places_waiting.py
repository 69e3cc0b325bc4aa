"""New places of a file wait as their rows until they are written: all, in order, whichever part is asked for."""

from datetime import UTC, datetime

from bot.places.editions import Joined
from bot.places.files.planning import Fresh
from bot.places.files.reading import Row
from bot.places.register import Contact, Place
from bot.values.geo import Point

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HERE = Point(30.3, 120.2)


def a_fresh(many: int) -> Fresh:
    """So many new places."""
    found = Fresh()
    found.at = NOW
    for n in range(many):
        names = ("code", "name", "kind", "point", "outside")
        row = Row(
            n, names, (f"P{n}", f"店{n}", "shop", HERE, {"ledger": str(n)}), Contact("王", "138"), {"system": "gcj02"}
        )
        found.append(row)
    return found


def test_a_place_is_made_of_its_row_as_it_stands() -> None:
    """With its contact, its numbers, and the point as it was given."""
    assert list(a_fresh(1)) == [
        Place(
            "P0", "店0", "shop", HERE, contacts=(Contact("王", "138"),), outside={"ledger": "0"},
            raw={"system": "gcj02"}, changed_at=NOW,
        )
    ]  # fmt: skip


def test_parts_go_over_the_seams_of_lists() -> None:
    """As of one list: whole, in slices of any size, one by one, from behind."""
    gone = [Place(f"G{n}", "x", "", HERE) for n in range(3)]
    every = [*a_fresh(4), *gone]
    joined = Joined(a_fresh(4), (), gone)
    assert (len(joined), list(joined), joined[-1]) == (7, every, gone[-1])
    for size in (1, 2, 3, 5, 9):
        assert [one for n in range(0, 7, size) for one in joined[n : n + size]] == every
    assert joined[5:2] == []
