"""A captain has another system hear of the district's cases: added by chat, looked after with taps, removed again."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app.settings import Web
from bot.webhooks.hooks import WEBHOOKS, Pause
from handlers.telegram.webhooks import PRESSED
from tests.handlers.web.programs import SPOT, a_key, showing
from tests.receiver import Hooked, checking_at, receiving, status
from tests.stories.conftest import CENTRE, GROUP, Street, a_street


@pytest.fixture(params=["zh", "en"])
async def hooked(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Hooked]:
    """A street that may send to this machine."""
    async with a_street(tmp_path, request.param, webhooks_private=True) as street:
        yield Hooked(street)


def newest(street: Street, user_id: int = 1001) -> str:
    return street.private(user_id)[-1].text


async def also_captain(street: Street) -> None:
    """老王 commands too."""
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/enrol captain 2h", reply_to=hello)
    await street.turn(3)


async def test_from_the_first_address_to_a_case_that_arrived(hooked: Hooked) -> None:
    """One command, one secret, one tap to try; then each step of a case arrives signed, and the page says so."""
    street = hooked.street
    await also_captain(street)
    async with receiving() as receiver:
        host = receiver.url.split("/")[2]
        await hooked.say("/webhook")
        assert newest(street) == street.said("webhooks-none", lines="").strip()
        secret = await hooked.add(receiver.url)
        assert newest(street) == street.said("webhook-secret", host=host, secret=secret)
        assert street.private(1002, street.said("webhook-told-new", by="钱队", host=host))
        assert not [m for m in street.captain.sees(GROUP) if host in m.text]
        await hooked.press("try")
        assert newest(street) == street.said("webhook-tried-well", host=host, answer="200")
        number = await street.report()
        street.wang.say(1002, f"/accept {number}")
        await street.turn(2)
        street.wang.say(1002, f"/arrived {number}")
        await street.turn(2)
        street.captain.say(1001, f"/cancel {number} nothing there")
        await street.turn(2)
        await street.sure(1001)
        await hooked.rest()
        with checking_at(street.clock.now):
            told = [one.verified(secret) for one in receiver.got]
        assert told[0]["type"] == "webhook.try"
        after = [one["data"]["after"] for one in told[1:]]
        assert [s for n, s in enumerate(after) if n == 0 or after[n - 1] != s] == [
            "open",
            "dispatched",
            "accepted",
            "on_scene",
            "cancelled",
        ]
        await hooked.say("/webhook")
        assert street.said("webhook-is-well") in newest(street)
        assert (await hooked.kept()).delivered == len(told) - 1


async def test_what_a_captain_sees_and_does_where_it_fails(hooked: Hooked) -> None:
    """Failing since when, what it answered, how many wait; pause, resume, another secret, and away with it."""
    street = hooked.street
    await also_captain(street)
    async with receiving(always=status(503)) as receiver, receiving() as other:
        host = receiver.url.split("/")[2]
        await hooked.add(receiver.url)
        await street.report()
        await hooked.rest()
        await hooked.say("/webhook")
        assert "503" in newest(street)
        assert await hooked.press("pause") == street.said("webhook-did-pause", host=host)
        assert (await hooked.kept()).paused is Pause.CAPTAIN
        assert street.said("webhook-is-paused-captain") in newest(street)
        assert street.private(1002, street.said("webhook-told-paused", by="钱队", host=host))
        await hooked.press("try")
        assert newest(street) == street.said("webhook-tried", host=host, answer="503")
        receiver.always = status(200)
        await street.report(None, near=replace(CENTRE, lat=CENTRE.lat + 0.004))
        waiting = (await hooked.stock()).waiting
        assert waiting >= 2
        assert await hooked.press("resume") == street.said("webhook-did-resume", host=host)
        assert (await hooked.stock()).waiting == 0
        await hooked.add(other.url)
        await hooked.say("/webhook")
        assert [line[:2] for line in newest(street).splitlines() if line[:2] in {"1.", "2.", "3."}] == ["1.", "2."]
        resumed = {"word": "webhook-line-resume", "host": host}
        assert street.said("lately-line", at="08:00", by="钱队", what=resumed) in newest(street)
        await hooked.press("show", receiver=2)
        await hooked.press("list", receiver=2)
        await hooked.press("show")
        await hooked.press("remove")
        assert street.said("webhook-sure", host=host, waiting=0, lines="") == newest(street)
        await hooked.press("removed")
        assert street.private(1002, street.said("webhook-told-removed", by="钱队", host=host))
        count = len(receiver.got)
        await street.report(None, near=replace(CENTRE, lat=CENTRE.lat + 0.008))
        await hooked.rest()
        assert len(receiver.got) == count
        assert other.got
        assert await hooked.press("show") == street.said("webhook-no-more")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("example.org/hook", "webhook-scheme"),
        ("https://user:word@example.org/", "webhook-userinfo"),
        ("https://example.org:22/", "webhook-port"),
        ("https://example.org/a b", "webhook-how"),
        ("https://2130706433/", "webhook-odd-number"),
        ("http://169.254.169.254/latest", "webhook-private"),
    ],
)
async def test_what_is_wrong_with_an_address_is_one_sentence(given: str, said: str, tmp_path: Path) -> None:
    """What is wrong, and what to do."""
    async with a_street(tmp_path, "en", webhooks_private=True) as street:
        await Hooked(street).say(f"/webhook {given}")
        facts = {"webhook-port": {"port": 22}, "webhook-odd-number": {"host": "2130706433"}}
        told = street.said(said, **facts.get(said, {"host": "169.254.169.254"}))
        assert newest(street) == re.sub("<.*?>", "", told)


async def test_only_open_addresses_unless_it_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default none of our own networks; a name that leads there is turned down before a secret is shown."""
    async with a_street(tmp_path, "en") as street, receiving() as receiver:
        hooked = Hooked(street)
        found = ["10.0.0.7"]

        async def resolve(_host: str, _port: int) -> list[str]:
            if not found:
                raise OSError
            return found

        monkeypatch.setattr(street.house.hooks.post.resolver, "resolve", resolve)
        await hooked.say(f"/webhook {receiver.url}")
        assert newest(street) == street.said("webhook-https")
        await hooked.say("/webhook https://127.0.0.1:8443/")
        assert newest(street) == street.said("webhook-private", host="127.0.0.1")
        await hooked.say("/webhook https://inside.example.org/")
        assert newest(street) == street.said("webhook-down-private", host="inside.example.org")
        found.clear()
        await hooked.say("/webhook https://nobody.example.org/")
        assert newest(street) == street.said("webhook-down-unknown", host="nobody.example.org")
        await hooked.say("/webhook")
        assert newest(street) == street.said("webhooks-none", lines="").strip()
        assert hooked.secrets() == []
        found.append("9.9.9.9")
        await hooked.say("/webhook https://open.example.org/")
        assert len(hooked.secrets()) == 1
        async with street.house.store.look() as tx:
            assert [one.url for one in await tx[WEBHOOKS].of(1)] == ["https://open.example.org/"]


