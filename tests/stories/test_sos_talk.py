"""What who called for help says afterwards, and what the teams on their way say: nobody is told how to report."""

import pytest

from bot.evidence.pieces import EVIDENCE, EvidenceKind
from tests.stories.conftest import CENTRE, GROUP, Street
from tests.stories.test_sos import call_of, raised

HELPERS = (1001, 1002, 1004)
"""The captain, and one of each team that is sent when 路人甲 calls from the centre."""


async def called(street: Street) -> int:
    """路人甲 calls for help; 一队 and 二队 are nearest."""
    street.reporter.say(1006, "/duty")
    street.reporter.start_live(1006, CENTRE.lat, CENTRE.lon)
    await street.turn(2)
    number = await raised(street, 1006)
    assert [a.team_id for a in (await call_of(street, number)).assignments] == [1, 2]
    return number


def heard(street: Street, user_id: int, part: str) -> bool:
    """Whether a message of its own, which sounds, said *part* to somebody in private."""
    return any(not m.silent and m.text.count("\n") == 0 for m in street.private(user_id, part))


async def test_what_the_caller_says_and_sends_goes_on_at_once(street: Street) -> None:
    """Words stand on the card, all who help hear them, photos follow, everything is kept with the call."""
    number = await called(street)
    street.reporter.say(1006, "他有刀，在后门")
    await street.turn(2)
    assert street.private(1006)[-1].text == street.said("sos-passed-on", number=number)
    for user_id in HELPERS:
        assert heard(street, user_id, "他有刀，在后门")
    assert "他有刀，在后门" in street.card(number).text
    street.world.fail_next("sendPhoto", 502)
    street.world.lose_answer("sendPhoto")
    street.reporter.send_photo(1006, caption="穿红衣服")
    await street.turn(6)
    again = []
    for user_id in HELPERS:
        assert heard(street, user_id, "穿红衣服")
        photos = [m for m in street.who(user_id).sees(user_id) if m.photo]
        assert photos, "also where the network lost it"
        again += [m for m in photos if m.text == street.said("repeated-mark")]
    assert len(again) == 2, "it is marked where it may have come before"
    call = await call_of(street, number)
    assert call.words == "穿红衣服 / 他有刀，在后门"
    async with street.house.store.look() as tx:
        kept = await tx[EVIDENCE].of_case(call.id)
    assert [(e.kind, e.text) for e in kept] == [
        (EvidenceKind.TEXT, "他有刀，在后门"), (EvidenceKind.PHOTO, "穿红衣服"),
    ]  # fmt: skip
    street.captain.say(1001, f"/clear {number}")
    await street.turn(2)
    street.reporter.say(1006, "谢谢大家")
    await street.turn(2)
    assert street.private(1006)[-1].text == street.said("private-what"), "it is over"


async def test_a_viewer_who_called_is_heard_too(street: Street) -> None:
    """Also in the group; and what ends other cases tells them how theirs ends, with the tap."""
    number = await raised(street, 1007)
    for said in ("/cancel", f"/cancel {number}", f"/clear {number}"):
        street.who(1007).say(1007, said)
        await street.turn(2)
        told = street.private(1007)[-1]
        assert told.text == street.said("sos-how-it-ends", number=number)
        assert told.labels == [street.said("button-sos-was-false")]
    street.who(1007).say(GROUP, "in the lift")
    await street.turn(2)
    assert heard(street, 1001, "in the lift")
    assert "in the lift" in street.card(number).text
    street.who(1007).send_photo(1007)
    await street.turn(2)
    assert street.private(1007)[-1].text == street.said("sos-passed-on", number=number)


async def test_a_reply_to_the_card_of_a_case_stays_with_that_case(street: Street) -> None:
    """Who called is still on their case."""
    first = await street.report("street_stall")
    number = await raised(street)
    street.wang.say(GROUP, "two of them", reply_to=street.card(first))
    await street.turn(2)
    assert (await call_of(street, number)).words == ""


@pytest.mark.parametrize(
    "said",
    [
        "sorry, wrong button",
        "按错了",
        "误报，没事了",
        "这不是误报，快来",
        "是误报吗",
        "this is not a false alarm",
        "“没事吧”他问",
    ],
)
async def test_what_words_mean_is_not_guessed(street: Street, said: str) -> None:
    """They go on as they are; one tap of the caller says that it was a false alarm, and captains decide it."""
    number = await called(street)
    before = len(street.private(1001))
    street.reporter.say(1006, said)
    await street.turn(2)
    heard_by_captain = street.private(1001)[before:]
    assert [m for m in heard_by_captain if said in m.text and not m.silent]
    false = street.said("sos-says-false", name="路人甲", words="\0", number=number).split("\0")[0]
    assert not [m for m in heard_by_captain if false in m.text]
    told = street.private(1006)[-1]
    assert told.text == street.said("sos-passed-on-safe", number=number)
    safe = street.said("button-sos-was-false")
    assert [m.id for m in street.private(1006) if safe in m.labels] == [told.id], "under the newest alone"
    await street.press(1006, told, safe)
    await street.turn(2)
    assert heard(street, 1001, false)
    assert (await call_of(street, number)).state == "raised"
    await street.press(1001, street.private(1001, false)[-1], street.said("button-clear"))
    await street.turn(2)
    assert (await call_of(street, number)).state == "cleared"
    assert not street.private(1001, false)[-1].buttons
    assert not [m for m in street.private(1006) if safe in m.labels]


