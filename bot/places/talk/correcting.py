"""Correcting the register: one field, one answer, over the version that was shown; two answers are compared."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.outbox.letters import Button
from bot.places import edits, limits
from bot.places.kinds import kinds
from bot.places.naming import wording
from bot.places.register import Contact, Place, State
from bot.places.talk import naming, press, show, spot
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import rights as work_rights
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

KIND = "place-edit"
"""The draft: of which place which field is asked for, over which version; and the value that met another's."""

ON_THE_SPOT = ("name", "point", "state")
OF_CAPTAINS = (
    *("kind", "address", "community", "aliases", "responsible", "contacts", "licence", "credit", "outside", "firm"),
)

NOTHING: Mapping[str, Any] = {"firm": None, "aliases": (), "contacts": (), "outside": {}}
"""What a field that is no text is where nobody knows it."""

ASKED = {"contacts": "place-ask-contacts", "outside": "place-ask-outside"}
"""The question of fields that are written in a form of their own."""

NEEDED = frozenset({"name", "point"})
"""What no place is without."""

CLEARED = "-"
"""In a button: nobody knows it."""


def fields(work: Work) -> tuple[str, ...]:
    """What this person may correct."""
    return (*ON_THE_SPOT, *OF_CAPTAINS) if work.who.is_captain else ON_THE_SPOT


async def choose(work: Work, place: Place) -> Answer:
    """What is wrong: each field with what it says now."""
    edits.may(work, fields(work), place)
    code = press.packed(place.code)
    buttons = [
        press.button(work, "button-place-field", "field", f"{name}.{code}", field=_short(name)) for name in fields(work)
    ]
    back = (press.button(work, "button-place-back", "open", code),)
    lines = show.lines([(name, show.value(work, place, name)) for name in fields(work)])
    return answer(
        "place-correct", press.fitting((*press.as_wide(work, buttons), back)), turns=True, lines=lines, name=place.name
    )


async def ask(work: Work, place: Place, field: str) -> Answer:
    """The question for one field, with what it says now; its answer is given over the version that is shown here."""
    if field not in fields(work):
        raise Refused("stale-button")
    edits.may(work, [field], place)
    await spot.forget_others(work, KIND)
    draft = spot.begun(work, KIND, {"code": place.code, "field": field, "version": place.version})
    await work.tx.drafts.put(draft)
    now = show.value(work, place, field) or naming.UNKNOWN
    if field == "point":
        is_press = work.who.channel == "button"
        return answer("place-ask-point", name=place.name, facts_keyboard="location", alert=is_press)
    rows = [*_choices(work, place, field), *_gone(work, place, field), _back(work, place)]
    if rows_only := field in _CHOSEN:
        await work.tx.drafts.drop(draft)
    key = "place-ask-choice" if rows_only else ASKED.get(field, "place-ask-words")
    return answer(key, press.fitting(rows), turns=True, name=place.name, field=_short(field), now=now)


def _gone(work: Work, place: Place, field: str) -> list[tuple[Button, ...]]:
    """That it is not there any more is a captain's to say, and asked once more."""
    if field != "state" or not work.who.is_captain or not place.is_there:
        return []
    return [(Button("button-place-gone", f"pnote:{work.district.id}.0:gone:{press.packed(place.code)}"),)]


def _back(work: Work, place: Place) -> tuple[Button, ...]:
    return (press.button(work, "button-place-back", "open", press.packed(place.code)),)


def _short(field: str) -> naming.Word:
    return {"word": f"place-short-{field}"}


_CHOSEN: Mapping[str, Callable[[Work], list[tuple[str, naming.Word]]]] = {
    "state": lambda _: [(one.value, {"word": f"place-state-{one}"}) for one in State if one is not State.GONE],
    "firm": lambda _: [(one, {"word": f"place-firm-{one}"}) for one in ("yes", "no")],
    "kind": lambda work: [(one.code, dict(one.named)) for one in kinds.all_of(work.district)],
}
"""Fields that are chosen, and their values."""


