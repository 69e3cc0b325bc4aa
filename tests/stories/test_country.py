"""A district and its country: asked at /setup, kept, and what is told because of it."""

from pathlib import Path

import pytest

from bot.membership import homeland
from bot.register import countries
from bot.register.districts import District
from bot.values import texts
from bot.values.geo import Point
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, Street, open_street
from tests.stories.test_people import empty  # noqa: F401  # the fixture


async def _district(street: Street) -> District:
    async with street.house.store.look() as tx:
        found = await tx.districts.get(1)
    assert found is not None
    return found


async def test_setup_asks_for_the_country_and_takes_one_tap(empty: Street) -> None:  # noqa: F811  # the fixture
    """The guess by the time zone is offered, never taken; an only time zone goes with the country."""
    street = empty
    street.captain.say(GROUP, "/setup")
    await street.turn(3)
    asked = [m for m in street.captain.sees(GROUP) if m.by_bot][-1]
    assert street.said("country-which") in asked.text
    assert (await _district(street)).country == ""
    assert asked.labels[0] == countries.named("CN")[f"name_{street.language}"]
    ireland = countries.named("IE")
    await street.press(1001, asked, ireland[f"name_{street.language}"])
    await street.turn(3)
    found = await _district(street)
    assert (found.country, found.timezone) == ("IE", "Europe/Dublin")
    told = [m for m in street.captain.sees(GROUP) if m.by_bot][-1]
    known = street.said("country-known", country=ireland, numbers="112 / 999", zone="Europe/Dublin")
    assert known in told.text
    street.captain.say(GROUP, "/setup")
    await street.turn(3)
    again = [m for m in street.captain.sees(GROUP) if m.by_bot][-1]
    assert known in again.text and street.said("country-which") not in again.text


async def test_what_people_dial_is_asked_where_nobody_knows(empty: Street) -> None:  # noqa: F811  # the fixture
    """Until it is told no number stands in the sentence; wrong words are told in one sentence."""
    street = empty
    phones = " ".join(f"1381234567{n}" for n in range(6))
    all_said = ("", " Narnia", " 190", " Brazil", " America/Sao_Paulo", f" {phones} 值班", f" {phones}")
    for words in (f"/setup{said}" for said in all_said):
        street.captain.say(GROUP, words)
        await street.turn(3)
    said = [m.text for m in street.captain.sees(GROUP) if m.by_bot]
    assert street.said("country-unknown", said="Narnia") in said[1]
    assert street.said("country-first") in said[2]
    assert street.said("country-dial") in said[3] and street.said("country-zone") in said[3]
    assert street.said("country-unknown", said=texts.cut(f"{phones} 值班", 40)) in said[5]
    assert street.said("country-numbers-long", most=homeland.MOST_NUMBERS) in said[6]
    found = await _district(street)
    assert (found.country, found.timezone, found.land.call_first) == ("BR", "America/Sao_Paulo", "")
    street.captain.say(GROUP, "/setup 190, 192")
    await street.turn(3)
    assert (await _district(street)).land.call_first == "190 / 192"


@pytest.mark.parametrize(("country", "numbers"), [("CN", "110 / 120"), ("IE", "112 / 999"), ("BR", "")])
async def test_a_critical_card_names_what_people_dial_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str, numbers: str
) -> None:
    """None rather than a wrong one; and the way leads to a map of that country."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", DISTRICT.replace("country: CN", f"country: {country}"))
    async with street.stack:
        number = await street.report("fight")
        await street.turn(2)
        wanted = street.said("card-call-first", numbers=numbers) if numbers else street.said("card-call-first-unknown")
        assert wanted in street.card(number).text
        ways = [b.url for m in street.private(1002, f"#{number}") for row in m.buttons for b in row if b.url]
        assert ways and all(("amap.com" in way) == (country == "CN") for way in ways)


@pytest.mark.parametrize(("country", "asked"), [("CN", "shifted"), ("IE", "outside")])
async def test_points_are_shifted_in_china_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str, asked: str
) -> None:
    """Elsewhere the plain question stands."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    around = [[120.27, 30.31], [120.2765, 30.31], [120.2765, 30.32], [120.27, 30.32], [120.27, 30.31]]
    area = tmp_path / "area.geojson"
    area.write_text(f'{{"type": "Polygon", "coordinates": [{around}]}}', encoding="utf8")
    named = DISTRICT.replace("country: CN", f"country: {country}, area: area.geojson")
    street = await open_street(tmp_path, "en", named)
    async with street.stack:
        number = await street.report(None, near=Point(CENTRE.lat - 0.001, 120.2800))
        assert {ask.partition(":")[0] for ask in (await street.case(number)).asks} - {"item"} == {asked}
