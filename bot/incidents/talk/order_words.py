"""A captain's word that sends a team, as it is said in a group: ``57 让二队去``, ``派二队去57号``, ``send team 2``."""

import re

from bot.values import plain_words

LONGEST = 60
"""Letters of such a word; more is a tale."""

_CASE = r"(?:(?P<case>[#＃]?\d{1,9}\s*号?)[\s,，:：]*)?"
_AT = r"(?:\s*(?P<at>[#＃]?\d{1,9}\s*号?)(?:那边|那里|那儿)?)?"
_TO = r"(?:\s+to\s+(?:case\s+|number\s+|no\.?\s*)?(?P<at>#?\d{1,9}))?"
_ORDERS = (
    re.compile(
        _CASE + r"(?:让|叫|请|派|安排)\s*(?P<team>[^\s,，。!！]{1,20}?)\s*"
        r"(?:去处理一下|去处理|去看一下|去看看|去一下|过去|前往|去|处理)" + _AT + "吧?"
    ),
    re.compile(
        _CASE + r"(?:send|dispatch)\s+(?P<team>.{1,30}?)" + _TO + r"(?:\s+(?:there|now|please))*", re.IGNORECASE
    ),
    re.compile(_CASE + r"(?:let|have)\s+(?P<team>.{1,30}?)\s+(?:go|go there|take it|handle it)", re.IGNORECASE),
)
_AROUND = " \t\n。.!！～~"


def team_to_send(text: str) -> tuple[int | None, str] | None:
    """The case that is named, if one is, and the name of the team that is to go; None where *text* says no such thing.

    Whether a team is called so the caller knows.
    """
    said = text.strip(_AROUND)
    if len(said) > LONGEST:
        return None
    for order in _ORDERS:
        if found := order.fullmatch(said):
            case = found["case"] or found.groupdict().get("at") or ""
            return plain_words.case_number(case), found["team"].strip()
    return None
