"""``/webhook``: captains add receivers and look after them, in private only."""

import unicodedata
from dataclasses import replace

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.register.people import Member, RoleName
from bot.values.refused import Refused
from bot.webhooks import addresses, retrying, show, telling
from bot.webhooks.hooks import BOTH_SIGN, MOST_RECEIVERS, WEBHOOKS, Pause, Receiver
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

SECRET = "webhook-secret"  # noqa: S105  # the key of a sentence
"""The letter that shows a secret."""


@action(Right.CAPTAIN, "webhooks.settle")
async def settle(work: Work, *, text: str) -> Answer:
    """``/webhook [URL]``: alone it lists the receivers; an address becomes one, and its secret is shown once."""
    _in_private(work)
    said = unicodedata.normalize("NFKC", text)
    if not said or said.isalpha():  # a word such as "off" is no address
        return await show.listed(work)
    address = addresses.read(said, private=work.rules.webhooks_private)
    hooks = work.tx[WEBHOOKS]
    there = await hooks.of(work.district.id)
    if any(one.url == address.url for one in there):
        raise Refused("webhook-there", host=address.netloc)
    if len(there) >= MOST_RECEIVERS:
        raise Refused("webhook-most", most=MOST_RECEIVERS)
    receiver = await hooks.save(Receiver(work.district.id, address.url, work.now))
    await _show_secret(work, receiver)
    return QUIET


def _in_private(work: Work) -> None:
    if not work.who.in_private:
        raise Refused("only-in-private")


async def _show_secret(work: Work, receiver: Receiver) -> None:
    """The secret is made when this letter is written; nothing waits for the receiver before."""
    await work.post(
        Letter(
            district_id=None,
            chat_id=work.who.user_id,
            user_id=work.who.user_id,
            kind=LetterKind.HOOK,
            priority=Priority.ANSWER,
            created_at=work.now,
            key=SECRET,
            facts={"receiver": receiver.id, "host": receiver.host},
            language=work.who.language,
            collapse=f"webhook:{receiver.id}",
            purpose="answer",
            buttons=((show.button(work, receiver, "try"),),),
        )
    )


async def _mine(work: Work, receiver_id: int) -> Receiver:
    """A receiver of this district."""
    _in_private(work)
    found = await work.tx[WEBHOOKS].get(receiver_id)
    if found is None or found.district_id != work.district.id:
        raise Refused("webhook-no-more")
    return found


@action(Right.CAPTAIN, "webhooks.listed")
async def listed(work: Work) -> Answer:
    """All receivers again."""
    _in_private(work)
    return await show.listed(work)


@action(Right.CAPTAIN, "webhooks.show")
async def shown(work: Work, *, receiver_id: int) -> Answer:
    """The page of one receiver."""
    return await _page(work, await _mine(work, receiver_id))


async def _page(work: Work, receiver: Receiver, did: str = "") -> Answer:
    """The page as it is now; *did* is said under the thumb."""
    found = await work.tx[WEBHOOKS].of(work.district.id)
    now = await show.page(work, receiver, alone=len(found) == 1)
    return replace(now, toast=answer(did, host=receiver.host)) if did else now


@action(Right.CAPTAIN, "webhooks.try")
async def try_now(work: Work, *, receiver_id: int) -> Answer:
    """Send something that is about no case, also to one that is paused; what it answers is told in a message."""
    receiver = await _with_secret(work, receiver_id)
    await work.tx[WEBHOOKS].queue_try(receiver, work.who.user_id, work.now)
    return await _page(work, receiver, "webhook-trying")


async def _with_secret(work: Work, receiver_id: int) -> Receiver:
    receiver = await _mine(work, receiver_id)
    if not receiver.salt:
        raise Refused("webhook-without-secret", host=receiver.host)
    return receiver


@action(Right.CAPTAIN, "webhooks.pause")
async def pause(work: Work, *, receiver_id: int) -> Answer:
    """Nothing is sent until it is taken up again; what happens meanwhile waits."""
    receiver = await _mine(work, receiver_id)
    if receiver.paused is not Pause.NOT:
        return await _page(work, receiver)
    paused = await work.tx[WEBHOOKS].save(replace(receiver, paused=Pause.CAPTAIN))
    await telling.changed(work, paused, "pause", "webhook-told-paused")
    return await _page(work, paused, "webhook-did-pause")


