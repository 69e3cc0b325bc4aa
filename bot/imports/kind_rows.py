"""Kinds of places in a district file: those that a district adds, or calls otherwise; matched by code."""

import re
from dataclasses import replace

from bot.imports.differences import Differences
from bot.places.kinds import kinds
from bot.places.kinds.kinds import LONGEST_CODE, Kind, Name
from bot.register.districts import District
from bot.values.files.tree import Collected, Field
from bot.work.ports import Tx

_CODE = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST_CODE - 1}}}", re.ASCII)


def read(row: Field | None, wrong: Collected) -> tuple[Kind, ...]:
    """The rows; what is wrong with one goes to *wrong*, with its line."""
    found: dict[str, Kind] = {}
    none: list[Field] = []
    for one in wrong.or_else(none, row.rows) if row else none:
        with wrong.each():
            kind = _kind(one, wrong)
            if kind.code in found:
                raise one.fail("file-kind-twice", code=kind.code)
            found[kind.code] = kind
    return tuple(found.values())


def _kind(row: Field, wrong: Collected) -> Kind:
    """A row; what it leaves out is as the program has that kind, else it is called alike in both languages."""
    fields = row.fields({"code", "zh", "en", "firm", "name"}, wrong)
    if "code" not in fields:
        raise row.fail("file-missing-field-in", missing="code")
    code = fields["code"].text()
    if not _CODE.fullmatch(code):
        raise fields["code"].fail("file-wants-kind-code", most=LONGEST_CODE)
    said = {name: fields[name].called() for name in ("zh", "en") if name in fields}
    before = kinds.brought().get(code)
    if before is None and not said:
        raise row.fail("file-missing-field-in", missing="zh")
    any_name = next(iter(said.values()), code)
    kind = before or Kind(code, said.get("zh", any_name), said.get("en", any_name))
    kind = replace(kind, zh=said.get("zh", kind.zh), en=said.get("en", kind.en))
    if "firm" in fields:
        kind = replace(kind, firm=fields["firm"].truth())
    if "name" in fields:
        kind = replace(kind, name=Name(fields["name"].one_of(tuple(Name))))
    return kind


async def bring_in(tx: Tx, district: District, rows: tuple[Kind, ...], told: Differences, *, prune: bool) -> District:
    """The district with the kinds of its file; others stay unless *prune*."""
    before = kinds.own_of(district)
    after = {one.code: one for one in rows}
    wanted = after if prune else before | after
    if wanted == before:
        return district
    changed = len([code for code, one in wanted.items() if before.get(code) != one])
    told.add("import-kinds", changed=changed, gone=len(before.keys() - wanted.keys()))
    settings = {name: kept for name, kept in district.settings.items() if name != kinds.KEPT}
    settings |= {kinds.KEPT: kinds.as_kept(wanted.values())} if wanted else {}
    new = replace(district, settings=settings)
    await tx.districts.save(new)
    return new
