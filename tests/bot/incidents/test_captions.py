"""What a caption says a photo is, in both languages, and which photo of the list that means."""

import pytest

from bot.incidents.closing import captions
from tests.stories.conftest import book

ITEM = next(one for one in book().items if one.code == "street_stall")


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("处理后", {"after"}),
        ("处理前全景", {"before", "wide"}),
        ("已整改后，同角度", {"after"}),
        ("处置之前 细节", {"before", "close"}),
        ("后", {"after"}),
        ("前全景", {"before", "wide"}),
        ("After", {"after"}),
        ("before, wide view", {"before", "wide"}),
        ("before and after", set()),
        ("处理前后对比", set()),
        ("wide", {"wide"}),
        ("close-up", {"close"}),
        ("afternoon, a widening road", set()),
        ("店门前", set()),
        ("后面的巷子", set()),
        ("", set()),
    ],
)
def test_what_a_caption_says(caption: str, said: set[str]) -> None:
    """Words, not letters; what excludes each other says nothing."""
    assert captions.traits(caption) == said


@pytest.mark.parametrize(
    ("caption", "keys"),
    [
        ("处理后", ("after_same_angle",)),
        ("after, wide", ("after_same_angle",)),
        ("处理前全景", ("before_wide",)),
        ("before", ("before_wide", "before_close")),
        ("wide", ("before_wide",)),
        ("细节", ("before_close",)),
        ("a red truck", ()),
    ],
)
def test_which_photo_of_the_list_is_meant(caption: str, keys: tuple[str, ...]) -> None:
    """By the key; of a view that no such photo has the moment decides."""
    assert captions.shots(ITEM, caption) == keys
