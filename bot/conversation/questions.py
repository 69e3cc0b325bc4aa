"""An open question, and the words or the place that answer it."""

from bot.cases import kinds
from bot.cases import perform as cases_perform
from bot.cases.rulebook import Facts
from bot.handbook.danger.judging import Verdict
from bot.incidents.reporting import danger, which_place
from bot.incidents.reporting import form as reporting_form
from bot.incidents.reporting import questions as reporting_questions
from bot.incidents.reporting.nowhere import found, unknown
from bot.incidents.requests import requests
from bot.incidents.table import Incident
from bot.membership import team_commands
from bot.places.naming import landmarks
from bot.places.register import BY_NAME_M
from bot.places.talk import answers as places_answers
from bot.sos import actions as sos_actions
from bot.sos import table as sos_table
from bot.values import plain_words
from bot.values.geo import Point
from bot.work import pins as work_pins
from bot.work import questions as work_questions
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.features import FEATURES
from bot.work.work import Work


async def point_was_asked_for(work: Work, point: Point) -> Answer | None:
    """A location that answers an open question: the base of a new team, the place of a case, the report form.

    A question about a case that is over, or whose answer would be refused, is none any more: the location is a report.
    """
    for draft in await work_questions.open_drafts(work):
        if draft.kind == "team-base":
            await work.tx.drafts.drop(draft)
            return await team_commands.set_base(work, draft, point)
        if draft.kind == which_place.RELOCATE:
            await which_place.forget(work, draft)
            if incident := await which_place.awaits(work, draft):
                return await relocated(work, incident, point, draft)
        if draft.kind == "report":
            return await reporting_form.report_form(work, draft, point=point, text="")
    return None


async def relocated(work: Work, incident: Incident, point: Point, draft: Draft | None = None) -> Answer:
    """The place of a case, which was asked for by a *draft*; one tap makes a report of the location after all."""
    new = await work_pins.keep(work, incident.number, point, moves=True, first=incident.point is None)
    actor = await kinds.actor(work, incident)
    if draft and (told := await which_place.located(work, incident, draft, point, actor, new)):
        return told
    near = await landmarks.nearest(work.tx, work.district, point, BY_NAME_M)
    place = near.name if near else None
    given = Facts(given={"point": point, "place": place, "was": incident.point})
    await cases_perform.perform(work, incident, which_place.RELOCATE, actor=actor, facts=given)
    is_at = near is not None and near.key == "place-at"
    if incident.point is None:
        return found.told(work, incident, place if is_at else None, new)
    return answer("place-set-at" if is_at else "place-set", buttons=((new,),), number=incident.number, place=place)


async def forget_reasons(work: Work) -> None:
    """Somebody sends a new location: what they say next is about that, not the reason that was asked before."""
    for chat_id in {work.who.chat_id, work.who.user_id}:
        if draft := await work_questions.open_draft(work, "reason", chat_id):
            await work.tx.drafts.drop(draft)


async def answer_question(work: Work, text: str, *, before_moves: bool = False) -> Answer | None:
    """Words that answer an open question of ours: a reason, or what was asked about a place.

    A reason does before words are a move (*before_moves*), except where it is asked why an order is declined: who says
    收到 then accepts after all. So they do whatever else was asked since.
    """
    if before_moves and (told := await _where_answered(work, text)):
        return told
    asked = await _of_a_feature(work)
    if not before_moves:
        told = await _of_a_place(work, text) or (await _answered(work, asked, text) if asked else None)
        if told is not None:
            return told
    draft = await work_questions.open_draft(work, "reason")
    if draft is None or (before_moves and (asked or draft.data["move"] == "decline")):
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


async def _of_a_place(work: Work, text: str) -> Answer | None:
    """Words as what was asked about a place; who speaks of plain danger answers none."""
    is_grave = danger.judge(work, text).verdict is Verdict.GRAVE
    return None if is_grave else await places_answers.words(work, text)


async def _where_answered(work: Work, text: str) -> Answer | None:
    """Words that answer *where is it*: that they do not know, and, of a case, the name of a place and nothing else."""
    draft = await unknown.asked_about(work)
    if draft is None:
        return None
    if draft.kind == "report":
        return await reporting_form.answered(work, draft, text)
    if unknown.is_said(text):
        return await unknown.stays(work, draft)
    return await found.by_name(work, draft, text)


async def _of_a_feature(work: Work) -> Draft | None:
    """The question of a feature's own, if it was asked a moment ago, and no reason was asked for since."""
    answers, since = work.at_hand[FEATURES].answers, work.who.said_at - places_answers.FRESH
    for draft in await work_questions.open_drafts(work):
        if draft.kind in answers:
            return draft if draft.started_at >= since else None
        if draft.kind == "reason":
            return None
    return None


async def _answered(work: Work, asked: Draft, text: str) -> Answer | None:
    """Words as the answer to it; who cries for help answers none."""
    return None if plain_words.is_cry(text) else await work.at_hand[FEATURES].answers[asked.kind](work, asked, text)
