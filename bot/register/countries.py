"""What a country decides of a district: whom to call, which map to open, which questions and whose law.

The data stand in ``countries.yaml`` beside this; which codes there are, how a country is called, which time zones it
has, how it writes a day and where its week begins come from CLDR.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.values import calendar
from bot.values.calendar import Calendar
from bot.values.geo import Point

DATA = Path(__file__).parent / "countries.yaml"

CHINA = "CN"
"""The country of all districts that were there before districts had one."""

TOLD = "emergency"
"""The district's setting that holds what people dial where its country is not listed here."""

OPEN_MAP = "https://www.openstreetmap.org/?mlat={lat:.6f}&mlon={lon:.6f}#map=18/{lat:.6f}/{lon:.6f}"
"""The link of a map that knows every country."""

OFFERED = ("CN", "IE", "GB", "DE", "US")
"""Countries that stand on a button where one is asked for."""

SERVICES = ("police", "ambulance", "fire")


@dataclass(frozen=True)
class Country:
    """One country by its ISO 3166 code; an empty code is a country that nobody has told yet."""

    code: str
    emergency: Mapping[str, str] = field(default_factory=dict)
    map: str = OPEN_MAP
    shifted: bool = False
    law: bool = False

    def number(self, service: str) -> str:
        """What people dial for one of SERVICES; empty where that is not known."""
        return self.emergency.get(service) or self.emergency.get("any", "")

    @property
    def call_first(self) -> str:
        """What to dial for somebody who is hurt or attacked, as it stands in sentences; empty where nobody knows."""
        told = (self.number("police"), self.number("ambulance"), self.emergency.get("besides", ""))
        return " / ".join(dict.fromkeys(filter(None, told)))

    @property
    def calendar(self) -> Calendar:
        """How days are written and counted there; as ISO 8601 has it where nobody knows."""
        return _days(self.code)

    def map_link(self, point: Point, name: object) -> str:
        """A link that shows *point* on a map."""
        return self.map.format(lat=point.lat, lon=point.lon, name=name)


@cache
def _listed() -> Mapping[str, Country]:
    data = yaml.safe_load(DATA.read_text(encoding="utf8"))
    return {code: Country(code=code, **fields) for code, fields in data.items()}


@cache
def _days(code: str) -> Calendar:
    """By what most people there speak: where the day stands before the month, and the first day of the week."""
    try:
        known = Locale.parse(f"und_{code}") if code else None
    except (UnknownLocaleError, ValueError):
        known = None
    if known is None:
        return calendar.ISO
    written = known.date_formats["short"].pattern
    return Calendar(known.first_week_day, day_first=written.index("d") < written.index("M"))


def listed() -> tuple[str, ...]:
    """The codes of the countries whose numbers are known."""
    return tuple(_listed())


def of(code: str, told: str = "") -> Country:
    """The country with *code*. *told* are the numbers that somebody said people dial, for one that is not listed."""
    found = _listed().get(code)
    if found is not None:
        return found
    return Country(code, {"any": told} if told else {})


@cache
def codes() -> frozenset[str]:
    """Every code that is a country's: two letters, of a place that has people in it."""
    names = _names("en")
    return frozenset(code for code in names if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY)


_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of two letters that CLDR has for what is no country."""


def named(code: str) -> dict[str, str]:
    """A country's name as a fact for the words."""
    return {"name_zh": _names("zh").get(code, code), "name_en": _names("en").get(code, code)}


def _names(language: str) -> Mapping[str, str]:
    names: Mapping[str, str] = Locale(language).territories
    return names


def meant(text: str) -> str:
    """The code of what somebody wrote, a code or a name in either language; empty where that is no country."""
    said = text.strip().casefold()
    if said.upper() in codes():
        return said.upper()
    if also := get_global("territory_aliases").get(said.upper()):
        return str(also[0])
    found = {name.casefold(): code for one in ("zh", "en") for code, name in _names(one).items() if code in codes()}
    return found.get(said, "")


def zones(code: str) -> tuple[str, ...]:
    """The time zones of a country by their names in the IANA list, in the order of these."""
    return tuple(sorted(zone for zone, where in get_global("zone_territories").items() if where == code))


def of_zone(zone: str) -> str:
    """The country in which a time zone lies, as a guess to be asked about; empty where none is known."""
    return str(get_global("zone_territories").get(zone, ""))
