"""``/public``: a captain says whether strangers may read, and of which items; off until somebody turns it on."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.handbook import search as handbook_search
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.outbox.letters import Button, Rows
from bot.preferences import names as preferences_names
from bot.publishing import rule
from bot.publishing.rule import KEPT, Choice
from bot.register.people import RoleName
from bot.values import texts
from bot.values.refused import Refused
from bot.work import lately, mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer, listed
from bot.work.history import Part, Record
from bot.work.work import Work

MOVE = "publish"
"""The lines of history about it."""

PAGE = 20
"""So many items stand under each other at once."""

MOST_NAMED = 5
"""So many items of a group are named on the overview; the rest is counted."""


@action(Right.CAPTAIN, "publishing.settle")
async def settle(work: Work, *, text: str) -> Answer:
    """``/public [on|off]``, or an item or a group by its words, which opens where it can be chosen."""
    _in_private(work)
    said = unicodedata.normalize("NFKC", text).strip()
    if not said:
        return await _overview(work)
    if (value := preferences_names.value(said)) in {"on", "off"}:
        return await _ask(work) if value == "on" else await _switch(work, is_on=False)
    return _page(work, _named(work, said))


@action(Right.CAPTAIN, "publishing.look")
async def look(work: Work) -> Answer:
    """How it stands, by its button."""
    return await _overview(work)


@action(Right.CAPTAIN, "publishing.groups")
async def groups(work: Work) -> Answer:
    """The groups of the handbook, each with how many of its items are chosen."""
    choice, buttons = rule.of(work.district), []
    for group, of_group in _grouped(work).items():
        chosen = sum(item.code in choice.items for item in of_group)
        told = {"group": work.at_hand[BOOK].category(group), "chosen": chosen, "count": len(of_group)}
        buttons.append(_button(work, "button-public-group", f"group:{of_group[0].code}", **told))
    rows = tuple((one,) for one in buttons)
    return answer("public-groups", (*rows, (_back(work),)), turns=True)


@action(Right.CAPTAIN, "publishing.group")
async def group(work: Work, *, code: str) -> Answer:
    """The items of the group that the item *code* belongs to, each with a button that chooses it or no more."""
    return _page(work, _item(work, code))


@action(Right.CAPTAIN, "publishing.choose")
async def choose(work: Work, *, code: str, chosen: bool, whole_group: bool = False) -> Answer:
    """Strangers read of the item *code*, or of its whole group, from now on, or no more."""
    item = _item(work, code)
    codes = {one.code for one in _grouped(work)[item.group]} if whole_group else {item.code}
    before = rule.of(work.district)
    await _keep(work, replace(before, items=before.items | codes if chosen else before.items - codes))
    return _page(work, item)


@action(Right.CAPTAIN, "publishing.ask")
async def ask(work: Work) -> Answer:
    """What it means to turn it on, and the one question."""
    return await _ask(work)


@action(Right.CAPTAIN, "publishing.switch")
async def switch(work: Work, *, on: bool) -> Answer:
    """Turn it on, which was asked about, or off, which needs no question."""
    return await _switch(work, is_on=on)


def _in_private(work: Work) -> None:
    """Long lists with buttons are nothing for the group."""
    member = work.who.member
    if not (work.who.in_private or (member and member.private_open)):
        raise Refused("public-in-private", link=work.link())


def _item(work: Work, code: str) -> Item:
    """The item of a button; refused where it cannot be published any more."""
    found = next((item for of_group in _grouped(work).values() for item in of_group if item.code == code), None)
    if found is None:
        raise Refused("stale-button")
    return found


def _grouped(work: Work) -> dict[str, list[Item]]:
    """What may be published, by the groups of the handbook."""
    found: dict[str, list[Item]] = {}
    for item in work.at_hand[BOOK].own:
        if not item.retired and rule.publishable(item):
            found.setdefault(item.group, []).append(item)
    return found


def _named(work: Work, said: str) -> Item:
    """The item that somebody wrote, or the first one of the group that begins so."""
    book, known = work.at_hand[BOOK], _grouped(work)
    called = {one: [one.lower(), *(name.lower() for name in book.category(one).values())] for one in known}
    for one, items in known.items():
        if said.lower() in called[one]:
            return items[0]
    item = handbook_search.exactly(book, said)
    if item is None:
        for one, items in known.items():
            if any(name.startswith(said.lower()) for name in called[one]):
                return items[0]
        raise Refused("public-what", what=texts.cut(texts.line(said), 40))
    if item not in known.get(item.group, ()):
        raise Refused("public-never", item=item.named)
    return item


# --- what is shown


def _button(work: Work, key: str, what: str, **facts: Any) -> Button:
    return Button(key, f"public:{work.district.id}.0:{what}", facts)


def _back(work: Work) -> Button:
    return _button(work, "button-public-back", "look")


async def _overview(work: Work) -> Answer:
    """On or off, of which items, who changed it last, and what one tap changes."""
    choice = rule.of(work.district)
    chosen = _chosen(work, choice)
    pick = _button(work, "button-public-items", "groups")
    turn = _button(work, "button-public-off", "off") if choice.is_on else _button(work, "button-public-on", "ask")
    rows: Rows = ((turn,), (pick,)) if choice.is_on or chosen else ((pick,),)
    lines = [_line(work, one, items) for one, items in _by_group(chosen).items()]
    if not choice.is_on and not chosen:
        lines = [{"word": "public-none"}]
    lines += await lately.lines(work, MOVE, _what)
    key = ("public-is-on" if chosen else "public-is-on-of-nothing") if choice.is_on else "public-is-off"
    return answer(key, rows, turns=True, district=work.district.name, lines=lines)


def _what(record: Record) -> dict[str, Any]:
    """A change as its line in the history keeps it."""
    word = "lately-public-on" if record.facts.get("on") else "lately-public-off"
    return {"word": word, "count": record.facts.get("items", 0)}


def _chosen(work: Work, choice: Choice) -> Sequence[Item]:
    return [item for item in rule.items(choice, work.at_hand[BOOK]) if not item.retired]


def _by_group(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.group, []).append(item)
    return found


def _line(work: Work, of: str, items: Sequence[Item]) -> dict[str, Any]:
    """A group with its chosen items; of many the first ones and how many more."""
    more = len(items) - MOST_NAMED
    named: Any = listed(item.short for item in items[:MOST_NAMED])
    named = {"word": "public-and-more", "items": named, "more": more} if more > 0 else named
    return {"word": "public-line", "group": work.at_hand[BOOK].category(of), "items": named}


def _page(work: Work, of: Item) -> Answer:
    """The items of the group of *of*, those of one page: a tap chooses one, or takes it back."""
    choice, items = rule.of(work.district), _grouped(work)[of.group]
    begin = items.index(of) // PAGE * PAGE
    rows: list[tuple[Button, ...]] = [
        (_choosing(work, item, is_chosen=item.code in choice.items),) for item in items[begin : begin + PAGE]
    ]
    if len(items) > PAGE:
        after = items[(begin + PAGE) % (-(-len(items) // PAGE) * PAGE)]
        rows.append((_button(work, "button-more", f"group:{after.code}"),))
    all_of_them = _button(work, "button-public-all", f"all:{of.code}")
    none_of_them = _button(work, "button-public-no-more", f"nothing:{of.code}")
    last = (_button(work, "button-public-groups", "groups"), _back(work))
    key = "public-group-on" if choice.is_on else "public-group-off"
    rows += [(all_of_them, none_of_them), last]
    return answer(key, tuple(rows), turns=True, group=work.at_hand[BOOK].category(of.group))


def _choosing(work: Work, item: Item, *, is_chosen: bool) -> Button:
    key, what = ("button-public-chosen", "drop") if is_chosen else ("button-public-not", "add")
    return _button(work, key, f"{what}:{item.code}", item=item.named)


# --- what is changed


async def _ask(work: Work) -> Answer:
    choice = rule.of(work.district)
    if choice.is_on:
        return await _overview(work)
    if not _chosen(work, choice):
        return await groups(work)
    count, district = len(_chosen(work, choice)), work.district.name
    yes, no = _button(work, "button-public-sure", "on"), _button(work, "button-public-leave", "look")
    return answer("public-sure", ((yes,), (no,)), turns=True, asks="sure", count=count, district=district)


async def _switch(work: Work, *, is_on: bool) -> Answer:
    """Others hear of it, whoever asked is shown how it stands."""
    choice = rule.of(work.district)
    if is_on and not _chosen(work, choice):
        return await groups(work)
    await _keep(work, replace(choice, is_on=is_on))
    return await _overview(work)


async def _keep(work: Work, choice: Choice) -> None:
    """Store it with a line of history; other captains hear what strangers read from now on. Nothing where it is so."""
    before, district = rule.of(work.district), work.district
    if before == choice:
        return
    work.district_or_none = replace(district, settings={**district.settings, KEPT: choice.kept})
    await work.tx.districts.save(work.district)
    facts: dict[str, object] = {"on": choice.is_on, "items": len(choice.items)}
    facts |= {"added": sorted(choice.items - before.items), "dropped": sorted(before.items - choice.items)}
    line = Record(MOVE, "", "", work.now, work.who.user_id, Part.CAPTAIN, work.who.channel, facts=facts)
    await work.tx.history.add(district.id, None, line, work.now)
    if choice.is_on or before.is_on:
        await _tell_captains(work, choice, "public-told-items" if choice.is_on == before.is_on else _TOLD[choice.is_on])


_TOLD = {True: "public-told-on", False: "public-told-off"}


async def _tell_captains(work: Work, choice: Choice, key: str) -> None:
    """The others, on duty or not; of several changes to the list that still wait the newest is said."""
    members = (await mustering.of(work)).members.values()
    others = [m for m in members if m.has(RoleName.CAPTAIN, work.now) and m.user_id != work.who.user_id]
    count = len(_chosen(work, choice))
    told: dict[str, Any] = {"by": work.who.name, "district": work.district.name, "count": count}
    collapse = f"public:{work.district.id}" if key == "public-told-items" else None
    rows: Rows = ((_button(work, "button-public-see", "look"),),)
    await telling.tell(work, others, key, purpose="limits", collapse=collapse, buttons=rows, **told)
