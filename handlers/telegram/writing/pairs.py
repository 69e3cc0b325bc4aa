"""Before and after side by side, as one picture along with a question whether a case is closed."""

from telegram import InputFile

from bot.evidence.pieces import EVIDENCE, Pictures
from bot.outbox.letters import Letter
from bot.words import Words
from bot.work.ports import Store
from handlers.telegram.writing.calls import Call


class Pairs:
    """Makes the picture for letters whose facts name a *pair* of pieces."""

    def __init__(self, store: Store, pictures: Pictures, words: Words) -> None:
        self.store = store
        self.pictures = pictures
        self.words = words

    async def along(self, letter: Letter) -> tuple[Call, ...]:
        """The picture, silent, after the letter itself; none where one of the two cannot be had now."""
        async with self.store.look() as tx:
            pieces = [await tx[EVIDENCE].get(int(one)) for one in letter.facts["pair"]]
        before, after = pieces
        file = await self.pictures.pair(before, after) if before and after else None
        if file is None:
            return ()
        caption = self.words.say(letter.language or "zh", "pair-caption", number=letter.facts["number"])
        photo = InputFile(file.read_bytes(), filename="before-after.jpg")
        params = {"chat_id": letter.chat_id, "photo": photo, "caption": caption, "disable_notification": True}
        return (Call("sendPhoto", params, "along"),)
