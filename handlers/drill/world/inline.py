"""Asking the bot from the chat box: what a person types after its name, and what they choose of its answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.drill.world.chats import Json, Person

KEPT_FOR = timedelta(seconds=10)
"""How long Telegram waits for the answer to what is typed."""


@dataclass
class InlineQuery:
    """What was typed, how the bot answered (*answered_at* None: not yet); *results* are its articles."""

    id: str
    person: Person
    text: str
    at: datetime
    answered_at: datetime | None = None
    results: list[Json] = field(default_factory=list)
    cache_s: int = 300
    personal: bool = False

    @property
    def answered(self) -> bool:
        """Whether the bot answered it in time."""
        return self.answered_at is not None

    def article(self, wanted: str) -> Json | None:
        """The article with that id, else the only one whose title contains *wanted*."""
        exact = [one for one in self.results if one["id"] == wanted]
        fitting = exact or [one for one in self.results if wanted in one["title"]]
        return fitting[0] if len(fitting) == 1 else None
