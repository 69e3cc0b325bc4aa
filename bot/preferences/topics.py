"""``/topic``: in a group that is a forum a captain gives each kind of message a topic of its own.

What has none goes to the main one, and what answers somebody to where they spoke. The General topic has no number.
"""

from dataclasses import replace
from typing import Any

from bot.cases import kinds
from bot.cases.kinds import KINDS
from bot.incidents.reminders import open_list
from bot.outbox import topics as outbox_topics
from bot.outbox.letters import Button, Letter
from bot.outbox.topics import KEPT, Kind
from bot.preferences import saving
from bot.register.districts import District
from bot.values import texts
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer, listed
from bot.work.work import Work


@action(Right.CAPTAIN, "topics.settle")
async def settle(work: Work, *, text: str, forum: bool) -> Answer:
    """``/topic [KIND [off]]``: sent inside a topic that becomes the place of *KIND*; alone it lists what is set."""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return _overview(work, work.who.thread)
    kind = outbox_topics.named(first, _more(work))
    if kind is None:
        raise Refused("topics-which", what=texts.cut(first, 40), kinds=", ".join(_all(work)))
    if rest and not outbox_topics.means_off(rest.strip()):
        raise Refused("topics-how", what=texts.cut(rest.strip(), 40), kind=kind)
    if rest:
        return await take_back(work, kind=kind)
    if work.who.in_private:
        raise Refused("topics-in-the-topic", kind=kind)
    if not forum:
        raise Refused("topics-no-forum")
    if work.who.thread is None:
        raise Refused("topics-general", kind=kind)
    return await put(work, kind=kind, thread=work.who.thread)


def _more(work: Work) -> dict[str, str]:
    """The words for topics of kinds of cases that have a card in the group, and no other topic."""
    own = [kind for kind in work.at_hand[KINDS] if kind.card and kind.name not in set(Kind) and not kind.table.drills]
    return {word: kind.name for kind in own for word in (kind.name, *kind.topic_words)}


def _all(work: Work) -> list[str]:
    """Whatever may have a topic, in the order of lists."""
    return list(dict.fromkeys([*Kind, *_more(work).values()]))


def _word(kind: str) -> dict[str, Any]:
    return {"word": f"topics-kind-{kind}"}


def _place(work: Work, thread: int | None) -> dict[str, Any]:
    return outbox_topics.place(work.district, thread) if thread is not None else {"word": "topics-main"}


# --- reading and setting


def _overview(work: Work, here: int | None) -> Answer:
    """What goes where; for one tap: in a topic whatever is not *here* yet, elsewhere whatever is set."""
    kept = outbox_topics.kept(work.district)
    lines = [{"word": "topics-line", "kind": _word(kind), "place": _place(work, kept.get(kind))} for kind in _all(work)]
    buttons = [_button(work, kind, kept.get(kind), here) for kind in _all(work) if here is not None or kind in kept]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    return answer("topics", rows, turns=True, lines=lines)


def _button(work: Work, kind: str, kept: int | None, here: int | None) -> Button:
    """Have it come *here*, or, where it does or nowhere is *here*, to the main topic again."""
    data, told = f"topic:{work.district.id}.0", {"kind": _word(kind)}
    if here is None or kept == here:
        return Button("button-topic-off", f"{data}:off:{kind}.{here or 0}", told)
    return Button("button-topic-here", f"{data}:here:{kind}.{here}", told)


@action(Right.CAPTAIN, "topics.put")
async def put(work: Work, *, kind: str, thread: int, here: int | None = None) -> Answer:
    """From now on messages of *kind* come to a topic; *here* is the one that the button's list was asked for in."""
    return await _change(work, kind, thread, here)


@action(Right.CAPTAIN, "topics.take_back")
async def take_back(work: Work, *, kind: str, here: int | None = None) -> Answer:
    """Messages of *kind* go to the main topic again."""
    return await _change(work, kind, None, here)


async def _change(work: Work, kind: str, thread: int | None, here: int | None) -> Answer:
    if kind not in _all(work):
        raise Refused("stale-button")
    before, place = outbox_topics.kept(work.district).get(kind), _place(work, thread)
    said: dict[str, Any] = {"kind": _word(kind), "place": {"word": "topics-main" if thread is None else "topics-own"}}
    if before == thread:
        return answer("topics-same", **said)
    await _write_down(work, {kind: thread})
    await saving.tell_captains(work, "topics-told", kind=_word(kind), place=place)
    if kind == Kind.BOARD:
        await open_list.move(work, place)
    if work.who.channel == "button":
        await _show_again(work, here)
    return answer("topics-set", **said)


async def _show_again(work: Work, here: int | None) -> None:
    """The list under which a button was pressed says what holds now."""
    page = await work.tx.outbox.posting(work.who.chat_id, work.who.message_id or 0)
    if page is not None and page.purpose == "page":
        now = _overview(work, here)
        await telling.amend(work, page, now.key, language=work.who.language, buttons=now.buttons, **now.facts)


async def _write_down(work: Work, changes: dict[str, int | None]) -> None:
    """Store what changed, a line of history for each."""
    before = outbox_topics.kept(work.district)
    after = {kind: thread for kind, thread in {**before, **changes}.items() if thread is not None}
    others = {name: value for name, value in work.district.settings.items() if name != KEPT}
    settings = {**others, **({KEPT: {str(kind): after[kind] for kind in after}} if after else {})}
    for kind, thread in changes.items():
        facts = {"of": "", "name": f"topic-{kind}", "old": before.get(kind), "new": thread}
        await saving.write_down(work, replace(work.district, settings=settings), facts)


# --- when letters go


async def place_of(work: Work, district: District, letter: Letter) -> int | None:
    """The topic that a letter to a group goes to at this moment; None for the main one."""
    kept = outbox_topics.kept(district)
    if not kept or letter.is_answer:
        return letter.thread
    kind = outbox_topics.of(letter) or await _kind_of_case(work, letter.case_id)
    return kept.get(kind, letter.thread) if kind else letter.thread


async def _kind_of_case(work: Work, case_id: int | None) -> str | None:
    case = await kinds.by_id(work, case_id)
    return case.kind if case is not None else None


@action(Right.HOUSE, "topics.lost")
async def lost(work: Work, *, thread: int) -> Answer:
    """A topic was closed or deleted: whatever was to go there goes to the main one, and captains hear it once."""
    gone = [kind for kind, one in outbox_topics.kept(work.district).items() if one == thread]
    if not gone:
        return QUIET
    await _write_down(work, dict.fromkeys(gone, None))
    kinds = listed(map(_word, gone))
    await telling.tell(work, await mustering.captains(work), "topics-lost", purpose="limits", kinds=kinds)
    return QUIET
