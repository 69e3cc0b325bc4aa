"""What one feature brings to the memory, and all that was brought: a transaction opens of it what is asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Column
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.values.port import Port
from bot.work.known import Secret
from storage.case_rows import CaseRows
from storage.personal import Personal

P = TypeVar("P")


@dataclass(frozen=True)
class Room(Generic[P]):
    """One port, who fulfils it on a connection, and what of it is about people; a kind of case also its *rows*.

    *secrets*: the columns with hashes of secrets that open something.
    """

    port: Port[P]
    opened: Callable[[AsyncConnection], P]
    personal: Personal = field(default_factory=Personal)
    rows: CaseRows[Any] | None = None
    secrets: Mapping[Secret, Column[Any]] = field(default_factory=dict)


class Rooms:
    """All rooms of one memory. Two of one port are a mistake (ValueError)."""

    def __init__(self, rooms: Iterable[Room[Any]]) -> None:
        self.all = tuple(rooms)
        self._opened = {room.port: room.opened for room in self.all}
        if len(self._opened) != len(self.all):
            raise ValueError("two rooms fulfil one port")

    def open(self, port: Port[P], connection: AsyncConnection) -> P:
        """What fulfils *port* on *connection*; LookupError where nobody does."""
        if port not in self._opened:
            raise LookupError(f"nobody keeps {port.name}")
        opened: Callable[[AsyncConnection], P] = self._opened[port]
        return opened(connection)
