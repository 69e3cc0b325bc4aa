"""Who cannot be reached in private any more is told in the group."""

from bot.cases import kinds
from bot.outbox.letters import Letter, LetterKind
from bot.register.people import Member
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.features import FEATURES
from bot.work.work import Work


@action(Right.HOUSE, "enrolment.say_in_group")
async def say_in_group(work: Work, *, letter: Letter, error: str) -> Answer:
    """What could not be said in private, for the reason *error*, is said in the group, with a mention.

    It is given up in private by the same transaction, so that it is said there once, whatever happens.
    """
    await work.tx.outbox.dropped(letter.id, work.now, error)
    member = await work.tx.people.member(work.district.id, letter.user_id or 0)
    if "edits" in letter.facts or (member is not None and member.is_only_of_bodies):
        return QUIET  # who is only of a body does not belong to the group
    if member is None or (member.left_at is not None and (letter.asks or letter.case_id is not None)):
        return QUIET
    say = work.at_hand[FEATURES].undelivered.get(letter.kind, _SAID.get(letter.kind))
    if say is not None:
        await say(work, letter, member)
    return QUIET


async def _key(work: Work, letter: Letter, member: Member) -> None:
    """A link is for one person's eyes: the group only hears where it can be had."""
    await telling.tell_group(work, "link-only-in-private", mentions=[member], purpose="answer", link=work.link())


async def _note(work: Work, letter: Letter, member: Member) -> None:
    facts = {k: v for k, v in letter.facts.items() if k != "mention_names"}
    await telling.tell_group(
        work,
        letter.key,
        priority=letter.priority,
        purpose=letter.purpose,
        about=await kinds.by_id(work, letter.case_id),
        buttons=letter.buttons,
        mentions=[member],
        **facts,
    )


_SAID = {LetterKind.KEY: _key, LetterKind.NOTE: _note}
