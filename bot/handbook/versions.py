"""The handbooks of districts: kept by version, brought in from files, read by desk and board.

A district without one of its own uses the one that the program brings along. What is brought in extends or changes
that; an item is retired, never deleted, so that every case can be read as it was handled. What comes with the program
changes with it, and a case must not: every edition of it is kept at the first start with it.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from bot.handbook import abroad, index
from bot.handbook import file as handbook_file
from bot.handbook.book import BUILT_IN, Handbook
from bot.handbook.danger import judging as danger
from bot.handbook.file import HandbookFile
from bot.handbook.model import Item, Papers
from bot.handbook.store import HANDBOOKS
from bot.register import countries
from bot.register.districts import District
from bot.values.refused import Mistakes, Refused
from bot.work.at_hand import Ready
from bot.work.history import Record
from bot.work.ports import Store, Tx
from bot.work.work import Work

Done = TypeVar("Done")


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


BOOK: Ready[Handbook] = Ready("book")
"""The handbook in force in the district of a work."""


def learn(book: Handbook) -> None:
    """Take apart what *book* is searched by and what danger is told by, so that no answer waits for it."""
    index.of(book)
    danger.of(book).likeness  # noqa: B018  # learned when it is first asked for


class NotRead(Exception):  # a value that says: read it outside of this transaction, and begin anew
    """The handbook of *district* was not read yet as it stands now."""

    def __init__(self, district: District) -> None:
        super().__init__(f"the handbook of district {district.id} in version {district.handbook}")
        self.district = district


def _learned(book: Handbook, country: str) -> Handbook:
    """*book* as it is read in *country*, taken apart."""
    found = abroad.seen(book, country)
    learn(found)
    return found


class Books:
    """The handbook of each district, read once for each version of it.

    Taking many items apart takes seconds, in which nobody may hold the memory: that is never done in a transaction.
    """

    def __init__(self, brought: Handbook) -> None:
        self._brought = brought
        self.built_in = brought
        self._kept: dict[tuple[int, str], Handbook] = {}
        self._abroad: dict[str, Handbook] = {}
        self._reading: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def of(self, district: District | None) -> Handbook:
        """The handbook of *district* as it is read in its country; of none: the one that the program brings along.

        Raises NotRead.
        """
        if district is None or (not district.handbook and district.country == countries.CHINA):
            return self.built_in
        if not district.handbook:
            found = self._abroad.get(district.country)
        else:
            found = self._kept.get((district.id, district.country))
        if found is None or found.version < district.handbook:
            raise NotRead(district)
        return found

    async def read(self, store: Store, district: District | None) -> Handbook:
        """The same, read first where it has to be. Whoever asks for it meanwhile waits for it too, nobody else."""
        while True:
            try:
                return self.of(district)
            except NotRead as lacks:
                await self._read_anew(store, lacks.district.id)

    async def for_it(self, store: Store, work: Callable[[], Awaitable[Done]]) -> Done:
        """What *work* does in a transaction of its own, begun anew where it lacks a handbook, which is read before."""
        while True:
            try:
                return await work()
            except NotRead as lacks:
                await self.read(store, lacks.district)

    async def _read_anew(self, store: Store, district_id: int) -> None:
        async with self._reading[district_id]:
            async with store.look() as tx:
                district = await tx.districts.get(district_id)
                with contextlib.suppress(NotRead):
                    self.of(district)
                    return
                assert district is not None  # noqa: S101  # of none there is one
                found = await _read(tx, district, self.built_in) if district.handbook else self.built_in
            found = await asyncio.to_thread(_learned, found, district.country)
            if district.handbook:
                self._kept[district.id, district.country] = found
            else:
                self._abroad[district.country] = found

    async def lay(self, work: Work) -> None:
        """Lay the handbook ready that holds in the district of *work*; raises NotRead."""
        work.at_hand.lay(BOOK, self.of(work.district_or_none))

    async def keep(self, store: Store, now: datetime) -> None:
        """Keep what the program brings along as a new edition where it differs from the last; use it from now on."""
        async with store.begin() as tx:
            book, new = await _editions(tx, self._brought)
            if new is not None:
                fresh = [item for item in book.earlier if item.version == book.edition]
                await tx[HANDBOOKS].add_starter(book.edition, new.papers, fresh, now)
        await asyncio.to_thread(learn, book)
        self.built_in = book
        self._kept.clear()
        self._abroad.clear()


async def now_of(tx: Tx, district: District) -> Handbook:
    """The handbook that holds in *district* now, read anew, for what happens on the command line."""
    book, _ = await _editions(tx, handbook_file.starter())
    return abroad.seen(await _read(tx, district, book) if district.handbook else book, district.country)


async def _editions(tx: Tx, brought: Handbook) -> tuple[Handbook, Plan | None]:
    """What the program brings along, with its earlier editions, and what of it is not kept yet."""
    papers_by = await tx[HANDBOOKS].starter_papers()
    readings = await tx[HANDBOOKS].starter_readings()
    newest = papers_by[min(papers_by)] if papers_by else None
    before = Handbook({item.code: item for item in readings}.values(), newest)
    wanted = compared(before, HandbookFile(brought.own, brought.papers), prune=True)
    is_new = not papers_by or not wanted.is_empty
    if is_new:
        version = min(papers_by, default=1) - 1
        there, taken = {item.code for item in brought.own}, _numbers(brought.own)
        changed = [one.item for one in wanted.differences]
        changed = [item if item.code in there else _without_number(item, taken) for item in changed]
        readings += [item.model_copy(update={"version": version}) for item in changed]
        papers_by[version] = wanted.papers
    if set(papers_by) == {0}:
        return (Handbook(brought.own, brought.papers, 0, brought.own), wanted) if is_new else (brought, None)
    by_code = {item.code: item for item in readings}
    order = {item.code: n for n, item in enumerate(brought.own)}
    items = sorted(by_code.values(), key=lambda item: order.get(item.code, len(order)))
    return Handbook(items, papers_by[min(papers_by)], 0, readings, papers_by), wanted if is_new else None


async def _read(tx: Tx, district: District, built_in: Handbook) -> Handbook:
    """A district's own readings, above those that the program brings along."""
    readings = await tx[HANDBOOKS].readings(district.id)
    papers_by = await tx[HANDBOOKS].papers(district.id)
    own = {item.code: item for item in readings}
    taken = _numbers(own.values())
    others = [item if item.code in own else _without_number(item, taken) for item in built_in.own]
    items = {item.code: item for item in (*others, *own.values())}
    return Handbook(
        items.values(),
        with_earlier(built_in.papers, papers_by.get(district.handbook, Papers())),
        district.handbook,
        (*built_in.earlier, *built_in.own, *readings),
        {**built_in.papers_by, **papers_by},
    )


