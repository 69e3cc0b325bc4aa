"""Which tables name people, and what stays of the words of several people when those of one go."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String, Table, Text

from storage import evidence, privacy
from storage.features import ROOMS
from storage.incidents import _without
from storage.people import people
from storage.personal import Personal, naming
from storage.schema import metadata
from storage.types import Json

PERSON = re.compile(r"(.*_)?by(_id)?|(.*_)?(user|reporter|to|host|person|member)_id")
"""How a column is called that names somebody; one that points to the people does, however it is called."""

DECLARED = [privacy.OF_CASES, privacy.PERSONAL, *(room.personal for room in ROOMS)]


def _is_called_so(column: Column[Any]) -> bool:
    """Whether it is called like one that names somebody; people are numbers, a text says how."""
    return PERSON.fullmatch(column.name) is not None and not isinstance(column.type, String)


def undeclared(tables: Iterable[Table], declared: Iterable[Personal]) -> set[str]:
    """Columns of *tables* that name a person, and of which no declaration says so."""
    named = {(one.table.name, name) for personal in declared for one in personal.export for name in one.columns}
    return {
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if (_is_called_so(column) or any(key.column is people.c.user_id for key in column.foreign_keys))
        and (table.name, column.name) not in named
    }


def test_every_column_that_names_a_person_is_declared() -> None:
    """What somebody is handed would lack it, and nobody would think of it when they are forgotten."""
    assert len(metadata.tables) > 30
    assert undeclared(metadata.sorted_tables, DECLARED) == set()


def test_a_table_that_nobody_declares_is_found() -> None:
    """By the name of a column, or because it points to the people."""
    pets = Table(
        "pets", MetaData(), Column("id", Integer), Column("fed_by", BigInteger), Column("by_hand", Integer),
        Column("owner", ForeignKey(people.c.user_id)),
    )  # fmt: skip
    assert undeclared([pets], DECLARED) == {"pets.fed_by", "pets.owner"}
    assert undeclared([pets], [*DECLARED, Personal(export=(naming(pets, "fed_by"),))]) == {"pets.owner"}


ROWS_GO = {
    "evidence": "text", "handovers": "notes", "incidents": "words", "memberships": "name", "people": "name username",
    "sos": "words", "visit_answers": "words",
}  # fmt: skip
"""Words and names that stand first in these: they go with the row's person, by its id."""

NOBODYS = {
    "calendars": "told", "checklists": "body", "starter_checklists": "body",
    "districts": "name area limits settings", "evidence": "file_id file_unique_id album",
    "exports": "people", "hazards": "before after", "handbook_items": "body", "handbooks": "papers",
    "handovers": "listed", "history": "facts",
    "inbox": "error", "officers": "body", "officer_offers": "body", "outbox": "mentions error",
    "places": "name kind address aliases community licence credit outside into raw",
    "place_imports": "file_id", "place_photos": "file_id file_unique_id", "positions": "doubted",
    "program_requests": "answer", "roster_rules": "days", "starter_handbooks": "papers", "starter_items": "body",
    "teams": "key name handles former_names",
    "visit_answers": "photos", "visit_wishes": "lists items",
    "visits": "lists bodies approved", "trackers": "troubles", "webhooks": "url",
}  # fmt: skip
"""Codes, ids and figures, what a file said, what a team, a place or a district is called: not what a person said."""


def unsaid(tables: Iterable[Table], declared: Iterable[Personal]) -> set[str]:
    """Columns of *tables* that may hold any text, and of which nobody says whose words may stand there."""
    said = {(column.table.name, column.name) for personal in declared for column in personal.said}
    said |= {(column.table.name, column.name) for personal in declared for column in personal.listed}
    said |= {(table, name) for of in (ROWS_GO, NOBODYS) for table, names in of.items() for name in names.split()}
    free = ((table.name, c.name) for table in tables for c in table.columns if isinstance(c.type, Text | Json))
    return {f"{table}.{name}" for table, name in free if (table, name) not in said}


def test_every_text_is_declared_as_somebodys_or_nobodys() -> None:
    """What is erased is searched for where copies may stand; a new column says whether they may."""
    assert unsaid(metadata.sorted_tables, DECLARED) == set()


def test_a_text_that_nobody_declares_is_found() -> None:
    """Words of people in a table of tomorrow."""
    letters = Table("pets_letters", MetaData(), Column("id", Integer), Column("said", Text), Column("facts", Json))
    assert unsaid([letters], DECLARED) == {"pets_letters.said", "pets_letters.facts"}
    assert unsaid([letters], [*DECLARED, Personal(said=(letters.c.facts,))]) == {"pets_letters.said"}


def placeless(declared: Iterable[Personal]) -> set[str]:
    """Searched tables of which nobody says of which district a row is: by its case, a column, or *of*."""
    columns = [(column, one.of) for one in declared for column in one.said]
    known = {"case_id", "district_id"}
    return {c.table.name for c, of in columns if of is None and known.isdisjoint(c.table.c.keys())}


def test_what_is_searched_is_known_to_be_of_a_district() -> None:
    """Somebody's name is searched where they are or were; a line's side is found by its line."""
    assert placeless(DECLARED) == {"kept", "history_sides"}
    pets = Table("pets_homes", MetaData(), Column("id", Integer), Column("said", Text))
    assert placeless([Personal(said=(pets.c.said,))]) == {"pets_homes"}


def test_who_hid_a_picture_is_not_handed_what_others_sent() -> None:
    """Its words, its place and its file are of who sent it."""
    [sent] = evidence.PERSONAL.export
    assert str(sent.rows(1001).whereclause).split() == ["evidence.by_id", "=", ":by_id_1"]


@pytest.mark.parametrize(
    ("words", "own", "left"),
    [
        ("theirs / mine", "mine", "theirs"),
        ("mine / theirs", "mine", "theirs"),
        ("mine", "mine", ""),
        ("theirs", "mine", "theirs"),
        ("theirs / my long wor\u2026", "my long words", "theirs"),
        ("theirs / with / a stroke", "with / a stroke", "theirs"),
        ("a cat / a", "a", "a cat"),
        ("their own words\u2026", "mine", "their own words\u2026"),
    ],
)
def test_words_of_one_go_and_those_of_others_stay(words: str, own: str, left: str) -> None:
    """Whole or cut off, first or last; a short word takes nothing out of the others'."""
    assert _without(words, own) == left
