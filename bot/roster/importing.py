"""The rows of a roster held against the register: rules, every mistake at once, and what changes."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.duty import planned
from bot.duty.plan import DAY_END, ROSTERS, WEEKDAYS, Rule
from bot.register.districts import District
from bot.register.people import Member, RoleName
from bot.register.teams import Team
from bot.roster.table import RosterFile, Row
from bot.values import texts
from bot.values.refused import Mistakes, Refused
from bot.work.ports import Tx

_CHINESE_DAYS = {f"{begin}{day}": n for begin in ("周", "星期") for n, day in enumerate("一二三四五六日")}
_DAY_NUMBERS = {**{name: n for n, name in enumerate(WEEKDAYS)}, **_CHINESE_DAYS, "周天": 6, "星期天": 6}
_DAILY = frozenset({"daily", "每天", "每日"})
_ROLES = {"captain": True, "值班长": True, "member": False, "auxiliary": False, "队员": False, "辅助队员": False}
_CLOCK = re.compile(r"(\d{1,2})[:\uff1a](\d{2})(?::00)?")
_BETWEEN = re.compile(r"\.\.|[~\u2013\u2014至到]|(?<=\D)-(?=\D)")
_NAMES = re.compile(r"[,;\uff0c\uff1b\u3001/\uff0f\n&+]|(?<=\S)\s*和\s*(?=\S)")
_SPLIT = re.compile(r"[,;\uff0c\uff1b\u3001\s]+")
MOST_DAYS = 366
"""A stretch of dates is no longer."""

Whose = tuple[int | None, int | None]
"""A user id, or the id of a team."""


class _Reader:
    """Turns rows into rules; what is wrong with each is collected."""

    def __init__(self, district: District, members: Sequence[Member], teams: Sequence[Team], now: datetime) -> None:
        self.district = district
        self.teams = teams
        self.now = now
        self._by_name: dict[str, list[Member]] = defaultdict(list)
        for member in members:
            for called in {str(member.user_id), member.name}:
                self._by_name[called].append(member)
        self.mistakes: list[Refused] = []

    def rules(self, rows: Sequence[Row]) -> list[Rule]:
        """The rules of all rows that are right."""
        found: dict[Rule, Row] = {}
        for row in rows:
            for who in self._each(row):
                rule = self._rule(who)
                if rule is not None and rule in found:
                    self.mistakes.append(Refused("roster-twice", place=row.place, first=found[rule].place["line"]))
                elif rule is not None:
                    found[rule] = row
        return list(found)

    def _each(self, row: Row) -> Iterator[Row]:
        """A row for each person of one that names several, and with *team* where the name is that of a team."""
        who = row.fields.get("who", "")
        names = [who] if not who or self._named(who) else self._several(who)
        for name in names:
            fields = {**row.fields, "who": name} if who else row.fields
            if who and "team" not in fields and not self._named(name) and self._teams_named(name):
                fields = {**{key: value for key, value in fields.items() if key != "who"}, "team": name}
            yield Row(row.place, fields)

    def _several(self, who: str) -> list[str]:
        """The names in one cell: by the signs between them, else by blanks where each is then somebody's."""
        names = [name.strip() for name in _NAMES.split(who) if name.strip()] or [who]
        if len(names) == 1 and len(parts := who.split()) > 1 and all(self._named(part) for part in parts):
            return parts
        return names

    def _named(self, who: str) -> list[Member]:
        return self._by_name.get(who, [])

    def _teams_named(self, name: str) -> list[Team]:
        return [t for t in self.teams if name in {t.key, t.name, *t.former_names}]

    def _rule(self, row: Row) -> Rule | None:
        """One rule; None where anything is wrong with the row."""
        before = len(self.mistakes)
        if code := row.fields.get("code"):
            self._wrong("roster-unknown-code", row, "code", code)
            return None
        user, team = self._whose(row)
        begins, ends = (self._hour(row, name) for name in ("from", "to"))
        days = tuple(self._days(row))
        first, last = (self._date(row, name) for name in ("first", "last"))
        if first and last and last < first:
            self._wrong("roster-last-before-first", row, "last", row.fields["last"])
        captain = self._captain(row, user)
        if len(self.mistakes) > before:
            return None
        return Rule(
            self.district.id,
            days,
            begins,
            ends,
            user.user_id if user else None,
            team.id if team else None,
            captain,
            first,
            last,
        )

    def _wrong(self, key: str, row: Row, name: str, value: str, **facts: object) -> None:
        self.mistakes.append(Refused(key, place=row.place, field=name, value=texts.cut(value, 40), **facts))

    def _whose(self, row: Row) -> tuple[Member | None, Team | None]:
        who, team = row.fields.get("who"), row.fields.get("team")
        if bool(who) is bool(team):
            self.mistakes.append(Refused("roster-who-or-team", place=row.place))
            return None, None
        if team:
            known = self._teams_named(team)
            if not known:
                names = ", ".join(t.name for t in self.teams[:20])
                self._wrong("roster-unknown-team", row, "team", team, allowed=names or "-")
            return None, known[0] if known else None
        named = self._named(who or "")
        if len(named) != 1:
            self._wrong("roster-two-of-name" if named else "roster-unknown-who", row, "who", who or "")
        return named[0] if len(named) == 1 else None, None

    def _captain(self, row: Row, user: Member | None) -> bool:
        role = row.fields.get("role")
        holds = user is not None and user.has(RoleName.CAPTAIN, self.now)
        if role is None:
            return holds
        if role not in _ROLES:
            self._wrong("roster-wants-one-of", row, "role", role, allowed="captain, member")
        elif _ROLES[role] and not holds and (user is not None or "team" in row.fields):
            self._wrong("roster-not-captain", row, "role", user.name if user else row.fields["team"])
        return _ROLES.get(role, False)

    def _hour(self, row: Row, name: str) -> str:
        if not (told := row.fields.get(name)):
            self.mistakes.append(Refused("roster-missing", place=row.place, field=name))
            return ""
        found = _CLOCK.fullmatch(told)
        clock = f"{int(found[1]):02d}:{found[2]}" if found else ""
        is_hour = bool(found) and clock[:2] < "24" and clock[3:] < "60"
        if not is_hour and not (clock == DAY_END and name == "to"):
            self._wrong("roster-wants-hour", row, name, told)
        return clock

    def _date(self, row: Row, name: str) -> str | None:
        if not (told := row.fields.get(name)):
            return None
        if (found := _day(told)) is None:
            self._wrong("roster-wants-date", row, name, told)
            return None
        return found.isoformat()

    def _days(self, row: Row) -> Iterator[str]:
        if not (told := row.fields.get("days")):
            self.mistakes.append(Refused("roster-missing", place=row.place, field="days"))
            return
        days: set[str] = set()
        for piece in filter(None, _SPLIT.split(told.strip().lower())):
            found = _stretch(piece)
            if found is None:
                self._wrong("roster-wants-days", row, "days", piece)
            days.update(found or ())
        order = {name: n for n, name in enumerate(WEEKDAYS)}
        yield from sorted(days, key=lambda d: (order.get(d, 7), d))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _stretch(piece: str) -> list[str] | None:
    """What one piece of *days* means: a weekday, a date, a stretch of either, or every day; None: nothing."""
    if piece in _DAILY:
        return list(WEEKDAYS)
    begin, *rest = _BETWEEN.split(piece, maxsplit=1)
    end = rest[0] if rest else begin
    if begin in _DAY_NUMBERS and end in _DAY_NUMBERS:
        since, until = _DAY_NUMBERS[begin], _DAY_NUMBERS[end]
        return [WEEKDAYS[n % 7] for n in range(since, until + 1 if until >= since else until + 8)]
    first, last = _day(begin), _day(end)
    if first is None or last is None or not 0 <= (last - first).days < MOST_DAYS:
        return None
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


