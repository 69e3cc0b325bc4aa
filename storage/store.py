"""The memory as one thing: opened, migrated, and asked for transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import days, evidence, finding, handbook, handovers, health, keys, personal, ports, roster, sos
from bot.cases import occasions as case_occasions  # noqa: TC001  # a name like those of the line above
from storage import migrate
from storage.audit import Chain, chains
from storage.days import SqlDays
from storage.districts import SqlDistricts
from storage.drafts import SqlDrafts
from storage.engine import given_back, is_shared, make_engine, why
from storage.evidence import SqlEvidence
from storage.finding import SqlFinding
from storage.handbooks import SqlHandbooks
from storage.handovers import SqlHandovers
from storage.history import SqlHistory
from storage.inbox import SqlInbox
from storage.incidents import SqlIncidents
from storage.kept import SqlKept
from storage.numbers import SqlNumbers
from storage.occasions import SqlOccasions
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.places import SqlPlaces
from storage.privacy import SqlPrivacy
from storage.rosters import SqlRosters
from storage.signing_in import SqlSignIns
from storage.sos import SqlSos
from storage.teams import SqlTeams
from storage.trackers import SqlTrackers

READERS = 4


class SqlTx:
    """One open transaction, by feature. Fulfils :class:`bot.ports.Tx`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.districts: ports.Districts = SqlDistricts(connection)
        self.people: ports.People = SqlPeople(connection)
        self.teams: ports.Teams = SqlTeams(connection)
        self.places: ports.Places = SqlPlaces(connection)
        self.cases: ports.Cases = SqlIncidents(connection)
        self.sos: sos.SosCases = SqlSos(connection)
        self.occasions: case_occasions.Occasions = SqlOccasions(connection)
        self.history: ports.History = SqlHistory(connection)
        self.evidence: evidence.Evidences = SqlEvidence(connection)
        self.drafts: ports.Drafts = SqlDrafts(connection)
        self.inbox: ports.Inbox = SqlInbox(connection)
        self.outbox: ports.Outbox = SqlOutbox(connection)
        self.kept: ports.Kept = SqlKept(connection)
        self.numbers: health.Numbers = SqlNumbers(connection)
        self.privacy: personal.Privacy = SqlPrivacy(connection)
        self.finding: finding.Finding = SqlFinding(connection)
        self.sign_ins: keys.SignIns = SqlSignIns(connection)
        self.trackers: keys.Trackers = SqlTrackers(connection)
        self.days: days.Days = SqlDays(connection)
        self.handovers: handovers.Handovers = SqlHandovers(connection)
        self.handbooks: handbook.Handbooks = SqlHandbooks(connection)
        self.rosters: roster.Rosters = SqlRosters(connection)


class SqlStore:
    """SQLite or PostgreSQL behind the ports. Fulfils :class:`bot.ports.Store`."""

    def __init__(self, writer: AsyncEngine, readers: AsyncEngine) -> None:
        self._writer = writer
        self._readers = readers
        self._turn = asyncio.Lock()
        self._is_closed = False
        self.trouble = ""

    @classmethod
    async def open(cls, url: str) -> "SqlStore":
        """Bring the schema up to date and open the connections.

        Raises UnwritableData for a folder that cannot be written, NewerDatabase for a schema from the future.
        """
        await migrate.to_newest(url)
        return cls(make_engine(url, pool_size=1, writes=True), make_engine(url, pool_size=READERS, writes=False))

    @property
    def is_shared(self) -> bool:
        """Whether other programs may write to it too."""
        return is_shared(self._writer)

    async def close(self) -> None:
        """Close every connection; from then on it is not opened again (RuntimeError)."""
        self._is_closed = True
        for engine in (self._writer, self._readers):
            await given_back(engine)
            await engine.dispose()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[ports.Tx]:
        """A writing transaction: one at a time, committed at the end, rolled back on an exception."""
        self._must_be_open()
        try:
            async with self._turn, self._writer.begin() as connection:
                yield SqlTx(connection)
        except (DBAPIError, sqlite3.Error) as trouble:  # the driver's own where not even a transaction begins
            self.trouble = why(trouble)
            raise

    @asynccontextmanager
    async def look(self) -> AsyncIterator[ports.Tx]:
        """A reading transaction beside the writer."""
        self._must_be_open()
        async with self._readers.connect() as connection:
            yield SqlTx(connection)

    def _must_be_open(self) -> None:
        """A connection that is opened after the end would be closed by nobody."""
        if self._is_closed:
            raise RuntimeError("the memory is closed")

    async def audit(self) -> list[Chain]:
        """Every district's chain of history, read from beginning to end."""
        async with self._readers.connect() as connection:
            return await chains(connection)

    async def verify(self, district_id: int) -> int | None:
        """The id of the first line of a district's history that was changed or taken away; None when all is whole."""
        async with self._readers.connect() as connection:
            return await SqlHistory(connection).verify(district_id)
