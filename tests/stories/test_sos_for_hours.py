"""A call for help that nobody takes for hours, and a caller who says very much: what it costs, and what is heard."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import insert

from bot.sos import alerts, passing
from bot.values.geo import Point
from storage import one_hop
from storage.posted import postings
from tests.stories.conftest import Street
from tests.stories.test_sos import alarms, call_of, raised
from tests.stories.test_sos_talk import HELPERS, called

HOURS = 2000
"""So many alarms have been sent."""


async def test_after_hours_a_round_reads_no_more_than_in_its_first_minute(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are told again, each message is written, the caller asks who has it: not by looking at all that was sent."""
    number = await raised(street, 1004)
    call = await call_of(street, number)
    sent = [
        {"chat_id": to, "message_id": 10**6 + n, "purpose": purpose, "posted_at": call.reported_at, "district_id": 1,
         "case_id": call.id, "user_id": to, "letter_id": None, "gone": False}
        for n in range(HOURS) for to in HELPERS for purpose in ([alerts.FORMER, alerts.TOLD][n % 2],)
    ]  # fmt: skip
    async with street.house.store.begin() as tx:
        await tx.connection.execute(insert(postings), sent)  # type: ignore[attr-defined]
    read, keep = Counter[str](), one_hop.OneHopCursor._keep

    def counting(self: one_hop.OneHopCursor, cursor: Any) -> None:
        keep(self, cursor)
        columns = {name for name, *_ in cursor_columns(self)}
        read["postings"] += len(self._rows) if "posted_at" in columns else 0

    monkeypatch.setattr(one_hop.OneHopCursor, "_keep", counting)
    before = len(alarms(street, 1001, number))
    await street.turn(31)
    assert len(alarms(street, 1001, number)) == before + 1
    assert 0 < read["postings"] <= 200
    street.qiang.say(1004, "/sos they are inside")
    await street.turn(2)
    assert "they are inside" in alarms(street, 1001, number)[-1].text
    assert read["postings"] <= 400


def cursor_columns(cursor: one_hop.OneHopCursor) -> Any:
    """What the rows of a statement are made of."""
    return cursor.description or ()


async def test_who_says_very_much_is_heard_in_every_word(street: Street) -> None:
    """Twenty go on one by one, more of the same minute together, with each word; pictures and the place come too."""
    number = await called(street)
    said = [f"word{n}." for n in range(passing.AT_ONCE + 20)]
    for words in said[: passing.AT_ONCE]:
        street.reporter.say(1006, words)
    await street.turn(25)
    for n, words in enumerate(said[passing.AT_ONCE :]):
        street.reporter.say(1006, words)
        await street.turn(n % 2)
    street.reporter.send_location(1006, 30.3199, 120.2799)
    await street.turn(10)
    street.reporter.send_photo(1006, caption="his face")
    await street.turn(5)
    assert (await call_of(street, number)).point == Point(30.3199, 120.2799)
    for user_id in HELPERS:
        heard = [
            m.text for m in street.private(user_id, street.said("sos-says", number=number, name="路人甲", words=""))
        ]
        assert [words for words in said if words not in " ".join(heard)] == []
        assert passing.AT_ONCE < len(heard) <= passing.AT_ONCE + 4
        assert street.private(user_id, "his face")
        assert [m for m in street.who(user_id).sees(user_id) if m.photo], "also where Telegram wanted us to wait"
    street.captain.say(1001, f"/clear {number}")
    await street.turn(3)
    async with street.house.store.look() as tx:
        assert await tx.kept.beginning("sos-") == {}, "what was kept of the call is gone with it"
