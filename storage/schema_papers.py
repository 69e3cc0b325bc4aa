"""Tables of what is written down and passed on: history, evidence, drafts, updates, letters, small facts."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage import guards
from storage.schema import LAT, LON, metadata, partial
from storage.types import OWN_KEY, Instant, Json

TABLES = metadata
"""All tables: importing this module is what makes them complete."""

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
guards.guard(history_sides)

handbooks = Table(
    "handbooks", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("papers", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("district_id", "version"),
)  # fmt: skip

handbook_items = Table(
    "handbook_items", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("code", String(32), nullable=False),
    Column("body", Json, nullable=False),
    UniqueConstraint("district_id", "version", "code"),
)  # fmt: skip

starter_handbooks = Table(
    "starter_handbooks", metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("papers", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
)  # fmt: skip

starter_items = Table(
    "starter_items", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("version", ForeignKey("starter_handbooks.version"), nullable=False),
    Column("code", String(32), nullable=False),
    Column("body", Json, nullable=False),
    UniqueConstraint("version", "code"),
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
    Column("counts_as", String(32)), Column("likeness", String(16)), Column("seen_in", Integer),
    Column("turn", Integer, nullable=False, server_default="0"),
    UniqueConstraint("chat_id", "message_id"),
    CheckConstraint("kind IN ('photo', 'video', 'voice', 'document', 'text')", name="kind"),
    CheckConstraint(LAT, name="lat"), CheckConstraint(LON, name="lon"),
    Index("ix_evidence_loose", "chat_id", "by_id", "taken_at"),
    Index("ix_evidence_newest", "district_id", "kind", "id"),
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
partial("ix_inbox_waiting", inbox.c.id, where="state = 'waiting'")

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
    Column("facts", Json, nullable=False),
    Column("buttons", Json, nullable=False),
    Column("mentions", Json, nullable=False),
    Column("language", String(8)),
    Column("collapse", String(96)),
    Column("purpose", String(32), nullable=False),
    Column("reply_to", BigInteger), Column("thread", BigInteger),
    Column("silent", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("not_before", Instant), Column("sending_at", Instant), Column("sent_at", Instant),
    Column("message_id", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("repeated", Boolean, nullable=False),
    Column("error", Text),
    CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dropped')", name="state"),
)  # fmt: skip
partial("ix_outbox_waiting", outbox.c.priority, outbox.c.id, where="state IN ('waiting', 'sending')")
partial("uq_outbox_collapse", outbox.c.collapse, where="state = 'waiting' AND collapse IS NOT NULL", unique=True)
partial("ix_outbox_case", outbox.c.case_id, where="state = 'waiting'")

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

partial("ix_postings_board", postings.c.district_id, where="purpose = 'board'")

looks = Table(
    "looks", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("district_id", ForeignKey("districts.id"), nullable=False),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("what", String(32), nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("at", Instant, nullable=False, index=True),
)  # fmt: skip

sign_in_links = Table(
    "sign_in_links", metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("used_at", Instant),
)  # fmt: skip

sessions = Table(
    "sessions", metadata,
    Column("id", OWN_KEY, primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("user_id", BigInteger, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)  # fmt: skip

trackers = Table(
    "trackers", metadata,
    Column("district_id", ForeignKey("districts.id"), primary_key=True),
    Column("user_id", ForeignKey("people.user_id"), primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
)  # fmt: skip

kept = Table(
    "kept", metadata,
    Column("name", String(96), primary_key=True),
    Column("value", Json),
)  # fmt: skip
