"""Who may: decided at the moment of the move, whatever the message looks like and wherever it comes from."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk import rights as desk_rights
from bot.evidence.pieces import EVIDENCE
from bot.handbook.reading import pages as handbook_pages
from bot.imports import bringing_in, district_file
from bot.incidents.store import INCIDENTS
from bot.membership import enrolment
from bot.register.people import NO_PERSON, Member, RoleHeld, RoleName
from bot.sos.table import CALLS
from bot.values.refused import Refused
from bot.work import speaker as work_speaker
from bot.work.answer import QUIET, Answer
from bot.work.speaker import Speaker
from bot.work.work import Work
from tests.faults.test_forged import stored
from tests.stories.conftest import CENTRE, GROUP, OWNER, STAFF, START, Street, a_street

NEXT_DOOR = -1001000000002
NEIGHBOURS = """
district: {chat_id: -1001000000002, name: Next door, language: en, centre: [30.4, 120.3]}
people:
  - {user_id: 1005, name: Zhou, role: member}
  - {user_id: 2001, name: Lin, role: captain}
  - {user_id: 2002, name: Mo, role: member}
teams:
  - {key: n1, name: North, base: [30.4, 120.3], members: [2002]}
"""


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """The street, where 小周 is a captain too, and next door a district in which he is a member only."""
    async with a_street(tmp_path, "en") as made:
        file = tmp_path / "neighbours.yaml"
        file.write_text(NEIGHBOURS, encoding="utf8")
        for user_id in (2001, 2002):
            made.world.add_person(user_id, f"p{user_id}", started=True)
        made.world.add_group(NEXT_DOOR, "Next door", [1005, 2001, 2002], creator=2001)
        async with made.house.store.begin() as tx:
            await bringing_in.bring_in(tx, district_file.read(file, made.rules), made.rules, START)
            await tx.people.add_role(1, 1005, RoleHeld(RoleName.CAPTAIN, START))
        yield made


async def test_a_captain_here_is_no_captain_next_door(street: Street) -> None:
    """Not in that group, not by its buttons, not by its number in private, not in reply to its card."""
    for user_id in (2001, 2002):
        street.who(user_id).say(NEXT_DOOR, "/duty")
    await street.settle()
    street.who(2001).send_location(NEXT_DOOR, 30.4, 120.3)
    await street.turn(40)
    theirs = await _case_next_door(street)
    assert theirs["state"] == "dispatched"
    card = next(m for m in street.zhou.sees(NEXT_DOOR) if m.by_bot and "#1" in m.text)
    street.zhou.say(NEXT_DOOR, "/cancel 1 not mine")
    street.zhou.say(NEXT_DOOR, "/cancel not mine", reply_to=card)
    street.zhou.say(1005, "/cancel 1 not mine")
    for move in ("cancel", "accept", "release", "confirm", "seen", "assign", "take", "undo"):
        street.zhou.press_data(card, f"incident:2.1:{move}")
    await street.settle()
    assert await _case_next_door(street) == theirs
    number = await street.report()
    street.zhou.say(GROUP, f"/cancel {number} mine")
    await street.sure(1005)
    await street.settle()
    assert (await street.case(number)).state == "cancelled"


async def _case_next_door(street: Street) -> dict[str, object]:
    async with street.house.store.look() as tx:
        found = await tx[INCIDENTS].by_number(2, 1)
    assert found is not None
    return {"state": str(found.state), "version": found.version, "assignments": found.assignments}


async def test_a_reply_in_private_moves_the_case_it_replies_to(street: Street) -> None:
    """Who belongs to two districts need not say which; a reply to the one never moves the other's case."""
    async with street.house.store.begin() as tx:
        team = next(t for t in await tx.teams.all(2) if t.name == "North")
        qiang = Member(2, 1004, "Qiang", team_id=team.id, roles=(RoleHeld(RoleName.MEMBER, START),))
        await tx.people.save_member(qiang)
    street.world.set_member(NEXT_DOOR, 1004, "member", tell=False)
    street.qiang.say(NEXT_DOOR, "/duty")
    await street.report(near=CENTRE.__class__(30.3201, 120.2801))
    assert (await street.case(1)).lead is not None
    street.who(2001).send_location(NEXT_DOOR, 30.4, 120.3)
    await street.turn(34)
    orders = {}
    async with street.house.store.look() as tx:
        for seen in street.private(1004, "#1"):
            posting = await tx.outbox.posting(1004, seen.id)
            orders[posting.district_id if posting else None] = seen
    here, there = orders[1], orders[2]
    street.qiang.say(1004, "ok", reply_to=there)
    await street.settle()
    assert (await _case_next_door(street))["state"] == "accepted"
    assert (await street.case(1)).state == "dispatched"
    street.qiang.say(1004, "/accept", reply_to=here)
    await street.settle()
    assert (await street.case(1)).state == "accepted"
    theirs = await _case_next_door(street)
    async with street.house.store.begin() as tx:  # gone from next door, and a captain here
        await tx.people.save_member(replace(qiang, left_at=START, team_id=None, roles=()))
        await tx.people.add_role(1, 1004, RoleHeld(RoleName.CAPTAIN, START))
    street.qiang.say(1004, "/cancel because", reply_to=there)
    street.qiang.say(1004, "ok", reply_to=there)
    await street.turn(5)
    assert await _case_next_door(street) == theirs
    assert (await street.case(1)).state == "accepted"
    assert street.private(1004, street.said("which-case-none", command="case"))


