"""``/export``: what somebody may have, which days, as what kind of file; one question after the other, in one place."""

from dataclasses import replace
from datetime import date, timedelta

from bot.exports import rights, spans, telling
from bot.exports.port import EXPORTS, KEPT_EACH, OPEN, Bounds, Export, Format, State, What, Why
from bot.exports.spans import Span, Wish
from bot.outbox.letters import Button, Letter, LetterKind, Priority, Rows
from bot.places.files import giving
from bot.places.register import PLACES
from bot.privacy.port import PRIVACY
from bot.register import districts
from bot.register.team_names import words as name_words
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work

OF_CASES = (Format.XLSX, Format.CSV, Format.GEOJSON)
"""The formats of cases, as they are offered."""

OF_PLACES = (Format.XLSX, Format.CSV, Format.GEOJSON, Format.YAML)
"""The formats of the register of places."""

DAYS = ("today", "yesterday", "week", "month", "last-month")
OF_TRACK = ("today", "yesterday", "week")
"""Days that are offered: of cases, of one's own track."""


@action(Right.REGISTERED, "exports.ask")
async def ask(work: Work, *, words: str) -> Answer:
    """``/export cases 2026-11 csv``; what was not said is asked with buttons."""
    _in_private(work)
    wish = spans.read(words, today(work), work.district.land.calendar)
    what = wish.what or (What.TRACK if wish.format is Format.GPX or not rights.may_cases(work.who) else What.CASES)
    if what is What.TRACK:
        of = await _people(work, wish.rest)
        if wish.format not in {None, Format.GPX}:
            raise Refused("export-format", format=str(wish.format), formats=str(Format.GPX))
        return await _make(work, what, Format.GPX, wish.span, of) if wish.span else track_days(work, of)
    rights.check(work.who, what, of_others=False)
    if what is What.PLACES:
        return await _places(work, wish)
    if wish.rest:
        raise Refused("export-how", said=wish.rest)
    if wish.format is Format.GPX:
        raise Refused("export-format", format=str(wish.format), formats=", ".join(OF_CASES))
    if wish.span is None:
        return case_days(work, wish.format)
    if wish.format is None:
        return formats(work, wish.span)
    return await _make(work, what, wish.format, wish.span, ())


async def _places(work: Work, wish: Wish) -> Answer:
    """The register as it stands; days mean nothing there."""
    if wish.rest or wish.span:
        raise Refused("export-places-how")
    if wish.format is None:
        row = tuple(_button(work, f"export-format-{form}", f"places:{form}") for form in OF_PLACES)
        return answer("export-which-places", (row,), asks="format", turns=True)
    if wish.format not in OF_PLACES:
        raise Refused("export-format", format=str(wish.format), formats=", ".join(OF_PLACES))
    return await _make(work, What.PLACES, wish.format, Span(today(work), today(work)), ())


def _in_private(work: Work) -> None:
    if not work.who.in_private:
        raise Refused("only-in-private")


def today(work: Work) -> date:
    """The local day."""
    return work.now.astimezone(work.district.zone).date()


# --- questions


def case_days(work: Work, form: Format | None = None) -> Answer:
    """Which days; with the way to one's own track for whoever may have one."""
    move = f"make:{form}." if form else "days:"
    rows = [_day_buttons(work, move, DAYS[:3]), _day_buttons(work, move, DAYS[3:])]
    if work.who.may_act:
        rows.append((_button(work, "export-button-track", "track:"),))
    return answer("export-which-days", tuple(rows), asks="days", turns=True)


def track_days(work: Work, of: tuple[int, ...] = ()) -> Answer:
    """Which days of a track; buttons are for one's own."""
    if of and of != (work.who.user_id,):
        raise Refused("export-track-how")
    if not work.who.may_act:
        raise Refused("export-no-track")
    rows: Rows = (_day_buttons(work, f"make:{Format.GPX}.", OF_TRACK),)
    if rights.may_cases(work.who):
        rows += ((_button(work, "export-button-cases", "cases:"),),)
    return answer("export-which-track", rows, asks="days", turns=True, kept=work.rules.track_days)


