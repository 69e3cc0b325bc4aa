"""In which country a district is, its time zone, and what people dial there: asked at ``/setup``, never guessed."""

import re
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.outbox.letters import Button, Rows
from bot.register import countries
from bot.register.districts import District
from bot.values import texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.rules import Rules
from bot.work.work import Work
from bot.workdays import anew

ZONE_OPEN = "zone_open"
"""The setting of a district whose time zone is that of the program, since nobody told another one yet."""

LIST = "setup"
"""The setting of a district that keeps what stands in its list of what is set up."""

MOST_ZONES = 8
"""So many time zones of a country stand on buttons; where it has more, theirs is written."""

MOST_NUMBERS = 40
"""Characters of what people dial."""

_NUMBERS = re.compile(r"\d{2,15}(?:(?:\s*[/,、，]\s*|\s+)\d{2,15})*", re.ASCII)
"""Something stands between two of them: else a long row of digits could be divided in millions of ways."""


def begun(rules: Rules) -> dict[str, Any]:
    """The settings with which a new district begins."""
    return {} if rules.zone_known else {ZONE_OPEN: True}


def lines(district: District) -> list[dict[str, Any]]:
    """What is known of a district's country, and what is to be told next."""
    if not district.country:
        return [{"word": "country-which"}]
    known = {
        "word": "country-known" if district.land.call_first else "country-known-only",
        "country": countries.named(district.country),
        "numbers": district.land.call_first,
        "zone": district.timezone,
    }
    asked = [] if district.land.call_first else [{"word": "country-dial"}]
    return [known, *asked, *([{"word": "country-zone"}] if ZONE_OPEN in district.settings else [])]


def buttons(district: District) -> Rows:
    """What answers the first question that is open with one tap; the guess by the time zone comes first."""
    if not district.country:
        guess = countries.of_zone(district.timezone)
        codes = list(dict.fromkeys(code for code in (guess, *countries.OFFERED) if code))
        keys = [_button(district, "country", code, name=countries.named(code)) for code in codes]
    elif ZONE_OPEN in district.settings:
        zones = countries.zones(district.country)
        keys = [_button(district, "zone", zone, name=zone) for zone in zones if len(zones) <= MOST_ZONES]
    else:
        keys = []
    return tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))


def _button(district: District, what: str, choice: str, name: object) -> Button:
    return Button("button-country", f"setup:{district.id}.0:{what}:{choice}", {"name": name})


@action(Right.CAPTAIN, "enrolment.homeland")
async def tell(work: Work, *, text: str) -> Answer:
    """``/setup IE``, ``/setup Europe/Dublin``, ``/setup 112``: a country, a time zone, or what people dial."""
    before = work.district
    said = texts.line(text)
    if found := numbers(said):
        now = _dialled(before, found)
    elif _is_zone(said):
        settings = {name: value for name, value in before.settings.items() if name != ZONE_OPEN}
        now = replace(before, timezone=said, settings=settings)
    else:
        now = _in_country(before, said)
    if now != before:
        await work.tx.districts.save(now)
        work.district_or_none = now
        await anew.check(work)
        work.stir(look_for_teams=False)
    if work.who.channel == "button" and LIST in now.settings:
        return QUIET  # the list itself shows it at once
    return answer("country-told", buttons(now), turns=True, lines=lines(now))


def numbers(said: str) -> str:
    """What people dial, as it is kept: ``190 / 192``; empty where *said* is more, or something else."""
    return " / ".join(re.findall(r"\d+", said, re.ASCII)) if _NUMBERS.fullmatch(said) else ""


def _dialled(district: District, found: str) -> District:
    """With what people dial; Refused where the country is one whose numbers are known, and for what is too long."""
    if not district.country:
        raise Refused("country-first")
    if countries.of(district.country).call_first:
        raise Refused("country-numbers-known", numbers=district.land.call_first)
    if len(found) > MOST_NUMBERS:
        raise Refused("country-numbers-long", most=MOST_NUMBERS)
    return replace(district, settings={**district.settings, countries.TOLD: found})


def _in_country(district: District, said: str) -> District:
    """*district* in the country that *said* names; its only time zone goes with it where none was told."""
    code = countries.meant(said)
    if not code:
        raise Refused("country-unknown", said=texts.cut(said, 40))
    settings = dict(district.settings)
    if code != district.country:
        settings.pop(countries.TOLD, None)
    zones = countries.zones(code)
    zone = district.timezone
    if ZONE_OPEN in settings and len(zones) == 1:
        zone = zones[0]
        del settings[ZONE_OPEN]
    return replace(district, country=code, timezone=zone, settings=settings)


def _is_zone(said: str) -> bool:
    if "/" not in said and said != "UTC":
        return False
    try:
        ZoneInfo(said)
    except (KeyError, ValueError, OSError):
        return False
    return True
