"""The library under the bot keeps nothing of those who write, however many they are."""

from telegram import Update
from telegram.ext import CallbackContext, TypeHandler

from handlers.telegram.transport import api

STRANGER, CHAT = 777_000_111, 888_000_222


async def test_who_was_heard_is_not_noted() -> None:
    """Neither the person nor the chat stands in anything that the Application holds."""
    application, heard = api.build_application("1:a-token-of-nobody"), list[Update]()

    async def hear(update: Update, _: CallbackContext[object, object, object, object]) -> None:
        heard.append(update)

    application.add_handler(TypeHandler(Update, hear))
    application._initialized = True
    said = {"message_id": 1, "date": 0, "text": "hello", "chat": {"id": CHAT, "type": "private"}}
    by = {"id": STRANGER, "is_bot": False, "first_name": "somebody"}
    await application.process_update(Update.de_json({"update_id": 1, "message": said | {"from": by}}, application.bot))
    assert len(heard) == 1
    names = [name for one in type(application).__mro__ for name in getattr(one, "__slots__", ())]
    held = {name: repr(getattr(application, name, None)) for name in names}
    assert [name for name, value in held.items() if str(STRANGER) in value or str(CHAT) in value] == []
