"""Commands and buttons around one incident."""

from typing import Any

from bot.cases import show as cases_show
from bot.cases.moves import Move
from bot.incidents import proof
from bot.incidents.holds import ASKED
from bot.incidents.reminders import open_list
from bot.incidents.reporting import questions as reporting_questions
from bot.incidents.requests import confirming, requests
from bot.incidents.table import MOVES
from bot.outbox.letters import LetterKind
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Wants, case_number, wants, whole
from handlers.telegram.writing.cards import CardWriter, OrderWriter
from handlers.telegram.writing.open_list import OpenListWriter

FEATURE = Feature(
    "incidents",
    {
        LetterKind.CARD: lambda means: CardWriter(means.words, means.board),
        LetterKind.ORDER: lambda means: OrderWriter(means.words, means.board),
        LetterKind.BOARD: lambda means: OpenListWriter(means.board, means.plain),
    },
)

WANT_WORDS = frozenset({"send_back", "cancel", "merge", "transfer", "reopen", "returned", "hold", "waive", "release"})
"""Moves whose button asks for words first."""

_USAGE = {
    "assign": "42 TEAM",
    "accept": "[42]",
    "decline": "42 REASON",
    "arrived": "[42]",
    "done": "[42] [OUTCOME] [NOTE]",
    "confirm": "[42]",
    "sendback": "42 REASON",
    "hold": "42 40m REASON [free]",
    "resume": "42",
    "backup": "[42]",
    "relocate": "42",
    "item": "42 [ITEM]",
    "priority": "42 SEVERITY",
    "waive": "42 [PIECE] REASON",
    "release": "42 REASON",
    "cancel": "42 REASON",
    "merge": "42 41",
    "transfer": "42 DEPARTMENT [NOTE]",
    "answered": "42",
    "returned": "42 REASON",
    "reopen": "42 REASON",
}

_CAPTAINS = frozenset(
    {"assign", "sendback", "priority", "waive", "release", "merge", "transfer", "answered"} | {"returned", "reopen"}
)


def _move_command(name: str, move: str) -> None:
    @FEATURE.command(name, For.CAPTAINS if name in _CAPTAINS else For.MEMBERS, _USAGE[name])
    async def meaning(said: Said) -> Wants:
        if name == "confirm" and said.number is None and said.reply_to is None:
            return wants(confirming.confirm_next)
        return wants(requests.move, name=move, number=said.number, reply_to=said.reply_to, text=said.text)


def _by_command(moves: tuple[Move, ...]) -> dict[str, str]:
    """The move of each text command; ``/assign`` is a dispatch or a reassign, as the case stands."""
    named = {move.command: move.name for move in moves if move.command}
    return {**named, "assign": "assign"}


for _name, _move in _by_command(MOVES.moves).items():
    _move_command(_name, _move)


@FEATURE.command("case", For.REGISTERED, "42")
async def case(said: Said) -> Wants:
    """Everything about one case."""
    return wants(cases_show.case, number=said.number, reply_to=said.reply_to)


@FEATURE.command("history", For.REGISTERED, "42")
async def history(said: Said) -> Wants:
    """Every change of one case: who, when, what, through which channel."""
    return wants(cases_show.history, number=said.number, reply_to=said.reply_to)


@FEATURE.command("board", For.REGISTERED)
async def board(said: Said) -> Wants:
    """The open cases by time left."""
    return wants(open_list.board)


@FEATURE.button("board")
async def board_turned(said: Said, move: str, choice: str) -> Wants:
    """Another page of the list, or the same once more."""
    return wants(open_list.board, page=whole(choice))


@FEATURE.button("incident")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """A button on a card or an order."""
    number, sure = case_number(said), choice.endswith("!")
    if asked := _answered(move, choice, number):
        return asked
    match move:
        case "assign":
            team = whole(choice.rstrip("!"))
            return wants(requests.move, name="assign", number=number, team=team, facts={"override": sure})
        case "pull":
            return wants(requests.take_over, number=number, team_id=whole(choice))
        case "seen":
            return wants(requests.mark_order_seen, number=number)
        case "confirm_all":
            return wants(confirming.confirm_next)
        case "compare":
            return wants(confirming.compare, number=number)
        case "confirm" if choice == "next":
            return wants(confirming.confirm_and_next, number=number)
        case _ if move in WANT_WORDS and not choice:
            return wants(reporting_questions.ask_reason, number=number, name=move)
        case _ if move in MOVES or move == "assign":
            return wants(requests.move, name=move, number=number, facts=_chosen(move, choice))
    raise Refused("stale-button")


def _answered(move: str, choice: str, number: int) -> Wants | None:
    """The answer to a question about a report; None for a button that is none."""
    match move:
        case "item":
            return wants(reporting_questions.set_item, number=number, code=choice)
        case "items":
            return wants(reporting_questions.items, number=number, page=whole(choice or "0"))
        case "ask":
            ask, _, yes = choice.partition(":")
            return wants(reporting_questions.settle_question, number=number, ask=ask, choice=yes)
        case "not_a_case":
            return wants(reporting_questions.not_a_case, number=number)
    return None


def _chosen(move: str, choice: str) -> dict[str, Any]:
    """What the choice of a move's button says, as facts of the move."""
    match move:
        case "hold" if choice:
            return {"minutes": whole(choice), "reason": ASKED}
        case "decline" | "arrive" if choice:
            return {"reason": choice}
        case "resolve" if choice:
            return {"outcome": choice}
        case "prioritise" if choice:
            return {"severity": choice}
        case "waive" if choice:
            return {"piece": choice, "reason": proof.NO_PHOTO}
    return {}