async def test_nobody_joins_another_districts_team(street: Street) -> None:
    """A forged button of a captain: the team is not theirs to give."""
    async with street.house.store.look() as tx:
        north = next(t.id for t in await tx.teams.all(2) if t.name == "North")
    number = await street.report()
    street.captain.press_data(street.card(number), f"team:1.1006:join:{north}")
    await street.settle()
    async with street.house.store.look() as tx:
        member = await tx.people.member(1, 1006)
    assert member is not None
    assert member.team_id is None


async def test_who_was_dismissed_keeps_nothing_to_press(street: Street) -> None:
    """Not a look, not a piece taken back, not a pin made new, not a word that was asked for."""
    number = await street.report()
    street.reporter.send_photo(GROUP)
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon + 0.0001)
    street.reporter.press_data(street.card(number), f"incident:1.{number}:cancel")
    await street.settle()
    async with street.house.store.look() as tx:
        [piece] = await tx[EVIDENCE].of_case((await street.case(number)).id)
        drafts = await tx.drafts.of(1006, GROUP)
    assert {d.kind for d in drafts} == {"lately", "pins", "reason"}
    [pin] = next(d.data for d in drafts if d.kind == "pins")
    street.captain.say(GROUP, "/dismiss", reply_to=street.reporter.say(GROUP, "收到吗"))
    await street.sure(1001)
    before = stored(street)
    for data in (
        f"piece:1.{number}:drop:{piece.id}",
        f"piece:1.{number}:new:{piece.id}",
        f"pin:1.{number}:new:{pin}",
        f"incident:1.{number}:cancel",
    ):
        street.reporter.press_data(street.card(number), data)
    for said in (f"/case {number}", "/board", "because I say so", "/report here", "/confirm"):
        street.reporter.say(GROUP, said)
        street.reporter.say(1006, said)
    await street.settle()
    assert stored(street) == before
    assert await street.last_number() == number


async def test_what_was_forwarded_commands_nothing(street: Street) -> None:
    """A captain forwards a joke of somebody: it is not the captain's command, nor the team's word."""
    number = await street.report()
    await _forward(street, 1001, GROUP, f"/cancel {number} joke")
    await _forward(street, 1002, 1002, "好了")
    await street.settle()
    assert (await street.case(number)).state == "dispatched"
    assert street.private(1001, street.said("forwarded-command"))
    street.captain.press_data(street.card(number), f"incident:1.{number}:cancel")
    await _forward(street, 1001, GROUP, "their words are no reason")
    await street.settle()
    assert (await street.case(number)).state == "dispatched"
    street.captain.say(GROUP, "mine are")
    await street.settle()
    assert (await street.case(number)).state == "cancelled"


