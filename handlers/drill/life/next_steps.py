"""What to try after the first case, and what of it has really happened; by how things stand, never by presses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from handlers.drill.world.chats import Json

STEPS: Mapping[str, tuple[str, ...]] = {
    "captain": ("be", "send", "confirm"),
    "help": ("call", "take", "clear"),
    "centre": ("open", "wall"),
    "rush": ("begin", "ten", "review"),
}
"""The walks, each with its steps in their order; the page has a sentence for each."""
TEN = 10
"""So many reports of a drill are enough to have seen it."""


@dataclass(frozen=True)
class Standing:
    """How things stand: every case, whose phones are held, who are captains, which screens are looked at, the drills.

    *rush* is the name of the drill that is meant; *playing* and *review* are as the director tells them.
    """

    parts: Mapping[str, Json]
    held: Collection[int]
    captains: Collection[int]
    screens: Collection[str] = ()
    rush: str = ""
    playing: Json | None = None
    review: Json | None = None


@dataclass
class NextSteps:
    """What has happened since the first case was over; once it has, it stays so."""

    done: set[str] = field(default_factory=set)
    _known: dict[str, tuple[object, ...]] | None = None

    def look(self, now: Standing) -> bool:
        """Take in how things stand; whether anything was new."""
        before, known = len(self.done), self._known
        self._known = {key: _deeds(part) for key, part in now.parts.items()}
        if known is None:
            return False
        hands = set(now.held) & set(now.captains)
        fresh = [part for key, part in now.parts.items() if known.get(key) != self._known[key]]
        calls = [one for one in fresh if one["kind"] == "sos"]
        incidents = [one for one in fresh if one["kind"] == "incident"]
        happened = {
            "captain-be": bool(hands),
            "captain-send": any(hands & {*one["sent_by"]} - _before(known, one, 1) for one in incidents),
            "captain-confirm": any(one["confirmed_by"] in hands for one in incidents),
            "help-call": bool(calls),
            "help-take": any(one["state"] != "raised" for one in calls),
            "help-clear": any(one["reached"] == "over" for one in calls),
            "centre-open": "centre" in now.screens,
            "centre-wall": "wall" in now.screens,
            **_drill(now),
        }
        self.done |= {name for name, is_so in happened.items() if is_so}
        return len(self.done) > before


def _deeds(part: Json) -> tuple[object, ...]:
    return part.get("confirmed_by"), tuple(part.get("sent_by", ())), part["state"]


def _before(known: Mapping[str, tuple[object, ...]], part: Json, which: int) -> set[object]:
    """Who had sent a team to this case before."""
    before = known.get(f"case:{part['number']}")
    senders = before[which] if before else ()
    return set(senders) if isinstance(senders, tuple) else set()


def _drill(now: Standing) -> dict[str, bool]:
    playing = now.playing if now.playing and now.playing["name"] == now.rush else None
    is_reviewed = bool(now.review and now.review["name"] == now.rush)
    ten = bool(playing and playing["reported"] >= TEN)
    return {"rush-begin": playing is not None, "rush-ten": ten, "rush-review": is_reviewed}
