"""Visits: wished for, planned, approved, moved; what happens on the spot has its own file."""

from collections.abc import Callable

from bot.inspections import within
from bot.inspections.planning import deciding, mine, moving, settings, wishing
from bot.outbox.letters import LetterKind
from bot.places import codes
from bot.values import texts
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Press, Said, Topic, Wants, case_number, wants, whole

FEATURE = Feature("visits", {LetterKind.VISIT: lambda means: means.plain})

_STEPS: dict[str, Press] = {}
"""Moves of visits that other files of the chat mean: by the move of the button or the word behind the number."""

WORDS = {
    "approve": ("approve", "批准", "同意"),
    "turn_down": ("not", "turn-down", "不批", "暂不"),
    "notify": ("notice", "notify", "通知", "告知"),
    "notified": ("notified", "已通知", "已告知"),
    "move_to": ("move", "days", "改期", "改到"),
    "name_officer": ("officer", "人员", "加人"),
    "name_helper": ("helper", "协助", "专家"),
    "code_number": ("code-number", "number", "码编号", "官方码"),
    "recuse": ("recuse", "回避"),
    "no_access": ("no-access", "closed", "拒检", "进不去", "无法进入"),
    "hand_over": ("hand-over", "handover", "移交", "移送"),
    "cancel": ("cancel", "取消"),
    "leave": ("leave", "退出"),
    "begin": ("begin", "start", "开始"),
    "code": ("code", "亮码"),
    "page": ("page", "页面"),
    "record": ("record", "记录"),
}
"""What may be written behind a visit's number, in either language."""


def step(*moves: str) -> Callable[[Press], Press]:
    """Take a function as the meaning of buttons and words of visits that are moves of another file."""

    def take(meaning: Press) -> Press:
        _STEPS.update(dict.fromkeys(moves, meaning))
        return meaning

    return take


@FEATURE.command("visit", For.OFFICERS, "[42 [WORD]|PLACE …|rules]", topic=Topic.CASE)
async def visit(said: Said) -> Wants:
    """My visits; one of them; a step of it; a wish for a place; what holds here."""
    if said.number is not None:
        return await _of_number(said)
    if not said.words.strip():
        return wants(mine.mine)
    return wants(mine.wish, text=said.words)


@FEATURE.part("visit", "rules", "规则")
async def rules(said: Said) -> Wants:
    """Cool-down, caps, and on what inspections rest here."""
    return wants(settings.rules, text=said.words)


async def _of_number(said: Said) -> Wants:
    word, _, rest = said.text.partition(" ")
    if not word:
        return wants(moving.shown, number=said.number)
    move = next((name for name, words in WORDS.items() if word.lower() in words), word.lower())
    if move in _STEPS:
        return await _STEPS[move](said, move, rest.strip())
    return wants(moving.request, name=move, number=said.number, reply_to=said.reply_to, text=rest.strip())


@FEATURE.button("inspection")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """A step of a visit, or a place for a wish."""
    if move == "at":
        return wants(mine.at, code=codes.unpacked(choice))
    if move == "within":
        return wants(within.within, number=case_number(said))
    if move == "show":
        return wants(moving.shown, number=case_number(said))
    if move in _STEPS:
        return await _STEPS[move](said, move, choice)
    if choice and texts.whole_number(choice, digits=18) is None:
        raise Refused("stale-button")
    return wants(moving.request, name=move, number=case_number(said), text=choice)


@FEATURE.button("wish")
async def wish_pressed(said: Said, move: str, choice: str) -> Wants:
    """What becomes of a wish; the number is the wish's."""
    wish_id = case_number(said)
    if move == "ask":
        return wants(deciding.ask, wish_id=wish_id)
    if move == "look":
        return wants(deciding.look, wish_id=wish_id)
    if move == "decide":
        return wants(deciding.decide, wish_id=wish_id, choice=choice)
    return wants(wishing.take, wish_id=wish_id, how=move, choice=whole(choice) if choice else 0)
