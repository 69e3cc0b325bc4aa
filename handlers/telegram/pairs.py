"""Before and after side by side, as one picture along with a question whether a case is closed."""

import asyncio

from telegram import InputFile

from bot.evidence import Pictures
from bot.letters import Letter
from bot.ports import Store
from bot.words import Words
from handlers.telegram.calls import Call


class Pairs:
    """Makes the picture for letters whose facts name a *pair* of pieces."""

    def __init__(self, store: Store, pictures: Pictures, words: Words) -> None:
        self.store = store
        self.pictures = pictures
        self.words = words

    async def along(self, letter: Letter) -> tuple[Call, ...]:
        """The picture, silent, after the letter itself; none where one of the two cannot be had now."""
        from handlers import pictures

        async with self.store.look() as tx:
            pieces = [await tx.evidence.get(int(one)) for one in letter.facts["pair"]]
        files = [await self.pictures.picture(one, large=True) for one in pieces if one is not None]
        found = [file for file in files if file is not None]
        if len(found) < 2:
            return ()
        made = await asyncio.to_thread(lambda: pictures.beside(*(file.read_bytes() for file in found)))
        caption = self.words.say(letter.language or "zh", "pair-caption", number=letter.facts["number"])
        params = {
            "chat_id": letter.chat_id, "photo": InputFile(made, filename="before-after.jpg"), "caption": caption,
            "disable_notification": True,
        }  # fmt: skip
        return (Call("sendPhoto", params, "along"),)
