"""Updates that came, and letters that go."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.incidents.store import INCIDENTS
from bot.outbox.letters import Button, Letter, LetterKind, LetterState, Posting, Priority
from bot.work.inbox import InboxRow
from bot.work.ports import Tx
from bot.work.schedule import Due
from handlers.process import cleaning
from handlers.process.clock import HandClock
from handlers.telegram.transport.intake import as_row
from storage import inbox, postings

from .conftest import BOTH, KEPT, NOW, WANG, Town, plan

DATABASES = BOTH

LATER = NOW + timedelta(minutes=1)


def letter(town: Town, **more: object) -> Letter:
    told: dict[str, object] = {"kind": LetterKind.CARD, "priority": Priority.EDIT, **more}
    return Letter(town.district.id, -100, created_at=KEPT, **told)  # type: ignore[arg-type]


def came(update_id: int, lane: int = -100, at: datetime = NOW) -> InboxRow:
    return InboxRow(7, update_id, lane, f'{{"update_id": {update_id}}}', at)


# --- inbox


async def test_an_update_is_stored_once(town: Town) -> None:
    """Of the same bot, in one batch or in two; another bot has its own count."""
    async with town.store.begin() as tx:
        assert await tx.inbox.add([came(5), came(3), came(5)]) == [came(5), came(3)]
        assert await tx.inbox.add([came(3), came(4)]) == [came(4)]
        assert await tx.inbox.add([replace(came(3), bot_id=8)]) == [replace(came(3), bot_id=8)]
        assert await tx.inbox.add([]) == []
        assert [(r.bot_id, r.update_id) for r in await tx.inbox.waiting(9, 9)] == [(7, 5), (7, 3), (7, 4), (8, 3)]
        assert await tx.inbox.backlog() == 4


async def test_no_lane_hides_another(town: Town) -> None:
    """What waits is read in turns: a flood of one leaves the others their place."""
    async with town.store.begin() as tx:
        await tx.inbox.add([came(n, lane=1) for n in range(1, 7)] + [came(8, lane=2), came(9, lane=3)])
        assert [r.update_id for r in await tx.inbox.waiting(9, 3)] == [1, 8, 9, 2, 3]
        assert [r.update_id for r in await tx.inbox.waiting(4, 3)] == [1, 8, 9, 2]


async def test_runs_that_begin_an_update_are_counted(town: Town) -> None:
    """Of those that were begun, one by one; what ended nothing counts anew."""
    async with town.store.begin() as tx:
        await tx.inbox.add([came(1), came(2), came(3)])
        for keys in ([(7, 1), (7, 2)], [(7, 2), (8, 2)], []):
            await tx.inbox.begin(keys)
        assert [(row.update_id, row.begun) for row in await tx.inbox.oldest(9)] == [(1, 1), (2, 2), (3, 0)]
        await tx.inbox.begin_anew([(7, 2)])
        assert [row.begun for row in await tx.inbox.waiting(9, 9)] == [1, 0, 0]


async def test_what_was_said_in_a_group_is_of_its_district_alone(town: Town) -> None:
    """Also where the number of another group begins with that of this one."""
    said = [
        as_row(7, {"update_id": n, "message": {"chat": {"id": town.district.chat_id * 10**n}}}, NOW) for n in (0, 1)
    ]
    async with town.store.begin() as tx:
        await tx.inbox.add(said)
    async with town.store._readers.connect() as connection:
        found = await connection.execute(select(inbox.inbox.c.update_id).where(inbox._of([town.district.id])).limit(9))
        assert list(found.scalars()) == [0]


async def test_a_done_update_is_empty_and_stays_known(town: Town) -> None:
    """Its payload goes at once, its key later."""
    async with town.store.begin() as tx:
        await tx.inbox.add([came(1)])
        await tx.inbox.done(7, 1, NOW)
        assert await tx.inbox.add([came(1)]) == []
        assert await tx.inbox.waiting(9, 9) == []
        assert await tx.inbox.forget_before(NOW, NOW, 10) == 0
        assert await tx.inbox.forget_before(LATER, NOW, 10) == 1
        assert await tx.inbox.add([came(1)]) == [came(1)]


async def test_a_failing_update_is_tried_again_and_then_put_aside(town: Town) -> None:
    """Each attempt counts; a dead one waits no more and is forgotten by its own date."""
    async with town.store.begin() as tx:
        await tx.inbox.add([came(1)])
        await tx.inbox.failed(7, 1, "Trouble", NOW, dead=False)
        (row,) = await tx.inbox.waiting(9, 9)
        assert (row.attempts, row.error, row.payload) == (1, "Trouble", '{"update_id": 1}')
        await tx.inbox.failed(7, 1, "Trouble", NOW, dead=True)
        assert await tx.inbox.backlog() == 0
        assert await tx.inbox.forget_before(LATER, NOW, 10) == 0
        assert await tx.inbox.forget_before(NOW, LATER, 10) == 1


# --- outbox


async def test_a_letter_comes_back_as_it_was_given(town: Town) -> None:
    """Facts, rows of buttons and mentions included."""
    buttons = ((Button("accept", "go:1", {"number": 1}), Button("map", url="https://example.org")), (Button("x"),))
    given = letter(
        town, key="card", facts={"n": [1, "二"]}, buttons=buttons, mentions=(WANG,), language="zh", reply_to=9
    )
    async with town.store.begin() as tx:
        added = await tx.outbox.add(given)
        assert await tx.outbox.waiting(NOW) == [added] == [replace(given, id=added.id)]


async def test_the_newest_of_a_collapse_value_keeps_the_place_in_line(town: Town) -> None:
    """It stands where the first stood, with the better priority; letters without such a value all stay."""
    async with town.store.begin() as tx:
        first = await tx.outbox.add(letter(town, collapse="card:1", priority=Priority.NEW_CARD, facts={"n": 1}))
        await tx.outbox.add(letter(town, priority=Priority.NEW_CARD))
        await tx.outbox.add(letter(town, priority=Priority.NEW_CARD))
        newest = await tx.outbox.add(letter(town, collapse="card:1", priority=Priority.EDIT, facts={"n": 2}))
        assert (newest.id, newest.priority, newest.facts) == (first.id, Priority.NEW_CARD, {"n": 2})
        waiting = await tx.outbox.waiting(NOW)
        assert len(waiting) == 3
        assert waiting[0] == newest
        better = await tx.outbox.add(letter(town, collapse="card:1", priority=Priority.SOS))
        assert better.priority is Priority.SOS


async def test_a_letter_on_its_way_is_not_replaced(town: Town) -> None:
    """What is being sent goes out; the newer one waits for itself."""
    async with town.store.begin() as tx:
        first = await tx.outbox.add(letter(town, collapse="card:1"))
        assert await tx.outbox.sending([first.id], NOW)
        assert not await tx.outbox.sending([first.id], NOW)
        second = await tx.outbox.add(letter(town, collapse="card:1"))
        assert second.id != first.id
        await tx.outbox.again(first.id, LATER, "timeout")
        assert await tx.outbox.waiting(LATER) == [second]


async def test_a_letter_that_failed_waits_until_its_time(town: Town) -> None:
    """The attempt counts, and the clock knows when to look again."""
    async with town.store.begin() as tx:
        added = await tx.outbox.add(letter(town))
        await tx.outbox.sending([added.id], NOW)
        await tx.outbox.again(added.id, LATER, "429")
        assert await tx.outbox.waiting(NOW) == []
        assert await tx.outbox.next_not_before(NOW) == KEPT + timedelta(minutes=1)
        (again,) = await tx.outbox.waiting(LATER)
        assert (again.attempts, again.error, again.repeated) == (1, "429", False)


async def test_a_letter_that_may_go_hides_none_that_is_delayed(town: Town) -> None:
    """It may be taken before anybody looks again; the delayed one would wait for the next news."""
    async with town.store.begin() as tx:
        await tx.outbox.add(letter(town, not_before=KEPT))
        await tx.outbox.add(letter(town, not_before=KEPT + timedelta(minutes=1)))
        assert await tx.outbox.next_not_before(NOW) == KEPT + timedelta(minutes=1)
        assert await tx.outbox.next_not_before(LATER) is None


async def test_letters_in_flight_at_a_start_go_out_again_marked(town: Town) -> None:
    """Of one collapse value only the newest does."""
    async with town.store.begin() as tx:
        plain = await tx.outbox.add(letter(town))
        await tx.outbox.sending([plain.id], NOW)
        for _ in range(3):
            last = await tx.outbox.add(letter(town, collapse="card:1"))
            await tx.outbox.sending([last.id], NOW)
        sent = await tx.outbox.add(letter(town))
        await tx.outbox.sending([sent.id], NOW)
        await tx.outbox.sent(sent.id, NOW, None)
        assert await tx.outbox.in_flight() == 2
        waiting = await tx.outbox.waiting(NOW)
        assert [(w.id, w.repeated) for w in waiting] == [(plain.id, True), (last.id, True)]
        assert await tx.outbox.in_flight() == 0


async def test_a_letter_that_is_said_to_be_on_its_way_for_long_goes_again(town: Town) -> None:
    """Not one of a chat that is being minded, none that just left; and one that waits is left too, however urgent."""
    async with town.store.begin() as tx:
        each = [replace(letter(town), chat_id=-n, priority=Priority.NEW_CARD) for n in range(1, 5)]
        each.append(replace(letter(town), chat_id=-5, priority=Priority.SOS))
        ids = [(await tx.outbox.add(one)).id for one in each]
        for at, one in ((NOW, 0), (NOW, 1), (LATER, 2)):
            await tx.outbox.sending([ids[one]], at)
        await tx.outbox.again(ids[3], LATER, "later")
        assert [one.id for one in await tx.outbox.left(NOW, 9)] == [ids[0], ids[1], ids[4]]
        assert [one.id for one in await tx.outbox.left(NOW, 1)] == [ids[0]]
        assert await tx.outbox.left(NOW - timedelta(seconds=1), 9) == []
        assert await tx.outbox.in_flight(NOW, [-2]) == 1
        assert {(one.id, one.repeated) for one in await tx.outbox.waiting(NOW)} == {(ids[0], True), (ids[4], False)}
    for query in ("SELECT id FROM outbox WHERE state IN ('waiting', 'sending') ORDER BY priority, id LIMIT 9",):
        assert "ix_outbox_waiting" in await plan(town, query)
    assert "ix_inbox_waiting" in await plan(town, "SELECT id FROM inbox WHERE state = 'waiting' ORDER BY id LIMIT 9")


async def test_priority_comes_before_age(town: Town) -> None:
    """An SOS passes everything."""
    async with town.store.begin() as tx:
        added = [await tx.outbox.add(letter(town, priority=p)) for p in (Priority.EDIT, Priority.ORDER, Priority.SOS)]
        assert [w.id for w in await tx.outbox.waiting(NOW)] == [a.id for a in reversed(added)]
        assert len(await tx.outbox.waiting(NOW, limit=1)) == 1


@pytest.mark.parametrize(
    ("purposes", "left"),
    [
        (["reminder"], ["order:1", "order:12", "note"]),
        (["order:"], ["reminder", "note"]),
        (["order:1"], ["reminder", "order:12", "note"]),
        ([], ["reminder", "order:1", "order:12", "note"]),
    ],
)
async def test_letters_whose_reason_is_gone_are_dropped(town: Town, purposes: list[str], left: list[str]) -> None:
    """By purpose, or by all that begin with one that ends in a colon; of other cases none."""
    async with town.store.begin() as tx:
        case, other = await town.incident(tx), await town.incident(tx)
        for purpose in ("reminder", "order:1", "order:12", "note"):
            await tx.outbox.add(letter(town, purpose=purpose, case_id=case.id))
        await tx.outbox.add(letter(town, purpose="reminder", case_id=other.id))
        assert await tx.outbox.cancel(case.id, purposes, NOW) == 4 - len(left)
        assert [w.purpose for w in await tx.outbox.waiting(NOW) if w.case_id == case.id] == left
        assert len([w for w in await tx.outbox.waiting(NOW) if w.case_id == other.id]) == 1


async def post(tx: Tx, town: Town, posting: Posting) -> None:
    added = await tx.outbox.add(letter(town, case_id=posting.case_id))
    await tx.outbox.sent(added.id, NOW, posting)


@pytest.mark.parametrize("few", [60, 1])
async def test_our_messages_are_found_by_case_and_by_place(
    town: Town, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit keeps one posting; one that is gone says so; so it is of a case with many, which are not all read."""
    monkeypatch.setattr(postings, "FEW", few)
    async with town.store.begin() as tx:
        case = await town.incident(tx)
        card = Posting(-100, 51, "card", KEPT, case_id=case.id)
        order = Posting(WANG, 8, "order:1", KEPT + timedelta(seconds=1), case_id=case.id, user_id=WANG)
        for one in (card, order, card):
            await post(tx, town, one)
        assert await tx.outbox.postings(case.id) == await tx.outbox.postings(case.id, "card", "order:") == [card, order]
        assert await tx.outbox.postings(case.id, "card") == [card]
        assert await tx.outbox.posting(WANG, 8) == order
        assert await tx.outbox.posting(WANG, 9) is None
        assert await tx.outbox.newest(case.id, WANG, "order:1") == order
        assert await tx.outbox.newest(case.id, -100, "order:1") is None
        assert await tx.outbox.chats_of(case.id, "card", "order:1") == {-100, WANG}
        await tx.outbox.gone(replace(letter(town), chat_id=-100, case_id=case.id, purpose="card"))
        assert await tx.outbox.posting(-100, 51) == replace(card, gone=True)
        assert await tx.outbox.newest(case.id, -100, "card") is None
        await tx.outbox.gone(replace(letter(town), chat_id=WANG, purpose="order-former", facts={"edits": 8}))
        assert await tx.outbox.posting(WANG, 8) == replace(order, gone=True)
        assert await tx.outbox.waiting(NOW) == []


