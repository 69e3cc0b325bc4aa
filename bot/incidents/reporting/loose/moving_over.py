"""Pieces that were with one report and belong to another: the words go, and what they had made of the case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cases import changes, kinds
from bot.cases import perform as cases_perform
from bot.cases.rulebook import Facts
from bot.evidence.pieces import EVIDENCE, Evidence
from bot.handbook.versions import BOOK
from bot.incidents import asks, find, table
from bot.incidents.closing import albums
from bot.incidents.orders import orders, support
from bot.incidents.reporting import danger, pieces
from bot.incidents.reporting.loose import lately, saying
from bot.incidents.reporting.loose.lately import Before, Row, Said
from bot.incidents.store import INCIDENTS
from bot.incidents.table import CORRECTS_M, LIVE, OPEN, Incident
from bot.values import geo
from bot.values.refused import Refused
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work


async def give(work: Work, incident: Incident, moved: Sequence[Row]) -> None:
    """Pieces of other reports go to *incident*, to which their words belong already."""
    for case_id in dict.fromkeys(said.case_id for said, _ in moved):
        former = await work.tx[INCIDENTS].get(case_id)
        if former is None:
            continue
        own = [(said, piece) for said, piece in moved if said.case_id == case_id]
        await pieces.take_in(work, incident, await _albums(work, own), former)
        await _give_up(work, former, own, incident.number)
        await saying.moved(work, former, [piece for _, piece in own], "piece-moved", number=incident.number)


async def _albums(work: Work, own: Sequence[Row]) -> list[Evidence]:
    """The pieces, with what came together with each."""
    return [one for _, piece in own for one in await albums.with_it(work, piece)]


async def _give_up(work: Work, former: Incident, own: Sequence[Row], number: int | None) -> None:
    """Its words go; where they named the item, or made it critical, it is again what it was; teams hear of that."""
    if former.state not in LIVE:
        return
    before, made = lately.before_all([said for said, _ in own]), {said.made for said, _ in own}
    words = former.words
    for _, piece in own:
        words = _without(words, piece.text)
    left = former.asks if before.asked else asks.without_danger(former.asks)
    is_other = former.item in made and former.item != before.item
    until = former.asked_until
    if is_other and before.item is None and former.state == OPEN:
        left, until = asks.in_order((*left, "item")), work.now + timedelta(seconds=work.rules.ask_s)
    kept = await work.tx[INCIDENTS].keep(replace(former, words=words, asks=left, asked_until=until if left else None))
    changes.note(work, kept)
    said = " ".join(piece.text for _, piece in own)
    was_danger = kept.lead is not None and (is_other or danger.is_said(work, said))
    if is_other:
        kept = await _as_before(work, kept, before)
    if was_danger and said:
        key = "words-moved" if number else "words-taken-back"
        await saying.to_teams(work, kept, key, words=said, other=number or 0)
    for team_id in [one.team_id for one in kept.support if one.team_id not in before.support and is_other]:
        kept = await support.call_off(work, kept, team_id)
    await orders.refresh_all(work, kept)
    work.stir()


async def _as_before(work: Work, incident: Incident, before: Before) -> Incident:
    """The item that it had; none, as long as it is still asked, else *other*."""
    if before.item is None and incident.state == OPEN:
        kept = await work.tx[INCIDENTS].keep(replace(incident, item=None, item_version=0))
        changes.note(work, kept)
        return kept
    item = work.at_hand[BOOK].item(before.item or "other")
    given = {"item": item.code, "item_version": before.item_version or item.version}
    actor = await kinds.actor(work, incident)
    changed = await cases_perform.perform(work, incident, "recategorise", actor=actor, facts=Facts(given=given))
    return await work.tx[INCIDENTS].get(incident.id) or changed


def _without(words: str, said: str) -> str:
    """The words of a case without the last that were said so."""
    before, found, after = words.rpartition(said) if said else (words, "", "")
    return " ".join(f"{before} {after}".split()) if found else words


# --- it is a new report


async def is_new(work: Work, number: int, evidence_id: int) -> Answer:
    """A piece of the case of this *number* is of the report that came after it; where there is none it is asked where.

    Refused where it is with that case no more.
    """
    former = await find.find(work, number)
    stored = await pieces.own(work, former, evidence_id)
    if stored.case_id != former.id:
        raise Refused("question-settled", number=number)
    own = await _with_it(work, former, stored)
    if incident := await _after(work, former, stored):
        await give(work, incident, own)
        for _, piece in own:
            await pieces.recognise(work, incident, piece.text)
            incident = await work.tx[INCIDENTS].get(incident.id) or incident
        return answer("piece-moved", number=incident.number, former=number)
    taken = [one.id for one in await _albums(work, own)]
    await work.tx[EVIDENCE].attach_all(taken, None, "report")
    await _give_up(work, former, own, None)
    await saying.moved(work, former, [piece for _, piece in own], "piece-is-new")
    await ask_where(work, {"text": "", "source": None, "ref": None, "pieces": taken})
    return where()


KEY = "button-not-known-where"
"""The key below the chat of whoever is asked where it is, for who does not know."""


WHERE = "report-where"
"""What is asked of whoever has said nothing of it yet."""


def where(key: str = WHERE, *, alert: bool = False, **facts: Any) -> Answer:
    """The question for the place of a report, with a key for their own location and one for who does not know."""
    return answer(key, alert=alert, facts_keyboard="location", facts_key=KEY, **facts)


async def ask_where(work: Work, data: dict[str, object]) -> None:
    """The place of a report is asked for here and, where the question comes in private, there."""
    who = work.who
    chats = {who.chat_id, who.user_id} if who.member and who.member.private_open else {who.chat_id}
    for chat_id in chats:
        await work.tx.drafts.put(Draft(who.user_id, chat_id, "report", work.now, 0, work.district.id, data))


async def asked_no_more(work: Work) -> None:
    """The place of a report is asked nowhere any more."""
    who = work.who
    for chat_id in {who.chat_id, who.user_id, work.district.chat_id}:
        if form := await work.tx.drafts.get(who.user_id, chat_id, "report"):
            await work.tx.drafts.drop(form)


async def _with_it(work: Work, former: Incident, stored: Evidence) -> list[Row]:
    """The piece, and what was said with it."""
    found = await lately.standing(work, await lately.of(work, stored.by_id, stored.chat_id))
    mine = [(said, piece) for said, piece in found if said.case_id == former.id]
    return lately.around(mine, stored.id) or [(Said(stored.id, former.id, before=lately.before(former)), stored)]


async def _after(work: Work, former: Incident, stored: Evidence) -> Incident | None:
    """The first report of theirs that came in the same chat after the piece, somewhere else."""
    since = stored.taken_at - timedelta(seconds=table.BELONGS_S)
    for one in await work.tx[INCIDENTS].reported_by(work.district.id, stored.by_id, since):
        came_after = one.origin_chat_id == stored.chat_id and (one.origin_message_id or 0) > stored.message_id
        if came_after and one.id != former.id and one.state in LIVE and _is_elsewhere(one, former):
            return one
    return None


def _is_elsewhere(one: Incident, former: Incident) -> bool:
    return one.point is None or former.point is None or geo.metres(one.point, former.point) >= CORRECTS_M
