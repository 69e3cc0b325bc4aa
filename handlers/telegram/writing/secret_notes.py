"""Notes that carry a secret: it is made at the moment of sending, and only its hash is stored."""

import secrets
from collections.abc import Callable
from dataclasses import replace

from bot.access import sign_in
from bot.access.keys import fingerprint
from bot.desk.desk import Action, Desk
from bot.inspections.page import opening as visit_page
from bot.membership.officers import links
from bot.outbox.letters import Button, Letter, Rows
from bot.places.labels import digits
from bot.positions import trackers
from bot.programs import keys as programs
from bot.roster import calendar
from bot.work.speaker import Speaker
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.notes import NoteWriter

KEEP: dict[str, tuple[Action, str]] = {
    "sign-in-link": (sign_in.keep_link, "/sign-in/{secret}"),
    sign_in.CHECKS: (sign_in.keep_link, "/sign-in/{secret}?to=/checks"),
    "tracker-key": (trackers.keep_key, "/positions"),
    "program-key": (programs.keep_key, "/api"),
    "calendar-key": (calendar.keep_key, "/calendar/{secret}.ics"),
    digits.LETTER: (digits.keep, ""),
    links.LETTER: (links.keep_link, "{secret}"),
    visit_page.LETTER: (sign_in.keep_link, "/sign-in/{secret}?to={to}"),
}
"""By the key of the letter: the action that stores the hash, and the path of the address that is sent."""

WHOSE = ("program_id", "code", "offer_id")
"""Facts of a letter that say whose key it is, where it is not its reader's, or which place's."""

START = "start"
"""The fact of a letter whose secret opens a chat with the bot, not a page: the link without it."""

TRIES = 3
"""Six digits may be somebody else's at this moment."""


class SecretNotes:
    """Writes letters of the kind key. *address* is where the pages are reached; empty while there are none."""

    def __init__(self, desk: Desk, plain: NoteWriter, address: Callable[[], str]) -> None:
        self.desk = desk
        self.plain = plain
        self.address = address

    async def write(self, letter: Letter) -> Call | None:
        """The call that sends it; None where the person has lost the right to it meanwhile."""
        root = letter.facts.get(START) or self.address()
        if not root or letter.user_id is None:
            return await self.plain.write(replace(letter, key="no-pages", facts={}, buttons=()))
        keep, path = KEEP[letter.key]
        speaker = Speaker(0, "", 0, self.desk.clock.now(), channel="clock", district_id=letter.district_id)
        whose = {name: letter.facts[name] for name in WHOSE if name in letter.facts}
        for _ in range(TRIES if letter.key == digits.LETTER else 1):
            secret = f"{secrets.randbelow(10**6):06d}" if letter.key == digits.LETTER else secrets.token_urlsafe(32)
            kept = await self.desk.do(keep, speaker, user_id=letter.user_id, secret_hash=fingerprint(secret), **whose)
            if not kept.refused:
                break
        else:
            return None
        told = {**letter.facts, "url": root + path.format(secret=secret, to=letter.facts.get("to")), "secret": secret}
        return await self.plain.write(replace(letter, facts=told, buttons=(*letter.buttons, *_app(letter, root))))


def _app(letter: Letter, root: str) -> Rows:
    """The same page within the messenger, which opens only what comes encrypted."""
    if letter.key != visit_page.LETTER or not root.startswith("https://"):
        return ()
    return ((Button("button-visit-page-app", app=f"{root}/sign-in/mini-app?to={letter.facts['to']}"),),)
