"""The cases of a day that are over, as screens count them: kept from look to look, read again where one has changed."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.work.ports import Tx


@dataclass
class Ended:
    """Those of one district, as the look before found them.

    *mark* is another one as soon as any of them ends, changes, lives again or is deleted.
    """

    mark: tuple[datetime, int, int, int] | None = None
    _known: dict[int, Incident] = field(default_factory=dict)

    async def learn(self, tx: Tx, district_id: int, since: datetime) -> list[Incident]:
        """Those that were reported since *since*, oldest first; of them only what is new or changed is read."""
        mark = (since, *await tx[INCIDENTS].mark_of_ended(district_id, since))
        if mark != self.mark:
            versions = await tx[INCIDENTS].versions_of_ended(district_id, since)
            known = {key: one for key, one in self._known.items() if versions.get(key) == one.version}
            for one in await tx[INCIDENTS].several([key for key in versions if key not in known]):
                known[one.id] = one
            self._known = {key: known[key] for key in versions if key in known}
            self.mark = mark
        return list(self._known.values())