async def test_old_messages_that_nobody_needs_are_forgotten_some_each_round(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of cases that are over, of one thing, and where a newer one took the place; a round goes on behind the last.

    A case with a department is over for the street, and comes back by its card.
    """
    monkeypatch.setattr(cleaning, "MESSAGES_A_ROUND", 4)
    old, clock = NOW - cleaning.MESSAGES_KEPT - timedelta(seconds=1), HandClock(NOW)
    async with town.store.begin() as tx:
        live, over, away = [await town.incident(tx) for _ in range(3)]
        await tx[INCIDENTS].save(replace(over, state="closed"))
        await tx[INCIDENTS].save(replace(away, state="transferred"))
        answer_due = [Due(f"case:{away.id}/", "transfer_due", NOW)]
        await tx.occasions.sync(town.district.id, away.id, f"case:{away.id}/", answer_due)
        one = Posting(-100, 0, "card", old)
        told = [
            replace(one, message_id=1, purpose="board"),
            replace(one, message_id=2, case_id=live.id),
            replace(one, message_id=3, case_id=over.id),
            replace(one, message_id=4, case_id=over.id, posted_at=NOW),
            replace(one, message_id=5, purpose="morning"),
            replace(one, message_id=6, purpose="morning"),
            replace(one, chat_id=WANG, message_id=7, case_id=over.id, purpose="order:1"),
            replace(one, chat_id=WANG, message_id=8, case_id=away.id),
            replace(one, chat_id=WANG, message_id=9, purpose="labels:17"),
        ]
        for each in told:
            await post(tx, town, each)
        listed = await tx.outbox.add(replace(letter(town), case_id=over.id))
        await tx.outbox.listed([listed], NOW, replace(told[2], purpose="list", case_id=None))
        await post(tx, town, told[2])
        assert await tx.outbox.listed_in(-100, 3) == [over.id]

    async def stand() -> list[int]:
        async with town.store.look() as tx:
            found = [await tx.outbox.posting(each.chat_id, each.message_id) for each in told]
            return [each.message_id for each in found if each is not None]

    assert [await cleaning.of_old_messages(town.store, clock), await stand()] == [1, [1, 2, 4, 5, 6, 7, 8, 9]]
    assert [await cleaning.of_old_messages(town.store, clock), await stand()] == [2, [1, 2, 4, 6, 8, 9]]
    async with town.store.begin() as tx:
        assert await tx.outbox.listed_in(-100, 3) == []
        await tx[INCIDENTS].save(replace(live, state="closed"))
    for _ in range(3):
        await cleaning.of_old_messages(town.store, clock)
    assert await stand() == [1, 4, 6, 8]


async def test_a_dropped_letter_waits_no_more(town: Town) -> None:
    """It is given up for good."""
    async with town.store.begin() as tx:
        added = await tx.outbox.add(letter(town))
        await tx.outbox.sending([added.id], NOW)
        await tx.outbox.dropped(added.id, NOW, "chat not found")
        assert added.state is LetterState.WAITING
        assert await tx.outbox.waiting(LATER) == []
        assert await tx.outbox.in_flight() == 0


async def test_a_newer_letter_takes_over_the_doubt_of_the_one_it_replaces(town: Town) -> None:
    """The old card may have been sent: the new one, which goes in its place, says so."""
    async with town.store.begin() as tx:
        first = await tx.outbox.add(letter(town, collapse="card:9"))
        assert await tx.outbox.sending([first.id], NOW)
        newer = await tx.outbox.add(letter(town, collapse="card:9"))
        assert await tx.outbox.in_flight() == 0
        assert [(w.id, w.repeated) for w in await tx.outbox.waiting(NOW)] == [(newer.id, True)]
    async with town.store.begin() as tx:
        assert await tx.outbox.sending([newer.id], NOW)
        await tx.outbox.again(newer.id, NOW, "timed out", maybe_sent=True)
        assert [w.repeated for w in await tx.outbox.waiting(NOW)] == [True]
