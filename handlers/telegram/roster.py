"""The planned roster: looked at, page by page, and swapped."""

from bot.roster import pages as roster_pages
from bot.roster import swaps
from bot.values import texts
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, case_number, wants, whole

FEATURE = Feature("roster")


@FEATURE.command("roster", For.MEMBERS, "[swap 2026-03-02 PERSON|yes 7|no 7|withdraw 7]", topic=Topic.SHIFT)
async def roster(said: Said) -> Wants:
    """Who is planned on the next days; offer a shift to somebody; agree, confirm or take back."""
    what, *rest = said.text.split() or [""]
    match what.lower():
        case "":
            return wants(roster_pages.show)
        case "swap":
            to_id = said.reply_user.user_id if said.reply_user else None
            return wants(swaps.offer_in_words, words=rest, to_id=to_id)
        case ("yes" | "no") as word:
            return wants(swaps.reply, swap_id=_swap_id(rest), yes=word == "yes")
        case "withdraw":
            return wants(swaps.withdraw, swap_id=_swap_id(rest))
    raise Refused("swap-how")


def _swap_id(words: list[str]) -> int:
    number = texts.named_number(words[0]) if len(words) == 1 else None
    if number is None:
        raise Refused("swap-how")
    return number


def _person(choice: str) -> int:
    """Ids of people are longer than other numbers on buttons."""
    number = texts.whole_number(choice)
    if number is None:
        raise Refused("stale-button")
    return number


@FEATURE.button("roster")
async def roster_pressed(said: Said, move: str, choice: str) -> Wants:
    """Another page of one's own shifts, another day, another part of a day."""
    match move:
        case "own":
            return wants(roster_pages.own, page=whole(choice))
        case "day":
            return wants(roster_pages.whole, day=whole(choice))
        case "part":
            day, _, page = choice.partition(":")
            return wants(roster_pages.whole, day=whole(day), page=whole(page))
    raise Refused("stale-button")


@FEATURE.button("swap")
async def swap_pressed(said: Said, move: str, choice: str) -> Wants:
    """To whom; then the answers of the other one and of a captain."""
    number = case_number(said)
    match move:
        case "ask":
            return wants(swaps.ask, minute=number)
        case "to":
            return wants(swaps.offer, minute=number, to_id=_person(choice))
        case "yes" | "no":
            return wants(swaps.reply, swap_id=number, yes=move == "yes")
        case "withdraw":
            return wants(swaps.withdraw, swap_id=number)
    raise Refused("stale-button")
