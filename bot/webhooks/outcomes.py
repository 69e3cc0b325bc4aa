"""What became of a try that went wrong, or that a captain asked for; what was simply taken is marked by who sends."""

from dataclasses import replace

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.webhooks import retrying, show, telling
from bot.webhooks.hooks import WEBHOOKS, Delivery, Pause, Receiver, Reply
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

_TOLD = {Pause.GONE: "webhook-gone", Pause.FAILING: "webhook-failing", Pause.KEY: "webhook-key-lost"}


@action(Right.HOUSE, "webhooks.failed")
async def failed(work: Work, *, delivery_id: int, reply: Reply, chance: float) -> Answer:
    """A try failed: another one later, or none; captains hear of what does not mend itself."""
    hooks = work.tx[WEBHOOKS]
    delivery = await hooks.delivery(delivery_id)
    receiver = await hooks.hold(delivery.webhook_id) if delivery is not None else None
    if delivery is None or receiver is None:
        return QUIET
    verdict = retrying.judge(receiver, delivery, reply, work.now, chance)
    await hooks.save(verdict.receiver)
    if verdict.again_at is None:
        await hooks.give_up(delivery, reply.code, work.now)
        await telling.once(work, verdict.receiver, "webhook-dead")
        return QUIET
    counts = verdict.receiver.paused is Pause.NOT
    await hooks.again(delivery, verdict.again_at, reply.code, delivery.attempts + counts)
    if verdict.receiver.paused is not receiver.paused:
        await telling.captains(work, receiver, _TOLD[verdict.receiver.paused])
    return QUIET


@action(Right.HOUSE, "webhooks.tried")
async def tried(work: Work, *, delivery_id: int, reply: Reply) -> Answer:
    """The captain who asked for a try hears what was answered; a good answer lets go what waits."""
    hooks = work.tx[WEBHOOKS]
    delivery = await hooks.delivery(delivery_id)
    receiver = await hooks.hold(delivery.webhook_id) if delivery is not None else None
    if delivery is None or receiver is None:
        return QUIET
    if reply.is_well:
        await hooks.done(delivery, reply.code, work.now)
    else:
        await hooks.give_up(delivery, reply.code, work.now)
        await hooks.save(replace(receiver, answer=reply.code, answered_at=work.now))
    await _tell_who_asked(work, delivery, receiver, reply)
    return QUIET


async def _tell_who_asked(work: Work, delivery: Delivery, receiver: Receiver, reply: Reply) -> None:
    member = await work.tx.people.member(work.district.id, delivery.asked_by or 0)
    if member is None:
        return
    await work.post(
        Letter(
            district_id=None,
            chat_id=member.user_id,
            user_id=member.user_id,
            kind=LetterKind.NOTE,
            priority=Priority.ANSWER,
            created_at=work.now,
            key="webhook-tried-well" if reply.is_well else "webhook-tried",
            facts={"host": receiver.host, "answer": show.answer_word(reply.code)},
            buttons=show.opens(work, receiver),
            language=member.language or work.district.language,
            purpose="webhook",
        )
    )
