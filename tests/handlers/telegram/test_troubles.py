"""What a refused call says of where the bot stands in a group."""

import pytest
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.work.standing import Standing
from handlers.telegram.transport import troubles

GROUP = -1001


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (Forbidden("bot was kicked from the supergroup chat"), Standing.GONE),
        (BadRequest("not enough rights to send text messages to the chat"), Standing.MUTED),
        (BadRequest("have no rights to send a message"), Standing.MUTED),
        (BadRequest("not enough rights to send photos to the chat"), None),
        (BadRequest("not enough rights to manage pinned messages in the chat"), Standing.DEMOTED),
        (BadRequest("message is not modified"), None),
    ],
)
def test_a_refusal_says_only_what_it_says(told: TelegramError, meant: Standing | None) -> None:
    """A group that takes no photos still takes words; in private nothing is said of groups."""
    assert troubles.standing(GROUP, told) is meant
    assert troubles.standing(1001, told) is None
