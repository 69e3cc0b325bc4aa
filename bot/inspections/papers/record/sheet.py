"""The record of a visit as plain values: whoever draws it adds nothing and leaves nothing out."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from bot.inspections.visit import FAILS


@dataclass(frozen=True)
class Row:
    """A line with its name, both facts of the words. *blank*: an empty field that somebody may fill in by hand."""

    label: Any
    value: Any
    blank: bool = False


@dataclass(frozen=True)
class ItemLine:
    """One item: *result* is the code of its answer (empty: open), *said* what stands below it, each a fact."""

    number: int
    text: Any
    section: Any
    result: str
    answer: Any
    said: tuple[Any, ...] = ()
    photos: tuple[int, ...] = ()

    @property
    def failed(self) -> bool:
        """Something was found."""
        return self.result in FAILS


@dataclass(frozen=True)
class Signed:
    """One signature; *photo* is the evidence that shows it."""

    who: Any
    how: Any
    at: str
    photo: int | None = None


@dataclass(frozen=True)
class Sheet:
    """All that the record says. *drafted*: it is not signed yet. *omitted*: so many photos are not shown.

    *pictures* are ids of all evidence that it shows.
    """

    number: int
    drafted: bool
    rows: tuple[Row, ...]
    items: tuple[ItemLine, ...]
    disputes: tuple[Any, ...] = ()
    hazards: tuple[Any, ...] = ()
    signed: tuple[Signed, ...] = ()
    omitted: int = 0
    made_at: str = ""
    pictures: tuple[int, ...] = ()


def stamp(at: datetime | None, zone: tzinfo) -> str:
    """``2026-12-06 14:05`` as the clock of the place shows it; a dash where nothing has happened."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else "-"


def row(key: str, value: Any) -> Row:
    """A line of the record; a dash where nothing is known."""
    return Row({"word": f"visit-paper-{key}"}, value or "-")


def official_row(key: str, value: str) -> Row:
    """A number of an official system: a field to fill in where nobody has said it."""
    return Row({"word": f"visit-paper-{key}"}, value, blank=not value)
