"""Who came, as the law wants it shown: names, bodies and numbers of certificates, as they were when the visit began."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.bodies import bodies
from bot.bodies.officers import OFFICERS, Officer
from bot.cases import show as cases_show
from bot.inspections.table import Visit
from bot.work.work import Work

MOST = 30
"""So many changes of what one person was in bodies are looked through."""


@dataclass(frozen=True)
class Named:
    """One officer of a visit. *certificate* and *body* are empty where the register never said them."""

    user_id: int
    name: str
    body: str = ""
    certificate: str = ""

    @property
    def told(self) -> Any:
        """As a fact of the words."""
        if not self.certificate:
            return self.name
        told = {"name": self.name, "body": bodies.of(self.body).named, "certificate": self.certificate}
        return {"word": "visit-paper-officer", **told}


async def officers(work: Work, visit: Visit) -> list[Named]:
    """The officers of *visit* in the order in which they were named."""
    at, found = visit.begun_at or work.now, []
    for user_id in visit.officers:
        past = await work.tx[OFFICERS].past(work.district.id, user_id, MOST)
        held = as_it_stood(visit, past, at)
        if held is not None:
            found.append(Named(user_id, held.name, held.body, held.certificate))
        else:
            found.append(Named(user_id, await cases_show.name(work, user_id)))
    return found


def as_it_stood(visit: Visit, rows: Sequence[Officer], at: datetime) -> Officer | None:
    """The line that counted then: of a body that took part before others, with the certificate that lasted longest."""
    then = [one for one in rows if one.certificate and one.since <= at and (one.ended_at is None or one.ended_at > at)]
    return max(then, key=lambda one: (one.body in visit.bodies, str(one.certified_until or "")), default=None)
