"""The handbooks of districts: kept by version, brought in from files, read by desk and board.

A district without one of its own uses the one that the program brings along (version 0). What is brought in extends
or changes that; an item is retired, never deleted, so that every case can be read as it was handled.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import handbook_file, index
from bot.cases.case import Record
from bot.districts import District
from bot.handbook import BUILT_IN, Handbook, Item, Papers
from bot.handbook_file import HandbookFile
from bot.ports import Tx
from bot.refused import Mistakes, Refused


class Books:
    """The handbook of each district, read once for each version of it."""

    def __init__(self, built_in: Handbook) -> None:
        self.built_in = built_in
        self._kept: dict[int, Handbook] = {}

    async def of(self, tx: Tx, district: District | None) -> Handbook:
        """The handbook of *district*; of none: the one that the program brings along."""
        if district is None or not district.handbook:
            return self.built_in
        kept = self._kept.get(district.id)
        if kept is None or kept.version != district.handbook:
            kept = self._kept[district.id] = await _read(tx, district, self.built_in)
        return kept


async def now_of(tx: Tx, district: District) -> Handbook:
    """The handbook that holds in *district* now, read anew, for what happens on the command line."""
    return await Books(handbook_file.starter()).of(tx, district)


async def _read(tx: Tx, district: District, built_in: Handbook) -> Handbook:
    readings = [*built_in.own, *await tx.handbooks.readings(district.id)]
    newest = {item.code: item for item in readings}
    papers = await tx.handbooks.papers(district.id)
    return Handbook(newest.values(), papers, district.handbook, readings)


@dataclass(frozen=True)
class Difference:
    """One item that a file changes: *what* is ``added``, ``changed`` or ``retired``; *fields* are those that differ."""

    what: str
    item: Item
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What bringing a file in would change in version *since* of a district's handbook."""

    since: int
    papers: Papers
    differences: tuple[Difference, ...]
    papers_differ: bool

    @property
    def is_empty(self) -> bool:
        """The file says what is known already."""
        return not self.differences and not self.papers_differ


def must_be_found(before: Handbook, file: HandbookFile) -> None:
    """Whether every item is still found by its number when *file* came in; Mistakes where one takes another's."""
    named = {item.code for item in file.items}
    after = [*file.items, *(item for item in (*before.own, *BUILT_IN) if item.code not in named)]
    owners: dict[str, set[str]] = defaultdict(set)
    for item in after:
        for called in filter(None, (item.id, item.code)):
            owners[index.short(called)].add(item.code)
    wrong = [
        Refused(
            "file-id-taken", line=file.id_lines.get(item.code, 0), field=f"{item.code} · id", value=item.id, code=other
        )
        for item in file.items
        if item.id
        for other in sorted(owners[index.short(item.id)] - {item.code})
    ]
    if wrong:
        raise Mistakes(sorted(wrong, key=lambda one: int(str(one.facts["line"]))))


def plan(before: Handbook, file: HandbookFile, *, prune: bool) -> Plan:
    """What *file* would change; items that it does not name are retired only with *prune*. Raises Mistakes."""
    must_be_found(before, file)
    known = {item.code: item for item in before.own}
    found: list[Difference] = []
    for item in file.items:
        was = known.pop(item.code, None)
        if was is None:
            found.append(Difference("added", item))
        elif fields := _differing(was, item):
            what = "retired" if item.retired and not was.retired else "changed"
            found.append(Difference(what, item, fields))
    if prune:
        gone = [item.model_copy(update={"retired": True}) for item in known.values() if not item.retired]
        found += [Difference("retired", item, ("retired",)) for item in gone]
    papers = _with_earlier(before.papers, file.papers)
    return Plan(before.version, papers, tuple(found), papers != before.papers)


def _differing(was: Item, item: Item) -> tuple[str, ...]:
    old, new = was.model_dump(), item.model_dump()
    return tuple(name for name in new if old[name] != new[name])


def _with_earlier(before: Papers, papers: Papers) -> Papers:
    """Laws and categories that earlier readings name stay known."""
    return papers.model_copy(
        update={
            "meta": papers.meta or before.meta,
            "laws": {**before.laws, **papers.laws},
            "categories": {**before.categories, **papers.categories},
            "common_rules": papers.common_rules or before.common_rules,
        }
    )


def told(wanted: Plan) -> list[tuple[str, dict[str, Any]]]:
    """What *wanted* would change, a line each, as (key of the words, facts)."""
    lines: list[tuple[str, dict[str, Any]]] = []
    for one in wanted.differences:
        facts: dict[str, Any] = {"code": one.item.code, "item": one.item.named}
        if one.what == "changed":
            facts["fields"] = ", ".join(one.fields)
        lines.append((f"handbook-{one.what}", facts))
    return lines + ([("handbook-papers-differ", {})] if wanted.papers_differ else [])


async def bring_in(tx: Tx, district: District, wanted: Plan, now: datetime) -> District:
    """Make *wanted* the district's newest version; Refused where another was made since it was planned."""
    if district.handbook != wanted.since:
        raise Refused("handbook-changed-meanwhile", version=district.handbook)
    if wanted.is_empty:
        return district
    version = district.handbook + 1
    readings = [one.item.model_copy(update={"version": version}) for one in wanted.differences]
    await tx.handbooks.add(district.id, version, wanted.papers, readings, now)
    changed = replace(district, settings={**district.settings, "handbook": version})
    await tx.districts.save(changed)
    facts: dict[str, object] = {"version": version}
    for what in ("added", "changed", "retired"):
        facts[what] = [one.item.code for one in wanted.differences if one.what == what]
    line = Record("handbook", "", "", now, None, "owner", "file", facts=facts)
    await tx.history.add(district.id, None, line, now)
    return changed
