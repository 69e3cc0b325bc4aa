"""What is wrong with an incident as it stands, by its facts alone: a line leaves with its reason. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bot.incidents import asks, due, limits, phrases, unsafe, wishes
from bot.incidents.limits import Limits
from bot.incidents.table import ACCEPTED, DISPATCHED, HELD, OPEN, RESOLVED, Incident
from bot.values import formats
from bot.work.matters import Rank, Wrong


@dataclass(frozen=True)
class Standing:
    """An incident with what is judged beside it.

    *untouched*: so many half hours nobody has touched it. *no_teams*: the district has none that could be sent. *teams*
    are names by id.
    """

    incident: Incident
    limits: Limits
    severity: str
    now: datetime
    zone: tzinfo
    untouched: int = 0
    no_teams: bool = False
    teams: dict[int, str] | None = None

    @property
    def is_critical(self) -> bool:
        """The highest severity."""
        return self.severity == "critical"

    def clock(self, at: datetime | None) -> str:
        """An hour of the district."""
        return formats.clock(at, self.zone)


def of(case: Standing) -> tuple[Wrong, ...]:
    """All that is wrong, the most urgent first; nothing where it is only left to be confirmed."""
    if case.incident.state == RESOLVED:
        found = [*_alike(case)]
    else:
        found = [*_team(case), *_danger(case), *_wished(case), *_alike(case), *_time(case)]
        found += _critical(case, found)
    return tuple(sorted(found, key=lambda wrong: wrong.rank))


def _team(case: Standing) -> list[Wrong]:
    """Nobody goes there, or a captain is asked who is to."""
    incident = case.incident
    if incident.state != OPEN:
        return [_said("pull", Rank.WAITS, at_once=True)] if incident.pull_until else []
    found = []
    if incident.is_nowhere:
        rank = Rank.LOST if case.is_critical else Rank.WAITS
        word = {"word": "matter-nowhere"}
        found.append(Wrong("nowhere", rank, word, again=int(case.is_critical), at_once=case.is_critical))
    if (counts := incident.marks.get("nobody")) is not None:
        rank = Rank.LOST if case.is_critical else Rank.WAITS
        word = (
            {"word": "matter-no-teams"}
            if case.no_teams
            else {"word": "matter-nobody", "counts": phrases.why_words(counts)}
        )
        found.append(Wrong("nobody", rank, word, again=int(case.is_critical), at_once=case.is_critical))
    if incident.suggest_until is not None:
        found.append(_said("suggest", Rank.WAITS, at_once=True))
    return found


def _critical(case: Standing, others: list[Wrong]) -> list[Wrong]:
    """A critical case needs a captain for being one, where nothing says so already."""
    if not case.is_critical or case.incident.state == HELD or any(w.rank is Rank.LOST for w in others):
        return []
    return [_said("critical", Rank.CRITICAL, at_once=True)]


def _danger(case: Standing) -> list[Wrong]:
    question = asks.danger(case.incident.asks)
    if question is None or question.until > case.now:
        return []
    word = {"word": "matter-danger", "words": question.words}
    return [Wrong("danger", Rank.WAITS, word, at_once=True)]


def _wished(case: Standing) -> list[Wrong]:
    """What the lead asked for, what nobody could be sent for, and who declined because it was unsafe."""
    return [
        Wrong(name, Rank.WAITS, word, again=_again(wish), at_once=name in {"backup", "unsafe"})
        for name, wish in wishes.of(case.incident).items()
        if (word := _wish_word(case, name, wish)) is not None
    ]


def _again(wish: dict[str, Any]) -> int:
    """A wish that is uttered once more is said once more."""
    return int(datetime.fromisoformat(wish["at"]).timestamp())


def _wish_word(case: Standing, name: str, wish: dict[str, Any]) -> dict[str, Any] | None:
    state = case.incident.state
    match name.partition(":")[0]:
        case "hold" if state != HELD:
            return {"word": "matter-hold", "minutes": wish["minutes"], "why": phrases.because(wish["reason"])}
        case "resume" if state == HELD:
            return {"word": "matter-resume"}
        case "backup":
            return {"word": "matter-backup"}
        case "waive":
            return {"word": "matter-waive", "piece": wish["piece"]}
        case "transfer":
            return {"word": "matter-transfer", "department": wish["department"] or {"word": "unknown"}}
        case "unsafe":
            said = unsafe.warned(case.incident)
            why = {"word": "unsafe-words", "words": said.words} if said and said.words else ""
            return {"word": "matter-unsafe", "team": (case.teams or {}).get(wish["team_id"], ""), "why": why}
    return None


def _alike(case: Standing) -> list[Wrong]:
    wish = wishes.of(case.incident).get("alike")
    return [Wrong("alike", Rank.LOOK, {"word": "matter-alike", "other": wish["other"]})] if wish else []


def _time(case: Standing) -> list[Wrong]:
    """The team is not there, time is over, nobody has touched it."""
    incident, found = case.incident, list[Wrong]()
    is_silenced = incident.silenced_until is not None and incident.silenced_until > case.now
    if _is_late_there(case):
        found.append(_said("arrive", Rank.LATE))
    if case.untouched:
        found.append(Wrong("untouched", Rank.LATE, {"word": "matter-untouched"}, again=case.untouched))
    if limits.is_overdue(incident, case.limits, case.now):
        word = {"word": "matter-overdue", "at": case.clock(limits.deadline_of(incident, case.limits))}
        again = due.repeats(incident, case.limits, case.now)
        found.append(Wrong("overdue", Rank.LATE, word, again=again, hushed=is_silenced or case.untouched > 0))
    return found


def _is_late_there(case: Standing) -> bool:
    """At twice the arrive limit the team that leads has not arrived."""
    lead = case.incident.lead
    if lead is None or lead.arrived_at is not None or case.incident.state not in {DISPATCHED, ACCEPTED}:
        return False
    return case.now >= lead.counted_from + timedelta(seconds=2 * case.limits.arrive)


def _said(what: str, rank: Rank, *, at_once: bool = False) -> Wrong:
    return Wrong(what, rank, {"word": f"matter-{what}"}, at_once=at_once)
