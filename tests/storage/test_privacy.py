"""Which tables name people, and what stays of the words of several people when those of one go."""

import re
from collections.abc import Iterable

import pytest
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table

from storage import evidence, privacy
from storage.incidents import _without
from storage.people import people
from storage.personal import Personal, naming
from storage.schema import metadata
from storage.store import ROOMS

PERSON = re.compile(r"(.*_)?by(_id)?|(.*_)?(user|reporter|to|host|person|member)_id")
"""How a column is called that names somebody; one that points to the people does, however it is called."""

DECLARED = [privacy.OF_CASES, privacy.PERSONAL, *(room.personal for room in ROOMS)]


def undeclared(tables: Iterable[Table], declared: Iterable[Personal]) -> set[str]:
    """Columns of *tables* that name a person, and of which no declaration says so."""
    named = {(one.table.name, name) for personal in declared for one in personal.export for name in one.columns}
    return {
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if (PERSON.fullmatch(column.name) or any(key.column is people.c.user_id for key in column.foreign_keys))
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
