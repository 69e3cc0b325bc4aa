"""A plain polling bot as the library's examples have it: it stores each location in its handler. The harness's proof.

Polling confirms a batch before its handlers have finished, so that a death in between loses what they held.
"""

import asyncio
import os
import sqlite3

from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from tests.faults.zygote import serve


async def _store(update: Update, _context: object) -> None:
    message = update.effective_message
    assert message is not None
    await asyncio.sleep(0.2)  # looks somebody up, asks a service
    with sqlite3.connect(os.environ["BARE_DATABASE"], timeout=10) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS pins (chat_id, message_id)")
        connection.execute("INSERT INTO pins VALUES (?, ?)", (message.chat_id, message.message_id))


def main() -> None:
    """Poll."""
    url = os.environ["TELEGRAM_API_URL"]
    app = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"]).base_url(f"{url}/bot").build()
    app.add_handler(MessageHandler(filters.LOCATION, _store))
    app.run_polling(stop_signals=None)


if __name__ == "__main__":
    serve(main)
