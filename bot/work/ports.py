"""What the brain asks of the memory. One open transaction offers these, by feature; ``storage`` fulfils them."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from bot.outbox.letters import Outbox
from bot.register.districts import Districts
from bot.register.people import People
from bot.register.teams import Teams
from bot.values.port import P, Port
from bot.work.drafts import Drafts
from bot.work.history import History
from bot.work.inbox import Inbox
from bot.work.schedule import Occasions


class Stale(Exception):  # a value that says: load again and try once more
    """The case was changed by somebody else since it was loaded."""


class Files(Protocol):
    """Files of evidence that are kept on disk beside the memory."""

    async def forget(self, evidence_ids: Sequence[int]) -> None:
        """Delete what is kept of these pieces; never raises, what cannot be deleted now goes later."""

    def look(self) -> None:
        """A new picture of a case has come."""


class Kept(Protocol):
    """Small facts of the deployment by name (last good poll, last clean stop)."""

    async def get(self, name: str) -> Any: ...
    async def put(self, name: str, value: Any) -> None:
        """Set one; None forgets it."""

    async def several(self, names: Collection[str]) -> dict[str, Any]:
        """The values of those of *names* that have one."""

    async def beginning(self, name: str) -> dict[str, Any]:
        """Every value whose name begins so, by name."""


KEPT: Port[Kept] = Port("kept")


class Tx(Protocol):
    """One open transaction: ``tx[PORT]`` is what fulfils a feature's port; what every room needs is at hand by name."""

    def __getitem__(self, port: Port[P], /) -> P: ...

    districts: Districts
    people: People
    teams: Teams
    occasions: Occasions
    history: History
    drafts: Drafts
    inbox: Inbox
    outbox: Outbox
    kept: Kept


FULL = "full"
"""The code of a memory in which nothing more fits."""


class Store(Protocol):
    """The memory. *trouble* is a code for why it last refused to write; empty where it never did, or nobody knows.

    *is_kept_waiting*: who writes just now waits for the database itself, not for anything of ours.
    """

    trouble: str
    is_kept_waiting: bool

    def why(self, trouble: BaseException) -> str:
        """The same code for one exception; empty where it says nothing of the memory as a whole."""

    @property
    def is_shared(self) -> bool:
        """Whether other programs may write to it too."""

    def begin(self) -> AbstractAsyncContextManager[Tx]:
        """A writing transaction: one at a time, committed at the end, rolled back on an exception."""

    def look(self) -> AbstractAsyncContextManager[Tx]:
        """A reading transaction, beside the writer; nothing in it may write."""

    def glance(self) -> AbstractAsyncContextManager[Tx]:
        """The same for a few short questions; whoever looks at the same moment, with no commit between, shares it."""

    def look_for_page(self) -> AbstractAsyncContextManager[Tx]:
        """The same over connections of the pages' own: however long those look, the street's looks wait for none."""
