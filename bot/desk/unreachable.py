"""Who cannot be reached in private any more is told in the group."""

from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.outbox.letters import Letter, LetterKind
from bot.sos import actions as sos_actions
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work


@action(Right.HOUSE, "enrolment.say_in_group")
async def say_in_group(work: Work, *, letter: Letter) -> Answer:
    """What could not be said in private is said in the group, with a mention."""
    member = await work.tx.people.member(work.district.id, letter.user_id or 0)
    incident = await work.tx[INCIDENTS].get(letter.case_id) if letter.case_id else None
    if "edits" in letter.facts:
        return QUIET
    if member is None or (member.left_at is not None and (letter.asks or letter.case_id is not None)):
        return QUIET
    if letter.kind is LetterKind.ORDER and incident is not None:
        held = incident.of_team(int(letter.facts["team_id"]))
        if held is not None and letter.facts.get("anew"):
            await orders.order(work, incident, held)
    elif letter.kind is LetterKind.SOS:
        await sos_actions.again_in_group(work, letter)
    elif letter.kind is LetterKind.KEY:
        await telling.tell_group(work, "link-only-in-private", mentions=[member], purpose="answer", link=work.link())
    elif letter.kind is LetterKind.NOTE:
        facts = {k: v for k, v in letter.facts.items() if k != "mention_names"}
        await telling.tell_group(work,
            letter.key, priority=letter.priority, purpose=letter.purpose, incident=incident, buttons=letter.buttons,
            mentions=[member], **facts,
        )  # fmt: skip
    return QUIET
