"""``/limits``: a captain reads and sets the limits that hold in a district, or for one case; and other settings."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.cases import changes
from bot.handbook import search as handbook_search
from bot.handbook.model import SEVERITIES, Item
from bot.handbook.versions import BOOK
from bot.incidents import limits as incidents_limits
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.preferences import forms, saving, settings
from bot.preferences import names as preferences_names
from bot.preferences.names import DEFAULT
from bot.values import spoken_time, texts
from bot.values.formats import length_word
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work


@action(Right.CAPTAIN, "limiting.settle")
async def settle(work: Work, *, text: str, number: int | None = None) -> Answer:
    """``/limits [OF] [NAME] [VALUE]``; what is missing is asked with buttons, each of which is such a command."""
    words = preferences_names.parted(text)
    first = preferences_names.name(words[0]) if words else None
    if number is None and first in settings.NAMES:
        return await settings.settle(work, first, text.split()[1:], words[1:])
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
    told = await saving.save(
        work, replace(district, limits=rules), saving.Setting(scope, name, shown_old, _value(seconds), facts)
    )
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
    told = await saving.save(work, work.district, saving.Setting(scope, name, _value(old), _value(seconds), facts))
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
    return saving.NONE if seconds is None else length_word(int(seconds))
