"""What the database itself refuses: history only grows, whoever writes; what lies beside it may go, never change."""

from typing import Any

from sqlalchemy import DDL, Table, event

SQLITE = tuple(
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    for table, verb in (("history", "UPDATE"), ("history", "DELETE"), ("history_sides", "UPDATE"))
)

POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '%% only grows', TG_TABLE_NAME; END $$
    """,
    """
    CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON history
    FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()
    """,
    """
    CREATE TRIGGER history_sides_no_update BEFORE UPDATE ON history_sides
    FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()
    """,
)
"""A percent sign is doubled: the driver's statements are formatted."""


def guard(last: Table) -> None:
    """Have the guards made once *last* of the guarded tables is."""
    for dialect, statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
        for statement in statements:
            made: Any = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(last, "after_create", made.execute_if(dialect=dialect))
