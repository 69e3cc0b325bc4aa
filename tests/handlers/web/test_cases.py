"""Cases through the API: found, shown in full, moved on as in chat; and who may not."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.app.settings import Web
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.incidents.store import INCIDENTS
from bot.trials import table as trials_table
from bot.trials.table import TRIALS, State, Trial
from bot.work.history import Record
from tests import handed
from tests.handlers.web.people import signed_in
from tests.stories.conftest import CENTRE, GROUP, Street

CASES = "/api/districts/1/cases"


async def _move(client: httpx.AsyncClient, number: int, name: str, **wish: Any) -> httpx.Response:
    return await client.post(f"{CASES}/{number}/moves/{name}", json=wish, headers={"Origin": str(client.base_url)})


async def _whole(client: httpx.AsyncClient, number: int, **asked: Any) -> dict[str, Any]:
    answer = await client.get(f"{CASES}/{number}", params=asked)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def _names(told: dict[str, Any]) -> list[str]:
    return [move["move"] for move in told["moves"]]


async def test_a_case_is_shown_in_full(served: Street, asking: httpx.AsyncClient) -> None:
    """What, where, who, every change, and that somebody looked is written down once, not at each refresh."""
    number = await served.report()
    await signed_in(served, asking, 1001)
    for _ in range(3):
        told = await _whole(asking, number)
    assert (told["number"], told["district"], told["kind"], told["state"]) == (1, 1, "incident", "dispatched")
    assert told["item"]["code"] == "shared_bike_parking"
    assert told["point"] == [CENTRE.lat, CENTRE.lon]
    assert (told["reporter"], told["overdue"], told["drill"]) == ("路人甲", False, False)
    [order] = told["assignments"]
    assert (order["team"], order["role"], order["ended_at"]) == ({"id": 1, "name": "一队"}, "lead", None)
    assert order["metres"] == pytest.approx(110, abs=5)
    assert [line["move"] for line in told["history"]] == ["report", "recategorise", "dispatch"]
    assert told["history"][0]["by"] == "路人甲"
    assert told["history"][2]["by"] is None
    assert told["history"][2]["team"] == {"id": 1, "name": "一队"}
    evidence = told["evidence"]
    assert (evidence["have"], evidence["need"], evidence["pieces"], evidence["pair"]) == (0, 3, [], None)
    assert told["reported_at"].endswith("Z")
    async with served.house.store.look() as tx:
        looks = (await handed.of(tx, 1001))["looks"]
    assert [(row["what"], row["case_id"]) for row in looks] == [("page", 1)]
    await served.turn(601)
    await _whole(asking, number)
    async with served.house.store.look() as tx:
        assert len((await handed.of(tx, 1001))["looks"]) == 2


async def test_moves_are_those_that_this_person_may_make_now(served: Street, asking: httpx.AsyncClient) -> None:
    """The captain's, the lead's, the reporter's; a viewer and somebody else have none."""
    number = await served.report()
    for user_id, expected in (
        (1001, {"reassign", "accept", "decline", "arrive", "resolve", "hold", "backup", "cancel", "merge", "transfer"}),
        (1002, {"accept", "decline", "arrive", "resolve", "backup", "relocate", "recategorise"}),
        (1006, {"relocate", "recategorise", "cancel"}),
        (1007, set()),
        (1005, set()),
    ):
        await signed_in(served, asking, user_id)
        told = await _whole(asking, number)
        assert expected <= set(_names(told)), user_id
        assert not {"undo", "confirm", "expire", "dispatch", "take"} & set(_names(told))
        assert bool(expected) == bool(told["moves"])


async def test_every_need_is_named_with_its_choices(served: Street, asking: httpx.AsyncClient) -> None:
    """Teams nearest first with distance, age of position and state, in both languages; codes with their words."""
    number = await served.report()
    await signed_in(served, asking, 1001)
    moves = {move["move"]: move for move in (await _whole(asking, number))["moves"]}
    [team] = moves["reassign"]["needs"]
    assert [choice["label_en"] for choice in team["choices"]] == ["二队", "三队"]
    assert team["choices"][0]["note_en"] == "817 m · at base · free"
    assert team["choices"][0]["note_zh"]
    assert moves["reassign"]["command"] == "assign"
    [reason] = moves["decline"]["needs"]
    assert {"too_far", "unsafe"} <= {choice["value"] for choice in reason["choices"]}
    assert [need["name"] for need in moves["hold"]["needs"]] == ["minutes", "reason", "free"]
    assert [need["optional"] for need in moves["hold"]["needs"]] == [False, False, True]
    assert moves["cancel"]["asks_once"] is True
    assert [need["name"] for need in moves["resolve"]["needs"]] == ["outcome", "note"]
    assert moves["merge"]["needs"][0]["choices"] == []
    items = moves["recategorise"]["needs"][0]["choices"]
    assert "street_stall" in [choice["value"] for choice in items]
    assert "shared_bike_parking" not in [choice["value"] for choice in items]


