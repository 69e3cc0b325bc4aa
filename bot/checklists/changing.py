"""What a list that somebody brings in would change, and bringing it in: a new edition, the old ones stay."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from bot.checklists import abroad, editions
from bot.checklists.model import Checklist, ListItem
from bot.checklists.store import CHECKLISTS, MOST_LISTS, Made
from bot.values.refused import Refused
from bot.work.history import Part, Record
from bot.work.work import Work


@dataclass(frozen=True)
class Change:
    """One item that differs, in *fields*; *before* is None where it is new, *after* where it is gone."""

    before: ListItem | None
    after: ListItem | None
    fields: tuple[str, ...] = ()

    @property
    def item(self) -> ListItem:
        """As it will be, or as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  # one of them is there
        return found


@dataclass(frozen=True)
class Plan:
    """What a list would change; *of_list* are fields of the list itself, *since* the edition that it would follow."""

    before: Checklist | None
    after: Checklist
    changes: tuple[Change, ...]
    of_list: tuple[str, ...] = ()

    @property
    def since(self) -> int | None:
        """The edition that this was held against; None where there was no such list."""
        return self.before.edition if self.before is not None else None

    @property
    def is_empty(self) -> bool:
        """It says what is known already."""
        return self.before is not None and not self.changes and not self.of_list

    @property
    def new(self) -> tuple[Change, ...]:
        """Items that come."""
        return tuple(one for one in self.changes if one.before is None)

    @property
    def gone(self) -> tuple[Change, ...]:
        """Items that go."""
        return tuple(one for one in self.changes if one.after is None)

    @property
    def changed(self) -> tuple[Change, ...]:
        """Items that read differently."""
        return tuple(one for one in self.changes if one.fields)


OF_ITEM = tuple(one.name for one in fields(ListItem) if one.name not in {"code", "number"})
OF_LIST = tuple(one.name for one in fields(Checklist) if one.name not in {"code", "items", "edition"})


def compared(before: Checklist | None, after: Checklist) -> Plan:
    """What *after* changes of *before*, in the order of the lists; items are the same by their code. Pure."""
    if before is None:
        return Plan(None, after, tuple(Change(None, one) for one in after.items))
    was, becomes = ({one.code: one for one in each.items} for each in (before, after))
    changes = [_change(was.get(one.code), one) for one in after.items]
    changes += [Change(one, None) for one in before.items if one.code not in becomes]
    differ = [name for name in OF_LIST if getattr(before, name) != getattr(after, name)]
    if [code for code in was if code in becomes] != [code for code in becomes if code in was]:
        differ.append("order")
    return Plan(before, after, tuple(one for one in changes if one is not None), tuple(differ))


def _change(before: ListItem | None, after: ListItem) -> Change | None:
    if before is None:
        return Change(None, after)
    differ = tuple(name for name in OF_ITEM if getattr(before, name) != getattr(after, name))
    return Change(before, after, differ) if differ else None


async def planned(work: Work, wanted: Checklist) -> Plan:
    """What *wanted* would change in the district, as it is read in its country, where it is kept whole.

    Refused where there is no room for one more list.
    """
    lists = await editions.standing(work)
    before = next((one.checklist for one in lists if one.checklist.code == wanted.code), None)
    if before is None and len(lists) >= MOST_LISTS:
        raise Refused("lists-too-many", most=MOST_LISTS)
    return replace(compared(before, abroad.seen(wanted, work.district.country)), after=wanted)


async def bring(work: Work, wanted: Checklist, since: int | None) -> Plan:
    """Make *wanted* the newest edition, by who speaks; Refused where another one was made since it was shown."""
    plan = await planned(work, wanted)
    if plan.since != since:
        raise Refused("list-changed-meanwhile", code=wanted.code)
    if plan.is_empty:
        return plan
    made = replace(wanted, edition=max(0, plan.since or 0) + 1)
    by_id, part = (work.who.user_id, Part.CAPTAIN) if work.who.user_id else (None, "owner")
    await work.tx[CHECKLISTS].add(work.district.id, Made(made, by_id, work.now))
    facts: dict[str, object] = {"code": made.code, "edition": made.edition}
    facts |= {what: _codes(each) for what, each in (("new", plan.new), ("changed", plan.changed), ("gone", plan.gone))}
    line = Record("checklist", "", "", work.now, by_id, part, work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now)
    return replace(plan, after=made)


def _codes(changes: Sequence[Change]) -> list[str]:
    return [one.item.code for one in changes]
