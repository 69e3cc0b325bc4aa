"""One confirming tap before what is not easily taken back; the reason that was given is kept until then.

What asks once is data: ``asks_once`` of a move, and :data:`ASK_ONCE` for what is no move. It is tried in full first, so
that nobody is asked whether they are sure of what cannot be.
"""

import zlib
from collections.abc import Mapping
from typing import Any

from bot.cases.kinds import KINDS
from bot.cases.retold import because
from bot.desk import rights
from bot.outbox.letters import Button
from bot.values import formats
from bot.values.refused import Refused
from bot.work import actions as work_actions
from bot.work import drafts
from bot.work.actions import Action, Right
from bot.work.answer import Answer
from bot.work.drafts import Draft
from bot.work.features import FEATURES
from bot.work.work import Work

IN_CHAT = frozenset({"group", "private", "button"})
"""Channels that are asked here; a page asks by itself."""

ASK_ONCE: Mapping[str, tuple[str, str]] = {
    "enrolment.dismiss": ("sure-dismiss", "sure-dismiss-gives-back"),
    "enrolment.dismiss_officer": ("sure-dismiss-officer", "sure-dismiss-officer"),
    "enrolment.team_remove": ("sure-team-remove", "sure-team-remove-gives-back"),
    "programs.end": ("sure-program-end", "sure-program-end"),
    "places.merge": ("sure-place-merge", "sure-place-merge"),
    "places.gone": ("sure-place-gone", "sure-place-gone"),
}
"""Actions on a person, a program or a place that ask once, and the question; another one where cases are handed back.

By the lasting name, which the draft keeps; the part after the dot is on the button.
"""


class Unsure(Refused):
    """It could be done, and is asked about first: *draft* is what will be done, *button* does it."""

    def __init__(self, key: str, draft: Draft, button: Button, **facts: Any) -> None:
        super().__init__(key, **facts)
        self.draft = draft
        self.button = button


def check(work: Work, asked: Action[..., Any], wants: Mapping[str, Any], said: Answer | None) -> None:
    """Raises Unsure, which takes everything back, where *asked* asks once and was done to the end."""
    if work.who.channel not in IN_CHAT or said is None or said.asks or said.key == "asked-the-captain":
        return
    name = asked.name
    if name in ASK_ONCE:
        whom = _whom(wants)
        key = ASK_ONCE[name]["numbers" in said.facts]
        raise _unsure(work, key, name, dict(wants), what=name.partition(".")[2], number=whom, facts=said.facts)
    kind = next((one for one in work.at_hand[KINDS] if one.request is asked), None)
    move = str(wants.get("name")) if kind else ""
    if kind is not None and move in kind.table and kind.table[move].asks_once:
        number = int(said.facts["number"])
        will = {
            "word": f"will-{formats.dashed(move)}",
            "else": "will-do",
            "words": because({"reason": wants.get("text")}),
        }
        facts = {"will": {**said.facts, **will, "move_word": formats.move_word(move, kind.name)}}
        meant = {**wants, "number": number, "reply_to": None}
        raise _unsure(work, "sure-move", name, meant, what=move, number=number, facts=facts)


def _whom(wants: Mapping[str, Any]) -> int:
    """The number of what it is about; of what is named by a code or in words, one that these alone make."""
    if "code" in wants or "named" in wants:
        return zlib.crc32("\n".join(str(wants[name]) for name in sorted(wants)).encode()) % 10**9
    return int(wants.get("user_id") or wants["program_id"])


def _unsure(
    work: Work, key: str, action: str, wants: dict[str, Any], *, what: str, number: int, facts: Mapping[str, Any]
) -> Unsure:
    user_id, district_id = work.who.user_id, work.district.id
    data = {"action": action, "wants": wants}
    draft = Draft(user_id, user_id, _kind(what, number), work.now, 0, district_id, data)
    return Unsure(key, draft, Button("button-sure", f"sure:{district_id}.{number}:{what}"), **facts)


def _kind(what: str, number: int) -> str:
    return f"sure:{what}:{number}"


@work_actions.action(Right.MEMBER, "confirming.confirm")
async def confirm(work: Work, *, what: str, number: int) -> Answer | None:
    """The confirming tap: what was asked about is done at once, with the rights of this moment."""
    user_id = work.who.user_id
    draft = await work.tx.drafts.get(user_id, user_id, _kind(what, number))
    is_open = draft is not None and draft.started_at >= work.now - drafts.OPEN_FOR
    if draft is None or not is_open or draft.district_id != work.district.id:
        raise Refused("stale-button")
    await work.tx.drafts.drop(draft)
    asked = work.at_hand[FEATURES].repeats[draft.data["action"]]
    rights.check(asked, work.who)
    return await asked(work, **draft.data["wants"])