PATHS: list[tuple[str, list[tuple[int, str, dict[str, Any], str]]]] = [
    ("closed", [
        (1002, "accept", {}, "/accept 1"),
        (1002, "arrive", {}, "/arrived 1"),
        (1002, "resolve", {"facts": {"outcome": "duplicate", "note": "看过了"}}, "/done 1 duplicate 看过了"),
        (1006, "send_back", {"facts": {"reason": "还在"}}, "/sendback 1 还在"),
        (1002, "resolve", {"facts": {"outcome": "duplicate"}}, "/done 1 duplicate"),
        (1001, "confirm", {}, "/confirm 1"),
    ]),
    ("dispatched", [
        (1002, "decline", {"facts": {"reason": "too_far"}}, "/decline 1 太远"),
        (1001, "reassign", {"team": 3}, "/assign 1 三队"),
        (1001, "prioritise", {"facts": {"severity": "high"}}, "/priority 1 high"),
        (1001, "waive", {"facts": {"piece": "2", "reason": "夜里"}}, "/waive 1 2 夜里"),
        (1001, "recategorise", {"facts": {"item": "street_stall"}}, "/item 1 street_stall"),
    ]),
    ("held", [
        (1002, "accept", {}, "/accept 1"),
        (1002, "backup", {}, "/backup 1"),
        (1001, "hold", {"facts": {"minutes": "40", "reason": "等拖车"}}, "/hold 1 40m 等拖车"),
    ]),
    ("transferred", [
        (1001, "transfer", {"facts": {"department": "城管", "note": "派人"}, "sure": True}, "/transfer 1 城管 派人"),
    ]),
    ("dispatched", [
        (1001, "cancel", {"facts": {"reason": "误报"}, "sure": True}, "/cancel 1 误报"),
        (1001, "reopen", {"facts": {"reason": "又来了"}, "sure": True}, "/reopen 1 又来了"),
    ]),
]  # fmt: skip
"""Ways through a case: who, move and wish on the page, and the same in chat; and how it ends."""


BY_THE_CLOCK = {"recorded_at", "due"}
UNSAID = {"hold", "decline"}
"""Moves whose words in chat only name their facts."""


def _told(lines: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (line.record.move, line.record.before, line.record.after, line.record.by_id, line.record.part,
         line.record.team_id, line.record.automatic, line.record.implied,
         {name: value for name, value in line.record.facts.items() if name not in BY_THE_CLOCK},
         None if line.record.move in UNSAID else line.text)
        for line in lines
    ]  # fmt: skip


@pytest.mark.parametrize(("ends", "path"), PATHS, ids=["to the end", "by hand", "held", "transferred", "reopened"])
async def test_a_way_through_a_case_is_the_same_as_in_chat(
    served: Street, asking: httpx.AsyncClient, ends: str, path: list[tuple[int, str, dict[str, Any], str]]
) -> None:
    """Same states, same history but for the channel; the answer comes back, and no letter repeats it."""
    await served.report()
    for user_id, name, wish, _ in path:
        await signed_in(served, asking, user_id)
        before = len(served.private(user_id))
        answer = await _move(asking, 1, name, **wish)
        assert answer.status_code == 200, answer.text
        assert answer.json()["said"]
        await served.settle()
        answers = [m.text for m in served.private(user_id)[before:]]
        assert answer.json()["said"] not in answers
    assert (await served.case(1)).state == ends == (await _whole(asking, 1))["state"]


async def _history(street: Street) -> list[Any]:
    async with street.house.store.look() as tx:
        return await tx.history.of_case(1)


