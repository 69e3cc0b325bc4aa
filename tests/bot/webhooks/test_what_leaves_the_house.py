"""What other systems may hear: only of kinds that say so, and only codes."""

from bot.desk.features import FEATURES
from bot.incidents import table
from tests.bot.builders import an_incident

KINDS = [kind for feature in FEATURES for kind in feature.kinds]


def test_only_incidents_leave_the_house() -> None:
    """A kind is private by itself: calls for help and handovers say nothing, nor will the next kind."""
    assert [kind.name for kind in KINDS if kind.outside is not None] == ["incident"]
    assert type(KINDS[0]).__dataclass_fields__["outside"].default is None


def test_of_an_incident_only_codes_and_its_source_are_told() -> None:
    """No words, no place by name, nobody's id: whoever adds something to it reads this."""
    incident = an_incident("closed", words="old Li's stall", place="Li's shop", source="city", source_ref="A-7")
    assert table.outside(incident) == {
        "item": "street_stall",
        "outcome": "fixed",
        "source": "city",
        "source_ref": "A-7",
    }
