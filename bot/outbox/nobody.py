"""Who sends letters and keeps files while nobody does: a desk without doors."""

from collections.abc import Sequence

from bot.outbox.letters import Letter


class NoPost:
    """Nobody sends: letters wait in the outbox. Fulfils :class:`bot.outbox.letters.Post`."""

    def wake(self) -> None:
        """Nobody wakes."""

    def claim(self, _letters: Sequence[Letter]) -> list[Letter]:
        """None."""
        return []

    def go(self, _letters: Sequence[Letter]) -> None:
        """Nothing was claimed."""

    def give_back(self, _letters: Sequence[Letter]) -> None:
        """Nothing was claimed."""


class NoFiles:
    """No files are kept. Fulfils :class:`bot.work.ports.Files`."""

    async def forget(self, _evidence_ids: Sequence[int]) -> None:
        """There are none."""

    def look(self) -> None:
        """Nobody looks."""
