"""What the clock does at each hour that comes due of a hazard; and dates that are counted anew."""

from bot.cases import perform
from bot.cases.rulebook import Facts
from bot.hazards import facts, limits, parts, told
from bot.hazards.clock import due
from bot.hazards.table import CLUE, ESCALATED, FOUND, HAZARDS, OWNERS, RECTIFIED, Hazard
from bot.outbox.letters import Button
from bot.places.standing import colours
from bot.register.people import Member
from bot.work import mustering
from bot.work.schedule import Occasion
from bot.work.work import Work
from bot.workdays import days


async def soon(work: Work, hazard: Hazard, occasion: Occasion) -> None:
    """Half of the time is over, or it ends tomorrow."""
    await _remind(work, hazard, "soon", await _people(work, hazard, late=False))


async def ended(work: Work, hazard: Hazard, occasion: Occasion) -> None:
    """The time is over now: a re-check that is overdue makes the place red."""
    colours.stir(work, hazard.place)
    await _remind(work, hazard, "end", await _people(work, hazard, late=True))


async def overdue(work: Work, hazard: Hazard, occasion: Occasion) -> None:
    """Each morning from then on; a limit that is overdue for days is escalated, once."""
    await _remind(work, hazard, "overdue", await _people(work, hazard, late=True))
    if hazard.state != RECTIFIED and occasion.n >= due.ESCALATES_AFTER:
        await perform.perform(work, hazard, "escalate", facts=Facts(automatic=True, given={"whom": OWNERS}))


async def _people(work: Work, hazard: Hazard, *, late: bool) -> list[Member]:
    """Those who follow it up; of a re-check those who may do it, and when it is late the approver too."""
    if hazard.state != RECTIFIED:
        return await parts.followers(work, hazard, all_of_body=late)
    may = await parts.members(work, [one.user_id for one in await parts.may_look_again(work, hazard)])
    if may and not late:
        return may
    return list({one.user_id: one for one in (*may, *await told.approvers(work, hazard))}.values())


async def _remind(work: Work, hazard: Hazard, what: str, people: list[Member]) -> None:
    """Each with what they may do: of a re-check those who may do it pass it, the approver may allow one."""
    if hazard.state != RECTIFIED:
        await told.tell(work, hazard, people, f"hazard-limit-{what}", buttons=_buttons(work, hazard, *_PUTS_RIGHT))
        return
    may = {one.user_id for one in await parts.may_look_again(work, hazard)}
    for those, moves in (
        ([one for one in people if one.user_id in may], told.LOOKS),
        ([one for one in people if one.user_id not in may], ("allow", "show")),
    ):
        await told.tell(work, hazard, those, f"hazard-recheck-{what}", buttons=_buttons(work, hazard, *moves))


_PUTS_RIGHT = ("rectify", "escalate", "show")


def _buttons(work: Work, hazard: Hazard, *moves: str) -> list[Button]:
    return [told.button(work, hazard, move) for move in moves]


async def waits(work: Work, hazard: Hazard, occasion: Occasion) -> None:
    """A clue that nobody confirmed, a hazard without a limit, an escalated one: who can go on with it hears again."""
    if hazard.state in {CLUE, FOUND}:
        await told.ask_officers(work, hazard)
    elif hazard.state == ESCALATED:
        people = [*await told.approvers(work, hazard), *await mustering.captains(work)]
        people += await mustering.owners(work)
        each = {one.user_id: one for one in people}.values()
        show = (told.button(work, hazard, "show"),)
        await told.tell(work, hazard, each, "hazard-escalated-waits", whom=told.escalated_to(hazard), buttons=show)


# --- days that are known now


async def days_known(work: Work) -> int:
    """Re-checks are dated anew where other working days are known; says how many are on another day.

    Whoever may do them hears of all that changed with one notice.
    """
    found = await work.tx[HAZARDS].live(work.district.id)
    changed = [one for hazard in found if (one := await _redate(work, hazard)) is not None]
    lines: dict[int, list[dict[str, object]]] = {}
    for hazard in changed:
        line = {"word": "hazard-redated", "number": hazard.number, "due": facts.due(work, hazard)}
        for officer in await parts.may_look_again(work, hazard):
            lines.setdefault(officer.user_id, []).append(line)
    people = {one.user_id: one for one in await parts.members(work, lines)}
    for user_id, each in lines.items():
        if user_id in people and people[user_id].private_open:
            await told.notice(work, people[user_id], "hazard-days-known", count=len(each), lines=each)
    return len(changed)


async def _redate(work: Work, hazard: Hazard) -> Hazard | None:
    """The hazard where its re-check is on another day now; also written where only its being provisional changed."""
    if hazard.state != RECTIFIED or hazard.fixed_at is None or hazard.recheck_at is None:
        return None
    until = limits.anew(
        await days.of(work),
        work.district.zone,
        limits.Until(hazard.recheck_at, hazard.provisional),
        fixed_at=hazard.fixed_at,
        hastened_at=hazard.hastened_at if hazard.early else None,
    )
    if (until.at, until.provisional) == (hazard.recheck_at, hazard.provisional):
        return None
    given = {"recheck_at": until.at.isoformat(), "provisional": until.provisional}
    after: Hazard = await perform.perform(work, hazard, "redate", facts=Facts(automatic=True, given=given))
    return after if until.at != hazard.recheck_at else None
