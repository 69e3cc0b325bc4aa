"""``/limits``: a captain reads and sets what holds in a district: limits, sending, language, morning report, sound."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.cases import changes
from bot.evidence import wall
from bot.handbook import search as handbook_search
from bot.handbook.model import SEVERITIES, Item
from bot.handbook.versions import BOOK
from bot.incidents import at_door
from bot.incidents import limits as incidents_limits
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.insight import morning
from bot.membership import language as membership_language
from bot.menus import menus
from bot.outbox import quiet
from bot.places.labels import sheets
from bot.places.standing import colours
from bot.preferences import forms
from bot.preferences import names as preferences_names
from bot.preferences.forms import shown_scope
from bot.preferences.names import DEFAULT, WAYS
from bot.register import districts
from bot.register.districts import District
from bot.register.people import RoleName
from bot.values import spoken_time, texts
from bot.values.formats import length_word
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work


@dataclass(frozen=True)
class Setting:
    """What a captain set: of what (a scope, or empty), its name, and both values as facts of the words."""

    scope: str
    name: str
    old: Any
    new: Any
    facts: Mapping[str, Any]


@action(Right.CAPTAIN, "limiting.settle")
async def settle(work: Work, *, text: str, number: int | None = None) -> Answer:
    """``/limits [OF] [NAME] [VALUE]``; what is missing is asked with buttons, each of which is such a command."""
    words = preferences_names.parted(text)
    first = preferences_names.name(words[0]) if words else None
    if first == "label" and number is None:
        return await _label(work, " ".join(text.split()[1:]))
    if first is not None and first in _SETTINGS and number is None:
        return await _setting(work, first, preferences_names.value(" ".join(words[1:])))
    scope, name, value = _read(work, words, number)
    incident = await _case(work, scope)
    own = incidents_limits.own_of(incident) if incident is not None else None
    scopes, item = _scopes(work, scope, incident)
    if name is None:
        return forms.of_scope(work, scopes, item, own) if scope else forms.overview(work)
    if not value:
        return forms.values(work, scopes, name, item, own)
    if incident is not None:
        return await _limit_of_case(work, incident, name, _seconds(name, value))
    return await _limit(work, scope, name, _seconds(name, value))


def _read(work: Work, words: Sequence[str], number: int | None) -> tuple[str, str | None, str]:
    """Of what, which limit, and what it is to be; what was not said is None or empty."""
    names = [preferences_names.name(word) for word in words]
    at = next((i for i, name in enumerate(names) if name in incidents_limits.NAMES), None)
    wrong = preferences_names.before_a_value(words) if at is None else None
    if wrong is not None:
        raise _no_such("limits-not-that", wrong)
    of = " ".join(words[:at])
    if number is not None and of:
        raise Refused("limits-of-what", what=texts.cut(of, 40)) if at is not None else _no_such("limits-not-that", of)
    scope = (
        f"{incidents_limits.CASE}{number}" if number is not None else _scope(work, of, alone=at is None) if of else ""
    )
    return (scope, None, "") if at is None else (scope, names[at], " ".join(words[at + 1 :]))


def _no_such(key: str, name: str) -> Refused:
    return Refused(key, name=texts.cut(name, 40), names=preferences_names.known())


def _scope(work: Work, of: str, *, alone: bool) -> str:
    """The scope that somebody means: a severity, a group or an item, by code, in words, or as ``group:CODE``.

    Refused for none; where it stands *alone* it may have been meant for a limit's name.
    """
    if (severity := preferences_names.severity(of)) is not None:
        return f"severity:{severity}"
    kind, _, code = of.partition(":")
    groups = {item.group for item in work.at_hand[BOOK].items}
    known = {"severity": SEVERITIES, "group": groups, "item": {item.code for item in work.at_hand[BOOK].items}}
    if code and code in known.get(kind, ()):
        return of
    for kind in ("item", "group"):
        if of.lower() in known[kind]:
            return f"{kind}:{of.lower()}"
    for group in groups:
        if of.lower() in {name.lower() for name in work.at_hand[BOOK].category(group).values()}:
            return f"group:{group}"
    item = handbook_search.exactly(work.at_hand[BOOK], of)
    if item is None:
        raise _no_such("limits-no-such", of) if alone else Refused("limits-of-what", what=texts.cut(of, 40))
    return f"item:{item.code}"


async def _case(work: Work, scope: str) -> Incident | None:
    """The case that *scope* is about, if it is about one; Refused where there is no such."""
    if not scope.startswith(incidents_limits.CASE):
        return None
    number = int(scope.removeprefix(incidents_limits.CASE))
    incident = await work.tx[INCIDENTS].by_number(work.district.id, number)
    if incident is None:
        raise Refused("no-such-case", number=number)
    return incident


def _scopes(work: Work, scope: str, incident: Incident | None) -> tuple[tuple[str, ...], Item | None]:
    """*scope* and the wider ones behind it, and the item that it, or the case that it is about, is of."""
    if incident is not None:
        item = incidents_limits.item_of(work, incident)
        return incidents_limits.scopes_of(incident, item), item
    kind, _, code = scope.partition(":")
    if kind == "item":
        item = work.at_hand[BOOK].item(code)
        return incidents_limits.scopes_of_item(item, item.severity), item
    return (scope, ""), None


def _seconds(name: str, value: str) -> int | None:
    """Seconds within the bounds; None for the word that takes a limit away."""
    if preferences_names.value(value) == DEFAULT:
        return None
    length, rest = spoken_time.duration(value)
    if length is None or rest:
        raise Refused("wrong-duration", duration=texts.cut(value, 40))
    least, most = incidents_limits.BOUNDS[name]
    seconds = round(length.total_seconds())
    if not least <= seconds <= most:
        told = {
            "least": length_word(least),
            "most": length_word(most),
            "given": length_word(seconds),
        }
        raise Refused("limit-out-of-bounds", limit=forms.shown_name(name), **told)
    return seconds


async def _limit(work: Work, scope: str, name: str, seconds: int | None) -> Answer:
    """Set one limit; open cases get their due times anew, and their cards where those changed."""
    district = work.district
    old, rules = (
        incidents_limits.rules_of(district, scope or incidents_limits.DEFAULT).get(name),
        _ruled(work, scope, name, seconds),
    )
    seconds = seconds if scope else int(rules[name])
    shown_old = {"word": "limits-by-default"} if old == seconds and rules != district.limits else _value(old)
    live = [(i, incidents_limits.limits_of(work, i)) for i in await work.tx[INCIDENTS].live(district.id)]
    facts = {"old": old, "new": seconds}
    told = await _save(work, replace(district, limits=rules), Setting(scope, name, shown_old, _value(seconds), facts))
    for incident, before in live:
        if incidents_limits.limits_of(work, incident) != before:
            changes.note(work, incident)
            await orders.card(work, incident)
    return told


async def _limit_of_case(work: Work, incident: Incident, name: str, seconds: int | None) -> Answer:
    """Set one limit of a single case, which is kept with it; its due times and its card follow."""
    before = incidents_limits.own_of(incident)
    own = {k: v for k, v in before.items() if k != name} | ({name: seconds} if seconds else {})
    old = before.get(name)
    scope, facts = f"{incidents_limits.CASE}{incident.number}", {"old": old, "new": seconds}
    told = await _save(work, work.district, Setting(scope, name, _value(old), _value(seconds), facts))
    if own != before:
        kept = await work.tx[INCIDENTS].keep(incidents_limits.with_own(incident, own))
        if kept.state in LIVE and incidents_limits.limits_of(work, kept) != incidents_limits.limits_of(work, incident):
            changes.note(work, kept)
            await orders.card(work, kept)
    return told


def _ruled(work: Work, scope: str, name: str, seconds: int | None) -> dict[str, Any]:
    """The limits of the district with one of them set, or taken away."""
    district = work.district
    if not scope:
        default = int(work.rules.district_limits()[name])
        return (
            incidents_limits.decide(district, {name: seconds})
            if seconds
            else incidents_limits.take_back(district, name, default)
        )
    own = {k: v for k, v in incidents_limits.rules_of(district, scope).items() if k != name}
    own |= {name: seconds} if seconds else {}
    others = {k: v for k, v in district.limits.items() if k != scope}
    return {**others, **({scope: own} if own else {})}


def _value(seconds: Any) -> Any:
    return {"word": "limit-none"} if seconds is None else length_word(int(seconds))


async def _save(work: Work, district: District, setting: Setting) -> Answer:
    """Store it, write it down, and tell the other captains; nothing of it where it is so already."""
    told = {
        "of": shown_scope(work, setting.scope),
        "limit": forms.shown_name(setting.name),
        "old": setting.old,
        "new": setting.new,
    }
    if setting.old == setting.new and district.limits == work.district.limits:
        key = "limits-same-none" if setting.new == _value(None) else "limits-same"
        return answer(key, **{k: v for k, v in told.items() if k != "old"})
    await write_down(work, district, {"of": setting.scope, "name": setting.name, **setting.facts})
    await tell_captains(work, "limits-told", **told)
    return answer("limits-set" if setting.name in incidents_limits.NAMES else "limits-setting-set", **told)


async def write_down(work: Work, district: District, facts: dict[str, Any]) -> None:
    """Store *district* as it is from now on, with a line of history: *of* what, *name*, *old* and *new*."""
    work.district_or_none = district
    await work.tx.districts.save(district)
    by_id, part = (None, Part.CLOCK) if work.who.is_house else (work.who.user_id, Part.CAPTAIN)
    line = Record("limits", "", "", work.now, by_id, part, work.who.channel, facts=facts)
    await work.tx.history.add(district.id, None, line, work.now)


async def tell_captains(work: Work, key: str, **told: Any) -> None:
    """Tell the other captains, on duty or not, what somebody set."""
    members = (await mustering.of(work)).members.values()
    others = [m for m in members if m.has(RoleName.CAPTAIN, work.now) and m.user_id != work.who.user_id]
    await telling.tell(work, others, key, purpose="limits", by=work.who.name, **told)


# --- what is no limit


async def _setting(work: Work, name: str, value: str) -> Answer:
    if not value:
        return forms.settings(work, name)
    return await _SETTINGS[name](work, value)


def _chosen(name: str, old: str, new: str) -> Setting:
    """One of a few: the words of *name* have both."""
    shown = [{"word": f"{name}-{one}"} for one in (old, new)]
    return Setting("", name, shown[0], shown[1], {"old": old, "new": new})


async def _dispatch(work: Work, value: str) -> Answer:
    way, district = WAYS[0] if value == DEFAULT else value, work.district
    if way not in WAYS:
        raise Refused("limits-dispatch-how", value=texts.cut(value, 40))
    return await _save(work, replace(district, dispatch=way), _chosen("dispatch", district.dispatch, way))


async def _language(work: Work, value: str) -> Answer:
    """The district's; who chose a language of their own keeps it."""
    chosen, district = work.rules.language if value == DEFAULT else membership_language.known(value), work.district
    told = await _save(work, replace(district, language=chosen), _chosen("language", district.language, chosen))
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
    told = await _save(work, changed, Setting("", "report", old_at, new_at, {"old": old_at, "new": new_at}))
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
    return await _save(work, changed, Setting("", "label", shown[0], shown[1], {"old": old, "new": new}))


async def _switch(work: Work, name: str, kept: str, value: str) -> Answer:
    """A setting that is on or off, and off by default; *kept* is its name among the district's."""
    district = work.district
    chosen = "off" if value == DEFAULT else value
    if chosen not in {"off", "on"}:
        raise Refused(f"limits-{name}-how", value=texts.cut(value, 40))
    before = "on" if district.settings.get(kept) else "off"
    others = {one: value for one, value in district.settings.items() if one != kept}
    settings = others | ({kept: True} if chosen == "on" else {})
    return await _save(work, replace(district, settings=settings), _chosen(name, before, chosen))


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
    told = await _save(work, changed, Setting("", name, *shown, {"old": old, "new": new}))
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
"""What a captain may set besides limits, by the word that names it."""
