"""Where an answer comes: as a toast under the press, as a letter, or in the place of the page that was pressed."""

from dataclasses import replace
from typing import Any

from bot.outbox.letters import PICTURE_PAGE, STEPS_PAGE, Letter, LetterKind, Posting, Priority
from bot.work import telling
from bot.work.answer import Answer
from bot.work.work import Work

BY_LETTER = frozenset({"group", "private"})
"""Channels whose speakers are answered by a letter; all others are answered where they asked. What a press is answered
comes both ways where it is more than a toast can hold."""


FORMER = "page-former"
"""What a page becomes when the next one has come below it."""


async def comes_by_letter(work: Work, said: Answer) -> bool:
    """A press is answered by a toast; what asks for another press, or is the end of a question, needs a message."""
    if work.who.channel != "button":
        return work.who.channel in BY_LETTER
    return said.is_more_than_a_toast or await _in_place(work, said) is not None


async def reply(work: Work, said: Answer, language: str) -> None:
    """Answer: in private where that is open, so that it costs the group nothing, else as a reply there.

    What a press under a page brings takes the page's place.
    """
    who, member = work.who, work.who.member
    private = who.in_private or bool(member and member.private_open)
    stands = await _in_place(work, said)
    if stands is not None and (stands.purpose == PICTURE_PAGE or _is_picture(said)):
        await _leave_above(work, stands, said, language)
        stands = None
    await work.tx.outbox.post(
        Letter(
            district_id=work.district_or_none.id if work.district_or_none else None,
            chat_id=who.user_id if private else who.chat_id,
            user_id=who.user_id if private else None,
            kind=LetterKind.NOTE,
            priority=Priority.SOS if said.urgent else Priority.ANSWER,
            created_at=work.now,
            key=said.key,
            buttons=said.buttons,
            language=language,
            reply_to=who.message_id if private == who.in_private else None,
            thread=None if private else who.thread,
            **_as_what(said, stands),
        )
    )


async def _leave_above(work: Work, stands: Posting, said: Answer, language: str) -> None:
    """The next page comes below it: it has no buttons any more, and says what the press did, where it did something."""
    if said.toast is None:
        await telling.rebutton(work, stands, (), purpose=FORMER)
        return
    where: dict[str, Any] = {"caption": True} if stands.purpose == PICTURE_PAGE else {}
    done = said.toast
    await telling.amend(work, replace(stands, purpose=FORMER), done.key, language=language, **done.facts, **where)


def _as_what(said: Answer, stands: Posting | None) -> dict[str, Any]:
    """What the answer is, and which message it changes."""
    edits = {"edits": stands.message_id} if stands else {}
    purpose = stands.purpose if stands else "page" if said.turns else "answer"
    if _is_picture(said):
        purpose = PICTURE_PAGE
    return {"purpose": purpose, "case_id": stands.case_id if stands else said.case_id, "facts": {**said.facts, **edits}}


async def _in_place(work: Work, said: Answer) -> Posting | None:
    """The message of ours whose place the answer to a press in private takes: a question, a page or a step.

    The list of what is to be done stays, whatever else is answered, and a question whose answer was refused.
    """
    who = work.who
    if who.channel != "button" or not who.in_private or (said.alert and not said.turns):
        return None
    pressed = await work.tx.outbox.posting(who.chat_id, who.message_id or 0)
    pages = {"page", PICTURE_PAGE, STEPS_PAGE} if said.turns else {"page", PICTURE_PAGE}
    return pressed if pressed is not None and pressed.purpose in pages else None


def _is_picture(said: Answer) -> bool:
    """Whether the answer is a page under a picture: before and after, with its question."""
    return said.turns and "pair" in said.facts
