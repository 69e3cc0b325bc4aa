"""What a file changes that is brought in."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Differences:
    """What an import changes, as (key of the words, facts); empty when the file says what is known already."""

    lines: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def add(self, key: str, **facts: Any) -> None:
        """Note one difference."""
        self.lines.append((key, facts))