@pytest.mark.parametrize("path", [rows for _, rows in PATHS], ids=["to the end", "by hand", "held", "away", "again"])
async def test_the_history_differs_in_nothing_but_the_channel(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, path: list[tuple[int, str, dict[str, Any], str]]
) -> None:
    """The same way twice, on the page and in chat."""
    from tests.stories.conftest import open_street

    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    found = []
    for where in ("page", "chat"):
        folder = tmp_path / where
        folder.mkdir()
        street = await open_street(folder, "zh", web=Web())
        try:
            await street.report()
            async with httpx.AsyncClient(base_url=street.house.web_url) as client:
                for user_id, name, wish, words in path:
                    if where == "page":
                        await signed_in(street, client, user_id)
                        assert (await _move(client, 1, name, **wish)).status_code == 200
                    else:
                        street.who(user_id).say(user_id, words)
                        if wish.get("sure"):
                            await street.sure(user_id)
                    await street.turn(3)
            found.append(await _history(street))
        finally:
            await street.stack.aclose()
    page, chat = found
    channels = {line.record.channel for line in page} - {line.record.channel for line in chat}
    assert channels == {"web"}
    assert _told(page) == _told(chat)


async def test_refusals_are_codes_and_sentences_in_the_visitor_s_language(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """409 for what is not possible now, 403 for rights, 404 for what is not there; nothing else happens."""
    number = await served.report()
    await signed_in(served, asking, 1002)
    for name, wish, status, key in (
        ("confirm", {}, 403, "not-yours"),
        ("resume", {}, 403, "not-yours"),
        ("resolve", {}, 409, "evidence-missing"),
        ("resolve", {"facts": {"outcome": "sleepy"}}, 409, "no-such-outcome"),
        ("decline", {}, 409, "decline-why"),
        ("fly", {}, 404, "no-such-move"),
        ("seen", {}, 403, "captains-only"),
        ("pull", {"team": 1}, 403, "captains-only"),
        ("accept", {"by": 1001}, 403, "only-for-yourself"),
    ):
        answer = await _move(asking, number, name, **wish)
        assert answer.status_code == status, answer.text
        assert answer.json()["refused"].startswith(key)
        assert answer.json()["sentence"]
    assert (await _move(asking, number, "decline")).json()["needs"] == "reason"
    assert (await _move(asking, 99, "accept")).json()["refused"] == "no-such-case"
    await signed_in(served, asking, 1001)
    assert (await _move(asking, number, "relocate")).json()["needs"] == "point"
    assert (await _move(asking, number, "hold")).json()["refused"] == "needs-minutes"
    assert (await _move(asking, number, "merge")).json()["needs"] == "into"
    assert (await _move(asking, number, "confirm")).status_code == 409
    assert (await _move(asking, number, "hold", facts={"minutes": 0})).status_code == 422
    assert (await _move(asking, number, "hold", facts={"colour": "red"})).status_code == 422
    await signed_in(served, asking, 1007)
    assert (await _move(asking, number, "accept")).json()["refused"] == "viewer-may-only-look"
    async with served.house.store.look() as tx:
        assert await tx.drafts.of(1001, 0) == []
        rows = await tx.history.of_case(1)
    assert [row.record.move for row in rows] == ["report", "recategorise", "dispatch"]
    assert (await served.case(number)).state == "dispatched"


async def test_what_is_not_easily_undone_asks_once(served: Street, asking: httpx.AsyncClient) -> None:
    """Only where it would be possible; a busy team too. With *sure* it goes through, on record."""
    number = await served.report()
    other = await served.report(near=replace(CENTRE, lat=CENTRE.lat + 0.01), item="street_stall")
    await signed_in(served, asking, 1001)
    asked = await _move(asking, number, "cancel", facts={"reason": "误报"})
    assert (asked.status_code, asked.json()["refused"], asked.json()["sure"]) == (409, "sure-first", True)
    assert (await served.case(number)).state == "dispatched"
    assert (await _move(asking, number, "cancel")).json()["refused"] == "needs-reason"
    busy = await _move(asking, other, "reassign", team=1)
    assert (busy.status_code, busy.json()["refused"], busy.json()["sure"]) == (409, "assign-sure", True)
    done = await _move(asking, other, "reassign", team=1, sure=True)
    assert (done.status_code, done.json()["state"]) == (200, "dispatched")
    assert (await served.case(other)).lead.override  # type: ignore[union-attr]
    assert (await _move(asking, number, "cancel", facts={"reason": "误报"}, sure=True)).json()["state"] == "cancelled"


async def test_a_point_and_seen_and_pull(served: Street, asking: httpx.AsyncClient) -> None:
    """The place is corrected with its name, the captain has seen it, a team is pulled off a lesser case."""
    number = await served.report(item="street_stall")
    await signed_in(served, asking, 1001)
    moved = await _move(asking, number, "relocate", facts={"point": "30.3150, 120.2750"})
    assert moved.status_code == 200
    point = (await served.case(number)).point
    assert point is not None
    assert (point.lat, point.lon) == (30.3150, 120.2750)
    assert (await _move(asking, number, "relocate", facts={"point": [0, 0]})).json()["refused"] == "not-a-position"
    assert (await _move(asking, number, "seen")).status_code == 200
    assert (await served.case(number)).silenced_until is not None
    assert (await _move(asking, number, "pull", team=99)).json()["refused"] == "cannot-pull"
    assert (await _move(asking, number, "pull")).json()["needs"] == "team"


async def test_only_our_own_pages_move_anything(served: Street, asking: httpx.AsyncClient) -> None:
    """With a session that stands: not from another origin, not as a form, not without saying where from."""
    number = await served.report()
    await signed_in(served, asking, 1002)
    path, ours = f"{CASES}/{number}/moves/accept", {"Origin": str(asking.base_url)}
    tries: list[dict[str, Any]] = [
        {"json": {}, "headers": {"Origin": "https://evil.example"}},
        {"json": {}, "headers": {"Origin": "null"}},
        {"json": {}, "headers": {**ours, "Sec-Fetch-Site": "cross-site"}},
        {"json": {}, "headers": {"Sec-Fetch-Site": "same-site"}},
        {"json": {}},
        {"data": {"sure": "true"}, "headers": ours},
        {"content": "{}", "headers": {**ours, "Content-Type": "text/plain"}},
    ]
    for one in tries:
        answer = await asking.post(path, **one)
        assert (answer.status_code, answer.json()["refused"]) == (403, "not-our-page"), one
    assert (await served.case(number)).state == "dispatched"
    assert (await asking.post(path, json={}, headers={"Sec-Fetch-Site": "same-origin"})).status_code == 200
    huge = await asking.post(
        path, content=b"{" + b" " * 70_000 + b"}", headers={**ours, "Content-Type": "application/json"}
    )
    assert huge.status_code == 413


async def test_another_district_is_nobody_s_business(served: Street, asking: httpx.AsyncClient) -> None:
    """One sentence, whether there is such a district or not."""
    async with served.house.store.begin() as tx:
        first = await tx.districts.get(1)
        assert first is not None
        second = await tx.districts.add(replace(first, id=0, chat_id=-1009, name="笕桥"))
    await signed_in(served, asking, 1001)
    for district in (second.id, 77):
        answer = await asking.get(f"/api/districts/{district}/cases")
        assert (answer.status_code, answer.json()["refused"]) == (403, "other-district")
        path = f"/api/districts/{district}/cases/1/moves/accept"
        answer = await asking.post(path, json={}, headers={"Origin": str(asking.base_url)})
        assert answer.json()["refused"] == "other-district"
    assert [one["id"] for one in (await asking.get("/api/districts")).json()["districts"]] == [1]


async def test_a_list_is_filtered_and_comes_page_by_page(served: Street, asking: httpx.AsyncClient) -> None:
    """By state, item, team and time; drills only where they are asked for."""
    numbers = []
    for n in range(3):
        numbers.append(await served.report(near=replace(CENTRE, lat=CENTRE.lat + n / 100)))
        await served.turn(5)
    served.captain.say(1001, f"/cancel {numbers[0]} test")
    await served.sure(1001)
    await served.turn(3)
    async with served.house.store.begin() as tx:
        drill = await tx[INCIDENTS].by_number(1, numbers[2])
        assert drill is not None
        await tx[INCIDENTS].keep(replace(drill, drill=True))
    await signed_in(served, asking, 1007)

    async def found(**asked: Any) -> list[int]:
        answer = await asking.get(CASES, params=asked)
        assert answer.status_code == 200, answer.text
        return [case["number"] for case in answer.json()["cases"]]

    assert await found() == [2, 1]
    assert await found(drill=True) == [3]
    assert await found(live=True) == [2]
    assert await found(live=False) == await found(state="cancelled") == [1]
    assert await found(item="shared_bike_parking", team=1) == [1]
    assert await found(item="no_such") == []
    first = (await served.case(1)).reported_at
    second = (await served.case(2)).reported_at
    assert await found(since=second.isoformat()) == [2]
    assert await found(until=second.isoformat(), since=first.isoformat()) == [1]
    assert await found(since="0001-01-01T00:00:00+14:00", until="9999-12-31T23:59:59-14:00") == [2, 1]
    whole = (await asking.get(CASES, params={"per_page": 1})).json()
    assert (whole["count"], whole["more"], whole["per_page"]) == (2, False, 1)
    rest = (await asking.get(CASES, params={"per_page": 1, "after": whole["next"]})).json()
    assert ([one["number"] for one in rest["cases"]], rest["next"], rest["count"]) == ([1], None, None)
    assert await found(after="9999999999999-999999999999999999") == [2, 1]
    for wrong in ({"per_page": 201}, {"after": "1"}, {"after": "99999999999999-1"}, {"after": "-1-1"}):
        assert (await asking.get(CASES, params=wrong)).status_code == 422


async def test_a_program_acts_for_a_captain_by_name(open_to_programs: Street, program: httpx.AsyncClient) -> None:
    """Without one, or for somebody who is none, it is refused; the record says that a program did it."""
    street = open_to_programs
    number = await street.report()
    for by in (None, 1002, 9999, 1007):
        wish = {"by": by} if by else {}
        answer = await program.post(f"{CASES}/{number}/moves/accept", json=wish)
        assert (answer.status_code, answer.json()["refused"]) == (403, "by-a-captain")
    answer = await program.post(f"{CASES}/{number}/moves/accept", json={"by": 1001})
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    await street.settle()
    assert answer.json()["said"] not in [m.text for m in street.private(1001)]
    async with street.house.store.look() as tx:
        last = (await tx.history.of_case(1))[-1].record
    assert (last.move, last.channel, last.by_id, last.team_id) == ("accept", "api", 1001, 1)
    assert (await program.get(f"{CASES}/{number}")).json()["moves"] == []
    assert "arrive" in _names((await program.get(f"{CASES}/{number}", params={"by": 1001})).json())
    assert (await program.get(f"{CASES}/{number}", params={"by": 1002})).status_code == 403
    wrong = await program.get("/api/districts", headers={"Authorization": "Bearer nonsense"})
    assert (wrong.status_code, wrong.json()["refused"]) == (401, "wrong-token")
    assert wrong.headers["www-authenticate"] == "Bearer"


async def test_a_trial_is_no_case_here(served: Street, asking: httpx.AsyncClient) -> None:
    """As a call for help and a handover are none."""
    async with served.house.store.begin() as tx:
        number = await tx.districts.next_number(1)
        trial = Trial(1, trials_table.KIND, number, State.DISPATCHED, served.clock.now(), drill=True, reporter_id=1001)
        await tx[TRIALS].add(trial)
    await signed_in(served, asking, 1001)
    answer = await asking.get(f"{CASES}/{number}")
    assert (answer.status_code, answer.json()["refused"]) == (404, "is-of-trial")


async def test_evidence_stands_with_its_picture_s_address(served: Street, asking: httpx.AsyncClient) -> None:
    """Photos have one, words have none; and who left is named by their number."""
    number = await served.report()
    async with served.house.store.begin() as tx:
        for n, kind in enumerate((EvidenceKind.PHOTO, EvidenceKind.TEXT)):
            await tx[EVIDENCE].add(
                Evidence(1, kind, 1002 if n else 424242, served.clock.now(), GROUP, 9000 + n, case_id=number, text="x")
            )
        gone = Record("note", "dispatched", "dispatched", served.clock.now(), 424242, "reporter", "group")
        await tx.history.add(1, number, gone, served.clock.now())
    await signed_in(served, asking, 1007)
    told = await _whole(asking, number)
    pieces = told["evidence"]["pieces"]
    assert [piece["picture"] for piece in pieces] == ["/api/districts/1/evidence/1/picture", None]
    assert [piece["by"] for piece in pieces] == ["424242", "老王"]
    assert told["history"][-1]["by"] == "424242"
