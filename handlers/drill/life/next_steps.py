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
MORE: Mapping[str, tuple[str, ...]] = {
    "swap": ("ask", "agree", "confirm"),
    "handover": ("offer", "take"),
    "welfare": ("scene", "asked", "answer"),
}
"""Walks that the page shows to whoever wants more."""
OWN = "welfare"
"""Of these walks only what happens to somebody who is held is a step: crews whom nobody plays are asked too."""
TEN = 10
"""So many reports of a drill are enough to have seen it."""


@dataclass
class NextSteps:
    """What has happened since the first case was over; once it has, it stays so."""

    captains: Collection[int]
    rush: str = ""
    done: set[str] = field(default_factory=set)
    _known: dict[str, tuple[object, ...]] | None = None

    def look(self, parts: Mapping[str, Json], held: Collection[int]) -> bool:
        """What has changed of the cases, and whose phones are *held*; whether a step is done by it."""
        known = self._known
        self._known = {key: _deeds(part) for key, part in parts.items()}
        if known is None:
            return False
        hands = set(held) & set(self.captains)
        fresh = [part for key, part in parts.items() if known.get(key) != self._known[key]]
        calls = [one for one in fresh if one["kind"] == "sos"]
        incidents = [one for one in fresh if one["kind"] == "incident"]
        return self._take(
            {
                "captain-be": bool(hands),
                "captain-send": any(hands & {*one["sent_by"]} - _senders(known, one) for one in incidents),
                "captain-confirm": any(one["confirmed_by"] in hands for one in incidents),
                "help-call": bool(calls),
                "help-take": any(one["state"] != "raised" for one in calls),
                "help-clear": any(one["reached"] == "over" for one in calls),
            }
        )

    def notice(self, happened: Mapping[str, Collection[int]], held: Collection[int]) -> bool:
        """What has happened beside the cases, and to whom."""
        mine = set(held)
        return self._take(
            {name: not name.startswith(OWN) or bool(mine & set(people)) for name, people in happened.items()}
        )

    @property
    def all_done(self) -> bool:
        """Whether nothing is left of those walks that :meth:`notice` ticks."""
        return all(f"{walk}-{step}" in self.done for walk, steps in MORE.items() for step in steps)

    def watch(self, screens: Collection[str], playing: Json | None, review: Json | None) -> bool:
        """Which screens somebody looks at, what is played and what is reviewed, as the director tells them."""
        is_rush = bool(playing and playing["name"] == self.rush)
        return self._take(
            {
                "centre-open": "centre" in screens,
                "centre-wall": "wall" in screens,
                "rush-begin": is_rush,
                "rush-ten": bool(is_rush and playing and playing["reported"] >= TEN),
                "rush-review": bool(review and review["name"] == self.rush and "rush-begin" in self.done),
            }
        )

    def _take(self, happened: Mapping[str, bool]) -> bool:
        before = len(self.done)
        self.done |= {name for name, is_so in happened.items() if is_so}
        return len(self.done) > before


def _deeds(part: Json) -> tuple[object, ...]:
    return part.get("confirmed_by"), part["state"], *part.get("sent_by", ())


def _senders(known: Mapping[str, tuple[object, ...]], part: Json) -> set[object]:
    """Who had sent a team to this case before."""
    return set(known.get(f"case:{part['number']}", ())[2:])
