"""What a file of places would change, known before: new, changed, the same, gone, perhaps the same, older."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from bot.places import codes
from bot.places.editions import Changes, From, Joined, whole
from bot.places.files import fields, matching, merging, reading
from bot.places.files.matching import Candidate
from bot.places.files.reading import Read, Row
from bot.places.kinds import kinds
from bot.places.register import PAST, PLACES, Place, State
from bot.register.districts import District
from bot.values import texts
from bot.values.files.packed import Packed, PackedByName
from bot.values.files.tree import Collected
from bot.values.refused import Refused
from bot.work.ports import Tx

SHOWN = 10
"""So many of each sort are shown by name."""

DUPLICATES = ("leave", "new", "same")
"""What becomes of a row that may be a place that is there: it waits for a person, is a new one, or is that one."""

Walk = Callable[[], AsyncIterator[Place]]

MOST_KINDS = 30
"""So many kinds that nobody listed are named."""

AT_ONCE = 500
"""Places that are read at once where rows were said to be them."""


@dataclass(frozen=True)
class Wishes:
    """What somebody wants of an import. *prune*: what the file does not name is gone.

    *ours*: the file is the district's own, so that a code which the register has not is of a place that it has not.
    The codes of another office say nothing of that.
    """

    prune: bool = False
    duplicates: str = "leave"
    ours: bool = False


class Fresh(Packed[Place]):
    """New places, each made of its row when it is asked for: many wait beside the dictionary of pinyin."""

    at: datetime | None = None

    def made(self, value: Row) -> Place:
        """The place of a row."""
        return value.as_place(changed_at=self.at)


@dataclass
class Plan:
    """What would change; of most sorts some are shown, all are counted."""

    new: Fresh = field(default_factory=Fresh)
    changed: Packed[Place] = field(default_factory=Packed)
    gone: list[Place] = field(default_factory=list)
    facts: PackedByName[dict[str, Any]] = field(default_factory=PackedByName)
    same: int = 0
    older: list[tuple[int, str]] = field(default_factory=list)
    doubtful: list[tuple[Row, list[Candidate]]] = field(default_factory=list)
    mistakes: list[Refused] = field(default_factory=list)
    wrong: int = 0
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """What else there is to know of the file."""

    def changes(self, source: From) -> Changes:
        """All of it as it is written."""
        return Changes(Joined(self.new, self.changed), self.gone, self.facts, source)

    def raise_them(self) -> None:
        """Raises Refused for one mistake, Mistakes for several, by line."""
        wrong = Collected()
        wrong.all += self.mistakes
        for row, candidates in self.doubtful:
            facts = {"name": row.name, "other": f"{candidates[0].name} ({candidates[0].code})"}
            wrong.all.append(Refused("places-perhaps-same", line=row.number, **facts))
        wrong.raise_them()

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


@dataclass
class _Planner:
    """Holds the rows of a file against the places of a register, which pass by one after the other."""

    read: Read
    now: datetime
    zone: tzinfo
    wishes: Wishes
    plan: Plan = field(default_factory=Plan)
    back: list[tuple[Place, Row]] = field(default_factory=list)
    """Places that are gone and that the file names."""
    went: list[Place] = field(default_factory=list)
    """Those that a row without a code may mean, unless that means one that is there."""
    met: dict[str, bool] = field(default_factory=dict)
    """Codes of places that some row means, and whether by that code."""
    stay: set[str] = field(default_factory=set)
    """Codes of places into which one was merged that some row means."""
    is_any_there: bool = False

    def __post_init__(self) -> None:
        self.coded = {row.code: row for row in self.read.rows if row.code}
        self.sure = matching.Sure(row for row in self.read.rows if not row.code)
        self.folded = {code.casefold(): code for code in self.coded}
        self.alike: dict[str, str] = {}
        self.read.rows = []
        self.plan.new.at = self.now
        for row, first in self.sure.twins:
            said = self._at(row, "name", row.name)
            self.read.add(Refused("places-row-twice", **said, first=first))

    def hold(self, place: Place) -> None:
        """The next place of the register."""
        self.is_any_there = self.is_any_there or place.is_there
        row = self.coded.pop(place.code, None)
        if row is None and place.is_there:
            row = self.sure.take(place)
        if row is not None:
            self._found(place, row)
            return
        if (other := self.folded.get(place.code.casefold())) and other != place.code:
            self.alike[other] = place.code
        if not place.is_there and self.sure.means(place):
            self.went.append(place)
        elif self.wishes.prune and place.is_there and place.code not in self.read.mistaken:
            self.plan.gone.append(place)

    @property
    def unmet(self) -> list[Row]:
        """Rows that mean no place so far, and may mean one all the same."""
        return [*(() if self.wishes.ours else self.coded.values()), *self.sure.rows()]

    def held(self) -> None:
        """All have passed: rows that mean none that is there mean one that is gone, a merged one last."""
        for place in sorted(self.went, key=lambda one: bool(one.into)):
            if (row := self.sure.take(place)) is not None:
                self._found(place, row)
        self.plan.gone = [one for one in self.plan.gone if one.code not in self.stay]

    def _found(self, place: Place, row: Row) -> None:
        self.met[place.code] = row.code == place.code
        if place.into:  # whatever the row says: only who takes the merge back brings it back
            self.stay.add(place.into)
            self.plan.same += 1
        elif place.is_there or "state" in row.names:
            self._over(place, row)
        else:
            self.back.append((place, row))

    def _over(self, before: Place, row: Row) -> None:
        wanted = merging.changes(before, row)
        if not wanted:
            self.plan.same += 1
        elif merging.is_older(before, row, self.zone):
            self.plan.older.append((row.number, before.code))
        else:
            self.plan.facts.put(before.code, merging.told(before, wanted))
            after = replace(before, **wanted, version=before.version + 1, changed_at=self.now)
            self.plan.changed.append(after)

    def return_(self, before: Place, row: Row, state: State | None) -> None:
        """A place that is gone: one that an earlier import left out is there again, as *state*; any other stays."""
        if state is None:
            self.plan.same += 1
            return
        self._over(before, replace(row, names=(*row.names, "state"), values=(*row.values, state)))

    def rest(self, found: dict[int, list[Candidate]]) -> None:
        """Rows that mean no place: new ones, perhaps the same as one, or without what a new one needs.

        One that has a code may lie nobody knows where; how many do is said.
        """
        rows = [*self.coded.values(), *self.sure.rows()][::-1]
        self.coded.clear()
        self.sure.clear()
        nowhere = 0
        while rows:
            row = rows.pop()  # so that it weighs nothing any more once it is put by
            if (candidates := found.get(row.number)) and row.code not in self.alike:
                self.plan.doubtful.append((row, candidates))
            elif (mistake := self._lacking(row)) is not None:
                self.read.add(mistake)
            else:
                nowhere += row.point is None
                self.plan.new.append(row)
        if nowhere:
            self.plan.notes.append(("places-plan-nowhere", {"count": nowhere}))

    def _at(self, row: Row, column: str, value: object) -> dict[str, object]:
        """Where something is wrong, as facts of the words."""
        return {"line": row.number, "column": self.read.heads.get(column, column), "value": fields.shown(value)}

    def _lacking(self, row: Row) -> Refused | None:
        coded = self._at(row, "code", row.code)
        if other := self.alike.get(row.code):
            return Refused("places-code-alike", **coded, other=other)
        if row.code.isdigit():
            return Refused("places-digits-alone", **coded)
        if not codes.is_address(row.code):
            return Refused("places-no-address", **coded)
        for column, is_there in (("name", row.name), ("lat", row.point is not None or row.code)):
            if not is_there:
                return Refused("places-missing", **self._at(row, column, "-"))
        return None


async def compare(
    tx: Tx,
    district_id: int | None,
    read: Read | Sequence[Place],
    now: datetime,
    *,
    prune: bool = False,
    wishes: Wishes | None = None,
    zone: tzinfo = UTC,
    walk: Walk | None = None,
) -> Plan:
    """What a file, or a list of places, changes in the register of a district, None: of one that is not there yet.

    The rows of *read* are used up. Without *wishes* it is the district's own, as :class:`Wishes` has it. *walk* goes
    through the register where a transaction for all of it is too long.
    """
    if not isinstance(read, Read):
        read = Read(rows=reading.of_places(read))
    wishes = wishes or Wishes(prune=prune, ours=True)
    unlisted = _by_code(read, await tx.districts.get(district_id) if district_id is not None else None)
    planner = _Planner(read, now, zone, wishes)
    if unlisted:
        told = ", ".join(texts.cut(texts.line(one), 40) for one in unlisted[:MOST_KINDS])
        planner.plan.notes.append(("places-kinds-unlisted", {"kinds": told}))
    if district_id is not None:
        each = walk or (lambda: whole(tx, district_id))
        async for place in each():
            planner.hold(place)
        planner.held()
        for place, row in planner.back:
            planner.return_(place, row, await _before_it_went(tx, district_id, place))
        planner.rest(await _perhaps(planner, each))
    else:
        planner.rest({})
    plan = planner.plan
    await _decided(tx, district_id, planner)
    plan.mistakes, plan.wrong = read.mistakes, read.wrong
    if plan.wrong or plan.doubtful:
        plan.gone.clear()  # whether a row that cannot be read names one of them, nobody knows
    for place in plan.gone:
        plan.facts.put(place.code, {"state": [place.state.value, State.GONE.value]})
    plan.gone = [replace(one, state=State.GONE, version=one.version + 1, changed_at=now) for one in plan.gone]
    return plan


def _by_code(read: Read, district: District | None) -> list[str]:
    """The kinds of the rows by their codes; one that nobody listed stays as it was written. Returns those."""
    known: dict[str, str] = {}
    unlisted: list[str] = []
    for n, row in enumerate(read.rows):
        said = row.kind
        if said not in known:
            known[said] = meant.code if (meant := kinds.named(district, said)) else said
            if said and meant is None:
                unlisted.append(said)
        if known[said] != said:
            read.rows[n] = row.saying("kind", known[said])
    return unlisted


async def _before_it_went(tx: Tx, district_id: int, place: Place) -> State | None:
    """The state of a place before an import left it out; None where somebody said that it is gone."""
    for line in await tx[PAST].of(district_id, place.code, 20):
        if "state" in line.facts:
            before = line.facts["state"][0]
            return State(before) if line.move == "import-gone" else None
    return State.UNKNOWN


async def _perhaps(planner: _Planner, walk: Walk) -> dict[int, list[Candidate]]:
    """Which places the rows that mean none surely may mean: also one that another row means already.

    The register is gone through again only where there are such rows, and anything that they may be.
    """
    rest = planner.unmet
    if not rest or not planner.is_any_there or planner.wishes.duplicates == "new":
        return {}
    perhaps = matching.Perhaps(rest)
    del rest
    async for place in walk():
        is_named = planner.met.get(place.code)
        perhaps.hold(place, is_met=is_named is not None, is_named=bool(is_named))
    return perhaps.found


async def _decided(tx: Tx, district_id: int | None, planner: _Planner) -> None:
    """Rows that may be a place that is there are that one, the nearest, where somebody said so; each is one row's."""
    if planner.wishes.duplicates != "same" or district_id is None:
        return
    taken: dict[str, Row] = {}
    waiting, planner.plan.doubtful = planner.plan.doubtful, []
    for row, candidates in waiting:
        free = next((one.code for one in candidates if not one.met and one.code not in taken), None)
        if free is None:
            planner.plan.doubtful.append((row, candidates))
        else:
            taken[free] = row
    planner.plan.gone = [one for one in planner.plan.gone if one.code not in taken]
    meant = list(taken)
    for n in range(0, len(meant), AT_ONCE):
        for place in await tx[PLACES].of(district_id, meant[n : n + AT_ONCE]):
            planner._over(place, taken.pop(place.code))  # noqa: SLF001  # of this very file
    new_since = {row.number for row in taken.values()}  # registered after this transaction began: the next look sees it
    planner.plan.doubtful += [one for one in waiting if one[0].number in new_since]


def shown(place: Place) -> str:
    """A place as a line of the preview names it."""
    return texts.cut(" ".join(filter(None, (place.name, place.code and f"({place.code})"))), 80)
