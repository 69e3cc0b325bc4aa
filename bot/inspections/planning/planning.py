"""A visit is planned: from a wish that may go, with everything that was to be known before somebody walks there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.bodies import officers
from bot.cases import changes
from bot.checklists import editions, finding
from bot.checklists.model import Checklist
from bot.inspections import at_place, show
from bot.inspections.course import approving, people, told
from bot.inspections.planning import advice, settings
from bot.inspections.planning.advice import Advice, Asked
from bot.inspections.planning.reading import Said
from bot.inspections.planning.wishes import WISHES, Became, Wish
from bot.inspections.table import KIND, MOVES, PLANNED, VISITS, ListUsed, Visit, VisitKind
from bot.inspections.visit import key
from bot.places import edits
from bot.places import register as places_register
from bot.places.register import Place
from bot.places.standing import colours
from bot.values import formats, texts
from bot.values.refused import Refused
from bot.work.answer import Answer, listed
from bot.work.history import Part, Record
from bot.work.work import Work

MOST_DAYS, MOST_AHEAD = 60, 366
"""Days that a window may last, and that it may be ahead."""

SOURCES = ("complaint", "passed_on", "alarm", "own_wish", "hazard", "case")
"""Where a single-case visit may come from."""


async def place_of(work: Work, code: str) -> Place:
    """The place of a code as it is today; Refused where there is none, or it is gone."""
    found = await places_register.today(work.tx, work.district.id, await edits.get(work, code))
    if not found.is_there:
        raise Refused("visit-place-is-gone", place=found.name)
    return found


async def lists_of(work: Work, place: Place, wanted: Sequence[str], body: str) -> list[Checklist]:
    """The lists that are meant: those that were named, else those for the kind of place on which *body* has items."""
    known = await editions.newest(work)
    named = {one.code: one for one in known}
    if wanted:
        for code in wanted:
            if code not in named:
                raise Refused("no-such-list", code=texts.cut(code, 40))
        return [named[code] for code in dict.fromkeys(wanted)]
    suited = finding.suited(known, place.kind)
    own = [one for one in suited if body in one.departments()]
    if not suited:
        raise Refused("visit-which-list", place=place.name, lists=" ".join(named))
    return own or list(suited)


def check(work: Work, kind: VisitKind, since: date, until: date, source: str, reference: str) -> None:
    """Raises Refused for a window that is past or endless, and for a single case without source and number."""
    today = show.today(work)
    if (
        until < since
        or since < today
        or until > since + timedelta(days=MOST_DAYS)
        or since > today + timedelta(days=MOST_AHEAD)
    ):
        raise Refused("visit-window-wrong", most=MOST_DAYS)
    if kind is VisitKind.SINGLE and not (source and reference):
        raise Refused("visit-needs-source")


def still_ahead(work: Work, wished: Wish) -> None:
    """Raises Refused for a wish whose last day is past: nobody goes on a day that is over."""
    if wished.until < show.today(work):
        raise Refused("visit-wish-past", day=formats.day_word(wished.until))


async def wish(work: Work, place: Place, said: Said, incident_id: int | None = None) -> tuple[Wish, Advice]:
    """The wish of the one who speaks, kept with the answer that it gets. They go along where they are an officer.

    *said* is what they wrote of it: its places are other words for *place*. *incident_id* is the case of its number.
    """
    mine = await people.mine(work)
    body = people.body_of(mine, said.body)
    first = said.since or show.today(work)
    last = said.until or first
    check(work, said.kind, first, last, said.source, said.reference)
    chosen = await lists_of(work, place, said.lists, body)
    own = [one.user_id for one in mine if one.certificate]
    going = people.going(await officers.of(work), [*own[:1], *said.officers], first)
    codes = tuple(one.code for one in chosen)
    asked = Asked(body, said.kind, codes, first, last, said.emergency or incident_id is not None)
    found = advice.advise(
        await at_place.visits(work, place.code), asked, settings.of(work.district), work.district.zone
    )
    new = Wish(
        work.district.id,
        body,
        place.code,
        said.kind,
        asked.lists,
        first,
        last,
        work.who.user_id,
        work.now,
        found.says,
        rule=found.rule,
        about=found.visit.id if found.visit else None,
        items=tuple(key(one.code, item.code) for one in chosen for item in one.items),
        officers=going,
        emergency=said.emergency,
        source=said.source,
        reference=texts.cut(texts.line(said.reference), 60),
        incident_id=incident_id,
    )
    return await work.tx[WISHES].add(new), found


async def make(work: Work, wished: Wish, *, advised: str = "", reason: str = "") -> Visit:
    """The visit of a wish: numbered, written down, its approvers not yet asked."""
    place = await place_of(work, wished.place)
    newest = {one.code: one.edition for one in await editions.newest(work)}
    visit = await work.tx[VISITS].add(
        Visit(
            work.district.id,
            KIND,
            await work.tx.districts.next_number(work.district.id),
            PLANNED,
            work.now,
            drill=work.district.drill,
            point=place.point,
            reporter_id=wished.by_id,
            place=place.code,
            visit_kind=wished.kind,
            firm=at_place.is_firm(work, place),
            lists=tuple(ListUsed(code, newest[code]) for code in wished.lists if code in newest),
            bodies=(wished.body,),
            officers=wished.officers,
            since=wished.since,
            until=wished.until,
            emergency=wished.emergency,
            asked_at=work.now,
            source=wished.source,
            reference=wished.reference,
            advised=advised,
            reason=reason,
            rests_on=settings.of(work.district).standing,
            incident_id=wished.incident_id,
        )
    )
    facts: dict[str, object] = {"place": place.code, "body": wished.body, "kind": str(wished.kind)}
    part = Part.OFFICER if wished.by_id in wished.officers else Part.APPROVER
    record = Record(MOVES.first, "", visit.state, work.now, work.who.user_id, part, work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, visit.id, record, work.now, reason or None)
    changes.note(work, visit, touched=True)
    colours.stir(work, visit.place)
    await work.tx[WISHES].save(replace(wished, became=Became.MADE, visit_id=visit.id))
    return visit


async def planned(work: Work, visit: Visit) -> Answer:
    """What whoever planned it hears: who was asked, what it lacks; the approvers are asked now, its officers told."""
    asked = [] if visit.emergency else await approving.ask(work, visit)
    others = [one for one in visit.officers if one != work.who.user_id]
    await told.step(work, visit, others, "visit-told-planned", name=work.who.name)
    facts = await show.facts(work, visit)
    lines: list[dict[str, Any]] = [*asked, *await show.lines(work, visit)]
    lines = [one for one in lines if one["word"] != "visit-waits"]
    if lost := await told.unreachable(work, others):
        lines.append({"word": "visit-unreached", "names": listed(lost), "link": work.link()})
    if not visit.rests_on:
        lines.append({"word": "visit-no-standing"})
    key_ = "visit-planned-emergency" if visit.emergency else "visit-planned"
    return Answer(
        key_,
        facts | {"lines": lines},
        show.buttons(work, visit, await _mine(work, visit), work.who.user_id),
        turns=True,
    )


async def _mine(work: Work, visit: Visit) -> frozenset[Part]:
    return frozenset({Part.OFFICER}) if work.who.user_id in visit.officers else frozenset({Part.APPROVER})


def named(wished: Wish) -> dict[str, Any]:
    """A wish as facts of a sentence."""
    return {
        "body": show.body_named(wished.body),
        "kind": show.kind(wished.kind, emergency=wished.emergency),
        "days": show.days(wished.since, wished.until),
    }
