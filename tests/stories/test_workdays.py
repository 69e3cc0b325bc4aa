"""Working days on the street: what is known, a district's own file, and dates counted anew with one notice."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.desk.features import FEATURES
from bot.imports import bringing_in, district_file
from bot.work.features import Feature
from bot.work.work import Work
from bot.workdays import anew, days
from tests.stories.conftest import DISTRICT, Street, a_street

SINCE = date(2027, 2, 5)
FILE = "2027: {off: [2027-02-06..2027-02-12], work: [2027-02-14]}"
LATER = "workdays: {2027: {off: [2027-02-06..2027-02-15]}}\n"
DATE = "test-date"


async def counted(work: Work) -> int:
    """The one date that is kept here: the third working day after the fifth of February 2027."""
    found = (await days.of(work)).plus(SINCE, 3).date.isoformat()
    is_other = await work.tx.kept.get(DATE) not in {None, found}
    await work.tx.kept.put(DATE, found)
    return int(is_other)


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street of a district with one date that is counted in working days."""
    more = {"features": (*FEATURES, Feature("dates", days_known=(counted,)))}
    async with a_street(tmp_path, request.param, more=more) as made:
        await made.turn(1)
        yield made


async def kept(street: Street) -> str:
    """The date as it stands."""
    async with street.house.store.look() as tx:
        return str(await tx.kept.get(DATE))


def notices(street: Street, by: int = 1001) -> int:
    """How many notices say that the date changed."""
    return len(street.private(by, street.said("workdays-anew", count=1, district="九堡")))


def newest(street: Street, by: int = 1001) -> str:
    """What somebody was answered last."""
    return street.private(by)[-1].text


async def send(street: Street, text: str, *, by: int = 1001, caption: str = "/workdays") -> None:
    """Somebody sends a file in private, with words under it."""
    street.who(by).send_document(by, "days.yaml", text.encode(), caption=caption)
    await street.turn(3)


async def test_a_district_s_own_days(street: Street) -> None:
    """Shown; a wrong file changes nothing and says where; a right one counts anew with one notice."""
    assert await kept(street) == "2027-02-15"
    await street.say(1001, "/workdays")
    assert "2026" in newest(street)
    assert street.said("workdays-own-none") in newest(street)
    await street.say(1002, "/workdays " + FILE)
    assert street.said("captains-only-command") == newest(street, 1002)
    await send(street, FILE, by=1002)
    assert street.said("captains-only-command") == newest(street, 1002)

    await send(street, "2027:\n  off: [2027-02-30]\n  work: [2028-01-03]\n")
    assert street.said("workdays-wants-day", line=2, field="off", value="2027-02-30", year=2027) in newest(street)
    assert street.said("workdays-other-year", line=3, field="work", value="2028-01-03", year=2027) in newest(street)
    assert await kept(street) == "2027-02-15"

    await send(street, FILE)
    assert await kept(street) == "2027-02-16"
    assert notices(street) == 1
    assert street.private(1001, street.said("workdays-own-year", year=2027))
    await send(street, FILE)
    assert newest(street).startswith(street.said("workdays-same", district="九堡", lines="").strip())
    assert notices(street) == 1

    await street.say(1001, "/workdays forget 2027")
    assert await kept(street) == "2027-02-15"
    await street.say(1001, "/workdays forget 2027")
    assert newest(street) == street.said("workdays-no-such-year", year=2027)


async def test_lines_behind_the_command_and_an_answered_file(street: Street) -> None:
    """The same without a file, also with the signs of a Chinese keyboard; and /workdays in reply to a file."""
    await street.say(1001, "/workdays 2027\uff1a {off\uff1a [2027-02-06..2027-02-12\uff0c 2027-02-15]}")
    assert await kept(street) == "2027-02-18"
    sent = street.captain.send_document(1001, "days.yaml", FILE.encode())
    await street.turn(3)
    street.captain.say(1001, "/workdays", reply_to=sent)
    await street.turn(3)
    assert await kept(street) == "2027-02-16"
    await street.say(1001, "/workdays tomorrow")
    assert newest(street) == street.said("workdays-what", year=2027)


async def test_an_import_and_a_newer_library_are_heard_of_once(street: Street, tmp_path: Path) -> None:
    """An import beside the running bot; a start with other days than dates were counted by; silence where none is."""
    file = tmp_path / "again.yaml"
    file.write_text(DISTRICT.replace("LANGUAGE", street.language) + LATER, "utf8")
    for told in ([("import-workdays", {"changed": 1, "gone": 0})], []):
        async with street.house.store.begin() as tx:
            read = district_file.read(file, street.rules)
            found = await bringing_in.bring_in(tx, read, street.rules, street.clock.now())
        assert found.lines == told
        await street.turn(3)
        assert await kept(street) == "2027-02-18"
        assert notices(street) == 1

    for before, heard in ((DATE, 2), (None, 2)):
        async with street.house.store.begin() as tx:
            await tx.kept.put(f"{anew.COUNTED}:1", "by an older library")
            if before:
                await tx.kept.put(before, "2027-02-17")
        await street.stop()
        await street.start()
        await street.turn(3)
        assert await kept(street) == "2027-02-18"
        assert notices(street) == heard
    await street.say(1001, "/workdays forget 2027")
    await street.say(1001, "/setup IE")
    assert await kept(street) == "2027-02-10"
    assert notices(street) == 4