async def _forward(street: Street, user_id: int, chat: int, text: str) -> None:
    player = street.who(user_id)
    entities = [{"type": "bot_command", "offset": 0, "length": text.find(" ")}] if text.startswith("/") else []
    content = {"text": text, "entities": entities, "forward_origin": player._origin(None)}
    player._post(chat, content, None, None)


async def test_whoever_hides_behind_a_group_or_a_channel_commands_nothing(street: Street) -> None:
    """The captain, anonymous or as a channel, is told to show themself; their presses come under their own id."""
    number = await street.report()
    street.world.set_member(GROUP, 1001, "administrator", tell=False)
    street.world.add_channel(-1005550000001, "News", [1001, 1002], linked_group=GROUP)
    street.world.set_member(-1005550000001, 1001, "creator", tell=False)
    for mask in (street.captain.as_anonymous_admin(GROUP), street.captain.as_channel(-1005550000001)):
        mask.say(GROUP, f"/cancel {number} anonymous")
        mask.send_location(GROUP, CENTRE.lat, CENTRE.lon)
        mask.say(GROUP, "ok")
    post = street.captain.post_in_channel(-1005550000001, f"/cancel {number} post")
    await street.turn(60)
    assert (await street.case(number)).state == "dispatched"
    assert await street.last_number() == number
    told = [m for m in street.captain.sees(GROUP) if m.text == street.said("anonymous-admin")]
    assert len(told) >= 2
    assert post.chat_id == -1005550000001
    forwarded = [m for m in street.world.messages(GROUP) if m.body.get("is_automatic_forward")]
    street.world.set_member(GROUP, 1001, "member", tell=False)
    street.captain.say(GROUP, "/enrol captain", reply_to=forwarded[-1])
    await street.settle()
    assert street.private(1001, street.said("not-a-bot"))
    async with street.house.store.look() as tx:
        assert [await tx.people.member(1, user_id) for user_id in sorted(NO_PERSON)] == [None, None, None]


@pytest.mark.parametrize("user_id", sorted(NO_PERSON))
async def test_a_file_cannot_name_nobody(street: Street, tmp_path: Path, user_id: int) -> None:
    """The three ids belong to no person; a file that names one is refused, and whoever had them has no rights."""
    file = tmp_path / "wrong.yaml"
    file.write_text(f"district: {{chat_id: -5, name: x}}\npeople:\n  - {{user_id: {user_id}, name: x}}\n")
    with pytest.raises(Refused) as refused:
        district_file.read(file, street.rules)
    assert (refused.value.key, refused.value.facts["line"]) == ("file-no-person", 3)


async def test_who_is_cut_off_from_the_group_has_left_it(street: Street) -> None:
    """Restricted and no longer in it is as good as removed; restricted but present is not."""
    await street.report()
    for user_id, is_member in ((1002, True), (1004, False)):
        _restrict(street, user_id, is_member=is_member)
    await street.settle()
    async with street.house.store.look() as tx:
        present, gone = [await tx.people.member(1, user_id) for user_id in (1002, 1004)]
    assert present is not None
    assert present.left_at is None
    assert gone is not None
    assert gone.left_at is not None


def _restrict(street: Street, user_id: int, *, is_member: bool) -> None:
    from tests.faults.forgery import RESTRICTIONS, chat

    user = {"id": user_id, "is_bot": False, "first_name": STAFF[user_id]}
    limited = dict.fromkeys(RESTRICTIONS, False) | {"is_member": is_member, "until_date": 0}
    changed = {
        "chat": chat(GROUP), "from": {"id": OWNER, "is_bot": False, "first_name": "x"}, "date": int(START.timestamp()),
        "old_chat_member": {"user": user, "status": "member"},
        "new_chat_member": {"user": user, "status": "restricted", **limited},
    }  # fmt: skip
    street.world.updates.push("chat_member", changed)