def _choices(work: Work, place: Place, field: str) -> list[tuple[Button, ...]]:
    """A button for each value that it may have, and one for *nobody knows*."""
    each = _CHOSEN[field](work) if field in _CHOSEN else []
    if field not in NEEDED and field != "state":
        each.append((CLEARED, {"word": "place-nobody-knows"}))
    code = press.packed(place.code)
    buttons = [
        press.button(work, "button-place-value", "set", f"{field}.{value}.{place.version}.{code}", value=said)
        for value, said in each
    ]
    return press.as_wide(work, buttons) if field == "kind" else press.in_rows(buttons, 2)


async def chosen(work: Work, place: Place, field: str, choice: str, version: int) -> Answer:
    """A value that was tapped."""
    if field not in fields(work):
        raise Refused("stale-button")
    value = _of_choice(work, field, choice)
    return await save(work, place.code, field, version, value)


def _of_choice(work: Work, field: str, choice: str) -> Any:
    if choice != CLEARED:
        if field not in _CHOSEN or choice not in {one for one, _ in _CHOSEN[field](work)}:
            raise Refused("stale-button")
        return State(choice) if field == "state" else choice == "yes" if field == "firm" else choice
    if field in NEEDED or field == "state":
        raise Refused("stale-button")
    return NOTHING.get(field, "")


def awaits_words(draft: Draft) -> bool:
    """Whether what is written is the field that was asked for; not while one of two values is to be chosen. Pure."""
    is_chosen = "value" in draft.data and not draft.data.get("perhaps")
    return draft.data["field"] != "point" and not is_chosen


async def take_words(work: Work, draft: Draft, text: str) -> Answer:
    """The field as they wrote it."""
    field = str(draft.data["field"])
    value, cut = written(field, text)
    if not value:
        raise Refused("place-nothing-written")
    if wording.is_talk(text):
        return await _offer(work, draft, value)
    lines = [{"word": "place-name-cut", "most": limits.MOST["name"]}] if cut else []
    return await save(work, str(draft.data["code"]), field, int(draft.data["version"]), value, *lines)


async def _offer(work: Work, draft: Draft, value: Any) -> Answer:
    """What is no answer becomes the field by a tap alone; what they write next may be the answer."""
    code = str(draft.data["code"])
    place = await edits.get(work, code)
    kept = {**draft.data, "value": _plain(value), "perhaps": True}
    await work.tx.drafts.put(replace(draft, started_at=work.now, data=kept))
    field = str(draft.data["field"])
    said = show.value(work, replace(place, **{field: value}), field) or naming.UNKNOWN
    yes = press.button(work, "button-place-take", "mine", press.packed(code), name=said)
    facts = {"name": place.name, "field": _short(field), "value": said}
    return Answer("place-perhaps", facts, press.fitting(((yes,), _back(work, place))), turns=True)


def written(field: str, text: str) -> tuple[Any, bool]:
    """A field as words give it, empty where only signs were written, and whether a name had to be cut."""
    if field not in {"name", "aliases"} and not any(one.isalnum() for one in text):
        return NOTHING.get(field, ""), False
    if field in limits.MOST_PARTS:
        apart = r"[;；\n]" if field == "outside" else r"[、,，;；\n]"
        return _several(field, re.split(apart, text)), False
    if field == "name":
        name, most = texts.name(text, limits.MOST["name"]), limits.MOST["name"]
        return "" if name == texts.NAMELESS else name, texts.utf16(texts.line(text)) > most
    return texts.cut(texts.line(text), limits.MOST[field]), False


def _several(field: str, parts: Sequence[str]) -> Any:
    """A field of which there may be several, each as words give it; the first ones, as many as a place may have."""
    most = limits.MOST_PARTS[field]
    if field == "contacts":
        people = [wording.contact_of(one) for one in parts if any(sign.isalnum() for sign in one)]
        return tuple(dict.fromkeys(Contact(**one) for one in people if one["name"] or one["phone"]))[:most]
    if field == "outside":
        found = {system: number for system, number in map(_number_of, parts) if number}
        return dict(list(found.items())[:most])
    names = (texts.name(one, limits.MOST["aliases"]) for one in parts)
    return limits.names(one for one in names if one != texts.NAMELESS)[:most]


