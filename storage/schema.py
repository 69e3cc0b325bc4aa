"""Tables. What must always hold stands here as constraints, not in code that might be passed by."""

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

from bot.incidents import LIVE, State
from storage.types import OWN_KEY, Instant, Json

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
_STATES = "state IN ({})".format(", ".join(f"'{s}'" for s in State))
_LAT, _LON = "lat IS NULL OR (lat BETWEEN -90 AND 90)", "lon IS NULL OR (lon BETWEEN -180 AND 180)"


def _partial(name: str, *columns: str | Column, where: str, unique: bool = False) -> Index:  # type: ignore[type-arg]
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
    CheckConstraint(_LAT, name="lat"), CheckConstraint(_LON, name="lon"),
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
    Column("username", Text, index=True),
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
    CheckConstraint(_LAT, name="lat"), CheckConstraint(_LON, name="lon"),
    UniqueConstraint("district_id", "key"),
)  # fmt: skip
_partial("uq_teams_name", teams.c.district_id, teams.c.name, where="dissolved_at IS NULL", unique=True)

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
_partial("uq_duties_open", duties.c.district_id, duties.c.user_id, where="ended_at IS NULL", unique=True)

positions = Table(
    "positions", metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
    Column("lat", Float, nullable=False), Column("lon", Float, nullable=False),
    Column("fixed_at", Instant, nullable=False),
    Column("accuracy_m", Float),
    Column("live_until", Instant),
    Column("chat_id", BigInteger), Column("message_id", BigInteger),
    CheckConstraint(_LAT, name="lat"), CheckConstraint(_LON, name="lon"),
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
)  # fmt: skip

places = Table(
    "places", metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lat", Float, nullable=False), Column("lon", Float, nullable=False),
    Column("address", Text, nullable=False),
    CheckConstraint(_LAT, name="lat"), CheckConstraint(_LON, name="lon"),
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
    CheckConstraint(_LAT, name="lat"), CheckConstraint(_LON, name="lon"),
    Index("ix_cases_reporter", "district_id", "reporter_id", "reported_at"),
    Index("ix_cases_lat", "district_id", "lat"),
)  # fmt: skip
_partial("ix_cases_live", cases.c.district_id, cases.c.reported_at, where=_LIVE)

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
    Column("waived", Integer, nullable=False),
    Column("round", Integer, nullable=False), Column("reach", Integer, nullable=False),
    Column("merged_into", ForeignKey("cases.id")),
    Column("department", Text), Column("department_ref", Text), Column("department_due", Instant),
    Column("silenced_until", Instant), Column("suggest_until", Instant), Column("pull_until", Instant),
    Column("origin_chat_id", BigInteger), Column("origin_message_id", BigInteger),
    Column("marks", Json, nullable=False),
    CheckConstraint("severity IS NULL OR severity IN ('low', 'medium', 'high', 'critical')", name="severity"),
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
_partial("uq_assignments_lead", assignments.c.case_id, where="ended_at IS NULL AND role = 'lead'", unique=True)
_partial("uq_assignments_team", assignments.c.team_id, where="ended_at IS NULL AND NOT override", unique=True)
_partial("ix_assignments_open", assignments.c.team_id, where="ended_at IS NULL")

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
    Column("subject", String(64), nullable=False),
    Column("name", String(32), nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("result", String(16)),
    UniqueConstraint("subject", "name", "n"),
    CheckConstraint("(done_at IS NULL) = (result IS NULL)", name="decided"),
)  # fmt: skip
_partial("ix_occasions_due", occasions.c.due_at, where="done_at IS NULL")
_partial("ix_occasions_case", occasions.c.case_id, where="done_at IS NULL")
Index("ix_occasions_of_case", occasions.c.case_id)

history = Table(
    "history", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("move", String(32), nullable=False),
    Column("before", String(16), nullable=False), Column("after", String(16), nullable=False),
    Column("at", Instant, nullable=False), Column("recorded_at", Instant, nullable=False),
    Column("by_id", BigInteger),
    Column("part", String(16), nullable=False), Column("channel", String(16), nullable=False),
    Column("automatic", Boolean, nullable=False), Column("implied", Boolean, nullable=False),
    Column("team_id", BigInteger),
    Column("facts", Json, nullable=False),
    Column("side_hash", String(64)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("district_id", "previous"),
    Index("ix_history_district", "district_id", "id"),
)  # fmt: skip

history_sides = Table(
    "history_sides", metadata,
    Column("history_id", ForeignKey("history.id"), primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("content", Json),
)  # fmt: skip

evidence = Table(
    "evidence", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("kind", String(16), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("chat_id", BigInteger, nullable=False), Column("message_id", BigInteger, nullable=False),
    Column("source", String(16), nullable=False), Column("stage", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("file_id", Text), Column("file_unique_id", Text), Column("content_hash", String(64)),
    Column("lat", Float), Column("lon", Float),
    Column("album", Text),
    Column("asked", Boolean, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
    CheckConstraint("kind IN ('photo', 'video', 'voice', 'document', 'text')", name="kind"),
    Index("ix_evidence_loose", "chat_id", "by_id", "taken_at"),
)  # fmt: skip

drafts = Table(
    "drafts", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("user_id", BigInteger, nullable=False), Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("district_id", ForeignKey("districts.id")),
    Column("data", Json, nullable=False),
    UniqueConstraint("user_id", "chat_id", "kind"),
)  # fmt: skip

inbox = Table(
    "inbox", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("bot_id", BigInteger, nullable=False), Column("update_id", BigInteger, nullable=False),
    Column("lane", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("done_at", Instant),
    Column("error", Text),
    UniqueConstraint("bot_id", "update_id"),
    CheckConstraint("state IN ('waiting', 'done', 'dead')", name="state"),
    Index("ix_inbox_done", "done_at"),
)  # fmt: skip
_partial("ix_inbox_waiting", inbox.c.id, where="state = 'waiting'")

outbox = Table(
    "outbox", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id")),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("user_id", BigInteger),
    Column("case_id", ForeignKey("cases.id")),
    Column("key", String(64), nullable=False),
    Column("facts", Json, nullable=False), Column("buttons", Json, nullable=False), Column("mentions", Json, nullable=False),
    Column("language", String(8)),
    Column("collapse", String(96)),
    Column("purpose", String(32), nullable=False),
    Column("reply_to", BigInteger),
    Column("silent", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("not_before", Instant), Column("sending_at", Instant), Column("sent_at", Instant),
    Column("message_id", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("repeated", Boolean, nullable=False),
    Column("error", Text),
    CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dropped')", name="state"),
)  # fmt: skip
_partial("ix_outbox_waiting", outbox.c.priority, outbox.c.id, where="state IN ('waiting', 'sending')")
_partial("uq_outbox_collapse", outbox.c.collapse, where="state = 'waiting' AND collapse IS NOT NULL", unique=True)
_partial("ix_outbox_case", outbox.c.case_id, where="state = 'waiting'")

postings = Table(
    "postings", metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("purpose", String(32), nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("district_id", ForeignKey("districts.id")),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("user_id", BigInteger),
    Column("letter_id", BigInteger),
    Column("gone", Boolean, nullable=False),
)  # fmt: skip

kept = Table(
    "kept", metadata,
    Column("name", String(96), primary_key=True),
    Column("value", Json),
)  # fmt: skip
