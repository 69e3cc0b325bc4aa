"""Calls for help: the command, the button, and what captains do about them; the answer to *all well?*."""

from dataclasses import replace
from functools import partial

from bot.desk.desk import Otherwise
from bot.outbox.letters import LetterKind
from bot.sos import actions as sos_actions
from bot.sos import table as sos_table
from bot.sos import talk, welfare
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, case_number, wants
from handlers.telegram.writing.alarms import AlarmWriter

FEATURE = Feature("sos", {LetterKind.SOS: lambda means: AlarmWriter(means.words, means.board)})


@FEATURE.command("sos", For.DISTRICT, "[TEXT]", topic=Topic.SAFETY)
async def call(said: Said) -> Wants:
    """Help, now: at any time, on duty or not, in the group or in private."""
    return wants(sos_actions.call, text=said.words)


def how_own_call_ends(said: Said, *, may_end: bool = False) -> Otherwise:
    """What a command that ends something means where its speaker called for help: nobody ends that by words.

    *may_end*: it is one by which captains end calls.
    """
    own = partial(talk.is_own, number=said.number, reply_to=said.reply_to, may_end=may_end)
    return Otherwise(own, talk.how_it_ends, {})


def _move_command(name: str, move: str, usage: str) -> None:
    @FEATURE.command(name, For.CAPTAINS, usage, topic=Topic.SAFETY)
    async def meaning(said: Said) -> Wants:
        if move == "false_alarm":
            tapped = said.number is not None and not said.text
            return wants(talk.false_alarm, number=said.number, reply_to=said.reply_to, text=said.text, pressed=tapped)
        asked = wants(sos_actions.move, name=move, number=said.number, reply_to=said.reply_to, text=said.text)
        return replace(asked, otherwise=how_own_call_ends(said, may_end=True)) if move == "clear" else asked


for _move in sos_table.MOVES:
    if _move.command and _move.is_for_captains:
        _move_command(_move.command, _move.name, _move.usage)


@FEATURE.button("sos")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """The button that calls for help, and those of captains on the card and on each alarm."""
    if move == "call":
        return wants(sos_actions.call)
    if move == "false_alarm" and choice:
        return wants(sos_actions.end_for_reason, number=case_number(said))
    if move == "false_alarm":
        return wants(talk.false_alarm, number=case_number(said), pressed=True)
    if move in {"set_off", "reach"}:
        return wants(talk.step, number=case_number(said), name=move)
    if move in {"acknowledge", "clear"}:
        return wants(sos_actions.move, name=move, number=case_number(said))
    raise Refused("stale-button")


@FEATURE.command("well", For.MEMBERS, "[TEAM]", topic=Topic.SAFETY)
async def well(said: Said) -> Wants:
    """All is well with one's own team, or with one that a captain heard by radio."""
    return wants(welfare.well, named=said.words)


@FEATURE.button("welfare")
async def well_pressed(said: Said, move: str, choice: str) -> Wants:
    """*All well*; the number is the team's."""
    if move != "well":
        raise Refused("stale-button")
    return wants(welfare.well, team_id=case_number(said))