# --- bringing it in


@dataclass(frozen=True)
class Planned:
    """What a file means in its district: its rules, and what those whom they name are called."""

    rules: tuple[Rule, ...]
    names: Mapping[Whose, str]


async def read_in(tx: Tx, district: District, file: RosterFile, now: datetime) -> Planned:
    """Hold *file* against the register; raises Mistakes with every one of them."""
    members, teams = await tx.people.members(district.id), await tx.teams.all(district.id)
    reader = _Reader(district, members, teams, now)
    wanted = reader.rules(file.rows)
    if mistakes := [*file.mistakes, *reader.mistakes]:
        raise Mistakes(sorted(mistakes, key=lambda wrong: wrong.facts["place"]["line"]))  # type: ignore[index]
    names: dict[Whose, str] = {(m.user_id, None): m.name for m in members}
    return Planned(tuple(wanted), names | {(None, t.id): t.name for t in teams})


async def bring_in(
    tx: Tx,
    district: District,
    file: RosterFile,
    now: datetime,
    note: Callable[..., None],
    *,
    prune: bool = False,
    read: Planned | None = None,
) -> None:
    """Make the roster of everybody whom the file names what it says; raises Mistakes with every one of them.

    People and teams that it does not name keep theirs; with *prune* nobody else has one. *note* hears of differences.
    *read* is the file as it was read already, so that the writer is not held for it.
    """
    found = read or await read_in(tx, district, file, now)
    known = {replace(rule, id=0): rule.id for rule in await tx[ROSTERS].rules(district.id)}
    named = {(rule.user_id, rule.team_id) for rule in found.rules}
    stays = (kept for rule in known if (kept := _beyond(rule, file, named)))
    wanted = dict.fromkeys((*found.rules, *stays))
    gone = {rule: None for rule in known if rule not in wanted and (prune or (rule.user_id, rule.team_id) in named)}
    new = [rule for rule in wanted if rule not in known]
    for key, rules in (("import-roster-gone", gone), ("import-roster", new)):
        for rule in rules:
            note(key, **_told(rule, found.names))
    await tx[ROSTERS].drop(*(known[rule] for rule in gone))
    await tx[ROSTERS].add(*new)
    await planned.plan_ahead(tx, district, now, [*(rule for rule in known if rule not in gone), *new])


