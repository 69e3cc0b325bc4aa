"""*Needs you now*: one living message to each captain, which sounds for what is new, and leaves nothing stale."""

from bot.incidents import proof
from bot.matters import needs
from bot.values.geo import Point
from bot.work.speaker import as_clock
from tests.stories.conftest import CENTRE, GROUP, Street

SPOTS = [Point(30.3147 + i / 500, 120.2741) for i in range(14)]


async def _second_captain(street: Street) -> None:
    """阿强's friend 路人甲 commands too."""
    street.captain.say(GROUP, "/enrol captain", reply_to=street.reporter.say(GROUP, "hi"))
    await street.turn(3)
    street.reporter.say(1006, "/duty")
    await street.turn(3)


async def _all_of(street: Street) -> int:
    """How many lines there are in all, by the bot's own count."""
    async with street.house.store.look() as tx:
        district, now = await tx.districts.get(1), street.clock.now()
        assert district is not None
        work = await street.house.desk.opening.work(tx, as_clock(district, now), now)
        return len(await needs.matters(work, await needs.kept(work)))


async def _many(street: Street, count: int) -> list[int]:
    return [await street.report(item="street_stall", near=spot) for spot in SPOTS[:count]]


async def test_one_message_lists_what_needs_a_captain_and_counts_the_rest(street: Street) -> None:
    """Eight lines at most, each with its buttons; the others behind one tap."""
    numbers = await _many(street, 14)
    await street.turn(10)
    stands = street.needs()
    assert stands is not None
    lines = [line for line in stands.text.splitlines() if "#" in line]
    assert len(lines) == 8
    waiting = await _all_of(street)
    assert waiting >= len(numbers) - 3
    assert street.said("matters-more", count=waiting - 8) in stands.text
    assert len(stands.buttons) == 9
    assert all(len(row) <= 3 for row in stands.buttons)
    await street.press(1001, stands, street.said("button-matters-more", count=waiting - 8))
    await street.turn(2)
    more = street.private(1001)[-1]
    assert len(more.text.splitlines()) == 1 + min(8, waiting - 8)


async def test_it_sounds_for_what_is_new_and_for_many_at_once_but_once(street: Street) -> None:
    """The former message goes, so that there is only one; in between it is edited."""
    await _many(street, 4)
    await street.turn(5)
    assert await street.needs_heard() == 1
    first = street.needs()
    for spot in SPOTS[4:9]:
        await street.report(item="street_stall", near=spot)
        await street.turn(8)
    now = street.needs()
    assert first is not None
    assert now is not None
    assert now.id == first.id
    assert now.edits > 0
    assert await street.needs_heard() == 1
    await street.turn(150)
    assert await street.needs_heard() == 2
    assert (street.needs() or first).id > first.id


async def test_a_critical_case_sounds_at_once_whatever_was_said_a_moment_ago(street: Street) -> None:
    """Within five seconds of it being known, above all others."""
    await _many(street, 4)
    await street.turn(5)
    number = await street.report(item="injured", near=SPOTS[5])
    await street.turn(4)
    assert await street.needs_heard() == 2
    stands = street.needs()
    assert stands is not None
    assert f"#{number}" in stands.text.splitlines()[1]
    assert street.said("matter-nobody", counts="").split("(")[0].split("（")[0].strip() in street.need(number)


async def test_a_waiting_case_that_turns_out_critical_sounds_again(street: Street) -> None:
    """That nobody could be sent was said when it was a lesser case: that a critical one waits is news."""
    numbers = await _many(street, 4)
    await street.turn(5)
    [waits] = [n for n in numbers if (await street.case(n)).state == "open"]
    heard = await street.needs_heard()
    street.captain.say(1001, f"/priority {waits} critical")
    await street.turn(5)
    waiting = await street.case(waits)
    assert waiting.state == "open"
    assert waiting.pull_until is not None, "a team of a lesser case is offered"
    assert await street.needs_heard() == heard + 1


async def test_a_critical_case_that_goes_well_is_heard_too(street: Street) -> None:
    """With its team and its place."""
    number = await street.report(item="injured")
    await street.turn(4)
    assert await street.needs_heard() == 1
    assert street.said("matter-critical") in street.need(number)
    assert "一队" in street.need(number)


async def test_what_is_critical_cannot_be_put_away(street: Street) -> None:
    """Also by a button that we never wrote: for all captains it would be gone."""
    number = await street.report(item="injured")
    await street.turn(4)
    stands = street.needs()
    assert stands is not None
    street.captain.press_data(stands, f"matters:1.0:hide:case:{number}")
    await street.turn(8)
    assert street.need(number)