def formats(work: Work, span: Span) -> Answer:
    """As what kind of file."""
    row = tuple(_button(work, f"export-format-{form}", f"make:{form}.{span.code}") for form in OF_CASES)
    again = (_button(work, "export-button-days", "cases:"),)
    days = telling.days(span.first.isoformat(), span.last.isoformat())
    return answer("export-which-format", (row, again), asks="format", turns=True, days=days)


def _day_buttons(work: Work, move: str, names: tuple[str, ...]) -> tuple[Button, ...]:
    here = work.district.land.calendar
    found = ((name, spans.named(name, today(work), here)) for name in names)
    return tuple(_button(work, f"export-days-{name}", f"{move}{span.code}") for name, span in found)


def _button(work: Work, key: str, move: str) -> Button:
    return Button(key, f"export:{work.district.id}.0:{move}")


@action(Right.REGISTERED, "exports.pressed")
async def pressed(work: Work, *, move: str, choice: str) -> Answer:
    """A button of these questions."""
    _in_private(work)
    match move:
        case "cases":
            rights.check(work.who, What.CASES, of_others=False)
            return case_days(work)
        case "track":
            return track_days(work)
        case "days":
            rights.check(work.who, What.CASES, of_others=False)
            return formats(work, spans.checked(spans.of_code(choice), today(work)))
        case "places":
            rights.check(work.who, What.PLACES, of_others=False)
            if choice not in set(OF_PLACES):
                raise Refused("stale-button")
            return await _make(work, What.PLACES, Format(choice), Span(today(work), today(work)), ())
        case "make":
            name, _, code = choice.partition(".")
            if name not in set(Format):
                raise Refused("stale-button")
            form, span = Format(name), spans.checked(spans.of_code(code), today(work))
            what = What.TRACK if form is Format.GPX else What.CASES
            return await _make(work, what, form, span, (work.who.user_id,) if what is What.TRACK else ())
    raise Refused("stale-button")


@action(Right.REGISTERED, "exports.again")
async def again(work: Work, *, export_id: int) -> Answer:
    """The same once more: the button under one that is over."""
    _in_private(work)
    before = await _own(work, export_id)
    span = Span(date.fromisoformat(before.first), date.fromisoformat(before.last))
    return await _make(work, before.what, before.format, span, before.people)


@action(Right.REGISTERED, "exports.stop")
async def stop(work: Work, *, export_id: int) -> Answer:
    """*Stop* under one that is being written."""
    export = await _own(work, export_id)
    if export.state not in OPEN:
        raise Refused("stale-button")
    await work.tx[EXPORTS].save(replace(export, state=State.ENDING, why=Why.STOPPED))
    return QUIET


async def _own(work: Work, export_id: int) -> Export:
    export = await work.tx[EXPORTS].get(export_id)
    if export is None or export.user_id != work.who.user_id or export.district_id != work.district.id:
        raise Refused("stale-button")
    return export


# --- whose track


async def _people(work: Work, named: str) -> tuple[int, ...]:
    """Whose tracks *named* means: oneself, a person, or everybody of a team."""
    if not named:
        return (work.who.user_id,)
    members = [m for m in await work.tx.people.members(work.district.id) if m.role_names(work.now)]
    said = name_words(named)
    found = [m for m in members if name_words(m.name) == said or (m.username and [f"@{m.username}".casefold()] == said)]
    found = found or [m for m in members if "".join(said) in "".join(name_words(m.name))]
    teams = await mustering.teams_named(work, named)
    rights.check(work.who, What.TRACK, of_others=[m.user_id for m in found] != [work.who.user_id] or bool(teams))
    if len(found) == 1 and not teams:
        return (found[0].user_id,)
    if len(teams) == 1 and not found:
        return tuple(m.user_id for m in members if m.team_id == teams[0].id)
    names = [m.name for m in found] + [team.name for team in teams]
    raise (
        Refused("export-which-person", said=named, names=", ".join(names[:8]))
        if names
        else Refused("export-nobody", said=named)
    )


# --- made


