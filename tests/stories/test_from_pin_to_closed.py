"""The main loop: a pin becomes a case, the nearest team is sent, accepts, arrives, shows evidence, is confirmed."""

from tests.stories.conftest import GROUP, Street


async def test_a_pin_becomes_a_closed_case(street: Street) -> None:
    """From the location to the confirmation, everybody told what they need and nobody more."""
    number = await street.report()
    case = await street.case(number)
    assert case.state == "dispatched"
    assert case.lead is not None

    [order] = [m for m in street.private(1002) if m.buttons]
    assert f"#{number}" in order.text
    await street.press(1002, order, street.said("button-accept"))
    assert (await street.case(number)).state == "accepted"

    await street.turn(5)
    order = street.private(1002, f"#{number}")[0]
    await street.press(1002, order, street.said("button-arrive"))
    assert (await street.case(number)).state == "on_scene"

    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(3)
    await street.turn(5)
    order = street.private(1002, f"#{number}")[0]
    await street.press(1002, order, street.said("button-resolve"))
    assert (await street.case(number)).state == "resolved"

    await street.turn(5)
    await street.press(1006, street.card(number), street.said("button-confirm"))
    assert (await street.case(number)).state == "closed"
    await street.turn(30)
    assert street.said("state-closed") in street.card(number).text
    assert street.world.calls.cost(GROUP) <= 6
    async with street.house.store.look() as tx:
        assert await tx.kept.beginning("touched:") == {}, "small facts of a case go with its end"