def _beyond(rule: Rule, file: RosterFile, named: Collection[Whose]) -> Rule | None:
    """What a table by days leaves of the dates of somebody whom it names: those that it does not hold."""
    if not file.covers or (rule.user_id, rule.team_id) not in named or set(rule.days) & set(WEEKDAYS):
        return None
    days = tuple(day for day in rule.days if day not in file.covers)
    return replace(rule, days=days) if days else None


def _told(rule: Rule, names: Mapping[Whose, str]) -> dict[str, Any]:
    days = " ".join(rule.days[:7]) + (f" +{len(rule.days) - 7}" if len(rule.days) > 7 else "")
    bounds = f" ({rule.first or ''}..{rule.last or ''})" if rule.first or rule.last else ""
    who = names.get((rule.user_id, rule.team_id), texts.NAMELESS)
    return {"name": who, "begins": rule.begins, "ends": rule.ends, "days": days + bounds}


async def meant(tx: Tx, chat_id: int) -> District:
    """The district of a chat id, or with 0 the only one there is; Refused where that names none."""
    known = await tx.districts.all()
    if chat_id:
        if (found := await tx.districts.by_chat(chat_id)) is None:
            raise Refused("roster-no-district", chat=str(chat_id))
        return found
    if not known:
        raise Refused("no-district-yet")
    if len(known) != 1:
        told = ", ".join(f"{d.chat_id} ({d.name})" for d in known)
        raise Refused("roster-which-district", districts=told)
    return known[0]
