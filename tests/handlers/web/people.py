"""People who come to the pages: they ask the bot for a link, and press its button."""

import re

import httpx

from tests.stories.conftest import Street


async def ask_for_link(street: Street, user_id: int) -> str:
    """The path of a fresh one-time link of somebody."""
    street.who(user_id).say(user_id, "/dashboard")
    await street.turn(3)
    sent = street.private(user_id, "/sign-in/")[-1]
    found = re.search(r"/sign-in/[\w-]{43}", sent.text)
    assert found, sent.text
    return found[0]


async def signed_in(street: Street, client: httpx.AsyncClient, user_id: int) -> None:
    """*client* is signed in as somebody."""
    client.cookies.clear()
    path = await ask_for_link(street, user_id)
    answer = await client.post(path, headers={"Origin": str(client.base_url)})
    assert answer.status_code == 303, answer.text
