"""What is asked of messages, limits and small facts stays small

Revision ID: 0053
Revises: 0051

Messages about a case are found by what they are and where they stand, however many there are. The limits of a single
case go to the case itself, out of the list of its district, which is read with everything that happens there. Small
facts of cases, duties and live locations that are over go; what somebody has read is named by the person first.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0051"
branch_labels = None
depends_on = None

WHERE = sa.text("case_id IS NOT NULL")
AT_ONCE = 500
CASE = "case:"

ENDED = (
    ("touched:", "cases WHERE is_live"),
    ("duty-over:", "duties WHERE ended_at IS NULL"),
)
"""How the names of small facts begin, and of what each that is still needed is the id."""


def upgrade() -> None:
    """Change the schema."""
    columns = ["case_id", "purpose", "chat_id", "message_id"]
    op.create_index("ix_postings_of_case", "postings", columns, sqlite_where=WHERE, postgresql_where=WHERE)
    op.drop_index("ix_postings_case_id", table_name="postings")
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER TABLE kept ALTER COLUMN name TYPE VARCHAR(96) COLLATE "C"')
    _facts()
    _limits()


def _facts() -> None:
    for begins, those in ENDED:
        left = f"SELECT '{begins}' || id FROM {those}"
        op.execute(f"DELETE FROM kept WHERE name LIKE '{begins}%' AND name NOT IN ({left})")
    op.execute("DELETE FROM kept WHERE name LIKE 'live-off:%'")
    kept = sa.table("kept", sa.column("name"))
    at = op.get_bind()
    for (name,) in at.execute(sa.select(kept.c.name).where(kept.c.name.like("gaps-read:%"))).all():
        _, district, user = name.split(":")
        at.execute(sa.update(kept).where(kept.c.name == name).values(name=f"gaps-read:{user}:{district}:"))
    of_users = kept.c.name.like("gaps-read:%:")
    at.execute(sa.update(kept).where(of_users).values(name=sa.func.rtrim(kept.c.name, ":")))


def _limits() -> None:
    """From *case:N* in the limits of a district to the marks of its incident."""
    at = op.get_bind()
    for district_id, limits in at.execute(sa.text("SELECT id, limits FROM districts")).all():
        rules: dict[str, Any] = _read(limits)
        own = {int(name.removeprefix(CASE)): rule for name, rule in rules.items() if name.startswith(CASE)}
        numbers = sorted(own)
        for n in range(0, len(numbers), AT_ONCE):
            _into_cases(district_id, {number: own[number] for number in numbers[n : n + AT_ONCE]})
        if own:
            left = {name: rule for name, rule in rules.items() if not name.startswith(CASE)}
            asked = {"limits": _said(left), "id": district_id}
            at.execute(sa.text("UPDATE districts SET limits = :limits WHERE id = :id"), asked)


def _into_cases(district_id: int, own: dict[int, Any]) -> None:
    query = sa.text(
        "SELECT cases.id, cases.number, incidents.marks FROM cases JOIN incidents ON incidents.case_id = cases.id"
        " WHERE cases.district_id = :district AND cases.number IN :numbers"
    ).bindparams(sa.bindparam("numbers", expanding=True))
    found = op.get_bind().execute(query, {"district": district_id, "numbers": list(own)}).all()
    changed = [{"id": row.id, "marks": _said(_read(row.marks) | {"limits": own[row.number]})} for row in found]
    if changed:
        op.get_bind().execute(sa.text("UPDATE incidents SET marks = :marks WHERE case_id = :id"), changed)


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
