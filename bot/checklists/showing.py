"""``/lists``: the lists of a district, each as a file."""

from typing import Any

from bot.checklists import editions
from bot.checklists.editions import Standing
from bot.checklists.model import Checklist
from bot.outbox.letters import Button, Letter, LetterKind, Priority
from bot.values.refused import Refused
from bot.work import answer as work_answer
from bot.work import lately
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

IN_A_ROW = 2


@action(Right.CAPTAIN, "checklists.list")
async def shown(work: Work) -> Answer:
    """The lists with their editions, and who changed them last; each with a button for its file."""
    in_private(work)
    lists = await editions.standing(work)
    name_of = await lately.name_of(work)
    lines = [_line(work, one, name_of(one.by_id)) for one in lists]
    buttons = [_button(work, one) for one in lists]
    rows = tuple(tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW))
    return answer("lists-shown", rows, lines=lines)


def in_private(work: Work) -> None:
    """Raises Refused elsewhere."""
    if not work.who.in_private:
        raise Refused("only-in-private")


def _line(work: Work, one: Standing, by: str) -> dict[str, Any]:
    told = one.checklist
    facts = {"list": told.named, "count": len(told.items)}
    if one.at is None:
        return {"word": "lists-line-brought", **facts}
    return {"word": "lists-line", **facts, "edition": told.edition, "by": by, "at": work_answer.clock(work, one.at)}


def _button(work: Work, one: Standing) -> Button:
    told = one.checklist
    return Button("button-list-file", f"lists:{work.district.id}.0:file:{told.code}", {"list": told.named})


@action(Right.CAPTAIN, "checklists.file")
async def file(work: Work, *, named: str) -> Answer:
    """One list as a form, by its code or what it is called; it is written when it is sent."""
    in_private(work)
    one = (await editions.standing_one(work, named)).checklist
    own = work.who.user_id
    await work.post(
        Letter(
            district_id=work.district.id,
            chat_id=own,
            user_id=own,
            kind=LetterKind.CHECKLIST,
            priority=Priority.ANSWER,
            created_at=work.now,
            key="list-file",
            facts={"code": one.code, "edition": one.edition},
            language=work.who.language,
            purpose="checklist",
        )
    )
    return QUIET


async def for_file(work: Work, *, code: str, number: int) -> Checklist:
    """The list of a file that is about to be sent; Refused for who commands here no more."""
    if not work.who.is_captain:
        raise Refused("captains-only-command")
    return await editions.edition(work, code, number)
