"""Moves of cases reach receivers: signed, in order, at least once; nobody else waits for one of them."""

import asyncio
import json
import re
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from bot.webhooks import outcomes
from bot.webhooks.hooks import WEBHOOKS, Pause, Reply, Stock
from bot.webhooks.retrying import PARALLEL, WAITS_S
from bot.work.history import HISTORY, Part
from bot.work.speaker import Speaker
from handlers.process.winding_up import finish
from handlers.web import metrics
from handlers.webhooks import sender as sending
from handlers.webhooks.key import FILE
from storage import webhooks as storage_webhooks
from storage.library import sqlite3
from tests.house.tree import ROOT
from tests.receiver import WELL, Got, Hooked, Receiver, checking_at, receiving, status
from tests.stories.conftest import CENTRE, GROUP, Street, a_street
from tests.waiting import until

FAR = replace(CENTRE, lat=CENTRE.lat + 0.004)


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[Hooked]:
    """A street that may send to this machine; chance is always in the middle."""
    async with a_street(tmp_path, "en", webhooks_private=True) as street:
        street.house.hooks.chance = lambda: 0.5
        yield Hooked(street)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


def example() -> Any:
    """What docs/api.md shows."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf8").partition("## Webhooks")[2]
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    return json.loads(found[1])


def shape(value: Any) -> Any:
    """The names in it, however deep."""
    return {name: shape(one) for name, one in value.items()} if isinstance(value, dict) else type(value)


def moves(got: list[Got]) -> list[str]:
    return [one.data["move"] for one in got]


async def test_every_line_of_a_case_arrives_signed_and_in_order(hooked: Hooked, receiver: Receiver) -> None:
    """With what a receiver needs and nothing that people wrote: no words, no names of people, no pictures."""
    street, secret = hooked.street, await hooked.add(receiver.url)
    street.reporter.say(GROUP, "a cart with hot oil, the owner shouts")
    number = await street.report("street_stall")
    street.wang.say(1002, f"/accept {number}")
    await hooked.turn(1)
    with checking_at(street.clock.now):
        told = [one.verified(secret) for one in receiver.got]
        with pytest.raises(WebhookVerificationError):
            replace(receiver.got[0], body=receiver.got[0].body.replace(b"1", b"2")).verified(secret)
    case, last = await street.case(number), told[-1]["data"]
    async with street.house.store.look() as tx:
        rows = await tx.history.of_case(case.id)
    told_of = [(one["data"]["line"], one["data"]["move"]) for one in told]
    assert told_of == [(row.id, row.record.move) for row in rows]
    assert [one["type"] for one in told] == ["case.reported", *["case.moved"] * (len(rows) - 1)]
    assert len({one.id for one in receiver.got}) == len(rows)
    assert {k: v for k, v in last.items() if k not in {"line", "at", "recorded_at"}} == {
        "district": 1,
        "kind": "incident",
        "number": number,
        "move": "accept",
        "before": "dispatched",
        "after": "accepted",
        "actor": "lead",
        "automatic": False,
        "team": {"id": 1, "name": "一队"},
        "case": {
            "state": "accepted",
            "version": case.version,
            "reported_at": "2026-03-02T00:00:02.000Z",
            "point": [CENTRE.lat, CENTRE.lon],
            "team": {"id": 1, "name": "一队"},
            "item": "street_stall",
            "outcome": None,
            "source": None,
            "source_ref": None,
        },
    }
    assert shape(example()) == shape(told[-1])
    everything = b"".join(one.body for one in receiver.got).decode()
    assert not [word for word in ("hot oil", "路人甲", "老王", "1006", "1002") if word in everything]
    assert await hooked.stock() == Stock()
    assert (await hooked.kept()).delivered == len(rows)


async def test_a_call_for_help_a_handover_and_a_refused_move_stay_in_the_house(
    hooked: Hooked, receiver: Receiver
) -> None:
    """A kind that does not say what may leave says that nothing may."""
    street = hooked.street
    await hooked.add(receiver.url)
    await street.say(1002, "/sos")
    await street.sure(1002) if not await calls(street) else None
    await street.say(1001, "/handover all quiet")
    number = await street.report()
    count = len(receiver.got)
    await hooked.rest()
    await street.say(1006, f"/assign {number} 二队")
    await hooked.rest()
    assert await calls(street) > 0
    assert {one.data["kind"] for one in receiver.got} == {"incident"}
    assert len(receiver.got) >= count
    assert {one.data["number"] for one in receiver.got} == {number}


async def calls(street: Street) -> int:
    async with street.house.store.look() as tx:
        found = await tx.connection.exec_driver_sql("SELECT count(*) FROM cases WHERE kind <> 'incident'")  # type: ignore[attr-defined]
        return int(found.scalar_one())


async def test_a_drill_is_told_of_only_where_all_is_a_drill(hooked: Hooked, receiver: Receiver) -> None:
    """A case that was a drill when it began stays one."""
    street = hooked.street
    await hooked.add(receiver.url)
    number = await street.report()
    await hooked.rest()
    before = len(receiver.got)
    async with street.house.store.begin() as tx:
        await tx.connection.exec_driver_sql("UPDATE cases SET drill = true")  # type: ignore[attr-defined]
    street.wang.say(1002, f"/accept {number}")
    await hooked.turn(1)
    assert (await street.case(number)).state == "accepted"
    assert len(receiver.got) == before
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.districts.save(replace(district, drill=True))
    street.wang.say(1002, f"/arrived {number}")
    await hooked.turn(1)
    assert moves(receiver.got)[before:] == ["arrive"]


async def test_one_that_is_down_is_tried_again_in_order_under_the_same_name(hooked: Hooked, receiver: Receiver) -> None:
    """At the hours that are written; what came later waits for what came first; nothing is lost or doubled."""
    street = hooked.street
    await hooked.add(receiver.url)
    receiver.always = status(503)
    number = await street.report()
    await hooked.rest()
    assert moves(receiver.got) == ["report"]
    began = street.clock.now()
    street.wang.say(1002, f"/accept {number}")
    await hooked.turn(4)
    assert len(receiver.got) == 1
    await hooked.turn(2)
    await receiver.down()
    await hooked.turn(30)
    assert [moves(receiver.got), len({one.id for one in receiver.got})] == [["report", "report"], 1]
    assert await hooked.stock() == Stock(4, 0)
    assert (await hooked.kept()).answer == "refused"
    receiver.always = WELL
    await receiver.up()
    await hooked.turn(125)
    assert street.clock.now() - began > timedelta(seconds=155)
    assert moves(receiver.got)[:6] == ["report", "report", "report", "recategorise", "dispatch", "accept"]
    assert len({one.id for one in receiver.got[:3]}) == 1
    assert (await hooked.kept()).failing_since is None
    assert (await hooked.stock()).waiting == 0


async def test_one_that_hangs_holds_up_nobody_else(hooked: Hooked, receiver: Receiver) -> None:
    """Not the bot, not the other receiver; and itself it is asked by few at a time."""
    street = hooked.street
    async with receiving(always=None) as stuck:
        await hooked.add(stuck.url)
        await hooked.add(receiver.url)
        for n in range(6):
            await street.report(None, near=replace(CENTRE, lat=CENTRE.lat + 0.002 * n))
        await until(lambda: len(receiver.got) >= 6 and stuck.open >= PARALLEL)
        assert [moves(receiver.got), stuck.open] == [["report"] * 6, PARALLEL]
        await street.say(1001, "/board")
        assert stuck.most_open == PARALLEL


async def test_after_failures_in_a_row_one_asks_for_all(hooked: Hooked, receiver: Receiver) -> None:
    """Twenty cases do not call one that is down twenty times; once it answers, all go at once."""
    street = hooked.street
    await hooked.add(receiver.url)
    receiver.always = status(500)
    for n in range(12):
        await street.report(None, near=replace(CENTRE, lat=CENTRE.lat + 0.002 * n))
        await hooked.rest()
    asked = len(receiver.got)
    assert asked < 12
    receiver.always = WELL
    await hooked.turn(11 * 60)
    assert (await hooked.stock()).waiting == 0
    assert {one.data["number"] for one in receiver.got[asked:]} == set(range(1, 13))


async def test_a_line_that_is_never_taken_holds_up_its_case_alone(hooked: Hooked, receiver: Receiver) -> None:
    """Others go on meanwhile, and that they do brings it no sooner."""
    street = hooked.street
    await hooked.add(receiver.url)
    receiver.says = lambda got: status(500 if got.data["number"] == 1 else 200)
    for n in range(6):
        await street.report(None, near=replace(CENTRE, lat=CENTRE.lat + 0.002 * n))
        await hooked.rest()
    numbers = [one.data["number"] for one in receiver.got]
    assert numbers == [1, 2, 3, 4, 5, 6]
    await hooked.turn(6)
    assert [one.data["number"] for one in receiver.got[6:]] == [1]
    assert (await hooked.kept()).delivered == 5


async def test_a_wish_to_wait_is_heeded(hooked: Hooked, receiver: Receiver) -> None:
    """No case goes there before."""
    await hooked.add(receiver.url)
    receiver.answers = [status(429, "Retry-After: 20")]
    await hooked.street.report(None)
    await hooked.rest()
    await hooked.street.report(None, near=FAR)
    await hooked.turn(15)
    assert moves(receiver.got) == ["report"]
    await hooked.turn(7)
    assert sorted(moves(receiver.got)) == ["report"] * 3


async def test_one_that_is_gone_is_left_alone_and_captains_hear_it(hooked: Hooked, receiver: Receiver) -> None:
    """410: nothing more is put aside for it; resumed, it gets what waited."""
    street = hooked.street
    await hooked.add(receiver.url)
    receiver.answers = [status(410)]
    number = await street.report()
    await hooked.turn(1)
    host = receiver.url.split("/")[2]
    assert len(street.private(1001, street.said("webhook-gone", host=host))) == 1
    assert (await hooked.kept()).paused is Pause.GONE
    waiting = (await hooked.stock()).waiting
    street.wang.say(1002, f"/accept {number}")
    await hooked.turn(3600)
    assert len(receiver.got) == 1
    assert (await hooked.stock()).waiting == waiting
    await hooked.say("/webhook")
    await hooked.press("resume")
    assert moves(receiver.got)[1:] == ["report", "recategorise", "dispatch"][:waiting]


async def test_what_is_never_taken_is_given_up_told_once_and_sent_again_by_a_tap(
    hooked: Hooked, receiver: Receiver
) -> None:
    """Nine tries in eighteen hours, then the next of the case; captains hear of the first alone."""
    street = hooked.street
    await hooked.add(receiver.url)
    receiver.always = status(400)
    await street.report()
    for wait in WAITS_S:
        await hooked.leap(wait)
    dead = street.said("webhook-dead", host=receiver.url.split("/")[2])
    assert len(street.private(1001, dead)) == 1
    stock = await hooked.stock()
    assert stock.dead == 1
    assert stock.waiting >= 1
    tries = [one.id for one in receiver.got]
    assert max(tries.count(one) for one in set(tries)) == len(WAITS_S) + 1
    receiver.always = WELL
    await hooked.leap(11 * 3600)
    before = len(receiver.got)
    assert (await hooked.stock()).waiting == 0
    await hooked.say("/webhook")
    await hooked.press("again")
    assert await hooked.stock() == Stock()
    again = receiver.got[before:]
    assert len(again) == stock.dead
    assert {one.id for one in again} <= set(tries)


async def test_one_that_fails_for_five_days_is_paused(hooked: Hooked, receiver: Receiver) -> None:
    """The database does not fill for it; what waits stays, and goes when a captain resumes it."""
    street = hooked.street
    await hooked.add(receiver.url)
    receiver.always = status(500)
    await street.report(None)
    await hooked.rest()
    async with street.house.store.begin() as tx:
        kept = await hooked.kept()
        await tx[WEBHOOKS].save(replace(kept, failing_since=street.clock.now() - timedelta(days=5)))
    await hooked.turn(6)
    assert (await hooked.kept()).paused is Pause.FAILING
    assert len(street.private(1001, street.said("webhook-failing", host=receiver.url.split("/")[2]))) == 1
    await street.report(None, near=FAR)
    await hooked.turn(3600)
    assert (await hooked.stock()).waiting == 1
    receiver.always = WELL
    await hooked.say("/webhook")
    await hooked.press("try")
    assert (await hooked.kept()).paused is Pause.FAILING
    await hooked.press("resume")
    assert (await hooked.stock()).waiting == 0
    assert (await hooked.kept()).paused is Pause.NOT


async def test_so_many_wait_and_no_more(hooked: Hooked, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest are given up, and captains hear it once."""
    monkeypatch.setattr(storage_webhooks, "MOST_WAITING", 3)
    street = hooked.street
    await hooked.add(receiver.url)
    await receiver.down()
    for n in range(4):
        await street.report(near=replace(CENTRE, lat=CENTRE.lat + 0.002 * n))
        await hooked.rest()
    stock = await hooked.stock()
    assert stock.waiting == 3
    assert stock.dead > 3
    figures = metrics.written(await street.house.care.watch.look(), street.house.care.tally).decode()
    assert f"patrolbot_webhooks_waiting {float(stock.waiting)}" in figures
    assert "patrolbot_webhooks_dead 0.0" not in figures
    assert len(street.private(1001, street.said("webhook-too-many", host=receiver.url.split("/")[2]))) == 1


