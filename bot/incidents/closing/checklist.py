"""The steps of the handbook for a team that has accepted: in private, one message, ticked off with a tap each."""

from dataclasses import replace
from typing import Any

from bot.cases import changes, kinds
from bot.cases.buttons import case_button
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.handbook.model import Item
from bot.incidents import find, limits
from bot.incidents.closing import officers, often
from bot.incidents.orders import next_step, signs
from bot.incidents.store import INCIDENTS
from bot.incidents.table import ACCEPTED, ON_SCENE, TICKED, Incident
from bot.outbox.letters import STEPS_PAGE, Button, Rows
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work

ROW = 6
"""So many ticks stand beside each other."""

STATES = frozenset({ACCEPTED, ON_SCENE})


async def send(work: Work, incident: Incident, team_id: int) -> None:
    """The steps to everybody of the team who is at work and has a private chat; nothing where there are none."""
    item = limits.item_of(work, incident)
    standing = (await mustering.of(work)).of(team_id)
    if standing is None or not item.steps:
        return
    people = [m for m in standing.available or standing.members if m.private_open]
    said = _page(work, incident, item, team_id)
    await telling.tell(
        work,
        people,
        said.key,
        about=incident,
        purpose=STEPS_PAGE,
        buttons=said.buttons,
        silent=True,
        collapse=f"steps:{incident.id}",
        **said.facts,
    )


def _page(work: Work, incident: Incident, item: Item, team_id: int | None) -> Answer:
    """The steps as they stand, with what comes next for the team of the one who reads them."""
    done = ticked(incident)
    lines: list[dict[str, Any]] = [
        {
            "word": "step-line",
            "n": step.n,
            "mark": {"word": "step-done" if step.n in done else "step-open"},
            "step": {"name_zh": step.zh, "name_en": step.en},
            "by": {"word": f"officers-{step.by.replace('_', '-')}"},
        }
        for step in item.steps
    ]
    if not item.can_close_on_site:
        lines.append({"word": "entry-not-on-site"})
    begin = f"steps:{work.district.id}.{incident.number}"
    ticks = [
        Button("button-tick", f"{begin}:tick:{s.n}.{item.version}.{item.code}", {"n": s.n, "done": int(s.n in done)})
        for s in item.steps
    ]
    may_tick = incident.state in STATES and incident.of_team(team_id or 0) is not None
    rows: Rows = tuple(tuple(ticks[i : i + ROW]) for i in range(0, len(ticks), ROW)) if may_tick else ()
    rows = (*next_step.rows(incident, work.district, team_id), *rows)
    rows = (*rows, (Button("button-handbook", f"handbook:{work.district.id}.{incident.number}:show:{item.code}"),))
    if item.department and may_tick:
        rows = (*rows, (case_button(incident, work.district, "transfer", "item", key="button-hand-over"),))
    return answer(
        "steps",
        rows,
        turns=True,
        number=incident.number,
        item=item.named,
        lines=lines,
        done=len(done),
        count=len(item.steps),
        closure=item.closure.named if item.closure else {"word": "closure-unknown"},
    )


def ticked(incident: Incident) -> list[int]:
    """The numbers of the steps that were ticked off."""
    return list(incident.marks.get(TICKED, []))


@action(Right.MEMBER, "guidance.show")
async def show(work: Work, *, number: int) -> Answer:
    """The steps once more, for those whose case it is."""
    incident = await find.find(work, number)
    if not (await kinds.actor(work, incident)).parts:
        raise Refused("not-yours", number=number, move="accept", state=incident.state)
    if incident.state not in STATES or not limits.item_of(work, incident).steps:
        raise Refused("question-settled", number=number)
    return _page(work, incident, limits.item_of(work, incident), work.who.team_id)


@action(Right.MEMBER, "guidance.tick")
async def tick(work: Work, *, number: int, n: int, version: int, code: str) -> Answer:
    """One step is done, or is not after all; a reserved one only by those who may.

    *code* and *version* are those of the item whose steps the message shows: another one's are not ticked.
    """
    incident = await find.find(work, number)
    parts = (await kinds.actor(work, incident)).parts & {Part.LEAD, Part.SUPPORT, Part.CAPTAIN}
    if not parts:
        raise Refused("not-yours", number=number, move="accept", state=incident.state)
    if incident.state not in STATES:
        raise Refused("question-settled", number=number)
    item = limits.item_of(work, incident)
    step = next((one for one in item.steps if one.n == n), None)
    if step is None or (item.code, item.version) != (code, version):
        raise Refused("stale-button")
    lead = incident.lead
    await officers.must_be_for(work, step.by, incident, lead.team_id if lead else None)
    if step.by == "two_certified" and not await officers.has_second_officer(work, incident):
        await officers.ask_second_officer(work, incident)
        raise Refused("second-officer-asked", number=number)
    await often.must_not_be_too_often(work, incident, "step")
    await signs.of_life(work)
    done = ticked(incident)
    now = sorted({*done} ^ {n})
    kept = await work.tx[INCIDENTS].keep(replace(incident, marks={**incident.marks, TICKED: now}))
    changes.note(work, kept)
    facts: dict[str, object] = {"n": n, "done": n in now}
    who = work.who
    line = Record("step", incident.state, incident.state, work.now, who.user_id, min(parts), who.channel, facts=facts)
    await work.tx.history.add(work.district.id, incident.id, line, work.now)
    return _page(work, kept, item, work.who.team_id)


def back_to_steps(work: Work, incident: Incident) -> Button | None:
    """Under the handbook's entry: back to the steps of one's own case."""
    if incident.state not in STATES or not incident.of_team(work.who.team_id or 0):
        return None
    return Button("button-steps", f"steps:{work.district.id}.{incident.number}:show")


async def guide(work: Work, change: Change[Incident], facts: Facts) -> None:
    """A lead that has just taken it on, or whose case is of another item now, gets the handbook's steps."""
    before, after = change.before.lead, change.case.lead
    is_known = before is not None and after is not None and before.team_id == after.team_id and before.stage
    is_same = (change.before.item, change.before.item_version) == (change.case.item, change.case.item_version)
    if after is not None and after.stage and not (is_known and is_same):
        await send(work, change.case, after.team_id)
    elif _comes_next(change.before) != _comes_next(change.case):
        await _renew(work, change.case)


def _comes_next(incident: Incident) -> tuple[str, tuple[tuple[int, int], ...]]:
    return incident.state, tuple((held.team_id, held.stage) for held in incident.assignments if held.is_open)


async def _renew(work: Work, incident: Incident) -> None:
    """The newest list of each who has one carries what comes next for them, or no buttons to act any more."""
    members, item = (await mustering.of(work)).members, limits.item_of(work, incident)
    standing = [one for one in await work.tx.outbox.postings(incident.id, STEPS_PAGE) if not one.gone]
    newest = {one.chat_id: one for one in sorted(standing, key=lambda one: one.message_id)}
    for posting in newest.values():
        member = members.get(posting.user_id or 0)
        if member is None or not item.steps:
            continue
        said = _page(work, incident, item, member.team_id)
        await telling.amend(work, posting, said.key, language=member.language, buttons=said.buttons, **said.facts)