async def test_only_reporter_and_captain_say_that_two_cases_are_one(street: Street) -> None:
    """The team that was sent to help may not end a case by a tap on *same*; nor does a tap on no question crash."""
    await street.report("shared_bike_parking", by=1005)
    second = await street.report("shared_bike_parking", by=1006)
    assert (await street.case(second)).asks == ("same:1",)
    street.captain.say(GROUP, f"/assign {second} 二队")
    await street.settle()
    async with street.house.store.begin() as tx:
        asked = replace(await street.case(second), asks=("same:1",), asked_until=START + timedelta(hours=1))
        await tx[INCIDENTS].keep(asked)
    for user_id in (1002, 1004):
        street.who(user_id).press_data(street.card(second), f"incident:1.{second}:ask:same:yes")
    for nonsense in ("item:yes", "nope:yes", ":yes"):
        street.captain.press_data(street.card(second), f"incident:1.{second}:ask:{nonsense}")
    await street.settle()
    assert (await street.case(second)).state == "dispatched"
    street.reporter.press_data(street.card(second), f"incident:1.{second}:ask:same:yes")
    await street.settle()
    assert (await street.case(second)).state == "merged"


async def test_an_old_question_is_not_answered_by_whatever_is_said_later(street: Street) -> None:
    """A captain taps *cancel* and thinks better of it: the words of an hour later are no reason."""
    number = await street.report(None)
    street.captain.press_data(street.card(number), f"incident:1.{number}:cancel")
    await street.turn(3700)
    street.captain.say(GROUP, "good morning")
    await street.settle()
    assert (await street.case(number)).state != "cancelled"
    await street.house.tick.clean()
    async with street.house.store.look() as tx:
        assert await tx.drafts.of(1001, GROUP) == []


async def test_a_team_does_not_take_anothers_name(street: Street) -> None:
    """One sentence, no crash."""
    street.captain.say(GROUP, "/team rename 一队 二队")
    street.captain.say(GROUP, "/team rename 一队 一队")
    await street.settle()
    assert street.private(1001, street.said("team-exists", team="二队"))
    assert await street.house.board.backlog() == 0


async def test_a_call_for_help_in_private_is_heard_where_the_caller_is_on_duty(street: Street) -> None:
    """Who belongs to two districts is asked nothing first; nothing of it is seen next door."""
    street.zhou.say(1005, "/sos")
    await street.turn(3)
    async with street.house.store.look() as tx:
        here, there = await tx[CALLS].live(1), await tx[CALLS].live(2)
    assert [one.reporter_id for one in here] == [1005]
    assert there == []
    street.who(2001).say(NEXT_DOOR, f"/clear {here[0].number}")
    street.who(2001).say(2001, f"/ack {here[0].number}")
    await street.turn(3)
    async with street.house.store.look() as tx:
        assert [str(one.state) for one in await tx[CALLS].live(1)] == ["raised"]
    assert not [m for m in street.who(2001).sees(NEXT_DOOR) if m.by_bot and "\U0001f198" in m.text]


# --- the desk itself


async def test_the_desk_does_nothing_that_does_not_say_who_may(street: Street) -> None:
    """Not even for the clock: a function without a right is a mistake, and nothing of it stays."""

    async def something_new(work: Work) -> Answer:
        await work.tx.kept.put("something-new", {"done": True})
        return QUIET

    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    with pytest.raises(desk_rights.NoRight):
        await street.house.desk.do(something_new, work_speaker.as_clock(district, street.clock.now()))
    async with street.house.store.look() as tx:
        assert await tx.kept.get("something-new") is None


async def test_what_the_house_does_nobody_may_ask_for(street: Street) -> None:
    """A captain who is the owner too cannot have somebody leave as if Telegram had said so."""
    speaker = Speaker(OWNER, "x", GROUP, street.clock.now())
    outcome = await street.house.desk.do(enrolment.left_group, speaker, user_id=1002)
    assert outcome.refused
    assert outcome.answer is not None
    assert outcome.answer.key == "house-only"
    async with street.house.store.look() as tx:
        member = await tx.people.member(1, 1002)
        assert member is not None
        assert member.left_at is None


async def test_viewers_read_the_common_rules_of_the_handbook(street: Street) -> None:
    """As they read its entries."""
    found = await street.house.desk.do(handbook_pages.rules, Speaker(1007, "x", GROUP, street.clock.now()), page=0)
    assert not found.refused
