"""*Read before you go in*: notes that come with an accepted order, in private alone, and who has read them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cases import kinds
from bot.cases.case import Case
from bot.outbox.letters import Button, Priority
from bot.places.merging import merging
from bot.places.notes import at_door, in_button, standing
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
"""What the message with such notes is called, and once its button has gone."""
READ = "note-first-read"


async def first(work: Work, case_id: int) -> list[Note]:
    """The notes that are to be read before somebody goes in for a case: of its places as they are linked now."""
    codes = [one for code in await standing.led_to(work, case_id) for one in await merging.all_codes(work, code)]
    live = await work.tx[NOTES].live(work.district.id, dict.fromkeys(codes), work.now) if codes else []
    return [one for one in live if one.must]


async def hand_over(work: Work, case: Numbered, number: int, team_id: int, *, elsewhere: bool = False) -> None:
    """A team goes: each of its people reads what is to be read first in private, with the button *read*, once.

    In the group no word of a note is said, only that there is one to be read. *elsewhere*: the case is at another door
    than before, and nobody has to read any more what stood at that one.
    """
    if (standing_team := (await mustering.of(work)).of(team_id)) is not None:
        people = standing_team.available or standing_team.members
        await _hand(work, case, number, people, elsewhere=elsewhere)


async def catch_up(work: Work, user_id: int, *, number: int | None = None) -> None:
    """Somebody has come to a team that goes already, or can be reached only now: they read what the others did.

    Of every case that the team has accepted, or of the one with *number*.
    """
    team_id = member.team_id if (member := await work.tx.people.member(work.district.id, user_id)) else None
    held = (await work.tx.teams.holds(work.district.id)).get(team_id, ()) if team_id is not None else ()
    team = (await mustering.of(work)).of(team_id) if held else None
    if member is None or team is None or user_id not in {one.user_id for one in team.available or team.members}:
        return
    for case_id in team.holds:
        case = await _accepted(work, case_id, team.team.id)
        if case is not None and number in {None, case.number}:
            await _hand(work, case, case.number, [member])


async def _accepted(work: Work, case_id: int, team_id: int) -> Case | None:
    """A case that a team has said it goes to."""
    case = await kinds.by_id(work, case_id)
    held = case.of_team(team_id) if case is not None else None
    return case if held is not None and held.stage else None


async def _hand(
    work: Work, case: Numbered, number: int, people: Collection[Member], *, elsewhere: bool = False
) -> None:
    found = await first(work, case.id)
    if elsewhere and not found:
        await _without_buttons(work, case.id, {one.user_id for one in people})
    if not found:
        return
    seen = await work.tx[NOTES].read_by(case.id, [one.id for one in found])
    waits = [one for one in people if _unread(found, one, seen)]
    await _without_buttons(work, case.id, {one.user_id for one in waits})
    beginning = f"pnote:{work.district.id}.{number}:read:"
    for n, some in enumerate(in_button.batches(found, beginning)):
        await telling.tell(
            work,
            [one for one in waits if one.private_open and _unread(some, one, seen)],
            "place-note-first",
            priority=Priority.ORDER,
            purpose=PURPOSE,
            about=case,
            buttons=((Button("button-note-read", in_button.data(beginning, some)),),),
            collapse=f"{PURPOSE}:{case.id}" + (f".{n}" if n else ""),
            number=number,
            lines=[at_door.line(work, one) for one in some],
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


async def _without_buttons(work: Work, case_id: int, user_ids: Collection[int]) -> None:
    """What these people were sent before has no button any more: they have read it, or it comes anew with more."""
    for posting in await work.tx.outbox.postings(case_id, PURPOSE) if user_ids else ():
        if posting.user_id in user_ids:
            await telling.rebutton(work, posting, (), purpose=READ)


def _unread(found: Iterable[Note], member: Member, seen: set[tuple[int, int]]) -> bool:
    """Whether there is one that they have neither read nor written."""
    return any(one.by_id != member.user_id and (one.id, member.user_id) not in seen for one in found)


async def tell_who_is_on_the_way(work: Work, code: str) -> None:
    """A note that is to be read first has come: teams that have accepted a case there get it too."""
    for team_id, team in (await mustering.of(work)).standings.items():
        for case_id in team.holds:
            if code not in await standing.led_to(work, case_id):
                continue
            if (case := await _accepted(work, case_id, team_id)) is not None:
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
    if _others_read(work):
        raise Refused("only-in-private")


def _others_read(work: Work) -> bool:
    return work.who.channel in {"group", "button"} and not is_private(work)


async def lines(work: Work, case_id: int, team_ids: Iterable[int]) -> list[dict[str, Any]]:
    """What ``/case`` and a case's page say to captains: who has not read what is to be read first."""
    is_told = work.who.is_captain and work.who.program_id is None and not _others_read(work)
    left = await unread(work, case_id, team_ids) if is_told else Unread()
    names = work_answer.listed(one.name for one in left.people)
    return [{"word": "place-note-unread", "names": names}] if left.people else []


@action(Right.MEMBER, "place_notes.read")
async def read(work: Work, *, number: int, note_ids: Collection[int] = ()) -> Answer:
    """They have read these: the button goes, and captains see it on the case.

    What stands there besides, since that message was written, they have not: it is sent to them now, as long as
    their team goes.
    """
    case = await kinds.by_number(work, number)
    if case is None:
        raise Refused("no-such-case", number=number)
    found, own = await first(work, case.id), work.who.user_id
    await work.tx[NOTES].read(case.id, [one.id for one in found if one.id in note_ids], own, work.now)
    await _without_buttons(work, case.id, {own})
    seen = await work.tx[NOTES].read_by(case.id, [one.id for one in found])
    member = work.who.member
    goes = member is not None and await _accepted(work, case.id, member.team_id or 0) is not None
    if member is None or not goes or not _unread(found, member, seen):
        return answer("place-note-read", number=number)
    await _hand(work, case, number, [member])
    return answer("place-note-read-more", number=number)