async def _make(work: Work, what: What, form: Format, span: Span, of: tuple[int, ...]) -> Answer:
    who, zone = work.who, work.district.zone
    since, until = districts.begin_of(span.first, zone), districts.begin_of(span.last + timedelta(days=1), zone)
    export = Export(
        district_id=work.district.id,
        user_id=who.user_id,
        what=what,
        format=form,
        first=span.first.isoformat(),
        last=span.last.isoformat(),
        since=since,
        until=until,
        asked_at=work.now,
        language=who.language or work.district.language,
        people=of,
        personal=what in {What.CASES, What.PLACES} and rights.may_words(who),
        page_id=await _page(work),
        reply_to=who.message_id if who.channel == "private" else None,
    )
    rights.check(who, what, of_others=export.is_of_others)
    if await work.tx[EXPORTS].open_of(who.user_id) is not None:
        raise Refused("export-one-at-a-time")
    await _not_empty(work, export)
    for old in (await work.tx[EXPORTS].ready_of(who.user_id))[: 1 - KEPT_EACH]:
        await work.tx[EXPORTS].save(replace(old, state=State.ENDING, why=Why.EXPIRED))
    export = await work.tx[EXPORTS].add(export)
    await _write_down(work, export)
    await post(work, export, priority=Priority.ANSWER)
    return QUIET


async def _page(work: Work) -> int | None:
    """The message whose place the export's takes: the question that was pressed."""
    if work.who.channel != "button" or work.who.message_id is None:
        return None
    stands = await work.tx.outbox.posting(work.who.chat_id, work.who.message_id)
    return stands.message_id if stands is not None and stands.purpose == "page" else None


async def _not_empty(work: Work, export: Export) -> None:
    """Refused where there is nothing in these days: nobody waits for an empty file."""
    days = telling.days(export.first, export.last)
    if export.what is What.PLACES:
        if not await work.tx[PLACES].stretch(work.district.id, "", 1):
            raise Refused("export-no-places")
        giving.must_come_back(str(export.format), await work.tx[PLACES].count(work.district.id))
        return
    if export.what is What.CASES:
        if not await work.tx[EXPORTS].cases(bounds_of(work, export), None, 1):
            raise Refused("export-empty", days=days)
        return
    for user_id in export.people:
        if await work.tx[EXPORTS].fixes(export.district_id, user_id, export.since, export.until, None, 1):
            return
    raise Refused("export-empty-track", kept=work.rules.track_days, days=days)


def bounds_of(work: Work, export: Export) -> Bounds:
    """Which cases are in it: drills only where the whole district is one."""
    return Bounds(export.district_id, work.district.drill, export.since, export.until)


async def _write_down(work: Work, export: Export) -> None:
    """Who exports what stands in the district's history; whom it shows, among the looks."""
    who = work.who
    facts = {"what": str(export.what), "format": str(export.format), "first": export.first, "last": export.last}
    part = Part.CAPTAIN if who.is_captain else "member"
    line = Record(
        "export", "", "", work.now, who.user_id, part, who.channel, facts={**facts, "of": list(export.people)}
    )
    await work.tx.history.add(export.district_id, None, line, work.now)
    days = f"{export.first}/{export.last}"
    if export.what is not What.TRACK:
        about = f"{days} {export.format}" if export.what is What.CASES else f"{export.what} {export.format}"
        await work.tx[PRIVACY].looked(export.district_id, who.user_id, "export", None, work.now, about)
    for user_id in export.people:
        if user_id != who.user_id:
            await work.tx[PRIVACY].looked(export.district_id, who.user_id, "track", None, work.now, f"{user_id} {days}")


async def post(work: Work, export: Export, *, priority: Priority = Priority.EDIT) -> None:
    """Have the message of *export* say how it stands when it is written; it is one message from first to last."""
    await work.post(
        Letter(
            district_id=None,
            chat_id=export.user_id,
            user_id=export.user_id,
            kind=LetterKind.EXPORT,
            priority=priority,
            created_at=work.now,
            facts={"export": export.id},
            language=export.language,
            collapse=export.purpose,
            purpose=export.purpose,
            reply_to=export.reply_to,
        )
    )