def _numbers(items: Iterable[Item]) -> set[str]:
    """By what items are found."""
    return {index.short(called) for item in items for called in (item.id, item.code) if called}


def _without_number(item: Item, taken: set[str]) -> Item:
    """*item* without its number where that is another's now."""
    return item.model_copy(update={"id": ""}) if index.short(item.id) in taken else item


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


def plan(before: Handbook, file: HandbookFile, country: str = countries.CHINA, *, prune: bool) -> Plan:
    """What *file* would change; items that it does not name are retired only with *prune*. Raises Mistakes.

    *before* is as it is read in *country*; the plan keeps items as the file has them.
    """
    must_be_found(before, file)
    if country == countries.CHINA:
        return compared(before, file, prune=prune)
    as_read = replace(file, items=tuple(abroad.item_in(item, country) for item in file.items))
    as_read = replace(as_read, papers=abroad.papers_in(file.papers, country))
    found, whole = compared(before, as_read, prune=prune), {item.code: item for item in file.items}
    return replace(found, differences=tuple(replace(d, item=whole.get(d.item.code, d.item)) for d in found.differences))


def compared(before: Handbook, file: HandbookFile, *, prune: bool) -> Plan:
    """The same without a look at numbers. An item that names a law that changes is read anew too."""
    papers = with_earlier(before.papers, file.papers)
    laws = {code for code, law in papers.laws.items() if before.papers.laws.get(code) != law}
    known = {item.code: item for item in before.own}
    found: list[Difference] = []
    for item in file.items:
        was = known.pop(item.code, None)
        if was is None:
            found.append(Difference("added", item))
        elif fields := (*_differing(was, item), *_renamed(item, laws)):
            what = "retired" if item.retired and not was.retired else "changed"
            found.append(Difference(what, item, fields))
    for item in known.values():
        if prune and not item.retired:
            found.append(Difference("retired", item.model_copy(update={"retired": True}), ("retired",)))
        elif fields := _renamed(item, laws):
            found.append(Difference("changed", item, fields))
    return Plan(before.version, papers, tuple(found), papers != before.papers)


def _renamed(item: Item, laws: Collection[str]) -> tuple[str, ...]:
    """Whether *item* names one of *laws*, as the field that differs."""
    return ("laws",) if any(basis.law in laws for basis in item.legal_basis) else ()


def _differing(was: Item, item: Item) -> tuple[str, ...]:
    old, new = was.model_dump(), item.model_dump()
    return tuple(name for name in new if old[name] != new[name])


def with_earlier(before: Papers, papers: Papers) -> Papers:
    """*papers*, with the laws and categories that earlier readings name."""
    return papers.model_copy(
        update={
            "meta": papers.meta or before.meta,
            "laws": {**before.laws, **papers.laws},
            "categories": {**before.categories, **papers.categories},
            "common_rules": papers.common_rules or before.common_rules,
            "danger": papers.danger if papers.danger is not None else before.danger,
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
    await tx[HANDBOOKS].add(district.id, version, wanted.papers, readings, now)
    changed = replace(district, settings={**district.settings, "handbook": version})
    await tx.districts.save(changed)
    facts: dict[str, object] = {"version": version}
    for what in ("added", "changed", "retired"):
        facts[what] = [one.item.code for one in wanted.differences if one.what == what]
    line = Record("handbook", "", "", now, None, "owner", "file", facts=facts)
    await tx.history.add(district.id, None, line, now)
    return changed
