"""Looking something up in the handbook: by word, by case, by category, in the chat box."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.handbook import versions as handbook_versions
from bot.handbook.book import Handbook
from bot.handbook.file import HandbookFile
from bot.handbook.model import Both, Item, Recheck, Step
from bot.values.texts import utf16
from handlers.drill.people.seen import Seen
from handlers.telegram.writing.notes import MOST_TEXT
from tests.stories.conftest import GROUP, Street, a_street, book

STALL = book().item("street_stall")


async def _asked(street: Street, text: str, user_id: int = 1002, chat: int | None = None, **more: Any) -> Seen:
    """What somebody is answered in private to what they say, here or in the group."""
    before = {m.id for m in street.private(user_id)}
    street.who(user_id).say(user_id if chat is None else chat, text, **more)
    await street.turn(3)
    [new] = [m for m in street.private(user_id) if m.id not in before]
    return new


async def _pressed(street: Street, message: Seen, button: str, user_id: int = 1002) -> Seen:
    """The same message after a press."""
    await street.press(user_id, message, button)
    await street.turn(3)
    [now] = [m for m in street.private(user_id) if m.id == message.id]
    return now


def _name(street: Street, item: Item) -> str:
    return item.name_zh if street.language == "zh" else item.name_en


async def test_an_entry_says_all_that_one_needs(street: Street) -> None:
    """Name, code, severity, minutes, steps, evidence, closing, law with its marks, authority, version, warning."""
    said = (await _asked(street, "/handbook HB-04")).text
    own = street.language
    for wanted in (
        _name(street, STALL),
        "HB-04",
        "street_stall",
        *(getattr(step, own) for step in STALL.steps),
        *(getattr(shot, own) for shot in STALL.evidence.photos),
        *STALL.evidence.documents,
        *(basis.articles for basis in STALL.legal_basis),
        *STALL.authority.can_punish,
        STALL.penalty_reference_zh,
        STALL.escalate_when_zh,
        str(book().papers.meta[f"warning_{own}"])[:40],
    ):
        assert wanted in said  # fmt: skip
    assert street.said("severity-low") in said
    assert utf16(said) <= MOST_TEXT


async def test_every_entry_fits_into_a_message(street: Street) -> None:
    """None of the starter handbook is cut."""
    for item in book().items:
        said = await _asked(street, f"/handbook {item.code}", 1007)
        assert utf16(said.text) <= MOST_TEXT
        assert not said.text.endswith("…")
        await street.turn(3)


@pytest.mark.parametrize("said", ["street_stall", "hb4", "摆摊", "hawker with a cart", "strete vendr", "流动摊犯摆摊"])
async def test_by_code_word_and_typing_mistake(street: Street, said: str) -> None:
    """The entry comes at once where it is clear which."""
    assert _name(street, STALL) in (await _asked(street, f"/handbook {said}")).text


async def test_by_category_with_buttons(street: Street) -> None:
    """Categories, the entries of one, the entry, and back; all in one message."""
    first = await _asked(street, "/handbook")
    parking = book().papers.categories["parking"]
    named = parking.zh if street.language == "zh" else parking.en
    second = await _pressed(street, first, next(label for label in first.labels if named in label))
    assert len([label for label in second.labels if "HB-" in label]) == 3
    third = await _pressed(street, second, "HB-03")
    assert "car_on_footway" in third.text
    fourth = await _pressed(street, third, street.said("button-of-category"))
    assert fourth.labels == second.labels
    assert (await _pressed(street, fourth, street.said("button-browse"))).labels == first.labels


async def test_an_old_button_of_a_category_never_opens_another(street: Street) -> None:
    """What is brought in meanwhile moves none; one that has no entries any more is out of date. Any name will do."""
    first = await _asked(street, "/handbook")
    parking = book().papers.categories["parking"]
    named = parking.zh if street.language == "zh" else parking.en
    label = next(label for label in first.labels if named in label)
    entries = [one for one in book().own if one.category == "parking"]
    odd = {"category": "乱:停.放" * 20, "category_zh": ""}
    others = [one.model_copy(update=odd) for one in book().own if one.category != "parking"]
    await _bring_in(street, *others)
    assert len([one for one in (await _pressed(street, first, label)).labels if "HB-" in one]) == len(entries)
    again = await _asked(street, "/handbook")
    assert all(len((one.data or "").encode()) <= 64 for row in again.buttons for one in row)
    moved = next(label for label in again.labels if "乱" in label)
    assert len([one for one in (await _pressed(street, again, moved)).labels if "HB-" in one]) == 8
    await _bring_in(street, *[one.model_copy(update={"category": "street"}) for one in entries])
    for data in ("handbook:1.0:category:parking", "handbook:1.0:category:0", "handbook:1.0:category:~0"):
        query = street.wang.press_data(first, data)
        await street.settle()
        assert (await street.wang.answer(query)).text == street.said("stale-button")


async def test_by_the_name_of_a_law(street: Street) -> None:
    """Every entry that rests on it is offered, eight at most."""
    law = book().papers.laws["XFF"]
    said = await _asked(street, f"/handbook {law.name_zh if street.language == 'zh' else law.name_en}")
    resting = {i.id for i in book().items if any(one.law == "XFF" for one in i.legal_basis)}
    assert {label.split()[0] for label in said.labels[:-1]} == resting


async def test_nothing_found_is_said_with_a_way_on(street: Street) -> None:
    """One sentence, and the categories one tap away; the word is shown as it was written."""
    said = await _asked(street, "/handbook <b>qwertz")
    assert said.text == street.said("book-nothing", said="<b>qwertz")
    assert said.labels == [street.said("button-browse")]
    assert street.said("book-categories", count=28 + 3) in (await _pressed(street, said, said.labels[0])).text


async def test_in_the_group_the_answer_comes_in_private(street: Street) -> None:
    """A viewer may read too; the group is not bothered."""
    before = len(street.captain.sees(GROUP))
    assert "HB-13" in (await _asked(street, "/handbook 油烟", 1007, GROUP)).text
    assert len([m for m in street.captain.sees(GROUP) if m.by_bot]) <= before


async def test_a_stranger_reads_nothing(street: Street) -> None:
    """Whoever is not registered is told whom to ask."""
    street.who(9999).start_private()
    await street.turn(3)
    street.who(9999).say(9999, "/handbook 油烟")
    await street.turn(3)
    assert street.private(9999)[-1].text == street.said("not-registered")


async def _bring_in(street: Street, *changed: Item) -> None:
    """Another version of the district's handbook, in which items read as *changed*."""
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        before = await street.house.desk.books.read(street.house.store, district)
        file = HandbookFile(changed, before.papers)
        await handbook_versions.bring_in(
            tx, district, handbook_versions.plan(before, file, prune=False), street.clock.now()
        )


