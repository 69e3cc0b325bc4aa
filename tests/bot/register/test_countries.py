"""What a country decides: numbers, maps, and that nothing is guessed."""

import pytest

from bot.register import countries
from bot.values.geo import Point


@pytest.mark.parametrize(
    ("code", "told"),
    [("CN", "110 / 120"), ("IE", "112 / 999"), ("DE", "110 / 112"), ("US", "911"), ("BR", ""), ("", "")],
)
def test_whom_to_call_first_is_told_by_the_country(code: str, told: str) -> None:
    """An unknown country has no number rather than a wrong one."""
    assert countries.of(code).call_first == told


def test_what_a_captain_said_people_dial_is_told_where_the_data_have_nothing() -> None:
    """It never goes before what is known."""
    assert countries.of("BR", "190 / 192").call_first == "190 / 192"
    assert countries.of("IE", "190").call_first == "112 / 999"


def test_every_service_of_every_country_has_a_number() -> None:
    """What is listed is whole, and is a country."""
    for code in countries.listed():
        assert code in countries.codes()
        assert all(countries.of(code).number(service).isdecimal() for service in countries.SERVICES), code


@pytest.mark.parametrize(
    ("said", "code"),
    [("ie", "IE"), ("Ireland", "IE"), ("爱尔兰", "IE"), (" 中国 ", "CN"), ("uk", "GB"), ("Narnia", ""), ("EU", "")],
)
def test_a_country_is_meant_by_code_or_name(said: str, code: str) -> None:
    """In both languages; what is none is none."""
    assert countries.meant(said) == code


def test_only_china_has_shifted_points_and_the_law_of_the_handbook() -> None:
    """Everything else that is Chinese hangs on these two."""
    assert [code for code in countries.listed() if countries.of(code).shifted] == ["CN"]
    assert [code for code in countries.listed() if countries.of(code).law] == ["CN"]


def test_a_map_of_the_country_opens_at_the_point() -> None:
    """China's by its own service, told that the point is not shifted; others by one that knows every country."""
    point = Point(53.28, -8.42)
    assert "openstreetmap.org/?mlat=53.280000&mlon=-8.420000" in countries.of("IE").map_link(point, 7)
    assert "amap.com" in countries.of("CN").map_link(point, 7)
    assert "coordinate=wgs84" in countries.of("CN").map_link(point, 7)


def test_zones_of_a_country() -> None:
    """By their names; a zone says which country may be meant."""
    assert countries.zones("IE") == ("Europe/Dublin",)
    assert "Asia/Shanghai" in countries.zones("CN")
    assert countries.of_zone("Europe/Dublin") == "IE"
