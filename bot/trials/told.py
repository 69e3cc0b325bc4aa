"""What a trial says: its card in the group, and its steps to the captain who plays it, in private only."""

from typing import Any

from bot.cases import retold
from bot.cases import show as cases_show
from bot.cases.buttons import case_button
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.outbox.letters import Button, Letter, LetterKind, Posting, Priority, Rows
from bot.register.people import Member
from bot.trials import table
from bot.trials.table import DISPATCHED, RESOLVED, STOPPED, Trial
from bot.values import formats
from bot.work import answer as work_answer
from bot.work import mustering, telling
from bot.work.answer import Answer, answer
from bot.work.work import Work

STEP = "trial"
"""The purpose of the message with the step to be taken now."""

FORMER = "trial-former"
"""What it becomes when the next one has come below it."""

FEW = 3
"""So many people make a district: with fewer the next thing is to enrol them."""

_NEW = frozenset({DISPATCHED, RESOLVED})
"""States whose step comes as a new message: it is the first, or for another of the parts that are played."""


def after(people: int) -> dict[str, Any]:
    """What is to be done next in a district whose trial is over, as a fact of the words."""
    return {"word": "setup-next-people" if people < FEW else "setup-next-duty"}


def begin_button(work: Work) -> Button:
    """What begins a trial, in the list of ``/setup`` and under one that was stopped."""
    return Button("button-trial-begin", f"{table.KIND}:{work.district.id}.0:begin")


async def _facts(work: Work, trial: Trial) -> dict[str, Any]:
    return {
        "number": trial.number,
        "team": await retold.team_name(work, trial.team_id),
        "name": await cases_show.name(work, trial.reporter_id),
        "state": formats.state_word(trial.state, table.KIND),
        "until": formats.clock(trial.until, work.district.zone),
        "next": after(len((await mustering.of(work)).members)),
    }


async def card(work: Work, trial: Trial) -> Answer:
    """The card in the group: it says first that it is a drill, and has nothing to press."""
    return answer("trial-card", **await _facts(work, trial))


async def show(work: Work, trial: Trial) -> Answer:
    """``/case``: the same with its hours."""
    return answer("case-trial", reported=work_answer.hour(work, trial.reported_at), **await _facts(work, trial))


def on_screen(trial: Trial) -> dict[str, Any]:
    """What screens show: on no list of cases, and until when."""
    return {"list": None, "waiting": False, "team": trial.team_id, "until": trial.until.isoformat()}


# --- to the captain who plays it


async def step(work: Work, trial: Trial, member: Member) -> None:
    """The step that is to be taken now in a new message; the buttons of those above it go."""
    for stands in await _standing(work, trial):
        await telling.rebutton(work, stands, (), purpose=FORMER)
    await work.post(await _letter(work, trial, member))


async def follow(work: Work, change: Change[Trial], facts: Facts) -> None:
    """What comes next; another part begins with a new message, the same goes on in the one that stands."""
    trial = change.case
    member = (await mustering.of(work)).members.get(trial.reporter_id or 0)
    if trial.state == STOPPED:
        await work.tx.outbox.cancel(trial.id, (STEP,), work.now)
    if member is None or not member.private_open:
        return
    standing = await _standing(work, trial)
    if trial.state == RESOLVED:
        await _close(work, trial, standing)
        await work.post(await _letter(work, trial, member))
    elif standing:
        await work.post(await _letter(work, trial, member, standing[-1]))


async def _standing(work: Work, trial: Trial) -> list[Posting]:
    """Its messages with a step, oldest first."""
    found = [one for one in await work.tx.outbox.postings(trial.id, STEP) if not one.gone]
    return sorted(found, key=lambda one: one.message_id)


async def _close(work: Work, trial: Trial, standing: list[Posting]) -> None:
    """What the team read stays above what the reporter is asked, without a button."""
    for stands in standing:
        member = await work.tx.people.member(work.district.id, stands.user_id or 0)
        language = member.language if member else None
        await telling.amend(work, stands, "trial-team-done", language=language, **await _facts(work, trial))


async def _letter(work: Work, trial: Trial, member: Member, stands: Posting | None = None) -> Letter:
    return Letter(
        district_id=None,
        chat_id=member.user_id,
        user_id=member.user_id,
        kind=LetterKind.TRIAL,
        priority=Priority.ANSWER,
        created_at=work.now,
        case_id=trial.id,
        key=f"trial-step-{formats.dashed(trial.state)}",
        facts=await _facts(work, trial) | ({"edits": stands.message_id} if stands else {}),
        buttons=_buttons(work, trial),
        language=member.language or work.district.language,
        collapse=f"trial:{trial.id}",
        purpose=STEP,
    )


def _buttons(work: Work, trial: Trial) -> Rows:
    """One thing to press."""
    if trial.next_move is not None:
        return ((case_button(trial, work.district, trial.next_move),),)
    return ((begin_button(work),),) if trial.state == STOPPED else ()
