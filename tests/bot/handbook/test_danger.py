"""Reports of danger are told from what only sounds like it, with the words that decided."""

import re
from pathlib import Path

import pytest

from benchmarks import recognition
from bot.handbook import file as handbook_file
from bot.handbook import versions as handbook_versions
from bot.handbook import written as handbook_written
from bot.handbook.book import Handbook
from bot.handbook.danger import judging as danger
from bot.handbook.danger import likeness as danger_likeness
from bot.handbook.danger import rules as danger_rules
from bot.handbook.danger.judging import Verdict, Wordings
from bot.handbook.model import Danger, DangerLists, Item, Papers
from bot.handbook.model import Wordings as ItemWords
from bot.values.refused import Mistakes

GRAVE = {
    "两个人打起来了，有人持刀": "fight",
    "兩個人打架": "fight",
    "有人被车撞了": "injured",
    "有人溺水": "injured",
    "被狗咬了，小腿流血": "injured",
    "不是演习，楼里着火了": "injured",
    "他说没事，但是一直在流血": "injured",
    "火灭了，但是有人烧伤": "injured",
    "昨天打人的那个又来打人了": "fight",
    "电影院门口两个人打起来了": "fight",
    "没人敢拦，他拿刀追人": "fight",
    "有人打架，能不能快点来？": "fight",
    "怎么处理？有人触电了": "injured",
    "man with a knife": "fight",
    "heart attack, need an ambulance": "injured",
    "not a false alarm, a man is bleeding": "injured",
    "not a drill, the block is on fire": "injured",
    "a stray dog bit a little girl": "injured",
    "he says he is fine, but he is bleeding from the ear": "injured",
    "does anyone know first aid? a woman is having a seizure": "injured",
    "tree fell on a pedestrian": "injured",
    "nobody dares stop him, he is hitting people": "fight",
}

HARMLESS = (
    "没人受伤，车压盲道",
    "没有打架，只是说话大声",
    "打架子鼓扰民",
    "消防通道没有被堵",
    "两条狗打架",
    "受伤的流浪狗",
    "邻居家的狗被车撞了",
    "上周的车祸护栏还没修",
    "打架的人已经散了",
    "演习，有人从楼上跳下",
    "打架斗殴怎么罚",
    "万一砸到人怎么办",
    "热死了，公交站没有遮阳",
    "树倒了，横在路上",
    "虚惊一场，有人落水是看错了",
    "nobody injured",
    "injured dog",
    "my neighbour's dog was hit by a car",
    "there is no fight",
    "fire drill, people screaming are actors",
    "what is the fine for fighting",
    "a child could fall through one day",
    "the fence collapsed",
    "knife shop blocks the pavement",
    "false alarm, the man who collapsed was asleep",
    "there was a fight here last week",
)


@pytest.mark.parametrize(("text", "item"), GRAVE.items())
def test_danger_is_recognised(text: str, item: str) -> None:
    """With the built-in item that it is about, and words that stand in the text."""
    found = danger.judge(text)
    assert (found.verdict, found.item) == (Verdict.GRAVE, item)
    assert found.words
    assert all(words in danger_rules.plain(text) for words in found.words)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_danger_is_harmless(text: str) -> None:
    """Denied, an animal, another meaning, over, staged, asked as a rule, an if, a thing."""
    assert danger.judge(text) == danger.HARMLESS


@pytest.mark.parametrize(
    "text", ["有人受伤吗？", "是不是打架了？", "有没有人受伤？", "is anyone hurt?", "was there a fight?"]
)
def test_a_question_is_at_most_a_doubt(text: str) -> None:
    """The one who asks does not know either."""
    assert danger.judge(text).verdict is Verdict.DOUBT


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("流动摊贩占道，他有刀", Verdict.DOUBT),
        ("流动摊贩占道。他有刀", Verdict.GRAVE),
        ("流动摊贩占道，他有刀，在砍人", Verdict.GRAVE),
        ("共享单车乱停，那人身上有把刀", Verdict.GRAVE),
        ("流动摊贩占道，他没有刀", Verdict.HARMLESS),
        ("卖刀的摊贩，他有刀卖", Verdict.HARMLESS),
    ],
)
def test_who_has_a_knife_is_heard_behind_an_everyday_report(text: str, verdict: Verdict) -> None:
    """Not who sells them, nor who has none."""
    assert danger.judge(text).verdict is verdict


