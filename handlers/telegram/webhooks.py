"""Webhooks: ``/webhook``, its buttons, and the letter with a receiver's secret."""

import hashlib
from dataclasses import replace
from typing import Any

import structlog

from bot.access.keys import fingerprint
from bot.desk.desk import Desk
from bot.outbox.letters import Letter, LetterKind
from bot.values.refused import Refused
from bot.webhooks import actions
from bot.webhooks.hooks import WEBHOOKS
from bot.work.speaker import Speaker
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, case_number, wants
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.notes import NoteWriter

log = structlog.get_logger()

PRESSED = {
    "show": actions.shown,
    "try": actions.try_now,
    "pause": actions.pause,
    "resume": actions.resume,
    "again": actions.send_again,
    "renew": actions.renew,
    "remove": actions.remove,
    "removed": actions.removed,
}
"""What each button under a receiver does."""


class SecretOfReceiver:
    """Writes the letter with a secret: it is made here, and only its salt and hash are stored."""

    def __init__(self, desk: Desk, plain: NoteWriter) -> None:
        self.desk = desk
        self.plain = plain

    async def write(self, letter: Letter) -> Call | None:
        """The call that sends it; None where the receiver or the right is gone meanwhile.

        A new receiver whose name leads nowhere, or into our own networks, is turned down instead.
        """
        receiver_id, here = int(letter.facts["receiver"]), self._here(letter)
        async with self.desk.store.look() as tx:
            receiver = await tx[WEBHOOKS].get(receiver_id)
        if receiver is None:
            return None
        if not receiver.salt and (code := await self.desk.hooks.trouble(receiver.url)):
            await self.desk.do(actions.turned_down, here, receiver_id=receiver_id)
            return await self.plain.write(replace(letter, key=f"webhook-down-{code}", buttons=()))
        salt = _salt(letter, receiver_id)
        try:
            secret = self.desk.hooks.secret(salt)
        except OSError:
            log.exception("webhook.no_key")
            return await self.plain.write(replace(letter, key="webhook-no-key", buttons=()))
        made: dict[str, Any] = {"salt": salt, "secret_hash": fingerprint(secret), "user_id": letter.user_id or 0}
        kept = await self.desk.do(actions.keep_secret, here, receiver_id=receiver_id, **made)
        if kept.refused:
            return None
        before = receiver.former_salt if receiver.salt == salt else receiver.salt
        key = "webhook-secret-anew" if before else letter.key
        return await self.plain.write(replace(letter, key=key, facts={**letter.facts, "secret": secret}))

    def _here(self, letter: Letter) -> Speaker:
        return Speaker(0, "", 0, self.desk.clock.now(), channel="clock", district_id=letter.district_id)


def _salt(letter: Letter, receiver_id: int) -> str:
    """The same whenever *letter* is written: a secret that nobody saw must not take the place of the one in use."""
    return hashlib.sha256(f"{receiver_id}:{letter.id}:{int(letter.created_at.timestamp())}".encode()).hexdigest()[:32]


FEATURE = Feature("webhooks", {LetterKind.HOOK: lambda means: SecretOfReceiver(means.desk, means.plain)})


@FEATURE.command("webhook", For.CAPTAINS, "[URL]", where=Where.PRIVATE, topic=Topic.SETTINGS)
async def webhook(said: Said) -> Wants:
    """Other systems that hear of the district's cases."""
    return wants(actions.settle, text=said.words)


@FEATURE.button("webhook")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """The list, the page of one receiver, or what is done with it; its id stands where a case has its number."""
    if move == "list":
        return wants(actions.listed)
    if move not in PRESSED:
        raise Refused("stale-button")
    return wants(PRESSED[move], receiver_id=case_number(said))
