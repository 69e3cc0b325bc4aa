"""What a captain sets in ``/limits`` that is no limit: sending, languages, the morning report, sound, wall, labels."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.evidence import wall
from bot.incidents import at_door
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.insight import morning
from bot.membership import language as membership_language
from bot.menus import menus
from bot.outbox import quiet
from bot.places.labels import sheets
from bot.places.standing import colours
from bot.preferences import forms, saving
from bot.preferences import names as preferences_names
from bot.preferences.names import DEFAULT, WAYS
from bot.register import districts
from bot.values import spoken_time, texts
from bot.values.refused import Refused
from bot.work.answer import Answer, answer
from bot.work.work import Work

LABEL = "label"


async def settle(work: Work, name: str, said: Sequence[str], words: Sequence[str]) -> Answer:
    """Set the setting of a name; *said* are the words behind it in their own letters, *words* as they are read."""
    if name == LABEL:
        return await _label(work, " ".join(said))
    value = preferences_names.value(" ".join(words))
    return await _SETTINGS[name](work, value) if value else forms.settings(work, name)


def _chosen(name: str, old: str, new: str) -> saving.Setting:
    """One of a few: the words of *name* have both."""
    shown = [{"word": f"{name}-{one}"} for one in (old, new)]
    return saving.Setting("", name, shown[0], shown[1], {"old": old, "new": new})


async def _dispatch(work: Work, value: str) -> Answer:
    way, district = WAYS[0] if value == DEFAULT else value, work.district
    if way not in WAYS:
        raise Refused("limits-dispatch-how", value=texts.cut(value, 40))
    return await saving.save(work, replace(district, dispatch=way), _chosen("dispatch", district.dispatch, way))


async def _language(work: Work, value: str) -> Answer:
    """The district's; who chose a language of their own keeps it."""
    chosen, district = work.rules.language if value == DEFAULT else membership_language.known(value), work.district
    told = await saving.save(work, replace(district, language=chosen), _chosen("language", district.language, chosen))
    if chosen != district.language:
        await menus.refresh_group(work)
        for incident in await work.tx[INCIDENTS].live(district.id):
            await orders.card(work, incident)
    return told


async def _report(work: Work, value: str) -> Answer:
    """The hour of the morning report, in the district's zone."""
    district = work.district
    at = None if value == DEFAULT else spoken_time.time_of_day(value)
    new = {**district.settings, districts.KEPT: at.strftime("%H:%M")} if at else dict(district.settings)
    if at is None:
        new.pop(districts.KEPT, None)
    changed = replace(district, settings=new)
    old_at, new_at = (districts.hour_of(one).strftime("%H:%M") for one in (district, changed))
    told = await saving.save(
        work, changed, saving.Setting("", "report", old_at, new_at, {"old": old_at, "new": new_at})
    )
    await morning.plan(work)
    return told


async def _quiet(work: Work, value: str) -> Answer:
    """Whether what can wait for a look comes to the group without a sound."""
    return await _switch(work, "quiet", quiet.KEPT, value)


async def _wall(work: Work, value: str) -> Answer:
    """Whether the wall shows the newest picture of each case; who turns them on is told what that means."""
    told = await _switch(work, "wall", wall.KEPT, value)
    is_on = work.district.settings.get(wall.KEPT, False)
    return replace(told, key="limits-wall-on") if is_on and told.key == "limits-setting-set" else told


async def _label(work: Work, said: str) -> Answer:
    """The district's own line on large labels of places, in its own letters."""
    district, old = work.district, sheets.own_words(work)
    if not said:
        return answer("limits-label-how", now=old or {"word": "limit-none"}, most=sheets.MOST_WORDS)
    new = "" if preferences_names.value(said) == DEFAULT else texts.line(said)
    if texts.utf16(new) > sheets.MOST_WORDS:
        raise Refused("limits-label-long", most=sheets.MOST_WORDS)
    others = {one: value for one, value in district.settings.items() if one != sheets.KEPT}
    shown = [one or {"word": "limit-none"} for one in (old, new)]
    changed = replace(district, settings=others | ({sheets.KEPT: new} if new else {}))
    return await saving.save(work, changed, saving.Setting("", "label", shown[0], shown[1], {"old": old, "new": new}))


async def _switch(work: Work, name: str, kept: str, value: str) -> Answer:
    """A setting that is on or off, and off by default; *kept* is its name among the district's."""
    district = work.district
    chosen = "off" if value == DEFAULT else value
    if chosen not in {"off", "on"}:
        raise Refused(f"limits-{name}-how", value=texts.cut(value, 40))
    before = "on" if district.settings.get(kept) else "off"
    others = {one: value for one, value in district.settings.items() if one != kept}
    settings = others | ({kept: True} if chosen == "on" else {})
    return await saving.save(work, replace(district, settings=settings), _chosen(name, before, chosen))


async def _figure(work: Work, value: str, *, name: str) -> Answer:
    """One of the figures by which cases colour a place; all places are worked out anew by it."""
    least, most = at_door.BOUNDS[name]
    number = texts.whole_number(value, digits=3) if value != DEFAULT else None
    if value != DEFAULT and (number is None or not least <= number <= most):
        raise Refused(f"limits-{name}-how", least=least, most=most)
    district = work.district
    others = {one: kept for one, kept in district.settings.items() if one != name}
    changed = replace(district, settings=others | ({name: number} if number is not None else {}))
    old, new = (at_door.figure(one, name) for one in (district, changed))
    shown = (forms.door_value(name, old), forms.door_value(name, new))
    told = await saving.save(work, changed, saving.Setting("", name, *shown, {"old": old, "new": new}))
    if old != new:
        await colours.renew_all(work)
    return told


_SETTINGS: Mapping[str, Callable[[Work, str], Awaitable[Answer]]] = {
    "dispatch": _dispatch,
    "language": _language,
    "report": _report,
    "quiet": _quiet,
    "wall": _wall,
    **{name: partial(_figure, name=name) for name in at_door.BOUNDS},
}
"""What a captain may set besides limits, by the word that names it; the label is read in its own letters."""

NAMES = frozenset({LABEL, *_SETTINGS})
"""Their names."""