@pytest.mark.parametrize(
    "text",
    ["不知道", "我不知道", "不知道啊", "在不在", "打不开", "I don't know", "traffic not moving", "Help me with this"],
)
def test_who_has_nothing_to_tell_tells_of_no_danger(text: str) -> None:
    """An answer to *what is it?* is no cry."""
    assert danger.judge(text).verdict is Verdict.HARMLESS


@pytest.mark.parametrize("text", ["down", "快来"])
def test_a_few_letters_without_a_word_of_harm_are_asked_about(text: str) -> None:
    """By chance they read like danger; who lies there says more, or taps."""
    assert danger.judge(text).verdict is Verdict.DOUBT


@pytest.mark.parametrize("text", ["", " ", "\0", "？？", "🚲", "a" * 5_000, "打" * 5_000, "没" * 5_000])
def test_whatever_is_sent_is_judged(text: str) -> None:
    """Nothing, signs alone, one letter over and over."""
    assert danger.judge(text).verdict in Verdict


def test_what_the_rules_say_nothing_of_is_judged_by_likeness() -> None:
    """A text that reads like the examples, with the stretches that speak for danger."""
    likeness = danger_likeness.Likeness(["河里有人扑腾", "湖里有人扑腾"], ["单车堆满路口"])
    assert likeness.score("池里有人扑腾") > 0 > likeness.score("路口堆满纸箱")
    assert likeness.words("池里有人扑腾", 2) == ("里有人", "有人扑")
    assert likeness.score("") == 0


@pytest.mark.parametrize("text", ["打架", "fire!", "a fight", "他好像晕倒了，打架", "help"])
def test_a_cry_of_few_words_is_danger(text: str) -> None:
    """It has no other words by which to tell what it is like."""
    assert danger.judge(text).verdict is Verdict.GRAVE


@pytest.mark.parametrize("text", ["好像吵起来了，不知道怎么了", "maybe they are arguing, not sure"])
def test_who_is_not_sure_is_asked(text: str) -> None:
    """However much it reads like danger."""
    assert danger.judge(text).verdict is Verdict.DOUBT


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("三楼有人打架，能不能派人", Verdict.GRAVE),
        ("this shop's robbery prices for a coffee, and the till queue goes all round the square", Verdict.DOUBT),
    ],
)
def test_one_sign_counts_less_in_everyday_words(text: str, verdict: Verdict) -> None:
    """A sign that is certain counts whatever stands around it; one that is not is asked about."""
    assert danger.judge(text).verdict is verdict


@pytest.mark.parametrize(
    "text",
    [
        "有个小伙子在路边喝咖啡",
        "一个女的在等朋友",
        "a man and his daughter are feeding ducks",
        "a girl eats an ice cream",
    ],
)
def test_people_alone_are_no_danger(text: str) -> None:
    """What they do must read like it too."""
    assert danger.judge(text).verdict is not Verdict.GRAVE


# --- a district's own


def test_a_district_says_what_is_harmless_and_what_is_not() -> None:
    """Its example decides on a text that all but is it, over what the program brings along."""
    grave, harmless = "桥洞下的老规矩又开始了", "村口的人打起来了舞狮队"
    own = Wordings([(grave, "violence"), (harmless, "harmless")])
    assert danger.judge(harmless).verdict is Verdict.GRAVE
    assert danger.judge(harmless + "！", own) == danger.HARMLESS
    assert danger.judge(grave) == danger.HARMLESS
    assert danger.judge(grave + "。", own) == danger.Judgement(Verdict.GRAVE, "fight", (grave,))
    assert danger.judge("有人打架", own).verdict is Verdict.GRAVE


def test_an_example_is_no_example_of_its_opposite() -> None:
    """Nearly the same letters, but one of them denies."""
    own = Wordings([("two men are fighting outside the noodle shop", "violence")])
    assert danger.judge("two men are not fighting outside the noodle shop", own) == danger.HARMLESS


def _item(severity: str) -> Item:
    words = ItemWords(zh=["桥墩冒泡"], en=["the pier is bubbling"])
    return Item.model_validate(
        {"code": "pier", "name_zh": "桥", "name_en": "Pier", "category": "x", "severity": severity, "words": words}
    )


