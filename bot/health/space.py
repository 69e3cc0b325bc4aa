"""How much room is left on the disk, and when that is too little. Pure."""

from dataclasses import dataclass

GB = 10**9
MB = 10**6
SHARE = 20
"""One part in so many has to be free: 5 %."""


@dataclass(frozen=True)
class Space:
    """Bytes of the disk that the memory lies on: *free* to us, and in all. *copy* is what the next copy takes."""

    free: int
    total: int
    copy: int = 0

    @property
    def least(self) -> int:
        """Bytes that have to be free: the smaller of 5 % and 1 GB, and room for the next copy."""
        return max(min(self.total // SHARE, GB), self.copy)

    @property
    def is_short(self) -> bool:
        """Whether captains and owners have to hear of it."""
        return self.free < self.least
