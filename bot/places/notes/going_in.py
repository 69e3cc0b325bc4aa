"""*Read before you go in*: notes that come with an accepted order, in private alone, and who has read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cases import kinds
from bot.outbox.letters import Button, Priority, Rows
from bot.places.merging import merging
from bot.places.notes import at_door, standing
from bot.places.notes.notes import NOTES, Note
from bot.register.people import Member
from bot.values.refused import Refused
from bot.work import answer as work_answer
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.telling import Numbered
from bot.work.work import Work

PURPOSE = "note-first"
"""What the message with such notes is called, and once its reader has read it."""
READ = "note-first-read"


async def first(work: Work, case_id: int) -> list[Note]:
    """The notes that are to be read before somebody goes in for a case: of its places as they are linked now."""
    codes = [one for code in await standing.led_to(work, case_id) for one in await merging.all_codes(work, code)]
    live = await work.tx[NOTES].live(work.district.id, dict.fromkeys(codes), work.now) if codes else []
    return [one for one in live if one.must]


async def hand_over(work: Work, case: Numbered, number: int, team_id: int) -> None:
    """A team goes: each of its people reads what is to be read first in private, with the button *read*, once.

    In the group no word of a note is said, only that there is one to be read.
    """
    found, standing_team = await first(work, case.id), (await mustering.of(work)).of(team_id)
    if not found or standing_team is None:
        return
    people = standing_team.available or standing_team.members
    seen = await work.tx[NOTES].read_by(case.id, [one.id for one in found])
    waits = [one for one in people if _unread(found, one, seen)]
    in_private = [one for one in waits if one.private_open]
    await telling.tell(
        work,
        in_private,
        "place-note-first",
        priority=Priority.ORDER,
        purpose=PURPOSE,
        about=case,
        buttons=_read_button(work, number),
        collapse=f"{PURPOSE}:{case.id}",
        number=number,
        lines=[at_door.line(work, one) for one in found],
    )
    others = [one for one in waits if not one.private_open]
    if others:
        link = Button("button-open-private", url=work.link(f"case_{number}_{work.district.id}"))
        await telling.tell_group(
            work,
            "place-note-first-in-group",
            priority=Priority.ORDER,
            purpose=PURPOSE,
            about=case,
            mentions=others,
            buttons=((link,),),
            number=number,
        )


def _read_button(work: Work, number: int) -> Rows:
    return ((Button("button-note-read", f"pnote:{work.district.id}.{number}:read"),),)


def _unread(found: Iterable[Note], member: Member, seen: set[tuple[int, int]]) -> bool:
    """Whether there is one that they have neither read nor written."""
    return any(one.by_id != member.user_id and (one.id, member.user_id) not in seen for one in found)


async def tell_who_is_on_the_way(work: Work, code: str) -> None:
    """A note that is to be read first has come: teams that have accepted a case there get it too."""
    for team_id, team in (await mustering.of(work)).standings.items():
        for case_id in team.holds:
            if code not in await standing.led_to(work, case_id):
                continue
            case = await kinds.by_id(work, case_id)
            held = case.of_team(team_id) if case is not None else None
            if case is not None and held is not None and held.stage:
                await hand_over(work, case, case.number, team_id)


@dataclass(frozen=True)
class Unread:
    """The notes that are to be read first for a case, and the people of its teams who have not."""

    notes: Sequence[Note] = ()
    people: Sequence[Member] = ()


async def unread(work: Work, case_id: int, team_ids: Iterable[int]) -> Unread:
    """Who of some teams has not read what is to be read first; nothing where there is nothing to read."""
    found = await first(work, case_id)
    if not found:
        return Unread()
    muster, seen = await mustering.of(work), await work.tx[NOTES].read_by(case_id, [one.id for one in found])
    teams = [standing for team_id in team_ids if (standing := muster.of(team_id)) is not None]
    people = [one for team in teams for one in team.available or team.members]
    return Unread(found, [one for one in people if _unread(found, one, seen)])


def is_private(work: Work) -> bool:
    """Whether what the one who speaks is answered is read by them alone."""
    who = work.who
    return who.program_id is None and (who.in_private or bool(who.member and who.member.private_open))


def only_in_private(work: Work) -> None:
    """Raises Refused where a note would be said before others: in a group, to who has no private chat."""
    if work.who.channel in {"group", "button"} and not is_private(work):
        raise Refused("only-in-private")


async def lines(work: Work, case_id: int, team_ids: Iterable[int]) -> list[dict[str, Any]]:
    """What ``/case`` says to captains: who has not read what is to be read first."""
    left = await unread(work, case_id, team_ids) if work.who.is_captain and is_private(work) else Unread()
    names = work_answer.listed(one.name for one in left.people)
    return [{"word": "place-note-unread", "names": names}] if left.people else []


@action(Right.MEMBER, "place_notes.read")
async def read(work: Work, *, number: int) -> Answer:
    """They have read them: the button goes, and captains see it on the case."""
    case = await kinds.by_number(work, number)
    if case is None:
        raise Refused("no-such-case", number=number)
    case_id, found = case.id, await first(work, case.id)
    await work.tx[NOTES].read(case_id, [one.id for one in found], work.who.user_id, work.now)
    for posting in await work.tx.outbox.postings(case_id, PURPOSE):
        if posting.user_id == work.who.user_id:
            await telling.rebutton(work, posting, (), purpose=READ)
    return answer("place-note-read", number=number)
