"""A drill that is named with its district in the terminal: which file it is, and in which language it is told."""

from pathlib import Path
from typing import Any

import pytest

from bot.app import samples
from bot.app.drill import written
from bot.app.settings import Settings, load
from bot.values.refused import Refused
from bot.words import Words
from handlers.drill.people import review

WORDS = Words(strict=True)


@pytest.mark.parametrize("district", [one.name for one in samples.ALL])
@pytest.mark.parametrize("said", ["rush-hour", "elsewhere/rush-hour.yaml"])
def test_the_drill_of_that_name_of_that_district(district: str, said: str) -> None:
    """By its name, or as the file of the other district is called."""
    assert samples.drill_of(district, Path(said)) == samples.named(district).drills / "rush-hour.yaml"


@pytest.mark.parametrize(
    ("district", "said", "key", "names"),
    [
        ("nowhere", "rush-hour", "drill-no-district", "yunhe, dunmorrow"),
        (
            "dunmorrow",
            "lull",
            "drill-no-drill",
            "a-new-shop, night-with-trouble, one-visit-for-all, quiet-morning, rush-hour",
        ),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(district: str, said: str, key: str, names: str) -> None:
    """In one sentence."""
    with pytest.raises(Refused) as refused:
        samples.drill_of(district, Path(said))
    assert refused.value.key == key
    for language in WORDS.languages:
        assert names in WORDS.say(language, key, **refused.value.facts)


@pytest.mark.parametrize(
    ("district", "is_set", "told"),
    [("dunmorrow", None, "en"), ("yunhe", None, "zh"), ("dunmorrow", "zh", "zh"), ("yunhe", "en", "en")],
)
async def test_it_is_told_in_the_districts_language_unless_one_is_set(
    monkeypatch: pytest.MonkeyPatch, district: str, is_set: str | None, told: str
) -> None:
    """``PATROL_LANGUAGE`` goes before. By its name or by the path of its file."""
    monkeypatch.delenv("PATROL_LANGUAGE", raising=False)
    if is_set:
        monkeypatch.setenv("PATROL_LANGUAGE", is_set)
    spoken: list[str] = []

    async def played(settings: Settings, *_: Any) -> None:
        spoken.append(settings.patrol_language)

    monkeypatch.setattr(written, "played", played)
    monkeypatch.setattr(review, "show", lambda _console, _words, language, _told: spoken.append(language))
    await written.play(load(None), WORDS, Path("quiet-morning"), 60, district)
    await written.play(load(None), WORDS, samples.named(district).drills / "quiet-morning.yaml", 60)
    assert spoken == [told] * 4
