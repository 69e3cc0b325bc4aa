"""Telling others: in private, in the group, or in the place of what stands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.outbox.letters import Letter, LetterKind, Posting, Priority, Rows
from bot.register.people import Member
from bot.work.work import Work


class Numbered(Protocol):
    """A case, as far as a letter has to know it."""

    @property
    def id(self) -> int:
        """Its global id."""


GATHER_S = 2.0
"""Reminders for a group wait this long for others, so that many at once become one message."""


def _gathers(purpose: str, priority: Priority) -> bool:
    """Whether a letter to the group waits for others of its kind; what a critical case needs does not."""
    return purpose.startswith("reminder") or (purpose == "nobody" and priority > Priority.ORDER)


def secret(work: Work, key: str, collapse: str, *, buttons: Rows = (), **facts: Any) -> Letter:
    """A note in private to the one who speaks, with a secret that is made when it is sent."""
    own = work.who.user_id
    return Letter(
        district_id=work.district_or_none.id if work.district_or_none else None,
        chat_id=own,
        user_id=own,
        kind=LetterKind.KEY,
        priority=Priority.ANSWER,
        created_at=work.now,
        key=key,
        facts=facts,
        buttons=buttons,
        language=work.who.language,
        purpose="answer",
        collapse=collapse,
    )


async def tell(
    work: Work,
    people: Iterable[Member],
    key: str,
    *,
    priority: Priority = Priority.ANSWER,
    purpose: str = "note",
    about: Numbered | None = None,
    buttons: Rows = (),
    collapse: str | None = None,
    silent: bool = False,
    not_before: datetime | None = None,
    **facts: Any,
) -> None:
    """Tell *people*: in private who has a private chat, the others in one group message that mentions them.

    Who is only of a body does not belong to the group: without a private chat they hear nothing.
    """
    each = {person.user_id: person for person in people}.values()
    for person in (one for one in each if one.private_open):
        note = _note(
            work,
            person.user_id,
            person.language or work.district.language,
            user_id=person.user_id,
            priority=priority,
            case_id=about.id if about else None,
            key=key,
            facts=facts,
            buttons=buttons,
            collapse=f"{collapse}:{person.user_id}" if collapse else None,
            purpose=purpose,
            silent=silent,
            not_before=not_before,
        )
        await work.post(note)
    in_group = [one for one in each if not one.private_open and not one.is_only_of_bodies]
    if in_group:
        await tell_group(
            work,
            key,
            priority=priority,
            purpose=purpose,
            about=about,
            buttons=buttons,
            collapse=collapse,
            mentions=in_group,
            not_before=not_before,
            **facts,
        )


async def tell_group(
    work: Work,
    key: str,
    *,
    priority: Priority = Priority.ANSWER,
    purpose: str = "note",
    about: Numbered | None = None,
    buttons: Rows = (),
    collapse: str | None = None,
    mentions: Iterable[Member] = (),
    reply_to: int | None = None,
    not_before: datetime | None = None,
    **facts: Any,
) -> None:
    """One new message in the group; *mentions* are people without a private chat, named so that it sounds."""
    note = _note(
        work,
        work.district.chat_id,
        work.district.language,
        priority=priority,
        case_id=about.id if about else None,
        key=key,
        facts=facts,
        buttons=buttons,
        collapse=collapse,
        purpose=purpose,
        reply_to=reply_to,
        not_before=work.now + timedelta(seconds=GATHER_S) if _gathers(purpose, priority) else not_before,
    )
    await work.post(_mentioning(note, mentions))


async def tell_somebody(
    work: Work,
    user_id: int,
    key: str,
    *,
    language: str,
    priority: Priority = Priority.ANSWER,
    purpose: str = "note",
    collapse: str | None = None,
    **facts: Any,
) -> None:
    """Tell one person in private, who need not belong to any district (any more)."""
    note = _note(
        work,
        user_id,
        language,
        user_id=user_id,
        priority=priority,
        key=key,
        facts=facts,
        purpose=purpose,
        collapse=collapse,
    )
    await work.tx.outbox.add(note)


async def rebutton(work: Work, posting: Posting, buttons: Rows, *, purpose: str) -> None:
    """Put other buttons, or none, under a note of ours that stands; its words stay. It is called *purpose* then."""
    member = await work.tx.people.member(work.district.id, posting.user_id) if posting.user_id else None
    told = {"rebuttons": True, "of": posting.letter_id}
    letter = _edit(work, posting, told, buttons, member.language if member else None)
    await work.post(replace(letter, purpose=purpose))


async def amend(
    work: Work,
    posting: Posting,
    key: str,
    *,
    language: str | None = None,
    buttons: Rows = (),
    mentions: Iterable[Member] = (),
    **facts: Any,
) -> None:
    """Put other words into a note of ours that stands (an edit, which alerts nobody)."""
    note = replace(_edit(work, posting, facts, buttons, language), key=key)
    await work.post(_mentioning(note, mentions))


def _edit(work: Work, posting: Posting, facts: dict[str, Any], buttons: Rows, language: str | None) -> Letter:
    """What changes a note of ours that stands; of several that wait the newest counts."""
    return _note(
        work,
        posting.chat_id,
        language or work.district.language,
        user_id=posting.user_id,
        priority=Priority.EDIT,
        case_id=posting.case_id,
        buttons=buttons,
        facts={**facts, "edits": posting.message_id},
        collapse=f"amend:{posting.chat_id}:{posting.message_id}",
        purpose=posting.purpose,
    )


def _note(work: Work, chat_id: int, language: str, **more: Any) -> Letter:
    """A note to a chat, written now; *more* are fields of the letter. Whose district it is says whoever posts it."""
    return Letter(
        district_id=None,
        chat_id=chat_id,
        kind=LetterKind.NOTE,
        created_at=work.now,
        language=language,
        **more,
    )


def _mentioning(note: Letter, mentions: Iterable[Member]) -> Letter:
    """*note* with these people named in it, so that it sounds for them."""
    named = tuple(mentions)
    if not named:
        return note
    facts = {**note.facts, "mention_names": [one.name for one in named]}
    return replace(note, facts=facts, mentions=tuple(one.user_id for one in named))
