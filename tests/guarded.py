"""Refuses every statement that reads more the longer a district has been at work; see ``storage.growing``."""

from typing import Any

from storage import growing

SHORT = 12


class Guard:
    """Asks of each statement once, in all tests together.

    What is refused is told at the end of the test: most of the program tries again what the memory refuses.
    """

    def __init__(self) -> None:
        self.known: set[Any] = set()
        self.refused: list[str] = []

    def look(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, context: Any, _many: bool) -> None:
        """Before a statement runs: SQLAlchemy's event."""
        asked = getattr(context, "invoked_statement", None)
        if asked is None or getattr(asked, "is_insert", False):
            return
        codes = frozenset(one for one in parameters if isinstance(one, str) and len(one) < SHORT)
        if (statement, codes) in self.known:
            return
        try:
            growing.refuse(asked, context.execution_options)
        except growing.Unbounded as refused:
            self.refused.append(str(refused))
        else:
            self.known.add((statement, codes))
