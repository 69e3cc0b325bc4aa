"""Questions that are not answered yet, as stored rows: the next question is the first empty field."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.values.port import Port

OPEN_FOR = timedelta(hours=1)
"""How long a question waits for its answer: words said later mean something else."""


@dataclass(frozen=True)
class Draft:
    """What one person has begun in one chat. *kind* names the form; *data* holds plain JSON values."""

    user_id: int
    chat_id: int
    kind: str
    started_at: datetime
    id: int = 0
    district_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


class Drafts(Protocol):
    """Begun forms and open questions; at most one of a kind for a person in a chat."""

    async def get(self, user_id: int, chat_id: int, kind: str) -> Draft | None: ...
    async def of(self, user_id: int, chat_id: int) -> list[Draft]: ...
    async def put(self, draft: Draft) -> Draft: ...
    async def drop(self, draft: Draft) -> None: ...
    async def forget_before(self, instant: datetime, most: int) -> int:
        """Delete some of what was begun before; the district that somebody chose to speak of stays."""


DRAFTS: Port[Drafts] = Port("drafts")
