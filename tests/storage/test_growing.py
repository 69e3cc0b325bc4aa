"""The guard of growing tables: what it refuses, what it lets pass, and that every table says whether it grows."""

from typing import Any

import pytest
from sqlalchemy import delete, func, select, tuple_, union_all, update

from storage.districts import districts
from storage.evidence import evidence
from storage.growing import LAST_MINUTES, Unbounded, refuse, unbounded
from storage.history import history, history_sides
from storage.inbox import UNDONE, inbox
from storage.incidents import incidents
from storage.kept import kept
from storage.posted import outbox, postings
from storage.schema import assignments, cases, metadata

LINES = history.outerjoin(history_sides, history_sides.c.history_id == history.c.id)
LIVE = select(cases.c.id).where(cases.c.district_id == 1, cases.c.is_live)


def test_every_table_says_whether_it_grows() -> None:
    """At its head; nobody would think of it later."""
    assert [table.name for table in metadata.sorted_tables if "grows" not in table.info] == []


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        (select(history), "history"),
        (select(history).where(history.c.district_id == 1), "history"),
        (select(func.count()).select_from(cases).where(cases.c.state == "closed"), "cases"),
        (select(cases).where(cases.c.id > 5), "cases"),
        (select(cases).where(cases.c.number == 5), "cases"),
        (select(cases.c.id).join(incidents, incidents.c.case_id == cases.c.id).where(incidents.c.item == "x"), "cases"),
        (select(LINES.c.history_id).select_from(LINES).where(history.c.by_id == 1), "history"),
        (select(cases).where(cases.c.id.in_(select(evidence.c.case_id).where(evidence.c.by_id == 1))), "evidence"),
        (select(cases).where((cases.c.id == 1) | (cases.c.reporter_id == 5)), "cases"),
        (delete(outbox).where(outbox.c.sent_at < 5), "outbox"),
        (update(cases).where(cases.c.district_id == 1).values(state="x"), "cases"),
        (union_all(select(cases.c.id).where(cases.c.id == 1), select(history.c.id)), "history"),
        (select(select(history.c.id).where(history.c.district_id == 1).subquery().c.id), "history"),
        (select(inbox).where(inbox.c.state == "done"), "inbox"),
        (delete(kept).where(kept.c.name.like("gaps-read:%:7")), "kept"),
    ],
    ids=str,
)
def test_what_reads_more_with_the_years_is_refused(statement: Any, table: str) -> None:
    """By a column that many rows share, by half of a key, by a join in which nothing is known, within another query."""
    assert table in set(unbounded(statement))
    with pytest.raises(Unbounded, match=table):
        refuse(statement, {})
    refuse(statement, LAST_MINUTES)


@pytest.mark.parametrize(
    "statement",
    [
        select(history).where(history.c.district_id == 1).order_by(history.c.id).limit(5),
        select(cases).where(cases.c.district_id == 1, cases.c.number == 5),
        select(LINES.c.history_id).select_from(LINES).where(history.c.case_id == 1),
        select(cases, incidents).join(incidents, incidents.c.case_id == cases.c.id).where(cases.c.id.in_([1, 2])),
        LIVE,
        select(assignments).where(assignments.c.case_id.in_(LIVE)),
        select(inbox).where(inbox.c.state == "waiting"),
        select(inbox.c.state, func.count()).where(UNDONE).group_by(inbox.c.state),
        delete(outbox).where(outbox.c.id.in_(select(outbox.c.id).where(outbox.c.sent_at < 5).limit(100))),
        delete(postings).where(tuple_(postings.c.chat_id, postings.c.message_id).in_([(1, 2)])),
        select(cases).where((cases.c.id == 1) | (cases.c.id == 2)),
        select(cases).where(cases.c.id == 1, select(history.c.id).where(history.c.case_id == cases.c.id).exists()),
        select(districts),
    ],
    ids=str,
)
def test_what_stays_as_it_is_passes(statement: Any) -> None:
    """A limit, a unique key, a case, what is open; what is joined to a row that is known."""
    assert list(unbounded(statement)) == []
