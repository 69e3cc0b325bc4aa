"""Before and after side by side, as one picture along with a question whether a case is closed."""

from dataclasses import replace

from telegram import InputFile

from bot.evidence.pieces import EVIDENCE, Pictures
from bot.outbox.letters import Letter
from bot.words import Words
from bot.work.ports import Store
from handlers.telegram.writing.calls import Call

MOST_CAPTION = 1000
"""Characters under a picture; Telegram takes 1024 once the marks of its text are read."""


class Pairs:
    """Makes the picture for letters whose facts name a *pair* of pieces."""

    def __init__(self, store: Store, pictures: Pictures, words: Words) -> None:
        self.store = store
        self.pictures = pictures
        self.words = words

    async def under(self, letter: Letter, call: Call) -> Call | None:
        """*call* as a picture with its words and buttons beneath; None where it cannot be had, or they are too long."""
        text = str(call.params["text"])
        photo = await self._photo(letter) if len(text) <= MOST_CAPTION and call.edits is None else None
        if photo is None:
            return None
        kept = {name: value for name, value in call.params.items() if name not in {"text", "link_preview_options"}}
        return replace(call, method="sendPhoto", params={**kept, "photo": photo, "caption": text})

    async def along(self, letter: Letter) -> tuple[Call, ...]:
        """The picture, silent, after the letter itself; none where one of the two cannot be had now."""
        photo = await self._photo(letter)
        if photo is None:
            return ()
        caption = self.words.say(letter.language or "zh", "pair-caption", number=letter.facts["number"])
        params = {"chat_id": letter.chat_id, "photo": photo, "caption": caption, "disable_notification": True}
        return (Call("sendPhoto", params, "along"),)

    async def _photo(self, letter: Letter) -> InputFile | None:
        """Both side by side; None where one of the two cannot be had now."""
        async with self.store.look() as tx:
            before, after = [await tx[EVIDENCE].get(int(one)) for one in letter.facts["pair"]]
        file = await self.pictures.pair(before, after) if before and after else None
        return InputFile(file.read_bytes(), filename="before-after.jpg") if file else None