def _number_of(part: str) -> tuple[str, str]:
    """``四平台 A-77``, ``fire: 12``: the number stands last, before it the system, where somebody says it."""
    said, most = texts.line(part), limits.MOST["outside"]
    system, sign, number = said.partition("=") if "=" in said else said.replace("：", ":").rpartition(":")
    if not sign:
        system, _, number = said.rpartition(" ")
    return texts.cut(system.strip(), most) or limits.BARE, texts.cut(number.strip(), most)


async def take_point(work: Work, draft: Draft, point: Point) -> Answer:
    """Where it is; one outside the district is asked about, as of a report."""
    code, version = str(draft.data["code"]), int(draft.data["version"])
    doubt = spot.doubt(work, point)
    if doubt is None:
        return await save(work, code, "point", version, point)
    instead = [doubt.instead.lat, doubt.instead.lon] if doubt.instead else None
    kept = {"code": code, "field": "point", "version": version, "value": _plain(point), "instead": instead}
    await work.tx.drafts.put(replace(draft, started_at=work.now, data=kept))
    rows = [(press.button(work, "button-place-as-sent", "mine", press.packed(code)),)]
    if instead:
        rows.insert(0, (press.button(work, "button-place-shifted", "moved", press.packed(code)),))
    lines: list[naming.Word] = []
    return answer(f"place-new-{doubt.key}", press.fitting(rows), turns=True, lines=lines)


async def save(work: Work, code: str, field: str, version: int, value: Any, *lines: naming.Word) -> Answer:
    """Write it over the version that was shown; where another one changed the same meanwhile both are shown."""
    try:
        place = await edits.edit(work, code, version, {field: value})
    except Refused as refusal:
        if refusal.key != "place-conflict":
            raise
        return await _conflict(work, code, field, value)
    if (draft := await spot.waiting(work, KIND)) is not None:
        await work.tx.drafts.drop(draft)
    done = {"word": "place-corrected", "field": _short(field)}
    return await show.card(work, place, *lines, done, toast=answer("place-corrected", field=_short(field)))


async def _conflict(work: Work, code: str, field: str, value: Any) -> Answer:
    """Two buttons, each with its value; mine is then written over the version that is shown now."""
    place = await edits.get(work, code)
    kept = {"code": place.code, "field": field, "version": place.version, "value": _plain(value)}
    await work.tx.drafts.put(spot.begun(work, KIND, kept))
    theirs = show.value(work, place, field) or naming.UNKNOWN
    mine = show.value(work, replace(place, **{field: value}), field) or naming.UNKNOWN
    packed = press.packed(place.code)
    rows = (
        (press.button(work, "button-place-mine", "mine", packed, value=mine),),
        (press.button(work, "button-place-theirs", "theirs", packed, value=theirs),),
    )
    facts = {"name": place.name, "field": _short(field), "mine": mine, "theirs": theirs}
    return Answer("place-two-values", facts, press.fitting(rows), turns=True)


async def settle(work: Work, place: Place, choice: str) -> Answer:
    """Mine, theirs, or the point where maps are not shifted."""
    work_rights.may_report(work)
    draft = await spot.waiting(work, KIND)
    if choice == "theirs":
        if draft is not None:
            await work.tx.drafts.drop(draft)
        return await show.card(work, place)
    if draft is None or draft.data["code"] != place.code or "value" not in draft.data:
        raise Refused("place-edit-over")
    plain = draft.data.get("instead") if choice == "moved" else draft.data["value"]
    field = str(draft.data["field"])
    if plain is None and field != "firm":
        raise Refused("stale-button")
    return await save(work, place.code, field, int(draft.data["version"]), _restored(field, plain))


def _plain(value: Any) -> Any:
    """A value as a draft keeps it."""
    return [value.lat, value.lon] if isinstance(value, Point) else edits.plain(value)


def _restored(field: str, plain: Any) -> Any:
    match field:
        case "point":
            return Point(*plain)
        case "state":
            return State(plain)
        case "aliases":
            return tuple(plain)
        case "contacts":
            return tuple(Contact(**one) for one in plain)
    return plain
