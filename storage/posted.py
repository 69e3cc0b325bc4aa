"""The tables of letters, of our messages that stand in chats, and of lists of several cases in one."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    literal_column,
)

from bot.outbox.letters import LetterState
from storage.growing import grows
from storage.schema import metadata, partial
from storage.types import OWN_KEY, Instant, Json

outbox = Table(
    "outbox",
    metadata,
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
    Column("reply_to", BigInteger),
    Column("thread", BigInteger),
    Column("silent", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("not_before", Instant),
    Column("sending_at", Instant),
    Column("sent_at", Instant),
    Column("message_id", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("repeated", Boolean, nullable=False),
    Column("error", Text),
    CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dropped')", name="state"),
    info=grows(few=("outbox.state = 'waiting'", "outbox.state = 'sending'", "outbox.state IN ('waiting', 'sending')")),
)
partial("ix_outbox_waiting", outbox.c.priority, outbox.c.id, where="state IN ('waiting', 'sending')")
partial("uq_outbox_collapse", outbox.c.collapse, where="state = 'waiting' AND collapse IS NOT NULL", unique=True)
partial("ix_outbox_user", outbox.c.user_id, outbox.c.id, where="user_id IS NOT NULL")
partial("ix_outbox_gone", outbox.c.sent_at, where="state IN ('sent', 'dropped')")
partial("ix_outbox_case", outbox.c.case_id, where="state = 'waiting'")

postings = Table(
    "postings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("purpose", String(32), nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("district_id", ForeignKey("districts.id")),
    Column("case_id", ForeignKey("cases.id")),
    Column("user_id", BigInteger),
    Column("letter_id", BigInteger),
    Column("gone", Boolean, nullable=False),
    info=grows("case_id", ("chat_id", "purpose")),
)
partial(
    "ix_postings_of_case",
    *(postings.c.case_id, postings.c.purpose, postings.c.chat_id, postings.c.message_id),
    where="case_id IS NOT NULL",
)
partial("ix_postings_of_chat", postings.c.chat_id, postings.c.purpose, where="case_id IS NULL")
partial("ix_postings_user", postings.c.user_id, postings.c.chat_id, postings.c.message_id, where="user_id IS NOT NULL")
partial("ix_postings_board", postings.c.district_id, where="purpose = 'board'")

listings = Table(
    "listings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("cases.id"), primary_key=True, index=True),
    Column("place", Integer, nullable=False),
    Column("critical", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    info=grows("case_id", ("chat_id", "message_id")),
)

IS_UNSENT: ColumnElement[bool] = literal_column("outbox.state IN ('waiting', 'sending')")
"""In the very words of its index: SQLite takes it only for those."""

GONE = (str(LetterState.SENT), str(LetterState.DROPPED))
"""What becomes of a letter that will not be sent any more."""

IS_GONE: ColumnElement[bool] = literal_column("outbox.state IN ('sent', 'dropped')")
"""In the very words of its index: SQLite takes it only for those."""
