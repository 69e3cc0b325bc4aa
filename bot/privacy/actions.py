"""What is stored about a person: told, handed over as a file, erased as far as it may be, and who looked at it."""

from bot.menus import menus
from bot.outbox.letters import Button, Letter, LetterKind, Priority
from bot.privacy import erasing
from bot.privacy.port import PRIVACY
from bot.register.people import RoleName
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.history import Record
from bot.work.work import Work

LOOKS_KEPT_DAYS = 180
"""How long it is kept who looked at what."""

LETTERS_KEPT_DAYS = 30
"""How long a letter that was sent or dropped is kept."""


COPIES_KEPT_DAYS = 35
"""How long the oldest of the daily copies is kept: four weekly ones, and the days until the next takes its place."""


@action(Right.ANYBODY, "privacy.notice")
async def notice(work: Work) -> Answer:
    """``/privacy``: what is stored, why and for how long."""
    return answer(
        "privacy-notice",
        tracks=work.rules.track_days,
        looks=LOOKS_KEPT_DAYS,
        letters=LETTERS_KEPT_DAYS,
        photos=work.rules.photo_days,
        copies=COPIES_KEPT_DAYS,
    )


def _in_private(work: Work) -> None:
    if not work.who.in_private:
        raise Refused("only-in-private")


@action(Right.ANYBODY, "privacy.my_data")
async def my_data(work: Work) -> Answer:
    """``/mydata``: a person's own data as a file, written at the moment of sending."""
    _in_private(work)
    await work.tx.outbox.add(
        Letter(
            district_id=None,
            chat_id=work.who.user_id,
            user_id=work.who.user_id,
            kind=LetterKind.FILE,
            priority=Priority.ANSWER,
            created_at=work.now,
            language=work.who.language,
            purpose="answer",
            reply_to=work.who.message_id,
        )
    )
    return QUIET


@action(Right.ANYBODY, "privacy.forget_me")
async def forget_me(work: Work, *, sure: bool = False) -> Answer:
    """``/forgetme``: asks once, then erases what may be erased. Refused while somebody counts on the person."""
    _in_private(work)
    user_id = work.who.user_id
    mine = await work.tx.people.districts_of(user_id)
    numbers, on_duty = await work.tx[PRIVACY].holds_back(user_id)
    if numbers:
        raise Refused("forget-open-cases", cases=" ".join(f"#{n}" for n in numbers))
    if on_duty:
        raise Refused("forget-on-duty")
    for one in mine:
        if one.has(RoleName.CAPTAIN, work.now):
            others = [m for m in await work.tx.people.members(one.district_id) if m.has(RoleName.CAPTAIN, work.now)]
            if len(others) == 1:
                raise Refused("forget-last-captain")
    if not sure:
        return answer(
            "forget-sure", copies=COPIES_KEPT_DAYS, buttons=((Button("button-sure", f"privacy:0.{user_id}:forget"),),)
        )
    for one in mine:
        gone = Record("forget", "", "", work.now, user_id, "system", work.who.channel)
        await work.tx.history.add(one.district_id, None, gone, work.now)
    told = await erasing.begin(work, mine)
    await menus.forget(work, user_id, mine)
    work.stir(look_for_teams=False)
    return answer("forgotten", **told) if told is not None else answer("forgetting")
