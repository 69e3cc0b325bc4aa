"""Commands and buttons around one incident."""

from dataclasses import replace
from typing import Any

from bot.cases import show as cases_show
from bot.cases.moves import Move
from bot.incidents import proof
from bot.incidents.holds import ASKED
from bot.incidents.needing import quick, refusing
from bot.incidents.orders import listed
from bot.incidents.reminders import open_list
from bot.incidents.reporting import duplicates
from bot.incidents.reporting import questions as reporting_questions
from bot.incidents.reporting.nowhere import found
from bot.incidents.requests import confirming, from_page, requests
from bot.incidents.table import MOVES
from bot.incidents.talk import radio
from bot.outbox.letters import LetterKind
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Wants, case_number, wants, whole
from handlers.telegram.sos import how_own_call_ends
from handlers.telegram.writing.cards import CardWriter, OrderWriter
from handlers.telegram.writing.new_cases import ListWriter
from handlers.telegram.writing.open_list import OpenListWriter
from handlers.telegram.writing.piece_list import PieceListWriter

FEATURE = Feature(
    "incidents",
    {
        LetterKind.CARD: lambda means: CardWriter(means.words, means.board),
        LetterKind.ORDER: lambda means: OrderWriter(means.words, means.board),
        LetterKind.PIECES: lambda means: PieceListWriter(means.board, means.plain),
        LetterKind.BOARD: lambda means: OpenListWriter(means.board, means.plain),
        LetterKind.LIST: lambda means: ListWriter(means.board, means.plain),
    },
)


def _move_command(name: str, move: str, row: Move) -> None:
    @FEATURE.command(name, For.CAPTAINS if row.is_for_captains else For.MEMBERS, row.usage)
    async def meaning(said: Said) -> Wants:
        if name == "confirm" and said.number is None and said.reply_to is None:
            return wants(confirming.confirm_next)
        asked = wants(requests.move, name=move, number=said.number, reply_to=said.reply_to, text=said.text)
        return replace(asked, otherwise=how_own_call_ends(said)) if name == "cancel" else asked


for _row in {one.command: one for one in MOVES if one.command}.values():
    # A dispatch or a reassign, as the case stands.
    _move_command(_row.command, from_page.ASSIGN if _row.command == from_page.ASSIGN else _row.name, _row)


@FEATURE.command("case", For.REGISTERED, "42")
async def case(said: Said) -> Wants:
    """Everything about one case."""
    return wants(cases_show.case, number=said.number, reply_to=said.reply_to)


@FEATURE.command("history", For.DISTRICT, "42")
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
        case "assign" if choice:
            team = whole(choice.rstrip("!"))
            return wants(requests.move, name="assign", number=number, team=team, facts={"override": sure})
        case "pull":
            return wants(requests.take_over, number=number, team_id=whole(choice))
        case "confirm_all":
            return wants(confirming.confirm_next)
        case "confirm" if choice == "next":
            return wants(confirming.confirm_and_next, number=number)
        case _ if move in MOVES and MOVES[move].asks_words and not choice:
            return wants(reporting_questions.ask_reason, number=number, name=move)
        case _ if move in MOVES or move == "assign":
            return wants(requests.move, name=move, number=number, facts=_chosen(move, choice))
    raise Refused("stale-button")


_PLAIN: dict[str, Any] = {
    "card": listed.show,
    "compare": confirming.compare,
    "elsewhere": found.lies_elsewhere,
    "not_a_case": reporting_questions.not_a_case,
    "original": duplicates.look,
    "seen": requests.mark_order_seen,
}
"""What a button means that names nothing but its case."""


def _answered(move: str, choice: str, number: int) -> Wants | None:
    """The answer to a question about a report or a word by radio; None for a button that is none."""
    if (plain := _PLAIN.get(move)) is not None:
        return wants(plain, number=number)
    match move:
        case "item":
            return wants(reporting_questions.set_item, number=number, code=choice)
        case "items":
            return wants(reporting_questions.items, number=number, page=whole(choice or "0"))
        case "ask":
            ask, _, yes = choice.partition(":")
            return wants(reporting_questions.settle_question, number=number, ask=ask, choice=yes)
        case "radio":
            name, assignment, reason = choice.split(".")
            return wants(radio.confirmed, number=number, name=name, assignment_id=whole(assignment), reason=reason)
        case "radio_back":
            name, assignment = choice.split(".")
            return wants(radio.take_back, number=number, name=name, assignment_id=whole(assignment))
        case "why":
            return wants(quick.chosen, number=number, which=whole(choice))
        case "no":
            return wants(refusing.refuse, number=number, name=choice)
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