async def test_in_reply_to_a_card_it_is_the_entry_as_it_read_for_that_case(street: Street) -> None:
    """By reply and by number; a newer version is what everybody else reads."""
    number = await street.report("street_stall")
    await _bring_in(street, STALL.model_copy(update={"closure": Both(zh="已劝离", en="Gone for good")}))
    assert STALL.closure is not None
    old, new = (getattr(one, street.language) for one in (STALL.closure, Both(zh="已劝离", en="Gone for good")))
    for said in (
        await _asked(street, "/handbook", 1001, GROUP, reply_to=street.card(number)),
        await _asked(street, f"/handbook {number}", 1001),
    ):
        assert old in said.text
        assert new not in said.text
    said = await _asked(street, "/handbook street_stall", 1001)
    assert new in said.text


async def test_from_the_steps_to_the_entry_and_back(street: Street) -> None:
    """The team reads the whole entry in place of its steps, and is back at them with one tap."""
    number = await street.report("street_stall")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(3)
    steps = [m for m in street.private(1002) if street.said("button-handbook") in m.labels][-1]
    entry = await _pressed(street, steps, street.said("button-handbook"))
    assert "street_stall" in entry.text
    assert (await _pressed(street, entry, street.said("button-steps"))).text == steps.text


async def test_a_long_entry_turns_its_pages_in_place(street: Street) -> None:
    """Twenty long steps: every page fits, nothing is lost, the last leads back."""
    steps = [Step(n=n, zh=f"第{n}步" + "写" * 700, en=f"Step {n} " + "x" * 700) for n in range(1, 21)]
    await _bring_in(street, STALL.model_copy(update={"steps": steps}))
    page = await _asked(street, "/handbook street_stall")
    read, count = page.text, 1
    while any(label.endswith("›") for label in page.labels):
        page = await _pressed(street, page, next(label for label in page.labels if label.endswith("›")))
        assert utf16(page.text) <= MOST_TEXT
        read, count = read + page.text, count + 1
    assert count > 3
    assert all(getattr(step, street.language)[:8] in read for step in steps)
    assert STALL.escalate_when_zh in read
    assert any(label.startswith("‹") for label in page.labels)