def test_the_words_of_critical_items_are_examples_of_danger() -> None:
    """Of others they are not; and what a handbook says is read once."""
    critical, low = Handbook([_item("critical")]), Handbook([_item("low")])
    assert danger.judge("桥墩冒泡", danger.of(critical)).verdict is Verdict.GRAVE
    assert danger.judge("桥墩冒泡", danger.of(low)).verdict is not Verdict.GRAVE
    assert danger.of(critical) is danger.of(critical)


def test_a_districts_wordings_beat_those_of_its_items() -> None:
    """What the handbook lists as harmless is so, though a critical item names it."""
    papers = Papers(danger=Danger(zh=DangerLists(harmless=["桥墩冒泡"])))
    assert danger.judge("桥墩冒泡", danger.of(Handbook([_item("critical")], papers))) == danger.HARMLESS


def test_wordings_travel_with_the_handbook(tmp_path: Path) -> None:
    """Written, read again, part of what an import changes; a file that does not name them leaves them."""
    papers = Papers(danger=Danger(zh=DangerLists(violence=["约架"]), en=DangerLists(harmless=["drum fight"])))
    file = tmp_path / "handbook.yaml"
    book = Handbook([_item("low")], papers)
    file.write_text("categories: {x: {zh: 某, en: X}}\n" + "".join(handbook_written.pieces(book, None)), "utf8")
    found = handbook_file.read(file)
    assert found.papers.danger == papers.danger
    assert handbook_versions.plan(Handbook([_item("low")]), found, prune=False).papers_differ
    assert handbook_versions.with_earlier(papers, Papers()).danger == papers.danger
    assert handbook_versions.with_earlier(papers, Papers(danger=Danger())).danger == Danger()
    assert Papers.model_validate(papers.model_dump()) == papers


def test_mistakes_in_wordings_are_named(tmp_path: Path) -> None:
    """Each with its line, its field and what is allowed."""
    file = tmp_path / "handbook.yaml"
    head = (
        "categories: {x: {zh: 某, en: X}}\nitems: [{code: a1, name_zh: 物, name_en: A, category: x, severity: low}]\n"
    )
    file.write_text(head + "danger:\n  zh:\n    violance: [a]\n    person: 打\n    doubt: [7]\n  de: {}\n", "utf8")
    with pytest.raises(Mistakes) as wrong:
        handbook_file.read(file)
    assert [(one.key, one.facts["line"], one.facts["field"]) for one in wrong.value.all] == [
        ("file-unknown-field", 5, "danger.zh.violance"),
        ("file-wants-list", 6, "danger.zh.person"),
        ("file-wants-quotes", 7, "danger.zh.doubt[1]"),
        ("file-unknown-field", 8, "danger.de"),
    ]
    allowed = {one.facts["line"]: one.facts.get("allowed") for one in wrong.value.all}
    assert (allowed[5], allowed[8]) == ("violence", "zh, en")


# --- how it is built


def test_no_rule_looks_further_than_it_says() -> None:
    """What may stand between two words is bounded everywhere, so that a long text takes no longer for each letter."""
    endless = re.compile(r"(?:\.|\[\^，\]|\\S|\\w\+ \)|\\w\+ )[*+](?!\))")
    text = danger_rules.WORDS.read_text(encoding="utf8")
    assert not endless.findall(text)


def test_no_word_stands_for_nothing() -> None:
    """One that fits the empty text would be found everywhere."""
    for language in ("zh", "en"):
        for name, rule in danger_rules.Rules(language, danger_rules._data()[language])._are.items():
            assert not rule.fullmatch(""), (language, name)


def test_a_long_text_is_looked_at_once() -> None:
    """Up to a message's length; each part of it is read a fixed number of times."""
    assert len(danger_rules.plain("打" * 9_000)) == danger_rules.MOST
    few, many = (danger_rules.signs(danger_rules.plain("有人打架。" * n)) for n in (10, 100))
    assert (len(few), len(many)) == (10, 100)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_measured_part_is_recognised_as_wanted(language: str) -> None:
    """Wordings written by somebody else before the rules; never shown, so that no rule is made for one of them."""
    found = recognition.shares(language)
    wanted = recognition.WANTED
    least, most_grave, most_doubt = wanted["grave"], wanted["false_grave"], wanted["false_doubt"]
    said = (
        f"grave {found.grave:.1f} %, harmless as grave {found.false_grave:.1f} %, in doubt {found.false_doubt:.1f} %, "
        f"{len(found.misses)} judged wrongly"
    )
    assert (found.grave >= least, found.false_grave <= most_grave, found.false_doubt <= most_doubt) == (True,) * 3, said
