"""One connection of the web server: uvicorn's own by h11, with limits on what is read before anything is asked."""

import logging
import re
from collections.abc import Callable
from enum import Enum
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from handlers.gate import Gate, Limits

HEAD_ENDS = re.compile(rb"\n\r?\n")
LOGGER = logging.getLogger("uvicorn.error.connection")
LOGGER.setLevel(logging.ERROR)
"""What strangers do wrong is counted at the gate, and is no line in the log for each."""


class State(Enum):
    """What a connection is at."""

    HEAD = "a request is to come, or has begun to"
    BODY = "of a request that has begun the rest is to come"
    OURS = "we have to answer"
    IDLE = "all is answered, another request may come"
    CLOSING = "the last answer is on its way"


class _Parser(h11.Connection):
    """Reads requests; one with too many lines or parts is refused before its lines are read one by one."""

    def __init__(self, limits: Limits, may_be_large: Callable[[str, str], bool]) -> None:
        super().__init__(h11.SERVER, limits.head_bytes)
        self._limits = limits
        self._may_be_large = may_be_large
        self.is_large = False
        self._looked = self._lines = self._parts = 0

    @property
    def is_begun(self) -> bool:
        """Whether something of the next request is there."""
        return len(self._receive_buffer) > 0

    def next_event(self) -> Any:
        """The next event."""
        if self.their_state is h11.IDLE:
            self._count_lines()
        event = super().next_event()
        if isinstance(event, h11.Request):
            self._looked = self._lines = self._parts = 0
            self.is_large = self._may_be_large(event.method.decode("ascii"), event.target.decode("latin-1"))
        elif isinstance(event, h11.Data):
            self._parts += 1
            if self._parts > (self._limits.large_parts if self.is_large else self._limits.body_parts):
                raise h11.RemoteProtocolError("too many parts", error_status_hint=413)
        return event

    def _count_lines(self) -> None:
        """Counts what has come since the last look, up to the end of the head."""
        data = self._receive_buffer._data  # noqa: SLF001  # nothing public shows it without copying it
        found = HEAD_ENDS.search(data, max(0, self._looked - 2))
        end = found.end() if found else len(data)
        self._lines += data.count(b"\n", min(self._looked, end), end)
        self._looked = end
        if self._lines > self._limits.head_lines or (found is not None and end > self._limits.head_bytes):
            raise h11.RemoteProtocolError("too large a head", error_status_hint=431)


class Connection(H11Protocol):
    """A connection that the gate knows."""

    conn: _Parser

    def __init__(self, gate: Gate, *, config: Config, server_state: ServerState, **rest: Any) -> None:
        super().__init__(config=config, server_state=server_state, **rest)
        self.gate = gate
        self.conn = _Parser(gate.limits, gate.may_be_large)
        self.logger = LOGGER
        self.peer = ""
        self.until: float | None = None
        self._state = State.HEAD
        self._due: float | None = None
        self._stalled_at: float | None = None
        self._body_bytes = 0
        self._is_cut = False

    def connection_made(self, transport: Any) -> None:
        """Somebody is connected, or is refused."""
        self.transport = transport
        peer = transport.get_extra_info("peername")
        self.peer = str(peer[0]) if isinstance(peer, tuple) else ""
        if not self.gate.admit(self):
            self._is_cut = True
            transport.abort()
            return
        transport.max_size = self.gate.limits.at_once
        super().connection_made(transport)
        self._is_at(State.HEAD)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self.gate.left(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Something has come."""
        if self._is_cut:
            return
        if self.conn.their_state is h11.SEND_BODY:
            self._body_bytes += len(data)
            limits = self.gate.limits
            if self._body_bytes > (limits.large_bytes if self.conn.is_large else limits.body_bytes):
                self.cut("too-large")
                return
        super().data_received(data)
        self._settle()

    def send_400_response(self, msg: str) -> None:
        """What is no request, or too large a one, is closed."""
        self.cut("unreadable")

    def on_response_complete(self) -> None:
        """All of an answer has been handed over."""
        super().on_response_complete()
        self._settle()

    def pause_writing(self) -> None:
        """They do not read what we answer."""
        super().pause_writing()
        self._stalled_at = self.gate.now()
        self._set_until()

    def resume_writing(self) -> None:
        """They do again."""
        super().resume_writing()
        self._stalled_at = None
        self._set_until()

    def cut(self, why: str) -> None:
        """Close it at once, and answer nothing."""
        if not self._is_cut:
            self._is_cut = True
            self.gate.closed[why] += 1
            self.gate.left(self)
            self.transport.abort()

    def _settle(self) -> None:
        """Whose turn it is now."""
        theirs = self.conn.their_state
        is_answered = self.cycle is None or self.cycle.response_complete
        if self._is_cut:
            return
        if self.transport.is_closing():
            self._is_at(State.CLOSING)
        elif theirs is h11.SEND_BODY:
            self._is_at(State.BODY)
        elif not is_answered:
            self._is_at(State.OURS)
        elif theirs is h11.IDLE:
            self._is_at(State.HEAD if self.conn.is_begun or self.cycle is None else State.IDLE)
        else:
            self._is_at(State.CLOSING)

    def _is_at(self, state: State) -> None:
        """The connection is at *state*; the time for it begins with it, and what comes meanwhile does not renew it."""
        if state is self._state and self._due is not None:
            return
        limits = self.gate.limits
        within = {
            State.HEAD: limits.head_s,
            State.BODY: limits.large_s if self.conn.is_large else limits.body_s,
            State.IDLE: limits.idle_s,
            State.CLOSING: limits.stall_s,
        }.get(state)
        self._state = state
        self._body_bytes = self._body_bytes if state is State.BODY else 0
        self._due = self.gate.now() + within if within is not None else None
        (self.gate.works if state is State.OURS else self.gate.waits)(self)
        self._set_until()

    def _set_until(self) -> None:
        stalled = None if self._stalled_at is None else self._stalled_at + self.gate.limits.stall_s
        times = [one for one in (self._due, stalled) if one is not None]
        self.until = min(times, default=None)
