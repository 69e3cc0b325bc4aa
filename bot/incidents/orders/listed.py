"""Several cases in one message of the group: its lines and numbers, and the card of one of them for who taps it."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from bot.cases.buttons import case_button
from bot.incidents import find, limits
from bot.incidents.orders import asked, orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.outbox import backlog
from bot.outbox.letters import Letter, LetterKind, Priority, Rows
from bot.privacy.port import PRIVACY
from bot.values import formats
from bot.values.refused import Refused
from bot.work import answer as work_answer
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer, listed
from bot.work.work import Work

OWN = "card-own"
"""The purpose of a card that somebody asked for in private."""

A_ROW = 5
"""So many numbers stand beside each other."""

OLD = timedelta(minutes=2)
"""A case that was reported longer ago says when."""


async def written(
    work: Work, case_ids: Sequence[int], again: Collection[int] = ()
) -> tuple[Answer, tuple[Letter, ...], str]:
    """What a list of these cases says, what is asked in private because of it, and its language.

    *again* are those of which nobody knows whether the group was told of them already.
    """
    found = [one for case_id in case_ids if (one := await work.tx[INCIDENTS].get(case_id)) is not None]
    if not found:
        return answer("new-cases-none"), (), work.district.language
    shown, rest = found[: backlog.SHOWN], found[backlog.SHOWN :]
    lines = [await _line(work, one, again=one.id in again) for one in shown]
    more = listed(_short(work, one) for one in rest)
    questions = [letter for one in found if one.state in LIVE for letter in await asked.of_list(work, one)]
    said = answer(
        "new-cases",
        _numbers(work, shown),
        count=len(found),
        lines=lines,
        more={"word": "new-cases-more", "cases": more} if rest else "",
        number=found[0].number,
    )
    return said, tuple(questions), work.district.language


def _numbers(work: Work, shown: Sequence[Incident]) -> Rows:
    each = [case_button(one, work.district, "card", key="button-number") for one in shown]
    each = [type(b)(b.key, b.data, {"number": one.number}) for b, one in zip(each, shown, strict=True)]
    return tuple(tuple(each[i : i + A_ROW]) for i in range(0, len(each), A_ROW))


def _item(work: Work, incident: Incident) -> Any:
    is_open = incident.item is None and "item" in incident.asks
    return {"word": "new-cases-asked"} if is_open else limits.item_of(work, incident).short


def _short(work: Work, incident: Incident) -> dict[str, Any]:
    return {"word": "case-short", "number": incident.number, "item": _item(work, incident)}


async def _line(work: Work, incident: Incident, *, again: bool) -> dict[str, Any]:
    """One case: its number, what and where, since when unless that was just now, and who is sent."""
    standing = (await mustering.of(work)).of(incident.lead.team_id) if incident.lead else None
    is_old = work.now - incident.reported_at > OLD
    critical = incident.state in LIVE and limits.is_critical(work, incident)
    return {
        "word": "new-cases-line",
        "number": incident.number,
        "mark": {"word": "new-cases-critical" if critical else f"mark-{formats.dashed(incident.state)}"},
        "item": _item(work, incident),
        "place": {"word": "new-cases-place", "place": incident.place} if incident.place else "",
        "at": {"word": "new-cases-at", "at": work_answer.clock(work, incident.reported_at)} if is_old else "",
        "who": {"word": "new-cases-team", "team": standing.team.name} if standing else "",
        "again": {"word": "repeated-mark"} if again else "",
    }


@action(Right.REGISTERED, "looks.card")
async def show(work: Work, *, number: int) -> Answer:
    """The card of a case from a list, in private; where that is not open the case gets its own in the group."""
    incident, member = await find.find(work, number), work.who.member
    if member is None:
        raise Refused("not-registered")
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, "case", incident.id, work.now)
    if not member.private_open:
        await orders.card(work, incident, moved=True)
        return answer("card-comes", number=number)
    await work.post(
        Letter(
            district_id=None,
            chat_id=member.user_id,
            user_id=member.user_id,
            kind=LetterKind.CARD,
            priority=Priority.ANSWER,
            created_at=work.now,
            case_id=incident.id,
            facts={"anew": True},
            language=member.language or work.district.language,
            collapse=f"card:{incident.id}:{member.user_id}",
            purpose=OWN,
        )
    )
    return answer("card-in-private", number=number)
