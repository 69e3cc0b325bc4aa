"""What every table stands on: the metadata, and the tables that all kinds of case share.

The table of a feature stands at the head of its own file. What must always hold is a constraint, not code.
Whoever needs all tables imports ``storage.store`` first: it names every feature.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.growing import grows
from storage.types import OWN_KEY, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

LAT, LON = "lat IS NULL OR (lat BETWEEN -90 AND 90)", "lon IS NULL OR (lon BETWEEN -180 AND 180)"


def partial(name: str, *columns: Column[Any], where: str, unique: bool = False) -> Index:
    """An index of only the rows that fulfil *where*, in the words that both databases share."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


cases = Table(
    "cases",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("is_live", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("reported_at", Instant, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("reporter_id", ForeignKey("people.user_id")),
    UniqueConstraint("district_id", "number"),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint(LAT, name="lat"),
    CheckConstraint(LON, name="lon"),
    Index("ix_cases_reporter", "district_id", "reporter_id", "reported_at"),
    Index("ix_cases_of_reporter", "reporter_id", "id"),
    Index("ix_cases_lat", "district_id", "lat"),
    Index("ix_cases_reported", "reported_at"),
    Index("ix_cases_by_report", "district_id", "reported_at"),
    info=grows(few=("cases.is_live",)),
)
partial("ix_cases_live_by_kind", cases.c.district_id, cases.c.kind, cases.c.reported_at, where="is_live")
"""Which states are live each kind knows; ``storage.case_rows`` writes it down with every change."""


def only_states(kind: str, states: Iterable[str]) -> None:
    """Have the database refuse every other state of a *kind*; a kind that says nothing may have any."""
    of_kind = "state IN ({})".format(", ".join(f"'{state}'" for state in states))
    cases.append_constraint(CheckConstraint(f"kind <> '{kind}' OR {of_kind}", name=f"state_{kind}"))


assignments = Table(
    "assignments",
    metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("team_id", ForeignKey("teams.id"), nullable=False),
    Column("role", String(8), nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("counted_from", Instant, nullable=False),
    Column("accepted_at", Instant),
    Column("arrived_at", Instant),
    Column("ended_at", Instant),
    Column("outcome", String(16)),
    Column("override", Boolean, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("by_id", BigInteger),
    Column("round", Integer, nullable=False),
    Column("reach", Integer, nullable=False),
    Column("sent_metres", Float),
    Column("sent_accuracy_m", Float),
    Column("stood_there", Boolean, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("arrival_seen_at", Instant),
    Column("reason", Text),
    CheckConstraint("role IN ('lead', 'support')", name="role"),
    CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended"),
    info=grows("case_id", few=("assignments.ended_at IS NULL",)),
)
partial("uq_assignments_lead", assignments.c.case_id, where="ended_at IS NULL AND role = 'lead'", unique=True)
partial("uq_assignments_team", assignments.c.team_id, where="ended_at IS NULL AND NOT override", unique=True)
partial("ix_assignments_by", assignments.c.by_id, assignments.c.id, where="by_id IS NOT NULL")
partial("ix_assignments_open", assignments.c.team_id, where="ended_at IS NULL")