async def test_a_reserved_step_and_a_retired_item_are_marked(street: Street) -> None:
    """For whom a step is, and that no new case can be about what is retired: by its code it is still read."""
    steps = [Step(n=1, zh="查封", en="Seal", by="two_certified"), Step(n=2, zh="登记", en="Log")]
    await _bring_in(street, STALL.model_copy(update={"steps": steps, "retired": True}))
    said = (await _asked(street, "/handbook street_stall")).text
    assert f"1. {getattr(steps[0], street.language)}{street.said('officers-two-certified')}" in said
    assert street.said("entry-retired") in said
    assert "street_stall" not in (await _asked(street, "/handbook 摆摊")).text


async def test_what_is_not_verified_is_never_said_as_a_fact(street: Street) -> None:
    """Neither where the text was not confirmed, nor where the law itself was not."""
    [first, *_] = STALL.legal_basis
    doubtful = [first.model_copy(update={"verification": "unverified", "articles": "第七条"}),
                first.model_copy(update={"law": "ZAF", "articles": "第八条", "verification": "text"}),
                first.model_copy(update={"verification": "secondary", "articles": "第九条"})]  # fmt: skip
    await _bring_in(street, STALL.model_copy(update={"legal_basis": doubtful}))
    lines = (await _asked(street, "/handbook street_stall")).text.splitlines()
    mark = (
        street.said("entry-basis-unverified", law="", edition="", articles="§", says="")
        .split("</b>")[0]
        .replace("<b>", "")
    )
    cited = ("第七条", "第八条", "第九条") if street.language == "zh" else ("Art. 7", "Art. 8", "Art. 9")
    for article, begin in zip(cited, (mark, mark, "◐"), strict=True):
        [line] = [one for one in lines if article in one]
        assert line.startswith(begin)


async def test_what_a_team_cannot_close_as_fixed_warns_of_it(street: Street) -> None:
    """In the entry and in what is put into a chat: what not to do, and what instead; elsewhere nothing of it."""
    warning = street.said("entry-not-on-site")
    assert street.said("outcome-fixed").lower() in warning.lower()
    for item in book().own:
        said = await _asked(street, f"/handbook {item.code}", 1007)
        assert (warning in said.text, item.code) == (not item.can_close_on_site, item.code)
    typed = street.wang.ask_inline("site_dust", GROUP)
    await street.settle()
    offered = await street.wang.offered(typed)
    street.wang.choose(typed, offered.results[0]["id"], GROUP)
    await street.turn(3)
    assert warning in street.captain.sees(GROUP)[-1].text


@pytest.mark.parametrize("mark", ["text", "secondary", "unverified", None])
async def test_penalty_and_recheck_carry_their_marks(street: Street, mark: str | None) -> None:
    """Amounts, and a law that asks for a re-check; where no mark was given they are not verified."""
    again = Recheck.model_validate(
        {"required": True, "within_hours": 72, "basis": "某规定第九条", "verification": mark}
    )
    changed = {"penalty_reference_zh": "50元以下", "penalty_verification": mark, "recheck": again}
    await _bring_in(street, STALL.model_copy(update=changed))
    lines = (await _asked(street, "/handbook street_stall")).text.splitlines()
    shown = mark or "unverified"
    law = _plain(street.said(f"entry-recheck-{shown}", law="某规定第九条"))
    for line in (
        _plain(street.said(f"entry-penalty-{shown}", penalty="50元以下")),
        street.said("entry-recheck", hours=72, basis=law),
    ):
        assert line in lines
    await _bring_in(street, STALL.model_copy(update={"recheck": again.model_copy(update={"basis": "suggestion"})}))
    suggested = street.said("entry-recheck", hours=72, basis=street.said("entry-our-suggestion"))
    assert suggested in (await _asked(street, "/handbook street_stall")).text.splitlines()


def _plain(said: str) -> str:
    return said.replace("<b>", "").replace("</b>", "")


async def test_nothing_of_the_starters_penalties_is_said_as_a_fact(street: Street) -> None:
    """Nobody read them in full: every line with an amount begins with a mark. And every law says of which edition."""
    for item in book().own:
        text = (await _asked(street, f"/handbook {item.code}", 1007)).text
        assert item.penalty_mark != "text"
        if item.penalty_reference_zh:
            said = street.said(f"entry-penalty-{item.penalty_mark}", penalty=item.penalty_reference_zh)
            assert _plain(said) in text.splitlines()
            assert said.startswith(("❗", "◐"))
        for basis in item.legal_basis:
            edition = street.said("law-edition", edition=book().papers.laws[basis.law].version)
            assert any(edition in one and basis.articles in one for one in text.splitlines())


