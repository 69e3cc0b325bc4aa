"""Tables of people, teams and cases. What must always hold stands here as constraints, not in code."""

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

from bot import sos as calls
from bot.incidents import LIVE, State
from storage.types import CODE, OWN_KEY, Instant, Json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_LIVE = "state IN ({})".format(", ".join(f"'{s}'" for s in sorted(LIVE)))
_CALLED = "state IN ({})".format(", ".join(f"'{s}'" for s in sorted(calls.LIVE)))
_STATES = "state IN ({})".format(", ".join(f"'{s}'" for s in State))
LAT, LON = "lat IS NULL OR (lat BETWEEN -90 AND 90)", "lon IS NULL OR (lon BETWEEN -180 AND 180)"


def partial(name: str, *columns: Column[Any], where: str, unique: bool = False) -> Index:
    """An index of only the rows that fulfil *where*, in the words that both databases share."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


districts = Table(
    "districts", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("chat_id", BigInteger, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("limits", Json, nullable=False),
    Column("lat", Float), Column("lon", Float),
    Column("area", Json),
    Column("dispatch", String(16), nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("created_at", Instant),
    Column("last_number", Integer, nullable=False),
    Column("settings", Json, nullable=False),
    CheckConstraint("dispatch IN ('send', 'suggest')", name="dispatch"),
    CheckConstraint(LAT, name="lat"), CheckConstraint(LON, name="lon"),
)  # fmt: skip

chats = Table(
    "chats", metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("district_id", ForeignKey("districts.id"), nullable=False, index=True),
)  # fmt: skip

people = Table(
    "people", metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text),
    Column("language", String(8)),
    Column("private_open", Boolean),
)  # fmt: skip

teams = Table(
    "teams", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False, index=True),
    Column("key", Text),
    Column("name", Text, nullable=False),
    Column("lat", Float), Column("lon", Float),
    Column("handles", Json, nullable=False),
    Column("former_names", Json, nullable=False),
    Column("dissolved_at", Instant),
    Column("last_sent_at", Instant),
    Column("silent_since", Instant),
    Column("active_case_id", BigInteger),
    Column("seen_at", Instant),
    Column("asked", Integer, nullable=False, server_default="0"), Column("asked_at", Instant),
    CheckConstraint(LAT, name="lat"), CheckConstraint(LON, name="lon"),
    UniqueConstraint("district_id", "key"),
)  # fmt: skip
partial("uq_teams_name", teams.c.district_id, teams.c.name, where="dissolved_at IS NULL", unique=True)

memberships = Table(
    "memberships", metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True, index=True),
    Column("name", Text, nullable=False),
    Column("certified", Boolean, nullable=False),
    Column("team_id", ForeignKey("teams.id"), index=True),
    Column("left_at", Instant),
)  # fmt: skip

roles = Table(
    "roles", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    CheckConstraint("role IN ('captain', 'member', 'auxiliary', 'mediator', 'viewer')", name="role"),
    UniqueConstraint("district_id", "user_id", "role"),
)  # fmt: skip

duties = Table(
    "duties", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("break_until", Instant),
    Column("ended_at", Instant),
    Column("asked", Integer, nullable=False),
)  # fmt: skip
partial("uq_duties_open", duties.c.district_id, duties.c.user_id, where="ended_at IS NULL", unique=True)

positions = Table(
    "positions", metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
    Column("lat", Float, nullable=False), Column("lon", Float, nullable=False),
    Column("fixed_at", Instant, nullable=False),
    Column("accuracy_m", Float),
    Column("live_until", Instant),
    Column("chat_id", BigInteger), Column("message_id", BigInteger),
    Column("source", String(16), nullable=False, server_default="chat"),
    CheckConstraint(LAT, name="lat"), CheckConstraint(LON, name="lon"),
    Index("ix_positions_message", "chat_id", "message_id"),
)  # fmt: skip

tracks = Table(
    "tracks", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("lat", Float, nullable=False), Column("lon", Float, nullable=False),
    Column("fixed_at", Instant, nullable=False, index=True),
    Column("accuracy_m", Float),
    Column("source", String(16), nullable=False, server_default="chat"),
)  # fmt: skip

places = Table(
    "places", metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lat", Float, nullable=False), Column("lon", Float, nullable=False),
    Column("address", Text, nullable=False),
    CheckConstraint(LAT, name="lat"), CheckConstraint(LON, name="lon"),
)  # fmt: skip

cases = Table(
    "cases", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("reported_at", Instant, nullable=False),
    Column("lat", Float), Column("lon", Float),
    Column("reporter_id", ForeignKey("people.user_id")),
    UniqueConstraint("district_id", "number"),
    CheckConstraint(f"kind <> 'incident' OR {_STATES}", name="state"),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint(LAT, name="lat"), CheckConstraint(LON, name="lon"),
    Index("ix_cases_reporter", "district_id", "reporter_id", "reported_at"),
    Index("ix_cases_lat", "district_id", "lat"),
    Index("ix_cases_reported", "reported_at"),
)  # fmt: skip
partial("ix_cases_live", cases.c.district_id, cases.c.reported_at, where=_LIVE)
partial("uq_cases_called", cases.c.district_id, cases.c.reporter_id, where=_CALLED, unique=True)

incidents = Table(
    "incidents", metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("item", String(64)),
    Column("severity", String(16)),
    Column("words", Text, nullable=False),
    Column("place", Text),
    Column("source", Text), Column("source_ref", Text),
    Column("relayed", Boolean, nullable=False),
    Column("self_found", Boolean, nullable=False),
    Column("by_hand_only", Boolean, nullable=False),
    Column("asks", Json, nullable=False),
    Column("asked_until", Instant),
    Column("resolved_at", Instant), Column("done_at", Instant),
    Column("outcome", String(24)),
    Column("closed_at", Instant),
    Column("confirmed_by", BigInteger),
    Column("held_since", Instant), Column("hold_until", Instant), Column("held_s", Integer, nullable=False),
    Column("undo_move", String(16)), Column("undo_state", String(16)),
    Column("item_version", Integer, nullable=False, server_default="0"),
    Column("waived", Json, nullable=False, server_default="[]"),
    Column("round", Integer, nullable=False), Column("reach", Integer, nullable=False),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("merged_into", ForeignKey("cases.id")),
    Column("department", Text), Column("department_ref", Text), Column("department_due", Instant),
    Column("silenced_until", Instant), Column("suggest_until", Instant), Column("pull_until", Instant),
    Column("origin_chat_id", BigInteger), Column("origin_message_id", BigInteger),
    Column("marks", Json, nullable=False),
    CheckConstraint("severity IS NULL OR severity IN ('low', 'medium', 'high', 'critical')", name="severity"),
)  # fmt: skip

sos = Table(
    "sos", metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("words", Text, nullable=False),
    Column("team_id", ForeignKey("teams.id")),
    Column("incident_id", ForeignKey("cases.id")),
    Column("fixed_at", Instant), Column("accuracy_m", Float),
    Column("told", Integer, nullable=False), Column("told_at", Instant),
    Column("carded_at", Instant), Column("card_due_at", Instant),
    Column("acknowledged_at", Instant), Column("acknowledged_by", BigInteger),
    Column("ended_at", Instant), Column("ended_by", BigInteger),
    Column("reason", Text),
    Column("origin_chat_id", BigInteger), Column("origin_message_id", BigInteger),
)  # fmt: skip

assignments = Table(
    "assignments", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("team_id", ForeignKey("teams.id"), nullable=False),
    Column("role", String(8), nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("counted_from", Instant, nullable=False),
    Column("accepted_at", Instant), Column("arrived_at", Instant), Column("ended_at", Instant),
    Column("outcome", String(16)),
    Column("override", Boolean, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("by_id", BigInteger),
    Column("round", Integer, nullable=False),
    Column("reach", Integer, nullable=False),
    Column("sent_metres", Float),
    Column("stood_there", Boolean, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("arrival_seen_at", Instant),
    Column("reason", Text),
    CheckConstraint("role IN ('lead', 'support')", name="role"),
    CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended"),
)  # fmt: skip
partial("uq_assignments_lead", assignments.c.case_id, where="ended_at IS NULL AND role = 'lead'", unique=True)
partial("uq_assignments_team", assignments.c.team_id, where="ended_at IS NULL AND NOT override", unique=True)
partial("ix_assignments_open", assignments.c.team_id, where="ended_at IS NULL")

handlers = Table(
    "handlers", metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("team_id", ForeignKey("teams.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
)  # fmt: skip

occasions = Table(
    "occasions", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id")),
    Column("case_id", ForeignKey("cases.id")),
    Column("subject", CODE, nullable=False),
    Column("name", String(32), nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("result", String(16)),
    UniqueConstraint("subject", "name", "n"),
    CheckConstraint("(done_at IS NULL) = (result IS NULL)", name="decided"),
)  # fmt: skip
partial("ix_occasions_due", occasions.c.due_at, where="done_at IS NULL")
partial("ix_occasions_case", occasions.c.case_id, where="done_at IS NULL")
Index("ix_occasions_of_case", occasions.c.case_id)

handovers = Table(
    "handovers", metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("listed", Json, nullable=False),
    Column("notes", Text, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("counted_from", Instant),
    Column("told", Integer, nullable=False),
    Column("taken_by", BigInteger),
    Column("ended_at", Instant),
)  # fmt: skip
partial("ix_handovers_open", handovers.c.case_id, where="ended_at IS NULL")

roster_rules = Table(
    "roster_rules", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False, index=True),
    Column("user_id", ForeignKey("people.user_id")),
    Column("team_id", ForeignKey("teams.id")),
    Column("captain", Boolean, nullable=False),
    Column("days", Json, nullable=False),
    Column("begins", String(5), nullable=False), Column("ends", String(5), nullable=False),
    Column("first", String(10)), Column("last", String(10)),
    CheckConstraint("(user_id IS NULL) <> (team_id IS NULL)", name="whose"),
)  # fmt: skip

swaps = Table(
    "swaps", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", ForeignKey("people.user_id"), nullable=False),
    Column("to_id", BigInteger, nullable=False),
    Column("begins_at", Instant, nullable=False), Column("ends_at", Instant, nullable=False),
    Column("offered_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("confirmed_by", BigInteger),
    CheckConstraint(
        "state IN ('offered', 'agreed', 'confirmed', 'declined', 'refused', 'withdrawn')", name="state"
    ),
    Index("ix_swaps_begin", "district_id", "begins_at"),
)  # fmt: skip