@action(Right.CAPTAIN, "webhooks.resume")
async def resume(work: Work, *, receiver_id: int) -> Answer:
    """It is sent to again, what waits first."""
    receiver = await _with_secret(work, receiver_id)
    again = await work.tx[WEBHOOKS].save(retrying.anew(receiver))
    await work.tx[WEBHOOKS].at_once(again.id, work.now)
    await telling.changed(work, again, "resume")
    return await _page(work, again, "webhook-did-resume")


@action(Right.CAPTAIN, "webhooks.again")
async def send_again(work: Work, *, receiver_id: int) -> Answer:
    """What was given up waits again, the oldest first; what is left of very many after another tap."""
    receiver = await _mine(work, receiver_id)
    count = await work.tx[WEBHOOKS].revive(receiver.id, work.now)
    fresh = await work.tx[WEBHOOKS].save(replace(receiver, told=False))
    page = await _page(work, fresh)
    return replace(page, toast=answer("webhook-did-again", count=count))


@action(Right.CAPTAIN, "webhooks.renew")
async def renew(work: Work, *, receiver_id: int) -> Answer:
    """Another secret; the one before signs beside it for a day."""
    receiver = await _mine(work, receiver_id)
    await _show_secret(work, receiver)
    return QUIET


@action(Right.CAPTAIN, "webhooks.remove")
async def remove(work: Work, *, receiver_id: int) -> Answer:
    """Asks whether it is really to go."""
    receiver = await _mine(work, receiver_id)
    return show.sure(work, receiver, (await work.tx[WEBHOOKS].stock(receiver.id)).waiting)


@action(Right.CAPTAIN, "webhooks.removed")
async def removed(work: Work, *, receiver_id: int) -> Answer:
    """It goes with all that waits for it, and its secrets open nothing any more."""
    receiver = await _mine(work, receiver_id)
    await work.tx[WEBHOOKS].save(_without_secrets(receiver, work))
    await telling.changed(work, receiver, "remove", "webhook-told-removed")
    return replace(await show.listed(work), toast=answer("webhook-did-remove", host=receiver.host))


def _without_secrets(receiver: Receiver, work: Work) -> Receiver:
    return replace(receiver, removed_at=work.now, salt="", secret_hash="", former_salt="", former_until=None)


# --- when the letter with the secret is written


@action(Right.HOUSE, "webhooks.keep_secret")
async def keep_secret(work: Work, *, receiver_id: int, user_id: int, salt: str, secret_hash: str) -> Answer:
    """A secret that is about to be shown; the one before signs beside it for a day, where it can still be made.

    Where its message has to be sent once more it is the same one, and nothing changes.
    """
    receiver, member = await work.tx[WEBHOOKS].get(receiver_id), await _captain(work, user_id)
    if receiver is None or member is None:
        raise Refused("webhook-no-more")
    if (receiver.salt, receiver.secret_hash) == (salt, secret_hash):
        return QUIET
    is_lost = receiver.paused is Pause.KEY
    kept = replace(
        retrying.anew(receiver) if is_lost else receiver,
        salt=salt,
        secret_hash=secret_hash,
        former_salt="" if is_lost else receiver.salt,
        former_until=work.now + BOTH_SIGN,
    )
    await work.tx[WEBHOOKS].save(kept)
    what, key = ("renew", "") if receiver.salt else ("add", "webhook-told-new")
    await telling.changed(work, kept, what, key, by=member)
    return QUIET


async def _captain(work: Work, user_id: int) -> Member | None:
    """Who asked for it, if they still command."""
    member = await work.tx.people.member(work.district.id, user_id)
    commands = member is not None and (member.has(RoleName.CAPTAIN, work.now) or user_id in work.rules.owners)
    return member if commands else None


@action(Right.HOUSE, "webhooks.turned_down")
async def turned_down(work: Work, *, receiver_id: int) -> Answer:
    """Its name leads nowhere, or into our own networks: it goes before anybody saw a secret."""
    receiver = await work.tx[WEBHOOKS].get(receiver_id)
    if receiver is not None and not receiver.salt:
        await work.tx[WEBHOOKS].save(_without_secrets(receiver, work))
    return QUIET
