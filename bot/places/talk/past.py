"""What was changed of a place: who, when, what, and what it was before; ten on a page."""

from datetime import date, datetime, timedelta
from typing import Any

from bot.places import edits
from bot.places.register import PAST, Line, Place
from bot.places.talk import naming, press
from bot.places.talk.naming import Word
from bot.places.talk.show import OF_PEOPLE
from bot.values import formats, texts
from bot.work.answer import Answer, answer
from bot.work.work import Work

PAGE = 10

MOST_VALUE = 80

OF_RECORD = frozenset({"alert", "photo"})
"""What a line keeps besides, for whoever looks into the record: which note or photo it was."""


async def history(work: Work, place: Place, before: int) -> Answer:
    """The newest changes, or those behind the line whose id is *before*."""
    code = press.packed(place.code)
    found = await work.tx[PAST].of(work.district.id, place.code, PAGE + 1, before or None)
    names = {one.by_id: await _name(work, one.by_id) for one in found[:PAGE]}
    rows: list[Any] = []
    if len(found) > PAGE:
        rows.append(press.button(work, "button-place-older", "history", f"{found[PAGE - 1].id}.{code}"))
    back = press.button(work, "button-place-back", "open", code)
    lines = [_line(work, one, names[one.by_id]) for one in found[:PAGE]] or [{"word": "place-past-none"}]
    return answer(
        "place-past", press.fitting((rows, (back,))), turns=True, name=place.name, code=place.code, lines=lines
    )


async def _name(work: Work, user_id: int | None) -> Any:
    person = await work.tx.people.get(user_id) if user_id else None
    return person.name if person else {"word": "place-past-house"}


def _line(work: Work, line: Line, name: Any) -> Word:
    said = {"word": f"place-move-{line.move.replace('_', '-')}", "else": "place-move-edit"}
    at = formats.day_clock(line.at, work.district.zone)
    fields = [_field(work, field, values) for field, values in line.facts.items() if field not in OF_RECORD]
    return {
        "word": "place-past-line" if fields else "place-past-line-bare",
        "version": line.version,
        "at": at,
        "name": name,
        "did": said,
        "fields": fields,
    }


def _field(work: Work, field: str, values: Any) -> Word:
    """One field: what it was and became; of people only that it was changed."""
    if field == "file" and isinstance(values, list):
        return {"word": "place-past-file", "file": str(values[-1])}
    label = {"word": f"place-short-{field}", "else": "place-short-other"}
    if field == "until":
        was, became = (formats.day_word(_last_day(one)) for one in values)
        return {"word": "place-past-field", "field": label, "was": was, "became": became}
    if field in OF_PEOPLE or field not in edits.FIELDS or not isinstance(values, list) or len(values) != 2:
        return {"word": "place-past-field-hidden", "field": label}
    was, became = (_said(work, field, one) for one in values)
    return {"word": "place-past-field", "field": label, "was": was, "became": became}


def _last_day(until: str) -> date:
    """The last day of a note that ends at this hour."""
    return (datetime.fromisoformat(until) - timedelta(microseconds=1)).date()


def _said(work: Work, field: str, plain: Any) -> Any:
    """A value as history keeps it."""
    if plain is None or plain in ("", [], {}):
        return naming.UNKNOWN
    if field == "state":
        return {"word": f"place-state-{plain}"}
    if field == "kind":
        return naming.kind(work.district, str(plain))
    if field == "firm":
        return {"word": f"place-firm-{'yes' if plain else 'no'}"}
    if field == "point" and isinstance(plain, list | dict):
        lat, lon = plain.values() if isinstance(plain, dict) else plain
        return f"{lat:.5f}, {lon:.5f}"
    if isinstance(plain, dict):
        plain = [f"{system} {number}" for system, number in plain.items()]
    if isinstance(plain, list):
        return texts.cut(", ".join(str(one) for one in plain), MOST_VALUE)
    return texts.cut(str(plain), MOST_VALUE)
