"""An open question, and the words or the place that answer it."""

from bot.cases import kinds
from bot.cases import perform as cases_perform
from bot.cases.rulebook import Facts
from bot.incidents import find
from bot.incidents.reporting import form as reporting_form
from bot.incidents.reporting import questions as reporting_questions
from bot.incidents.requests import requests
from bot.membership import team_commands
from bot.places import register as places_register
from bot.sos import actions as sos_actions
from bot.sos import table as sos_table
from bot.values import plain_words
from bot.values.geo import Point
from bot.work import questions as work_questions
from bot.work.answer import Answer, answer
from bot.work.work import Work


async def point_was_asked_for(work: Work, point: Point) -> Answer | None:
    """A location that answers an open question: the base of a new team, the place of a case, the report form."""
    for draft in await work_questions.open_drafts(work):
        if draft.kind == "team-base":
            await work.tx.drafts.drop(draft)
            return await team_commands.set_base(work, draft, point)
        if draft.kind == "relocate":
            await work.tx.drafts.drop(draft)
            incident = await find.find(work, int(draft.data["number"]))
            actor = await kinds.actor(work, incident)
            place = await places_register.nearest_name(work.tx, work.district.id, point)
            given = Facts(given={"point": point, "place": place, "was": incident.point})
            await cases_perform.perform(work, incident, "relocate", actor=actor, facts=given)
            return answer("place-set", number=incident.number)
        if draft.kind == "report":
            return await reporting_form.report_form(work, draft, point=point, text="")
    return None


async def forget_reasons(work: Work) -> None:
    """Somebody sends a new location: what they say next is about that, not the reason that was asked before."""
    for chat_id in {work.who.chat_id, work.who.user_id}:
        if draft := await work_questions.open_draft(work, "reason", chat_id):
            await work.tx.drafts.drop(draft)


async def answer_question(work: Work, text: str, *, before_moves: bool = False) -> Answer | None:
    """Words that answer an open question of ours (a reason).

    They do before they are a move (*before_moves*), except where it is asked why an order is declined: who says
    收到 then accepts after all.
    """
    draft = await work_questions.open_draft(work, "reason")
    if draft is None or (before_moves and draft.data["move"] == "decline"):
        return None
    if plain_words.is_question(text):
        return answer("question-is-no-reason")
    await work.tx.drafts.drop(draft)
    number, name = int(draft.data["number"]), str(draft.data["move"])
    if "stage" in draft.data and not await reporting_questions.still_asked(work, draft):
        return None
    if name in sos_table.MOVES:
        return await sos_actions.ask_if_sure(work, number=number, text=text)
    return await requests.move(work, name=name, number=number, text=text)
