"""Limits, reminders, holds, and what happens after a gap: each reminder once, none skipped, none after its reason."""

from dataclasses import replace
from datetime import timedelta

from tests.stories.conftest import GROUP, Street


async def _on_scene(street: Street, item: str = "shared_bike_parking") -> int:
    """On scene; how the team fares there is asked of nobody: that is another story."""
    street.house.desk.rules = replace(street.house.desk.rules, welfare_s=86_400)
    number = await street.report(item=item)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(3)
    return number


def _told(street: Street, user_id: int, key: str, number: int) -> list[str]:
    """Reminders of one key that a person got, by the beginning of their words."""
    mine = [m.text for m in street.private(user_id, f"#{number}")]
    return [text for text in mine if any(part in text for part in street.beginnings(key))]


async def test_the_order_sounds_once_more_at_half_the_accept_limit(street: Street) -> None:
    """Two messages before the order expires."""
    number = await street.report()
    await street.turn(31)
    orders = [m for m in street.private(1002, f"#{number}") if not m.silent and m.location is None]
    assert len(orders) == 2


async def test_a_late_team_is_reminded_then_the_captain_hears(street: Street) -> None:
    """At the arrive limit the team, at twice the limit the captain."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(182)
    assert len(_told(street, 1002, "remind-arrive", number)) == 1
    assert street.need(number) == ""
    await street.turn(181)
    assert street.said("matter-arrive") in street.need(number)
    assert await street.needs_heard() == 1


def _is_overdue(street: Street, number: int) -> bool:
    """Whether the captain's list says so."""
    return street.said("matter-overdue", at="\0").replace("\0", "").strip()[-2:] in street.need(number)


async def test_seventy_percent_overdue_and_the_repeats(street: Street) -> None:
    """70 % the team; 100 % team and captain, the card turns red; then after 5, 10, 20, 30, 30 minutes."""
    number = await _on_scene(street)
    await street.turn(7 * 60 - 3)
    assert len(_told(street, 1002, "remind-close-70", number)) == 1
    await street.turn(3 * 60 + 5)
    assert len(_told(street, 1002, "remind-overdue", number)) == 1
    assert _is_overdue(street, number)
    assert await street.needs_heard() == 1
    await street.turn(60)
    assert "🔴" in street.card(number).text
    seen = 1
    for minutes in (5, 10, 20, 30, 30):
        await street.turn(minutes * 60)
        seen += 1
        assert len(_told(street, 1002, "remind-overdue", number)) == seen
        assert await street.needs_heard() == seen


async def test_the_captains_seen_silences_one_case_for_half_an_hour(street: Street) -> None:
    """知道了."""
    number = await _on_scene(street)
    await street.turn(10 * 60 + 5)
    note = street.needs()
    assert note is not None
    assert street.said("matter-taken", number=number, minutes=30) == await street.press(
        1001, note, street.said("matter-do-seen")
    )
    await street.turn(20 * 60)
    assert _is_overdue(street, number), "it is shown as long as it is so"
    assert street.said("matter-by", name="钱队").strip() in street.need(number)
    assert await street.needs_heard() == 1
    await street.turn(30 * 60)
    assert await street.needs_heard() == 2
    assert street.said("matter-by", name="钱队").strip() not in street.need(number)


async def test_a_reminder_stops_when_the_case_moves_on(street: Street) -> None:
    """Resolved before 70 %: nothing more is said to the team."""
    number = await _on_scene(street)
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(30 * 60)
    assert not _told(street, 1002, "remind-close-70", number)
    assert not _told(street, 1002, "remind-overdue", number)


async def test_hold_stops_reminders_and_resumes_by_itself(street: Street) -> None:
    """Forty minutes of waiting for a tow truck."""
    number = await _on_scene(street)
    street.captain.say(GROUP, f"/hold {number} 40m tow truck")
    await street.turn(39 * 60)
    assert (await street.case(number)).state == "held"
    assert not _told(street, 1002, "remind-overdue", number)
    await street.turn(90)
    case = await street.case(number)
    assert case.state == "on_scene"
    assert case.held_s >= 39 * 60


async def test_on_hold_a_case_past_its_limit_is_overdue_nowhere(street: Street) -> None:
    """Not on its card either: it says how long it waits."""
    number = await _on_scene(street)
    await street.turn(25 * 60)
    assert street.said("mark-overdue") in street.card(number).text
    street.captain.say(GROUP, f"/hold {number} 40m tow truck")
    await street.turn(5)
    assert (await street.case(number)).state == "held"
    assert street.said("mark-overdue") not in street.card(number).text
    assert street.said("mark-held") in street.card(number).text


