"""What a receiver is sent: small JSON of one line of a case's history, and of the case as it stands at that moment.

No words of people, no names of people, no pictures. What a kind tells beside that it says itself (``outside``).
"""

import json
from datetime import UTC, datetime
from typing import Any

from bot.cases.kinds import Kinds
from bot.webhooks.hooks import Delivery
from bot.work.history import HistoryRow
from bot.work.ports import Tx

TRY = "webhook.try"
"""The type of what a captain sends to see whether it arrives."""

MOVED, REPORTED = "case.moved", "case.reported"


async def written(tx: Tx, kinds: Kinds, delivery: Delivery) -> str | None:
    """The body of a delivery as JSON; None where what it was about is gone."""
    if delivery.case_id is None:
        return _message(TRY, delivery.made_at, {"district": delivery.district_id})
    line = await tx.history.line(delivery.history_id or 0)
    if line is None:
        return None
    for kind in kinds:
        case = await tx[kind.store].get(delivery.case_id)
        if case is not None and kind.outside is not None:
            lead = case.lead.team_id if case.lead else case.finished_by
            stands = {
                "state": str(case.state),
                "version": case.version,
                "reported_at": _at(case.reported_at),
                "point": [case.point.lat, case.point.lon] if case.point else None,
                "team": await _team(tx, lead),
                **kind.outside(case),
            }
            told = {"district": delivery.district_id, "kind": kind.name, "number": case.number}
            return _message(
                MOVED if line.record.before else REPORTED,
                line.record.at,
                {**told, **await _line(tx, line), "case": stands},
            )
    return None


async def _line(tx: Tx, line: HistoryRow) -> dict[str, Any]:
    record = line.record
    return {
        "line": line.id,
        "move": record.move,
        "before": record.before or None,
        "after": record.after,
        "at": _at(record.at),
        "recorded_at": _at(line.recorded_at),
        "actor": str(record.part),
        "automatic": record.automatic,
        "team": await _team(tx, record.team_id),
    }


async def _team(tx: Tx, team_id: int | None) -> dict[str, Any] | None:
    team = await tx.teams.get(team_id) if team_id is not None else None
    return {"id": team.id, "name": team.name} if team is not None else None


def _at(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(kind: str, at: datetime, data: dict[str, Any]) -> str:
    return json.dumps({"type": kind, "timestamp": _at(at), "data": data}, ensure_ascii=False, separators=(",", ":"))
