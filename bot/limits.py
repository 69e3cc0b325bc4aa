"""How long each step may take: the case's own limit before item, group, severity and district."""

from dataclasses import dataclass

from bot.districts import District
from bot.handbook import Item
from bot.incidents import Incident

NAMES = ("accept", "arrive", "close", "confirm", "remind_every")


@dataclass(frozen=True)
class Limits:
    """Seconds for each step. accept and arrive count from the order, close from the report, confirm from resolve."""

    accept: int = 60
    arrive: int = 180
    close: int = 600
    confirm: int = 600
    remind_every: int = 300


def severity_of(incident: Incident, item: Item) -> str:
    """The severity a captain set, else the item's."""
    return incident.severity or item.severity


def limits_for(district: District, incident: Incident, item: Item) -> Limits:
    """The limits that hold for *incident*, each name looked up from the narrowest rule to the widest."""
    rules = district.limits
    layers = (
        rules.get(f"case:{incident.number}", {}),
        rules.get(f"item:{item.code}", {}),
        rules.get(f"group:{item.group}", {}),
        rules.get(f"severity:{severity_of(incident, item)}", {}),
        rules,
    )
    found = {name: next((layer[name] for layer in layers if name in layer), None) for name in NAMES}
    return Limits(**{name: int(value) for name, value in found.items() if value is not None})
