"""Who may look at visits and hazards on screens, and how a line of each is told: values, facts of the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.bodies import bodies, officers
from bot.bodies.officers import Officer
from bot.hazards import facts as hazard_facts
from bot.hazards import parts as hazard_parts
from bot.hazards.table import KIND as HAZARDS_KIND
from bot.hazards.table import RECTIFIED, Hazard, Severity
from bot.inspections import show as visit_show
from bot.inspections.table import AHEAD, ON_SPOT, Visit
from bot.inspections.table import KIND as VISITS_KIND
from bot.places.register import Place
from bot.places.standing import links
from bot.register.people import RoleName
from bot.screens.checks.port import Where
from bot.values.refused import Refused
from bot.work import answer
from bot.work.work import Work

Part = dict[str, Any]

OF_CHECKS = frozenset({VISITS_KIND, HAZARDS_KIND})
"""Kinds of case whose pictures are no patrol's: signatures, and what officers saw within."""


def may_look(work: Work) -> None:
    """Captains, viewers, and who is of a body; Refused for everybody else."""
    who = work.who
    is_theirs = who.is_captain or who.is_of_body or RoleName.VIEWER in who.roles
    if who.member is None or not is_theirs:
        raise Refused("checks-not-yours")


def where(work: Work) -> Where:
    """The cases of the district: where it is a drill's, drills."""
    return Where(work.district.id, work.district.drill)


def today(work: Work) -> date:
    """The day of the district."""
    return work.now.astimezone(work.district.zone).date()


@dataclass(frozen=True)
class Desk:
    """What every line of a page asks again: the officers of the district, and in which bodies who looks is one."""

    work: Work
    all: Sequence[Officer]
    own: Sequence[Officer]

    def is_mine(self, one: Visit | Hazard) -> bool:
        """Whether it is for who looks: named in it, of its body, or theirs by the power that was given."""
        me = self.work.who.user_id
        if isinstance(one, Visit):
            named = me in (*one.officers, *one.helpers, one.reporter_id)
            return named or any(officer.body in one.bodies for officer in self.own)
        named = me in {one.finder_id, one.fixer_id, one.allowed}
        return named or any(hazard_parts.decides(self.work, officer, one) for officer in self.own)

    def may_look_again(self, hazard: Hazard) -> list[str]:
        """The names of who may re-check it."""
        found = [
            one.name
            for one in self.all
            if hazard_parts.is_certified(self.work, one)
            and hazard_parts.decides(self.work, one, hazard)
            and (not hazard.found_or_fixed(one.user_id) or one.user_id == hazard.allowed)
        ]
        return list(dict.fromkeys(found))


async def desk(work: Work) -> Desk:
    """Read once for a page."""
    every = await officers.of(work)
    return Desk(work, every, [one for one in every if one.user_id == work.who.user_id])


# --- a line


def place_part(place: Place | None, code: str) -> Part:
    """The place as it is today."""
    if place is None:
        return {"code": code, "name": code, "address": ""}
    return {"code": place.code, "name": place.name, "address": place.address}


async def place_of(work: Work, code: str) -> Part:
    """The place of a code, also where it became part of another."""
    return place_part(await links.standing_for(work.tx, work.district.id, code), code)


def named_bodies(codes: Iterable[str]) -> Any:
    """Bodies one after the other."""
    return answer.listed(bodies.of(one).short for one in codes)


async def visit_line(work: Work, visit: Visit) -> Part:
    """One visit of a list."""
    told = await visit_show.facts(work, visit)
    day = today(work)
    return {
        "number": visit.number,
        "kind": "inspection",
        "place": {name: told[of] for name, of in (("code", "code"), ("name", "place"), ("address", "address"))},
        "sort": told["kind"],
        "state": str(visit.state),
        "state_name": told["state"],
        "bodies": told["bodies"],
        "officers": told["officers"],
        "lists": told["lists"],
        "days": told["days"],
        "until": str(visit.until or ""),
        "days_left": (visit.until - day).days if visit.until else None,
        "is_late": visit.state in AHEAD and visit.until is not None and visit.until < day,
        "is_under_way": visit.state in ON_SPOT,
        "waits": visit_show.bodies_named(visit.unapproved) if visit.unapproved else "",
    }


async def hazard_line(found: Desk, hazard: Hazard) -> Part:
    """One hazard of a list. *days_left* are whole days in the district; below zero where its time is over."""
    work, due = found.work, hazard.due_at
    left = (due.astimezone(work.district.zone).date() - today(work)).days if due is not None else None
    waits = hazard.state == RECTIFIED
    return {
        "number": hazard.number,
        "kind": "hazard",
        "place": await place_of(work, hazard.place),
        "title": hazard.title,
        "severity": str(hazard.severity),
        "severity_name": hazard_facts.severity(hazard),
        "state": str(hazard.state),
        "state_name": (await hazard_facts.of(work, hazard))["state"],
        "body": hazard_facts.body(hazard.body),
        "due_at": due.isoformat() if due is not None else None,
        "due": hazard_facts.until(work, due) if due is not None else "",
        "days_left": left,
        "is_overdue": hazard.is_overdue(work.now),
        "provisional": hazard.provisional and waits,
        "waits_for_recheck": waits,
        "may_recheck": found.may_look_again(hazard),
        "must_not_open": hazard.must_not_open,
        "advised": hazard.is_open and hazard.severity is Severity.CRITICAL,
    }


async def order_line(work: Work, hazard: Hazard) -> Part:
    """A place that must not open: by which order, of whom, of which day."""
    return {
        "number": hazard.number,
        "kind": "hazard",
        "place": await place_of(work, hazard.place),
        "title": hazard.title,
        "order": hazard.order,
        "authority": hazard_facts.body(hazard.authority),
        "day": hazard.order_day,
    }
