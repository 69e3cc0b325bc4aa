"""Copies of somebody's name and words, found by their value where tables declare that they may stand."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    RowMapping,
    Select,
    Table,
    delete,
    false,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.letters import Letter, LetterKind, LetterState, Posting
from bot.privacy import by_value
from bot.privacy.by_value import ERASED, Found, Names, Wanted
from bot.privacy.port import Place
from storage import outbox as letters
from storage import people, rows
from storage.history import history, history_sides
from storage.incidents import incidents
from storage.personal import OfDistricts, Personal, beyond
from storage.posted import outbox, postings
from storage.schema import cases

LETTERS, LINES, REPORTS, WHOLE = range(4)
"""Where a search is: letters, the cases that they had a part in, those that they reported, and all other tables."""

MOST_LONGER = 200
"""So many names of others at most are minded in which theirs stands."""

LINES_OF_LATE = 500
"""By so many of their newest lines it is known where they did something without being of there, as owners may."""

SAID_APART = 200
"""So many of the newest lines of theirs that belong to no case are searched for."""

LINES_AT_ONCE = 50
"""So many lines of theirs are looked at for the cases of one slice: several name the same."""

A_CASE = 15
"""A case counts as so many rows: a line of its history, a letter or a piece each is one."""

MOST_NAMED = 50
"""So many cases at most are looked for of which one letter speaks: a page of a list names fewer."""

REBUTTONS = "rebuttons"
"""A fact of letters that change the buttons of a message alone: its words are of the letter that they are *of*."""

BUNDLE = 60
"""So many letters before the last one are looked at for what went out in one message with it."""

CARDS = frozenset(str(kind) for kind in (LetterKind.CARD, LetterKind.ORDER, LetterKind.SOS, LetterKind.ANEW))
"""Messages that say how a case stands: what was said in it is not in their letter."""

_LETTER = select(
    outbox.c.id, outbox.c.case_id, outbox.c.chat_id, outbox.c.user_id, outbox.c.kind, outbox.c.state, outbox.c.sent_at,
    outbox.c.message_id, outbox.c.facts, outbox.c.buttons, outbox.c.district_id,
).order_by(outbox.c.id.desc())  # fmt: skip


class SqlCopies:
    """Fulfils :class:`bot.privacy.by_value.Copies`."""

    def __init__(self, connection: AsyncConnection, personal: Sequence[Personal]) -> None:
        self._db = connection
        self._words = [one for each in personal for one in each.words]
        said: dict[Table, list[Column[Any]]] = defaultdict(list)
        self._only: dict[Table, ColumnElement[bool]] = {}
        self._of: dict[Table, OfDistricts] = {}
        self._alone = {column for each in personal for column in each.alone}
        self._districts: dict[int, list[int]] = {}
        for each in personal:
            for column in each.said:
                said[column.table].append(column)
                self._only[column.table] = each.said_in
                self._of[column.table] = each.of or _by_column(column.table)
        self._of_cases = [(t, own) for t, own in said.items() if "case_id" in t.c and t is not outbox]
        self._whole = [(t, own) for t, own in said.items() if "case_id" not in t.c and t is not history_sides]

    async def names(self, user_id: int) -> Names:
        """What they are called; what of it others of their districts are called too, and who by more than that."""
        called = select(people.people.c.name, people.people.c.username).where(people.people.c.user_id == user_id)
        member = people.memberships.c
        found = {name for row in await self._db.execute(called) for name in row}
        found |= set((await self._db.execute(select(member.name).where(member.user_id == user_id))).scalars())
        names = {name for name in found if name and name != ERASED}
        here = member.district_id.in_(await self._of_person(user_id)) & (member.user_id != user_id)
        same = select(member.name).where(here, member.name.in_(names), member.left_at.is_(None))
        shared = set((await self._db.execute(same)).scalars())
        within = or_(false(), *(member.name.contains(name, autoescape=True) for name in sorted(names)))
        more = select(member.name).where(here, within, member.name.not_in(names)).distinct().limit(MOST_LONGER)
        longer = (await self._db.execute(more)).scalars()
        return Names(tuple(sorted(names - shared)), tuple(sorted(shared)), tuple(sorted(longer)))

    async def _of_person(self, user_id: int) -> list[int]:
        """The districts that they are or were of, and those in which they did something of late."""
        if user_id not in self._districts:
            member = people.memberships.c
            found = set((await self._db.execute(select(member.district_id).where(member.user_id == user_id))).scalars())
            did = select(history.c.district_id).where(history.c.by_id == user_id).order_by(history.c.id.desc())
            newest = did.limit(LINES_OF_LATE).subquery()
            found |= set((await self._db.execute(select(newest.c.district_id).distinct())).scalars())
            self._districts[user_id] = sorted(found)
        return self._districts[user_id]

    async def leave(self, user_id: int, now: datetime) -> None:
        """End every membership and blank the name."""
        for step in people.LEAVING:
            after: list[Any] | None = None
            while True:
                _, after, _ = await step.slice(self._db, user_id, now, after, 100)
                if after is None:
                    break

    async def erase(self, user_id: int, names: Names, now: datetime, after: Place | None, most: int) -> Found:
        """The next rows: newest letters first, since only messages of late can be written anew."""
        at, _, key = after if after is not None else (LETTERS, 0, None)
        messages: list[Posting] = []
        stay, left = 0, most
        while at < WHOLE + len(self._whole) and left > 0:
            if at == LETTERS:
                found, key, count = await self._letters(user_id, names, now, key, left)
                messages += found.messages
                stay += found.stay
            elif at in {LINES, REPORTS}:
                key, count = await self._cases(user_id, names, at, key, max(1, left // A_CASE))
                count = count if key is None else left  # once through all tables is enough for a slice
            else:
                key, count = await self._all_of(user_id, names, self._whole[at - WHOLE], key, left)
            left -= count
            at += key is None
        return Found(tuple(messages), stay, (at, 0, key) if at < WHOLE + len(self._whole) else None)

    # --- letters, and the messages that they became

    async def _letters(
        self, user_id: int, names: Names, now: datetime, key: Sequence[Any] | None, most: int
    ) -> tuple[Found, list[Any] | None, int]:
        older = outbox.c.id < key[0] if key is not None else outbox.c.id > 0
        found = (await self._db.execute(_LETTER.where(older).limit(most))).mappings().all()
        spoken_of = await self._spoken_of(user_id, found)
        theirs = await self._theirs(user_id, {one for ids in spoken_of.values() for one in ids})
        apart = await self._said_apart(user_id)
        is_here = await self._told_here(user_id, found)
        bearing: list[RowMapping] = []
        for row in found:
            if row["id"] not in is_here and theirs.keys().isdisjoint(spoken_of[row["id"]]):
                continue
            words = [one for case_id in spoken_of[row["id"]] for one in theirs.get(case_id, ())]
            words += () if row["case_id"] else apart
            tied = row["chat_id"] == user_id or not theirs.keys().isdisjoint(spoken_of[row["id"]])
            wanted = Wanted.of((*names.own, *(names.shared if tied else ())), words, names.longer)
            told = {name: by_value.without(row[name], wanted) for name in ("facts", "buttons")}
            if changed := {name: value for name, value in told.items() if value != row[name]}:
                await self._db.execute(update(outbox).where(outbox.c.id == row["id"]).values(changed))
            if changed or (row["kind"] in CARDS and row["case_id"] in theirs):
                bearing.append(row)
        messages, stay = await self._standing(bearing, user_id, now)
        return Found(messages, stay), [found[-1]["id"]] if len(found) == most else None, len(found)

    async def _told_here(self, user_id: int, found: Sequence[RowMapping]) -> set[int]:
        """The letters of their districts; of those that are of none, what went to somebody of these."""
        here, member = await self._of_person(user_id), people.memberships.c
        chats = {row["chat_id"] for row in found if row["district_id"] is None}
        among = select(member.user_id).where(member.district_id.in_(here), member.user_id.in_(chats))
        known = {user_id, *(await self._db.execute(among)).scalars()}
        return {
            r["id"] for r in found if r["district_id"] in here or (r["district_id"] is None and r["chat_id"] in known)
        }

    async def _spoken_of(self, user_id: int, found: Sequence[RowMapping]) -> dict[int, set[int]]:
        """For each letter the cases of which it speaks: answers and lists belong to none, and name their numbers."""
        named = {row["id"]: set(islice(by_value.numbers(row["facts"]), MOST_NAMED)) for row in found}
        districts = await self._of_person(user_id)
        every = sorted({number for numbers in named.values() for number in numbers})
        query = select(cases.c.number, cases.c.id).where(cases.c.district_id.in_(districts), cases.c.number.in_(every))
        ids: dict[int, set[int]] = defaultdict(set)
        for number, case_id in await self._db.execute(query):
            ids[number].add(case_id)
        return {
            row["id"]: {one for number in named[row["id"]] for one in ids[number]} | {row["case_id"]} - {None}
            for row in found
        }

    async def _standing(
        self, bearing: Sequence[RowMapping], user_id: int, now: datetime
    ) -> tuple[tuple[Posting, ...], int]:
        """Which messages of these letters are written anew, and how many stay: each at its last letter."""
        sent = [r for r in bearing if r["state"] == LetterState.SENT and r["message_id"] and r["chat_id"] != user_id]
        if not sent:
            return (), 0
        its = tuple_(postings.c.chat_id, postings.c.message_id).in_([(r["chat_id"], r["message_id"]) for r in sent])
        live = select(cases.c.id).where(cases.c.id.in_({r["case_id"] for r in sent}), cases.c.is_live)
        are_live = set((await self._db.execute(live)).scalars())
        found = (await self._db.execute(select(postings).where(its, ~postings.c.gone))).mappings().all()
        by_key = {(row["chat_id"], row["message_id"]): rows.read(Posting, row) for row in found}
        messages: dict[tuple[int, int], Posting] = {}
        stay: set[tuple[int, int]] = set()
        for row in sent:
            key = row["chat_id"], row["message_id"]
            posting = by_key.get(key)
            if posting is None or not await self._says(posting, row):
                continue
            if row["case_id"] in are_live or row["sent_at"] >= now - by_value.MESSAGES_BACK:
                messages[key] = posting
            else:
                stay.add(key)
        return tuple(messages.values()), len(stay)

    async def _says(self, posting: Posting, row: RowMapping) -> bool:
        """Whether a message says a letter as it is now, whatever buttons it was given since."""
        if posting.letter_id == row["id"] or posting.posted_at == row["sent_at"]:
            return True
        last = await self._letter(posting.letter_id)
        if last is None or REBUTTONS not in last.facts:
            return False
        said = await self._said_by(posting)
        return not said or row["id"] in {one.id for one in said}  # of before it was written down whose words these are

    async def _said_apart(self, user_id: int) -> list[Any]:
        """What they said that belongs to no case, the newest."""
        query = select(history_sides.c.content).join(history, history.c.id == history_sides.c.history_id)
        theirs = query.where(history.c.by_id == user_id, history.c.case_id.is_(None))
        return list((await self._db.execute(theirs.order_by(history.c.id.desc()).limit(SAID_APART))).scalars())

    # --- cases

    async def _theirs(self, user_id: int, case_ids: Iterable[int]) -> dict[int, list[Any]]:
        """Of these cases those that they had a part in, each with what they said in it."""
        found: dict[int, list[Any]] = {}
        among = sorted(case_ids)
        if not among:
            return found
        reported = select(cases.c.id).where(cases.c.id.in_(among), cases.c.reporter_id == user_id)
        for case_id in (await self._db.execute(reported)).scalars():
            found[case_id] = []
        for words in self._words:
            for case_id, value in await self._db.execute(words.of(user_id, among)):
                if (said := words.read(user_id, value)) is not None:
                    found.setdefault(case_id, []).append(said)
        return found

    async def _cases(
        self, user_id: int, names: Names, at: int, key: Sequence[Any] | None, most: int
    ) -> tuple[list[Any] | None, int]:
        lines = select(history.c.id.label("key"), history.c.case_id).where(history.c.by_id == user_id)
        reported = select(cases.c.id.label("key"), cases.c.id.label("case_id")).where(cases.c.reporter_id == user_id)
        query: Select[Any] = lines if at == LINES else reported
        key_of = history.c.id if at == LINES else cases.c.id
        if key is not None:
            query = query.where(key_of < key[0])
        lines_seen = (await self._db.execute(query.order_by(key_of.desc()).limit(LINES_AT_ONCE))).all()
        found = list(_of_first(lines_seen, most))
        its = {row.case_id for row in found if row.case_id is not None}
        theirs = await self._theirs(user_id, its)
        await self._follow(theirs)
        if theirs:
            await self._in_cases(user_id, names, theirs)
        is_more = len(found) < len(lines_seen) or len(lines_seen) == LINES_AT_ONCE
        return ([found[-1][0]] if is_more else None), max(1, A_CASE * len(theirs))

    async def _follow(self, theirs: dict[int, list[Any]]) -> None:
        """What was said in a case stands also in those that it became part of."""
        fresh = set(theirs)
        for _ in range(5):
            into = select(incidents.c.case_id, incidents.c.merged_into).where(incidents.c.case_id.in_(fresh))
            fresh = set()
            for case_id, merged in await self._db.execute(into):
                if merged is not None:
                    theirs.setdefault(merged, []).extend(theirs[case_id])
                    fresh.add(merged)
            if not fresh:
                return

    async def _in_cases(self, user_id: int, names: Names, theirs: dict[int, list[Any]]) -> None:
        called = (*names.own, *names.shared)
        wanted = {one: Wanted.of(called, words, names.longer) for one, words in theirs.items()}
        for table, columns in self._of_cases:
            query = select(*table.primary_key, table.c.case_id.label("its_case"), *columns)
            found = (await self._db.execute(query.where(table.c.case_id.in_(sorted(theirs))))).mappings().all()
            for row in found:
                await self._put(table, columns, row, wanted[row["its_case"]])
        query = select(history.c.id, history.c.case_id, history_sides.c.content).join(history_sides)
        others = history.c.by_id.is_distinct_from(user_id)
        lines = (await self._db.execute(query.where(history.c.case_id.in_(sorted(theirs)), others))).all()
        bearing = [row.id for row in lines if by_value.without(row.content, wanted[row.case_id]) is not row.content]
        if bearing:  # a line is sealed with all that stands beside it
            await self._db.execute(delete(history_sides).where(history_sides.c.history_id.in_(bearing)))

    # --- tables that are small however old a district is

    async def _all_of(
        self, user_id: int, names: Names, of: tuple[Table, list[Column[Any]]], key: Sequence[Any] | None, most: int
    ) -> tuple[list[Any] | None, int]:
        table, columns = of
        keys = tuple(table.primary_key)
        wanted = Wanted.of(names.own, await self._said_apart(user_id), names.longer)
        is_here = self._of[table](await self._of_person(user_id)).label(
            "is_here"
        )  # told, not asked for: a slice is a slice
        query = select(*keys, *columns, is_here).where(self._only[table], beyond(keys, key)).order_by(*keys).limit(most)
        found = (await self._db.execute(query)).mappings().all()
        for row in found:
            if row["is_here"]:
                await self._put(table, columns, row, wanted)
        return ([found[-1][one.name] for one in keys] if len(found) == most else None), max(1, len(found))

    async def _put(self, table: Table, columns: Sequence[Column[Any]], row: RowMapping, wanted: Wanted) -> None:
        told = {c.name: _without(row[c.name], wanted, c.name, alone=c in self._alone) for c in columns}
        if changed := {name: value for name, value in told.items() if value != row[name]}:
            its = (column == row[column.name] for column in table.primary_key)
            await self._db.execute(update(table).where(*its).values(changed))

    # --- one message

    async def message(self, chat_id: int, message_id: int) -> tuple[Posting, list[Letter], bool, bool] | None:
        """One of our messages that still stands, with the letters that it says as they are now."""
        that = (postings.c.chat_id == chat_id) & (postings.c.message_id == message_id) & ~postings.c.gone
        row = (await self._db.execute(select(postings).where(that))).mappings().first()
        if row is None:
            return None
        posting = rows.read(Posting, row)
        same = postings.c.case_id == posting.case_id if posting.case_id else postings.c.case_id.is_(None)
        newer = select(postings.c.message_id).where(
            postings.c.chat_id == chat_id, same, postings.c.purpose == posting.purpose, ~postings.c.gone
        )
        newest = (await self._db.execute(newer.order_by(postings.c.message_id.desc()).limit(1))).scalar()
        live = select(cases.c.id).where(cases.c.id == posting.case_id, cases.c.is_live)
        is_live = (await self._db.execute(live)).first() is not None
        return posting, await self._said_by(posting), newest == message_id, is_live

    async def _said_by(self, posting: Posting) -> list[Letter]:
        last, buttons = await self._letter(posting.letter_id), None
        while last is not None and (last.kind is LetterKind.ANEW or REBUTTONS in last.facts):
            buttons = last.buttons if buttons is None and REBUTTONS in last.facts else buttons
            last = await self._letter(last.facts.get("of"))
        if last is None or last.kind is not LetterKind.NOTE:
            return [last] if last else []
        near = (outbox.c.id > last.id - BUNDLE) & (outbox.c.id < last.id) & (outbox.c.chat_id == last.chat_id)
        query = select(outbox).where(near).order_by(outbox.c.id).limit(BUNDLE)
        before = [letters.read(row) for row in (await self._db.execute(query)).mappings()]
        is_same = (last.message_id, last.sent_at)
        said = [*(one for one in before if (one.message_id, one.sent_at) == is_same), last]
        if buttons is None:
            return said
        return [replace(one, buttons=buttons if one is last else ()) for one in said]

    async def _letter(self, letter_id: int | None) -> Letter | None:
        if letter_id is None:
            return None
        row = (await self._db.execute(select(outbox).where(outbox.c.id == letter_id))).mappings().first()
        return letters.read(row) if row else None


def _of_first(lines: Iterable[Row[Any]], most: int) -> Iterator[Row[Any]]:
    """The first *lines*, as long as they are of so many cases at most."""
    its: set[int] = set()
    for row in lines:
        its |= {row.case_id} - {None}
        if len(its) > most:
            return
        yield row


def _by_column(table: Table) -> OfDistricts:
    """By the district that each row names; small facts of the deployment are of everybody."""
    column = table.c.get("district_id")
    return lambda districts: column.in_(districts) if column is not None else true()


def _without(value: Any, wanted: Wanted, key: str, *, alone: bool) -> Any:
    """*value* without what is wanted; a text that is JSON, as an update is kept, stays JSON."""
    if not isinstance(value, str) or not value.startswith("{"):
        return by_value.without(value, wanted, "", key, alone=alone)
    try:
        told = json.loads(value)
    except ValueError:
        return by_value.without(value, wanted, "", key, alone=alone)
    left = by_value.without(told, wanted, "", alone=alone)
    return value if left is told else json.dumps(left)
