"""What people want of errands, what the clock does, and how one is told."""

from collections.abc import Mapping
from typing import Any

from bot.cases import cards, changes, kinds, perform
from bot.cases import show as cases_show
from bot.cases.buttons import case_button
from bot.cases.rulebook import Facts
from bot.outbox.letters import Priority
from bot.values import formats
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part, Record
from bot.work.schedule import Occasion
from bot.work.work import Work
from tests.fourth_kind.errands import table
from tests.fourth_kind.errands.table import ERRANDS, Errand


@action(Right.REGISTERED, "errands.ask")
async def ask(work: Work, *, what: str) -> Answer:
    """``/errand WHAT``: something is to be fetched."""
    number = await work.tx.districts.next_number(work.district.id)
    errand = await work.tx[ERRANDS].add(
        Errand(
            work.district.id, table.KIND, number, table.ASKED, work.now, drill=work.district.drill,
            reporter_id=work.who.user_id, what=what,
        )
    )  # fmt: skip
    record = Record("ask", "", table.ASKED, work.now, work.who.user_id, Part.REPORTER, work.who.channel)
    await work.tx.history.add(work.district.id, errand.id, record, work.now, what)
    changes.note(work, errand)
    await cards.post(work, errand)
    return answer("errand-asked", number=number)


async def request(
    work: Work, *, name: str, number: int | None = None, reply_to: int | None = None, text: str = ""
) -> Answer:
    """A move that was asked for."""
    found = await cases_show.meant(work, number, reply_to, name)
    if not isinstance(found, Errand):
        raise Refused("no-such-errand", number=found.number)
    team_id = await mustering.team_named(work, text) if name == "give" and text else None
    given = {"reason": text or None} if name == "drop" else {}
    actor = await kinds.actor(work, found)
    after = await perform.perform(work, found, name, actor=actor, facts=Facts(team_id=team_id, given=given))
    work.stir()
    return answer("errand-stands", number=after.number, state=formats.state_word(after.state, table.KIND))


@action(Right.MEMBER, "errands.move")
async def move(
    work: Work, *, name: str, number: int | None = None, reply_to: int | None = None, text: str = ""
) -> Answer:
    """``/give``, ``/bring``, ``/drop`` or a button."""
    return await request(work, name=name, number=number, reply_to=reply_to, text=text)


async def release(work: Work, errand: Errand, team_id: int, reason: str) -> None:
    """A team that gives it back leaves it undone."""
    await perform.perform(
        work, errand, "drop", actor=await kinds.actor(work, errand), facts=Facts(given={"reason": reason})
    )


async def forgotten(work: Work, errand: Errand, occasion: Occasion) -> None:
    """Nobody was given it in time."""
    await telling.tell(
        work, await mustering.captains(work), "errand-forgotten", priority=Priority.OVERDUE, about=errand,
        number=errand.number, what=errand.what,
    )  # fmt: skip


async def _told(work: Work, errand: Errand) -> dict[str, Any]:
    lead = (await mustering.of(work)).of(errand.lead.team_id) if errand.lead else None
    return {
        "number": errand.number, "what": errand.what, "state": formats.state_word(errand.state, table.KIND),
        "who": lead.team.name if lead else {"word": "nobody"},
    }  # fmt: skip


async def card(work: Work, errand: Errand) -> Answer:
    """The card in the group."""
    button = case_button(errand, work.district, "bring", key="button-errand-bring")
    rows = ((button,),) if errand.state == table.GIVEN else ()
    return answer("errand-card", rows, **await _told(work, errand))


async def show(work: Work, errand: Errand) -> Answer:
    """``/case``: all of it."""
    lines = await cases_show.team_lines(work, errand.assignments)
    return answer("case-errand", lines=lines, **await _told(work, errand))


async def line(work: Work, errand: Errand) -> Mapping[str, Any]:
    """How it stands in a handover."""
    return {"word": "shift-line-errand", **await _told(work, errand)}


def on_screen(errand: Errand) -> dict[str, Any]:
    """What a screen shows of it."""
    name = {"code": table.KIND, "name_zh": "跑腿", "name_en": "Errand"}
    due = (errand.reported_at + table.FORGOTTEN_AFTER).isoformat()
    return {"item": name, "severity": "low", "due_at": due, "limit_s": 600, "have": 0, "need": 0, "words": errand.what}