@pytest.mark.parametrize("said", ["/falsealarm", "/falsealarm in my pocket"])
async def test_the_caller_says_it_was_a_false_alarm(street: Street, said: str) -> None:
    """A captain decides it; captains hear it at once, and the call goes on until then."""
    number = await called(street)
    before = {user_id: len(street.private(user_id)) for user_id in HELPERS}
    street.reporter.say(1006, said)
    await street.turn(2)
    assert street.private(1006)[-1].text == street.said("sos-false-passed-on", number=number)
    told = street.private(1001)[before[1001] :]
    assert [m for m in told if "路人甲" in m.text and f"#{number}" in m.text and not m.silent]
    assert (await call_of(street, number)).state == "raised"


async def test_the_button_on_the_card_pressed_by_the_caller_is_passed_on(street: Street) -> None:
    """The same as the command; anybody else is refused."""
    number = await called(street)
    assert await street.press(1004, street.card(number), street.said("button-false-alarm")) == street.said(
        "captains-only-command"
    )
    await street.press(1006, street.card(number), street.said("button-false-alarm"))
    await street.turn(2)
    false = street.said("sos-says-false", name="路人甲", words="\0", number=number).split("\0")[0]
    assert heard(street, 1001, false)


@pytest.mark.parametrize("words", [("收到", "到了"), ("on my way", "here")])
async def test_a_team_on_its_way_says_so(street: Street, words: tuple[str, str]) -> None:
    """The captain and the caller hear it; it stands on the card and on the team's order."""
    number = await called(street)
    for said, key, stage in zip(words, ("set-off", "reach"), (1, 2), strict=True):
        street.qiang.say(1004, said)
        await street.turn(2)
        assert street.private(1004)[-1].text == street.said(f"did-{key}", team="二队", number=number)
        for user_id in (1001, 1006):
            assert heard(street, user_id, street.said(f"told-{key}", team="二队", by="阿强", number=number))
        assert street.said(f"sos-stage-{stage}").strip() in street.card(number).text
        held = (await call_of(street, number)).of_team(2)
        assert held is not None
        assert held.stage == stage
    count = len(street.private(1001))
    street.qiang.say(1004, words[1])
    await street.turn(1)
    assert len([m for m in street.private(1001)[count:] if "🆘" not in m.text[:4]]) == 0
    street.qiang.say(1004, "他往北跑了")
    await street.turn(2)
    for user_id in (1001, 1002, 1006):
        assert heard(street, user_id, "他往北跑了")


async def test_a_team_with_a_case_in_hand_means_what_it_was_sent_for_last(street: Street) -> None:
    """收到 means the call; then the case, where that still waits for it; a reply means what it answers."""
    first = await street.report("street_stall")
    number = await raised(street, 1006)
    sent = [a.team_id for a in (await call_of(street, number)).assignments]
    assert 1 in sent
    street.wang.say(1002, "收到")
    await street.turn(2)
    held = (await call_of(street, number)).of_team(1)
    assert held is not None
    assert held.accepted_at is not None
    assert (await street.case(first)).state == "dispatched"
    street.wang.say(1002, "收到")
    await street.turn(2)
    assert (await street.case(first)).state == "accepted"
    [order] = [m for m in street.private(1002, f"#{first}") if m.buttons][:1]
    street.wang.say(1002, "到了", reply_to=order)
    await street.turn(2)
    assert (await street.case(first)).state == "on_scene"
    alarm = next(m for m in street.private(1002, f"#{number}") if m.text.startswith("🆘"))
    street.wang.say(1002, "到了", reply_to=alarm)
    await street.turn(2)
    held = (await call_of(street, number)).of_team(1)
    assert held is not None
    assert held.arrived_at is not None


async def test_the_caller_corrects_their_words(street: Street) -> None:
    """The new ones go on like any others, and the call goes on."""
    number = await called(street)
    said = street.reporter.say(1006, "two men at the north gate")
    await street.turn(2)
    before = len(street.private(1001))
    street.reporter.edit_text(said, "three men at the south gate, not a false alarm")
    await street.turn(2)
    told = street.private(1001)[before:]
    assert [m for m in told if "three men at the south gate" in m.text and not m.silent]
    assert (await call_of(street, number)).state == "raised"


async def test_the_call_itself_is_corrected(street: Street) -> None:
    """``/sos on the fifth floor`` becomes the sixth: all who help hear it; the same words once more wake nobody."""
    said = street.reporter.say(1006, "/sos 在五楼")
    await street.turn(3)
    before = len(street.private(1001))
    street.reporter.edit_text(said, "/sos 在六楼")
    await street.turn(2)
    assert [m for m in street.private(1001)[before:] if "在六楼" in m.text and not m.silent]


async def test_an_open_question_swallows_no_cry(street: Street) -> None:
    """Who was asked why they decline, and is in danger, is heard by all."""
    await street.report()
    await raised_by(street, 1002)
    street.wang.say(1002, "退单")
    await street.turn(2)
    before = len(street.private(1001))
    street.wang.say(1002, "他有刀，在三楼")
    await street.turn(2)
    assert [m for m in street.private(1001)[before:] if "他有刀，在三楼" in m.text and not m.silent]


@pytest.mark.parametrize("cry", ["救命！", "help me!!", "sos", "紧急求助"])
async def test_a_cry_is_offered_the_call_with_one_tap(street: Street, cry: str) -> None:
    """Words alone call nobody; the tap does."""
    before = await street.last_number()
    street.who(1004).say(1004, cry)
    await street.turn(2)
    assert await street.last_number() == before
    offered = street.private(1004)[-1]
    assert offered.text == street.said("sos-offered")
    await street.press(1004, offered, street.said("button-sos"))
    await street.turn(2)
    assert (await call_of(street, before + 1)).reporter_id == 1004


async def raised_by(street: Street, user_id: int) -> None:
    """Somebody calls for help in private."""
    street.who(user_id).say(user_id, "/sos")
    await street.turn(3)
