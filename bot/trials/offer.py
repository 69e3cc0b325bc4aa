"""The last line of ``/setup``: what is missing for a trial, how to begin one, who plays one, how it ended."""

from typing import Any

from bot.cases import show as cases_show
from bot.outbox.letters import Rows
from bot.trials import table, told
from bot.trials.table import CLOSED, TRIALS, Trial
from bot.values import formats
from bot.work import mustering
from bot.work.work import Work

RUNS, READY, OVER = "trial-line-runs", "trial-line-ready", "trial-line-over"


def _name(work: Work) -> str:
    return f"trial:{work.district.id}"


async def keep(work: Work, trial: Trial) -> None:
    """Remember how the newest one ended; one that was played through stays."""
    before = await work.tx.kept.get(_name(work))
    if trial.state == CLOSED or not before or before["state"] != CLOSED:
        await work.tx.kept.put(_name(work), {"number": trial.number, "state": trial.state})


async def of(work: Work, trial: Trial) -> dict[str, Any]:
    """Which it is, who plays it, and until when, as facts of the words."""
    name = await cases_show.name(work, trial.reporter_id)
    return {"number": trial.number, "name": name, "until": formats.clock(trial.until, work.district.zone)}


async def baseless(work: Work) -> str:
    """The first team that has no base."""
    teams = [one.team for one in (await mustering.of(work)).standings.values()]
    return next((team.name for team in teams if team.base is None), "")


async def line(work: Work) -> dict[str, Any]:
    """How it stands, with the one thing to press or send. Whether teams are at work is not in it: it would change."""
    running = await work.tx[TRIALS].live(work.district.id)
    if running:
        return {"word": RUNS, **await of(work, running[0])}
    last = await work.tx.kept.get(_name(work))
    if last and last["state"] == CLOSED:
        return {"word": "trial-line-done", "number": last["number"]}
    missing = table.missing((await mustering.of(work)).standings.values())
    if missing in {"team", "base"}:
        return {"word": f"trial-line-{missing}", "team": await baseless(work)}
    return {"word": OVER, "number": last["number"]} if last else {"word": READY}


def may_begin(said: dict[str, Any]) -> bool:
    """Whether nothing is missing, and none is played or was played through, by that line."""
    return said["word"] in {READY, OVER}


def buttons(work: Work, said: dict[str, Any]) -> Rows:
    """What begins one, where that is the next thing."""
    return ((told.begin_button(work),),) if may_begin(said) else ()