async def test_it_is_for_captains_in_private_and_five_at_most(hooked: Hooked) -> None:
    """Nobody else adds one or presses its buttons; in the group nothing of it is said."""
    street = hooked.street
    street.captain.say(GROUP, "/webhook http://127.0.0.1:9/")
    await street.turn(2)
    assert street.private(1001, street.said("only-in-private"))
    await hooked.say("/webhook http://127.0.0.1:9/", by=1002)
    assert newest(street, 1002) == street.said("captains-only-command")
    for n in range(5):
        await hooked.add(f"http://127.0.0.1:{9001 + n}/")
    await hooked.say("/webhook http://127.0.0.1:9001/")
    assert newest(street) == street.said("webhook-there", host="127.0.0.1:9001")
    await hooked.say("/webhook http://127.0.0.1:9009/")
    assert newest(street) == street.said("webhook-most", most=5)
    assert len(hooked.secrets()) == 5
    await hooked.say("/webhook")
    page = street.private(1001)[-1]
    for move in PRESSED:
        query = street.wang.press_data(page, f"webhook:1.1:{move}")
        await street.settle()
        assert (await street.wang.answer(query)).text == street.said("captains-only-command")
    async with street.house.store.look() as tx:
        assert len(await tx[WEBHOOKS].of(1)) == 5


async def test_who_is_no_captain_any_more_makes_no_secret(hooked: Hooked) -> None:
    """The button under the old message is theirs no longer."""
    street = hooked.street
    await also_captain(street)
    street.wang.say(1002, "/webhook http://127.0.0.1:9001/")
    await street.turn(2)
    assert len(hooked.secrets(1002)) == 1
    await street.jump(2 * 3600 + 60)
    query = street.wang.press_data(street.private(1002, "whsec_")[-1], "webhook:1.1:renew")
    await street.settle()
    assert (await street.wang.answer(query)).text == street.said("captains-only-command")
    assert len(hooked.secrets(1002)) == 1


async def test_a_case_of_another_system_is_known_there_by_its_own_number(tmp_path: Path) -> None:
    """Whoever sent it finds what became of it by what it called it, in each line."""
    async with (
        a_street(tmp_path, "en", web=Web(language="en"), webhooks_private=True) as street,
        receiving() as receiver,
    ):
        hooked = Hooked(street)
        await hooked.add(receiver.url)
        async with showing(street, await a_key(street, "12345 hotline")) as hotline:
            body = {"point": SPOT, "item": "shared_bike_parking", "words": "three of them", "source_ref": "A-7"}
            answer = await hotline.post("/api/cases", json=body)
        assert answer.status_code == 201
        await hooked.turn(3)
        told = [one.data for one in receiver.got]
        assert [one["move"] for one in told][:2] == ["report", "dispatch"]
        assert {(one["case"]["source"], one["case"]["source_ref"]) for one in told} == {("12345 hotline", "A-7")}
        assert "three of them" not in "".join(one.body.decode() for one in receiver.got)
