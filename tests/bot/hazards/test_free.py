"""Who is free to look at a hazard again: what somebody says counts first, then what is known, and else nothing is."""

from typing import NamedTuple

import pytest

from bot.hazards.free import others
from bot.hazards.free.others import Others
from bot.values.refused import Refused
from tests.bot.hazards.test_hazard_moves import a_hazard


class Somebody(NamedTuple):
    """An officer or member, as far as it matters here."""

    user_id: int
    name: str


SUN, ZHOU, WU = Somebody(1, "Sun"), Somebody(2, "Zhou"), Somebody(3, "Wu")


def test_who_is_free_who_is_not_and_of_whom_nobody_knows() -> None:
    """On duty with nothing to do is free; who says that they cannot is not, however it looks."""
    found = others.sorted_out([SUN, ZHOU, WU], {ZHOU.user_id}, {SUN.user_id, ZHOU.user_id})  # type: ignore[list-item]
    assert (found.free, found.unsaid, found.not_free) == ((SUN,), (WU,), (ZHOU,))


def test_somebody_who_is_free_is_asked_and_nobody_else_allowed() -> None:
    """The refusal names them; where nobody is known to be free it is the approver's word."""
    with pytest.raises(Refused) as refused:
        others.refuse_free(a_hazard("rectified"), Others(free=(SUN,), unsaid=(WU,)))  # type: ignore[arg-type]
    assert (refused.value.key, refused.value.facts["who"]) == ("hazard-others-free", "Sun")
    others.refuse_free(a_hazard("rectified"), Others(unsaid=(WU,), not_free=(ZHOU,)))  # type: ignore[arg-type]
