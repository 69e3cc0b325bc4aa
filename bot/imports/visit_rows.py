"""What holds for visits in a district file: cool-down, yearly caps by body and kind, on what inspections rest."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.bodies import bodies
from bot.imports.differences import Differences
from bot.inspections.planning import settings
from bot.inspections.table import BESIDE_COOLING, VisitKind
from bot.register.districts import District
from bot.values import texts
from bot.values.files.tree import Collected, Field
from bot.work.ports import Tx

CAPPED = tuple(str(kind) for kind in VisitKind if kind not in BESIDE_COOLING)
"""Kinds that may have a cap."""


def read(row: Field | None, wrong: Collected) -> Mapping[str, Any]:
    """What the file says, as a district keeps it; what is wrong goes to *wrong*, with its line."""
    fields = row.fields({"cooldown", "yearly", "caps", "rests_on"}, wrong) if row else {}
    told: dict[str, Any] = {}
    for name, most in (("cooldown", settings.MOST_DAYS), ("yearly", settings.MOST_YEARLY)):
        if name in fields:
            with wrong.each():
                told[name] = _number(fields[name], most)
    if "rests_on" in fields:
        with wrong.each():
            told["rests_on"] = texts.cut(fields["rests_on"].text(), settings.MOST_WORDS)
    if "caps" in fields:
        told["caps"] = _caps(fields["caps"], wrong)
    return told


def _caps(row: Field, wrong: Collected) -> dict[str, int]:
    found: dict[str, int] = {}
    none: list[Field] = []
    for one in wrong.or_else(none, row.rows):
        with wrong.each():
            fields = one.fields({"body", "kind", "count"}, wrong)
            for needed in ("kind", "count"):
                if needed not in fields:
                    raise one.fail("file-missing-field-in", missing=needed)
            body = bodies.meant(fields["body"].text()) if "body" in fields else ""
            found[f"{body}/{fields['kind'].one_of(CAPPED)}"] = _number(fields["count"], settings.MOST_YEARLY)
    return found


def _number(row: Field, most: int) -> int:
    found = row.number()
    if found > most:
        raise row.fail("file-wants-at-most", most=most)
    return found


async def bring_in(tx: Tx, district: District, rows: Mapping[str, Any], told: Differences, *, prune: bool) -> District:
    """The district with the figures of its file; what that does not name stays unless *prune*."""
    before: Mapping[str, Any] = district.settings.get(settings.KEPT, {})
    wanted = {**({} if prune else before), **rows}
    if wanted == before:
        return district
    told.add("import-visits", count=sum(wanted.get(name) != before.get(name) for name in {*wanted, *before}))
    kept = {name: value for name, value in district.settings.items() if name != settings.KEPT}
    new = replace(district, settings=kept | ({settings.KEPT: wanted} if wanted else {}))
    await tx.districts.save(new)
    return new
