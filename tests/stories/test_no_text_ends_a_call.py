"""No text whatever, in any chat and in reply to anything, ends or weakens a call for help; no question moves a case."""

import random

import pytest

from bot.sos.table import CALLS
from bot.values import plain_words
from tests.stories.conftest import GROUP, Street

PARTS = """
    收到 到了 好了 支援 退单 误报 没事 没事了 不是 误触 解除 处理完 撤销 作废 我很安全 这 快来 二队 一队 42 8 9 人没了
    没有 没 吗 么
    done here ok false alarm not a is this clear cancel by mistake I am safe fine resolved decline backup arrived
    nobody all well
"""
ENDS = ("", "", "", "。", "！", "?", "？", "❓", "吗", "没", " or not", "”", "...")
SPEAKERS = (1001, 1002, 1004, 1005, 1006, 1007)
TEXTS = 50


def texts(seed: int) -> list[str]:
    """Anything that can be put together from what people say."""
    chance = random.Random(seed)
    made = [
        chance.choice(("", " ")).join(chance.choices(PARTS.split(), k=chance.randint(1, 4))) + chance.choice(ENDS)
        for _ in range(TEXTS)
    ]
    assert sum(map(plain_words.is_question, made)) > TEXTS / 5
    return made


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_text_ends_a_call_and_no_question_moves_a_case(street: Street, seed: int) -> None:
    """Everybody says everything everywhere, while one needs help and a case is under way."""
    chance = random.Random(seed)
    case_number = await street.report()
    street.wang.say(1002, "收到")
    street.who(1007).say(1007, "/sos")
    await street.turn(3)
    call_number = await street.last_number()

    async def stands() -> tuple[object, object]:
        async with street.house.store.look() as tx:
            call = await tx[CALLS].by_number(1, call_number)
        assert call is not None
        case = await street.case(case_number)
        return (call.state, sorted(a.team_id for a in call.assignments if a.is_open)), (case.state, case.assignments)

    call, case = await stands()
    assert call == ("raised", [1, 2, 3])
    for text in texts(seed):
        user_id = chance.choice(SPEAKERS)
        chat = chance.choice((GROUP, user_id))
        seen = [m.id for m in street.who(user_id).sees(chat) if m.by_bot]
        reply = chance.choice([None, *seen[-6:]])
        street.who(user_id).say(chat, text, reply_to=reply)
        await street.turn(1)
        call_after, case_after = await stands()
        assert call_after == call, (user_id, chat, text)
        if plain_words.is_question(text):
            assert case_after == case, (user_id, chat, text)
        case = case_after