async def test_who_takes_it_is_seen_by_the_others(street: Street) -> None:
    """And the second tap changes nothing; nobody hears a sound for it."""
    await _second_captain(street)
    number = await street.report(item="injured", by=1002)
    await street.turn(4)
    first, second = street.needs(1001), street.needs(1006)
    assert first is not None
    assert second is not None
    taken = await street.press(1001, first, street.said("matter-do-seen"))
    assert taken == street.said("matter-taken", number=number, minutes=30)
    toast = await street.press(1006, second, street.said("matter-do-seen"))
    assert toast == street.said("matter-taken-already", number=number, by="钱队")
    await street.turn(8)
    assert street.said("matter-by", name="钱队").strip() in street.need(number, 1006)
    assert await street.needs_heard(1006) == 1


async def test_a_line_leaves_with_its_reason(street: Street) -> None:
    """What is left says that nothing needs them."""
    number = await street.report(item="injured")
    await street.turn(4)
    assert street.need(number)
    for words in ("accept", "arrived", "done"):
        street.wang.say(1002, f"/{words} {number}" + (" duplicate" if words == "done" else ""))
        await street.turn(2)
    await street.turn(6)
    assert street.needs() is None
    assert street.said("matters-none") in street.private(1001)[-1].text


async def test_what_the_lead_asks_for_is_granted_or_refused_by_a_tap(street: Street) -> None:
    """A no is told to the lead, and the line leaves."""
    number = await street.report(item="street_stall")
    for words in (f"/accept {number}", f"/arrived {number}", f"/hold {number} 40m waiting for the truck"):
        street.wang.say(1002, words)
        await street.turn(3)
    stands = street.needs()
    assert stands is not None
    assert "waiting for the truck" in street.need(number)
    await street.press(1001, stands, street.said("matter-do-no"))
    await street.turn(8)
    assert street.need(number) == ""
    assert (await street.case(number)).state == "on_scene"
    assert street.private(1002, "钱队")[-1].text.startswith(f"#{number}")


async def test_no_get_it_is_told_to_the_lead(street: Street) -> None:
    """*No photo possible* is answered with *no, get it*: the team hears which piece."""
    number = await street.report(item="street_stall")
    for words in (f"/accept {number}", f"/arrived {number}"):
        street.wang.say(1002, words)
        await street.turn(3)
    case = await street.case(number)
    need = proof.all_kinds(street.house.desk.books.built_in.item(case.item or ""))[0]
    street.wang.press_data(street.private(1002)[-1], f"piece:1.{number}:cannot:{need.key}")
    await street.turn(4)
    stands = street.needs()
    assert stands is not None
    assert f":waive:{need.key}" in str(stands.buttons)
    await street.press(1001, stands, street.said("matter-do-get-it"))
    await street.turn(4)
    told = street.private(1002, "钱队")[-1]
    assert (
        street.said("no-waive", number=number, item="", place="", by="钱队", piece="").split("“")[0][-3:] in told.text
    )
    assert (await street.case(number)).waived == ()


async def test_a_call_for_help_stays_the_newest_message(street: Street) -> None:
    """What is critical sounds meanwhile, and the call comes after it again, without a sound; the rest waits."""
    street.qiang.say(1004, "/sos")
    await street.turn(3)
    await _many(street, 4)
    await street.turn(1)
    heard = await street.needs_heard()
    number = await street.report(item="injured", near=SPOTS[6])
    await street.turn(4)
    assert await street.needs_heard() > heard
    stands, newest = street.needs(), street.private(1001)[-1]
    assert stands is not None
    assert f"#{number}" in stands.text
    assert "sos:" in str(newest.buttons)


async def test_without_a_private_chat_the_group_mentions_the_captain(street: Street) -> None:
    """As before: each thing once, by name."""
    street.captain.block()
    await street.turn(2)
    number = await street.report(item="injured", near=CENTRE, by=1002)
    await street.turn(5)
    said = [m.text for m in street.captain.sees(GROUP) if m.by_bot and "钱队" in m.text and f"#{number}" in m.text]
    assert said


async def test_why_is_answered_by_a_tap_with_what_captains_said_most(street: Street) -> None:
    """Learnt from the district's own last reasons; the words of who reported are offered to nobody."""
    for reason, by in (("duplicate of the market", 1001), ("duplicate of the market", 1001), ("my own words", 1006)):
        number = await street.report(item="street_stall")
        street.who(by).say(by, f"/cancel {number} {reason}")
        await street.turn(3)
        await street.sure(by)
    number = await street.report(item="street_stall")
    street.captain.press_data(street.card(number), f"incident:1.{number}:cancel")
    await street.turn(3)
    asked = street.private(1001)[-1]
    assert asked.labels == ["duplicate of the market"]
    await street.press(1001, asked, "duplicate of the market")
    await street.turn(3)
    case = await street.case(number)
    assert case.state == "cancelled"
    async with street.house.store.look() as tx:
        last = (await tx.history.of_case(case.id))[-1].record
    assert last.facts["reason"] == "duplicate of the market"
