"""The language that one person is spoken to in, wherever they speak."""

from dataclasses import replace

from bot.menus import menus
from bot.outbox.letters import Button
from bot.values import texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

LANGUAGES = ("zh", "en")
"""Those in which everything is said."""


def known(language: str) -> str:
    """The language that *language* names; Refused where everything is not said in it."""
    if language.lower() not in LANGUAGES:
        raise Refused("no-such-language", named=texts.cut(language, 40), languages=", ".join(LANGUAGES))
    return language.lower()


@action(Right.ANYBODY, "languages.choose")
async def choose(work: Work, *, language: str) -> Answer:
    """``/language zh|en``: from now on the one who speaks is spoken to so; alone it asks which."""
    mine = await work.tx.people.districts_of(work.who.user_id)
    person = await work.tx.people.get(work.who.user_id)
    if person is None or not mine:
        raise Refused("not-registered")
    if not language:
        buttons = tuple(Button(f"language-{one}", f"language:0.0:{one}") for one in LANGUAGES)
        return answer("language-which", buttons=(buttons,))
    chosen = known(language)
    await work.tx.people.save(replace(person, language=chosen))
    work.who = replace(work.who, language=chosen)
    for one in mine:
        await menus.changed(work.tx, await work.tx.districts.get(one.district_id), one.user_id, work.now)
    return answer("language-set", chosen={"word": f"language-{chosen}"})
