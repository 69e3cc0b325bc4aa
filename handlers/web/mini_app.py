"""What a Mini App was started with: signed by Telegram with the bot's token, and fresh.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from bot.values.refused import Refused

FRESH = timedelta(minutes=5)
AHEAD = timedelta(minutes=1)
"""How old it may be, and how far its clock may be ahead of ours."""

MOST_CHARACTERS = 8192


def signature(fields: dict[str, str], token: str) -> str:
    """The signature of *fields* (without ``hash``), as Telegram makes it."""
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Proven:
    """Who started a Mini App, and Telegram's signature of it, which is another at each start."""

    user_id: int
    signature: str


def user_of(init_data: str, token: str, now: datetime) -> Proven:
    """Whom *init_data* proves; raises Refused where it proves nobody."""
    pairs = parse_qsl(init_data, keep_blank_values=True) if len(init_data) <= MOST_CHARACTERS else []
    fields = dict(pairs)
    shown = fields.pop("hash", "")
    is_signed = hmac.compare_digest(shown.encode(), signature(fields, token).encode())
    if not shown or len(pairs) != len(fields) + 1 or not is_signed:
        raise Refused("mini-app-unsigned")
    made_s = fields.get("auth_date", "")
    age_s = now.timestamp() - int(made_s) if made_s.isascii() and made_s.isdigit() and len(made_s) < 12 else None
    if age_s is None or not -AHEAD.total_seconds() <= age_s <= FRESH.total_seconds():
        raise Refused("mini-app-stale", minutes=int(FRESH.total_seconds() // 60))
    try:
        user_id = json.loads(fields["user"])["id"]
    except (KeyError, TypeError, ValueError, RecursionError):
        user_id = None
    if type(user_id) is not int or user_id <= 0:
        raise Refused("mini-app-unsigned")
    return Proven(user_id, shown)