async def test_the_common_rules_are_one_tap_away(street: Street) -> None:
    """All of them, each with its basis and mark; without any there is no such button, and an old one is out of date."""
    first = await _asked(street, "/handbook")
    rules = await _pressed(street, first, street.said("button-rules"))
    read = rules.text
    while any(label.endswith("›") for label in rules.labels):
        rules = await _pressed(street, rules, next(label for label in rules.labels if label.endswith("›")))
        read += rules.text
    told = book().papers.common_rules
    assert len(told) > 3
    for n, rule in enumerate(told, 1):
        one = {"name_zh": rule.zh, "name_en": rule.en}[f"name_{street.language}"]
        assert _plain(street.said(f"rule-{rule.verification}", n=n, rule=one, basis=rule.basis)) in read
    assert (await _pressed(street, rules, street.said("button-browse"))).labels == first.labels
    bare = book().papers.model_copy(update={"common_rules": []})
    street.house.desk.books.built_in = Handbook(book().own, bare)
    assert street.said("button-rules") not in (await _asked(street, "/handbook")).labels
    query = street.wang.press_data(first, "handbook:1.0:rules")
    await street.settle()
    assert (await street.wang.answer(query)).text == street.said("stale-button")


async def test_in_the_chat_box_a_member_finds_an_entry_and_puts_it_into_the_group(street: Street) -> None:
    """Ten at most, each for this person alone; the chosen text is theirs and starts nothing."""
    typed = street.wang.ask_inline("摊贩", GROUP)
    await street.settle()
    offered = await street.wang.offered(typed)
    assert offered.personal
    assert offered.cache_s <= 10
    assert 1 <= len(offered.results) <= 10
    assert offered.results[0]["title"] == _name(street, STALL)
    street.wang.choose(typed, offered.results[0]["id"], GROUP)
    await street.turn(3)
    chosen = street.captain.sees(GROUP)[-1]
    assert not chosen.by_bot
    assert STALL.closure is not None
    assert getattr(STALL.closure, street.language) in chosen.text
    assert getattr(STALL.steps[0], street.language) in chosen.text
    typed = street.who(1007).ask_inline("", GROUP)
    await street.settle()
    assert len((await street.who(1007).offered(typed)).results) == 10


async def test_a_chosen_entry_is_nobodys_report(street: Street) -> None:
    """Put into the group right after a pin it is not taken for the reporter's words."""
    number = await street.report(None)
    typed = street.reporter.ask_inline("油烟", GROUP)
    await street.settle()
    offered = await street.reporter.offered(typed)
    street.reporter.choose(typed, offered.results[0]["id"], GROUP)
    await street.turn(3)
    assert (await street.case(number)).item is None
    assert (await street.case(number)).words in ("", None)


async def test_in_the_chat_box_a_stranger_learns_whom_to_ask(street: Street) -> None:
    """One article, and nothing of the handbook; nobody's private chat is thought open for having typed."""
    typed = street.who(9999).ask_inline("摊贩", GROUP)
    await street.settle()
    [only] = (await street.who(9999).offered(typed)).results
    assert only["title"] == street.said("in-line-refused")
    assert only["description"] == street.said("not-registered")[:120]
    typed = street.who(1003).ask_inline("摊贩", GROUP)
    await street.settle()
    assert (await street.who(1003).offered(typed)).results
    assert not (await street.member(1003)).private_open


@pytest.fixture
async def waiting(tmp_path: Path) -> AsyncIterator[Street]:
    """A street in English."""
    async with a_street(tmp_path, "en") as made:
        yield made


async def test_an_answer_that_comes_too_late_stops_nothing(waiting: Street) -> None:
    """What was typed while nobody listened is given up in silence."""
    await waiting.stop()
    typed = waiting.wang.ask_inline("摊贩", GROUP)
    await waiting.clock.turn(60)
    await waiting.start()
    await waiting.settle()
    assert not waiting.world.inline_queries[typed].answered
    assert "HB-13" in (await _asked(waiting, "/handbook fumes")).text
    assert await waiting.house.board.backlog() == 0
