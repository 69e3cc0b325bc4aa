"""A call that Telegram took and whose answer was lost: said twice, and the second time it says so."""

from tests.stories.conftest import CENTRE, GROUP, Street


async def test_a_card_whose_answer_was_lost_comes_again_with_its_mark(street: Street) -> None:
    """Never not at all, never twice in silence."""
    await street.settle()
    street.world.faults.lose_answer("sendMessage")
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    for _ in range(6):
        await street.turn(2)
    cards = [m for m in street.captain.sees(GROUP) if m.by_bot and "#1" in m.text]
    mark = street.said("repeated-mark")
    ours = street.world.messages(GROUP)
    written = [f["text"] for m in ours for f in (*m.history, m.body) if "#1" in f.get("text", "")]
    assert len(cards) == 2
    assert mark in [text.splitlines()[0] for text in written]
    assert mark not in written[0]