async def test_a_restart_loses_nothing_and_a_crash_sends_again_under_the_same_name(
    hooked: Hooked, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receiver said yes and nobody wrote it down: it hears it once more, and can tell by the name."""
    street = hooked.street
    await hooked.add(receiver.url)
    sender = street.house.hooks

    async def dies(*_given: object) -> None:
        await asyncio.sleep(3600)

    sender._write_down = dies  # type: ignore[method-assign]
    number = await street.report()
    await until(lambda: receiver.got)
    monkeypatch.setattr(sending, "finish", partial(finish, within_s=0.01))
    await street.stop()
    assert moves(receiver.got) == ["report"]
    await street.start()
    await hooked.rest()
    assert moves(receiver.got) == ["report", "report", "recategorise", "dispatch"]
    assert receiver.got[0].id == receiver.got[1].id
    assert receiver.got[0].data["number"] == number


async def test_a_memory_in_trouble_does_not_have_it_sent_over_and_over(
    hooked: Hooked, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered is kept until it can be written down."""
    street = hooked.street
    await hooked.add(receiver.url)
    broken = True
    real = storage_webhooks.SqlWebhooks.done

    async def done(self: storage_webhooks.SqlWebhooks, *given: object) -> None:
        if broken:
            raise OSError("disk full")
        await real(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(storage_webhooks.SqlWebhooks, "done", done)
    await street.report(None)
    await until(lambda: receiver.got)
    for _ in range(5):
        await asyncio.sleep(0.02)
        await street.clock.turn(1.5)
    assert moves(receiver.got) == ["report"]
    broken = False
    await street.clock.turn(1.5)
    await hooked.rest()
    assert moves(receiver.got) == ["report"]
    assert await hooked.stock() == Stock()


async def test_what_nobody_foresaw_is_a_failure_like_others(
    hooked: Hooked, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is logged and tried again at its hour, not each second."""
    calls = 0

    async def fails(*_given: object) -> Reply:
        nonlocal calls
        calls += 1
        raise LookupError

    await hooked.add(receiver.url)
    monkeypatch.setattr(hooked.street.house.hooks.post, "send", fails)
    await hooked.street.report(None)
    await hooked.turn(4)
    assert calls == 1
    assert (await hooked.kept()).answer == "broken"


async def test_two_secrets_sign_for_a_day(hooked: Hooked, receiver: Receiver) -> None:
    """So that the other side can change over without losing anything."""
    old = await hooked.add(receiver.url)
    await hooked.say("/webhook")
    await hooked.press("renew")
    new = hooked.secrets()[-1]
    assert old != new
    await hooked.street.report(None)
    await hooked.rest()
    with checking_at(hooked.street.clock.now):
        assert receiver.got[-1].verified(old) == receiver.got[-1].verified(new)
    await hooked.street.jump(24 * 3600)
    await hooked.street.report(None, near=FAR)
    await hooked.rest()
    with checking_at(hooked.street.clock.now):
        receiver.got[-1].verified(new)
        with pytest.raises(WebhookVerificationError):
            receiver.got[-1].verified(old)


async def test_the_secret_in_use_signs_on_though_the_message_with_the_new_one_failed(
    hooked: Hooked, receiver: Receiver
) -> None:
    """Whenever the message is written it holds the same new one; others are told once."""
    old = await hooked.add(receiver.url)
    await hooked.say("/webhook")
    for _ in range(2):
        hooked.street.server.telegram.fail_next("sendMessage", 500)
    await hooked.press("renew")
    await hooked.street.turn(30)
    [_, new] = hooked.secrets()
    assert new != old
    async with hooked.street.house.store.look() as tx:
        renewed = await tx[HISTORY].last_facts(1, "webhook", Part.CAPTAIN, 9)
    assert [one["what"] for one in renewed] == ["renew", "add"]
    await hooked.press("try")
    await hooked.rest()
    with checking_at(hooked.street.clock.now):
        assert [receiver.got[-1].verified(each)["type"] for each in (old, new)] == ["webhook.try"] * 2


async def test_no_secret_is_stored_anywhere(hooked: Hooked, receiver: Receiver, tmp_path: Path) -> None:
    """Not in the database, not in what waits to be sent; the key is a file that only we may read."""
    secret = await hooked.add(receiver.url)
    await hooked.street.report(None)
    await hooked.rest()
    key = tmp_path / FILE
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with sqlite3.connect(tmp_path / "patrol.db") as read:
        tables = [row[0] for row in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        everything = "\n".join(f"{name} {row}" for name in tables for row in read.execute(f'SELECT * FROM "{name}"'))
    read.close()
    assert "webhook_deliveries" in tables
    assert len(everything) > 1000
    for part in (secret, secret.removeprefix("whsec_"), key.read_text()):
        assert part not in everything


@pytest.mark.parametrize("lost", ["another", "gone", "unreadable", "empty"])
async def test_with_another_key_nothing_is_sent_and_captains_hear_why(
    lost: str, hooked: Hooked, receiver: Receiver, tmp_path: Path
) -> None:
    """A database put back on another machine: a new secret mends it, and what waited goes."""
    street = hooked.street
    await hooked.add(receiver.url)
    await street.stop()
    key = tmp_path / FILE
    key.unlink()
    if lost in {"another", "empty"}:
        key.write_bytes(b"another" * 9 if lost == "another" else b"")
    if lost == "unreadable":
        key.mkdir()
    await street.start()
    await street.report(None)
    await hooked.turn(1)
    assert receiver.got == []
    assert len(street.private(1001, street.said("webhook-key-lost", host=receiver.url.split("/")[2]))) == 1
    await hooked.say("/webhook")
    if lost in {"unreadable", "empty"}:
        await hooked.press("renew")
        assert street.private(1001, street.said("webhook-no-key", host=receiver.url.split("/")[2]))
        assert len(hooked.secrets()) == 1
        key.rmdir() if lost == "unreadable" else key.unlink()
    await hooked.press("renew")
    with checking_at(street.clock.now):
        assert receiver.got[-1].verified(hooked.secrets()[-1])["data"]["move"] == "report"


async def test_what_is_no_more_has_no_answer(hooked: Hooked, receiver: Receiver) -> None:
    """A receiver that was removed while a call to it was under way."""
    street = hooked.street
    await hooked.add(receiver.url)
    async with street.house.store.begin() as tx:
        await tx[WEBHOOKS].save(replace(await hooked.kept(), removed_at=street.clock.now()))
    await street.report()
    await hooked.rest()
    assert receiver.got == []
    clock = Speaker(0, "", 0, street.clock.now(), channel="clock", district_id=1)
    for action in (outcomes.failed, outcomes.tried):
        more = {"chance": 0.5} if action is outcomes.failed else {}
        done = await street.house.desk.do(action, clock, delivery_id=99, reply=Reply("500"), **more)  # type: ignore[arg-type]
        assert not done.refused
    assert await street.house.hooks.clean() == 1


async def test_a_pause_while_a_call_is_under_way_holds(hooked: Hooked, receiver: Receiver) -> None:
    """The failure of that call does not take it back."""
    street = hooked.street
    await hooked.add(receiver.url)
    await hooked.say("/webhook")
    receiver.always = None
    street.house.hooks.post.patience_s = 0.5
    await street.report(None)
    await hooked_press(hooked, "pause")
    await hooked.rest()
    kept = await hooked.kept()
    assert (kept.paused, kept.answer) == (Pause.CAPTAIN, "timeout")


async def hooked_press(hooked: Hooked, move: str) -> None:
    """Press without waiting for what is under way."""
    street = hooked.street
    street.captain.press_data(street.private(1001)[-1], f"webhook:1.1:{move}")
    await street.settle()
