"""The code on the door in the chat: labels as a file made some at a time, digits for a browser, a scanned label."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from telegram import InputFile

from bot.desk.desk import Action
from bot.outbox.letters import Letter, LetterKind, LetterState
from bot.places.labels import digits, leading, opening, sheets
from bot.places.labels.sheets import Wish
from bot.values.refused import Refused
from bot.words import spoken_words
from bot.work.speaker import Speaker
from handlers.documents.labels_pdf import LabelSheets
from handlers.telegram import place_notes
from handlers.telegram.commands import Feature, Said, Wants, wants
from handlers.telegram.writing import notes
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.writers import Means

AT_ONCE = 4
"""So many files are being made at the same time; one more begins the one anew that was not asked for longest."""

NEXT = timedelta(seconds=1)
"""Between two goes, so that whatever else goes to this chat goes before the next."""


@dataclass
class _Made:
    """A file while it is made: the labels up to the code *after* are in it. *data* is the whole."""

    sheets: LabelSheets
    after: str
    data: bytes | None = None
    goes_on: bool = False


class LabelWriter:
    """Writes letters of the kind labels: each time some more, how far it is, in the end the file.

    What is made so far is here alone: after a restart it is begun anew, by the letter that waits.
    """

    def __init__(self, means: Means) -> None:
        self.means = means
        self._made: OrderedDict[str, _Made] = OrderedDict()

    async def write(self, letter: Letter) -> Call | None:
        """The file, or how far it is; None for who commands there no more."""
        token, wish = str(letter.facts["token"]), Wish.of(letter.facts["wish"])
        try:
            made = self._made.get(token) or await self._begun(letter, wish)
            self._made[token] = made
            self._made.move_to_end(token)
            while len(self._made) > AT_ONCE:
                self._made.popitem(last=False)
            if made.data is None and not await self._further(letter, wish, made):
                return await self._progress(letter, made)
        except Refused:
            self._made.pop(token, None)
            return None
        return await self._file(letter, wish, made)

    async def _begun(self, letter: Letter, wish: Wish) -> _Made:
        head = await self.means.board.see(sheets.head, self._asker(letter))
        say, language = self.means.words.say, letter.language or "zh"
        how = say(language, "label-how-page" if self._is_page else "label-how-chat")
        title = say(language, "label-file-title", district=head.district)
        return _Made(await asyncio.to_thread(LabelSheets, head, title, how, large=wish.large), wish.after)

    async def _further(self, letter: Letter, wish: Wish, made: _Made) -> bool:
        """Some more; whether that was all."""
        most = min(sheets.AT_ONCE, sheets.MOST - made.sheets.count)
        some = await self.means.board.see(sheets.some, self._asker(letter), wish=wish, after=made.after, most=most)
        await asyncio.to_thread(made.sheets.add, some.labels)
        made.after, made.goes_on = some.after, not some.is_last
        if made.goes_on and made.sheets.count < sheets.MOST:
            return False
        made.data = await asyncio.to_thread(made.sheets.end)
        return True

    async def _progress(self, letter: Letter, made: _Made) -> Call:
        """How far it is, in the place of what said it before; the letter comes again behind it."""
        facts: dict[str, Any] = {"done": made.sheets.count, "count": made.sheets.count}
        if (message_id := await self._stands(letter)) is not None:
            facts["edits"] = message_id
        call = await self.means.plain.write(replace(letter, key="label-making", facts=facts))
        now = self.means.board.clock.now()
        again = {"id": 0, "state": LetterState.WAITING, "attempts": 0, "not_before": now + NEXT, "sending_at": None}
        return replace(call, leaves=(replace(letter, **again),))  # type: ignore[arg-type]

    async def _file(self, letter: Letter, wish: Wish, made: _Made) -> Call:
        """The file with what has to be known of it; how far it was goes."""
        stands = await self._stands(letter)
        away = {"chat_id": letter.chat_id, "message_id": stands}
        then = (Call("deleteMessage", away, letter.purpose),) if stands is not None else ()
        if not made.sheets.count:
            return replace(await self.means.plain.write(replace(letter, key="label-none-so", facts={})), then=then)
        language, rules = letter.language or "zh", self.means.board.rules
        facts = {"count": made.sheets.count, "pages": made.sheets.pages, "url": rules.public_url, "bot": rules.bot_name}
        caption = [self.means.words.say(language, "label-file", **facts)]
        caption.append(self.means.words.say(language, "label-to-page" if self._is_page else "label-to-chat", **facts))
        if made.goes_on:
            caption.append(self.means.words.say(language, "label-goes-on", command=_next(wish, made.after)))
        day = self.means.board.clock.now().strftime("%Y-%m-%d")
        document = InputFile(made.data or b"", filename=f"labels-{day}.pdf")
        params = {"chat_id": letter.chat_id, "document": document, "caption": "\n".join(notes.bare(caption))}
        return Call("sendDocument", params, "note", then=then)

    @property
    def _is_page(self) -> bool:
        return bool(self.means.board.rules.public_url)

    async def _stands(self, letter: Letter) -> int | None:
        if letter.district_id is None:
            return None
        async with self.means.board.store.glance() as tx:
            found = await tx.outbox.standing(letter.district_id, letter.purpose, chat_id=letter.chat_id)
        return found.message_id if found else None

    def _asker(self, letter: Letter) -> Speaker:
        """Whoever asked: their right is looked up anew each time."""
        now = self.means.board.clock.now()
        return Speaker(letter.user_id or 0, "", letter.chat_id, now, channel="export", district_id=letter.district_id)


def _next(wish: Wish, after: str) -> str:
    """The command that brings the labels behind these."""
    which = f"kind {wish.kind}" if wish.kind else f"community {wish.community}" if wish.community else "all"
    return f"/place qr {which} from {after}" + (" large" if wish.large else "")


FEATURE = Feature("place_labels", {LetterKind.LABELS: LabelWriter})


_QR, _DIGITS = (spoken_words.written(f"label-word-{name}") for name in ("qr", "digits"))


@FEATURE.part("place", *_QR)
async def qr(said: Said) -> Wants:
    """``/place qr …``: labels as a file."""
    return _of_code(said, sheets.ask, words=said.words)


@FEATURE.part("place", *_DIGITS)
async def digits_asked(said: Said) -> Wants:
    """``/place digits CODE``: six digits for another browser."""
    return _of_code(said, digits.ask, code=said.words)


def _of_code(said: Said, action: Action, **facts: Any) -> Wants:
    """*action*; unless a place is called as it was written, such as QR Coffee."""
    return place_notes.of_code(said, action, **facts) if said.words else wants(action, **facts)


@FEATURE.button("label")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """A choice of labels; a scanned place in one of several districts, digits for its page."""
    if move == "qr":
        return wants(sheets.ask, words=choice)
    code = leading.code_of(choice)
    if code is None:
        raise Refused("stale-button")
    match move:
        case "open":
            return wants(opening.open_here, code=code)
        case "digits":
            return wants(digits.ask, code=code)
    raise Refused("stale-button")