async def test_low_severity_with_photos_is_confirmed_by_the_clock(street: Street) -> None:
    """After ten minutes without a word; others are asked of the captain."""
    number = await _on_scene(street, item="dog_leash")
    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(3)
    street.wang.say(1002, f"/done {number}")
    await street.turn(590)
    assert (await street.case(number)).state == "resolved"
    await street.turn(15)
    case = await street.case(number)
    assert (case.state, case.confirmed_by) == ("closed", None)


async def test_what_nobody_confirms_is_asked_of_the_captain_in_one_message(street: Street) -> None:
    """Bundled, with a button that pages through all."""
    number = await _on_scene(street)
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(615)
    asked = street.needs()
    assert asked is not None
    assert "confirm_all" in str(asked.buttons)
    assert f"#{number}" in asked.text
    assert (await street.case(number)).state == "resolved"


async def test_owners_hear_when_no_captain_is_on_duty(street: Street) -> None:
    """The captain goes home; the owner (here the same person) still hears of the overdue case."""
    number = await _on_scene(street)
    street.captain.say(1001, "/off")
    await street.turn(10 * 60 + 5)
    assert _is_overdue(street, number)


async def test_an_outage_is_nobodys_silence(street: Street) -> None:
    """The Bot API is gone for two minutes while an order is open: the team keeps it, with a fresh limit."""
    number = await street.report()
    street.world.outage(120)
    await street.turn(150)
    case = await street.case(number)
    assert case.state == "dispatched"
    assert case.lead is not None
    assert case.lead.outcome is None
    await street.turn(100)
    assert any(a.outcome == "expired" for a in (await street.case(number)).assignments)


async def test_a_restart_loses_nothing_and_repeats_nothing(street: Street) -> None:
    """Stopped in the middle of a case and started again: the same case, its reminders, and no second card."""
    number = await _on_scene(street)
    cards = len([m for m in street.captain.sees(GROUP) if m.by_bot])
    await _restart(street, down_s=20)
    await street.turn(10 * 60)
    assert len(_told(street, 1002, "remind-overdue", number)) == 1
    assert len([m for m in street.captain.sees(GROUP) if m.by_bot]) == cards


async def test_reports_made_while_the_bot_was_down_are_taken(street: Street) -> None:
    """The pin waits at Telegram; its time is the message's."""
    said_at = street.clock.now()
    await _restart(street, down_s=90, meanwhile=lambda: street.reporter.send_location(GROUP, 30.3147, 120.2741))
    await street.settle()
    case = await street.case(await street.last_number())
    assert abs(case.reported_at - said_at) < timedelta(seconds=2)


async def test_what_came_due_while_down_is_said_once_and_marked_late(street: Street) -> None:
    """An hour of downtime: one overdue message, marked late, not four."""
    number = await _on_scene(street)
    await _restart(street, down_s=3600)
    await street.turn(5)
    told = _told(street, 1002, "remind-overdue", number)
    assert len(told) == 1
    assert street.said("late-mark").strip() in told[0]


async def _restart(street: Street, down_s: float, meanwhile: object = None) -> None:
    """Stop the bot, let time pass, start it again on the same database; the server stands all the while."""
    await street.stop()
    if callable(meanwhile):
        meanwhile()
    await street.clock.turn(down_s)
    await street.start()


async def test_tracks_and_done_updates_are_forgotten_in_time(street: Street) -> None:
    """Tracks after thirty days, the keys of updates after three."""
    from sqlalchemy import text

    street.wang.start_live(1002, 30.3180, 120.2741, 3600, 10)
    await street.turn(5)

    async def count() -> list[int]:
        async with street.house.store.look() as tx:
            db = tx.connection  # type: ignore[attr-defined]
            return [(await db.execute(text(f"SELECT count(*) FROM {t}"))).scalar() for t in ("tracks", "inbox")]

    assert await count() == [1, 1]
    await street.stop()
    await street.clock.turn(31 * 86400)
    await street.start()
    await street.house.tick.clean()
    assert (await count())[0] == 0


async def test_several_overdue_at_once_in_the_group_become_one_message(street: Street) -> None:
    """The captain blocked the bot: what is overdue at one moment comes to the group in one message."""
    street.captain.block()
    await street.turn(2)
    street.captain.send_location(GROUP, 30.3160, 120.2750)
    street.reporter.send_location(GROUP, 30.3147, 120.2741)
    await street.turn(10 * 60 + 10)
    overdue = [m.text for m in street.captain.sees(GROUP) if m.by_bot and "tg://" not in m.text and "🔴" in m.text]
    together = [t for t in overdue if "#1" in t and "#2" in t]
    assert len(together) == 1
    assert "钱队" in together[0]
