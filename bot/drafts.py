"""Questions that are not answered yet, as stored rows: the next question is the first empty field."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

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
