"""Which team a text names: by its present name, its key, a former name, or how a name begins. Pure.

Each answer is all the teams that may be meant: one, none, or several that somebody has to choose from.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from bot.register.teams import Team
from bot.values import plain_words, whole_names

_QUOTED = re.compile(
    '\\s*["\u201c\u201d\u201e\u300c\u300e](?P<name>[^"\u201c\u201d\u300d\u300f]+)'
    '["\u201c\u201d\u300d\u300f]\\s*(?P<rest>.*)',
    re.DOTALL,
)
_QUOTES = '"\u201c\u201d\u201e\u300c\u300d\u300e\u300f'


class Way(IntEnum):
    """How a team is named, the best first."""

    NAME = 0
    KEY = 1
    FORMER = 2
    BEGINNING = 3


class _Hit(NamedTuple):
    """So many words at the beginning of a text name a team in some way."""

    words: int
    way: Way
    team: Team


@dataclass(frozen=True)
class Begun:
    """A team that a text begins with, and the words that come after it."""

    team: Team
    rest: str


def words(text: str) -> list[str]:
    """The words of a name as they are compared: capitals, spaces and numerals make no difference."""
    return plain_words.as_figures(text.casefold()).split()


def named(text: str, teams: Sequence[Team]) -> tuple[Team, ...]:
    """The teams that the whole of *text* may name; a better way of naming hides those after it."""
    exact = tuple(team for team in teams if team.name == text)
    if exact:
        return exact
    said = words(text)
    ways: tuple[Callable[[Team], bool], ...] = (
        lambda team: words(team.name) == said,
        lambda team: team.key is not None and words(team.key) == said,
        lambda team: any(words(former) == said for former in team.former_names),
        lambda team: _begins(team, said),
    )
    found = (tuple(team for team in teams if is_meant(team)) for is_meant in ways)
    return next((some for some in found if some), ()) if said else ()


def _begins(team: Team, said: list[str]) -> bool:
    return bool(said) and " ".join(words(team.name)).startswith(" ".join(said))


def mentioned(text: str, teams: Iterable[Team]) -> tuple[Team, ...]:
    """The teams whose present names stand in *text* as whole words; one inside a longer one does not count."""
    found = [team for team in teams if whole_names.at(team.name, text) is not None]
    return tuple(
        team
        for team in found
        if not any(other.name != team.name and whole_names.at(team.name, other.name) is not None for other in found)
    )


def begun(text: str, teams: Sequence[Team], *, rest: bool = False) -> tuple[Begun, ...]:
    """The teams that *text* may begin with, each with the words after it; the longest known name wins.

    Several where that does not settle it: a former name that is longer than another team's present one, words that
    also begin a longer name, or (with *rest*, where more words are wanted) a name after which nothing is left while a
    shorter one leaves something. A name in quotation marks is just that name.
    """
    if quoted := _QUOTED.fullmatch(text):
        after = quoted["rest"].strip().strip(_QUOTES)
        return tuple(Begun(team, after) for team in named(quoted["name"].strip(), teams))
    split = text.split()
    known = _known(split, teams)
    if not known:
        return _by_beginning(split, teams, rest=rest)
    longest = max(one.words for one in known)
    meant = _best(one for one in known if one.words == longest)
    shorter = [one for one in known if one.words < longest]
    if rest and longest == len(split):
        meant += shorter
    elif meant[0].way is not Way.NAME:
        meant += [one for one in shorter if one.way is Way.NAME]
    return _each(split, meant + _longer(split, longest, teams))


def _known(split: list[str], teams: Iterable[Team]) -> list[_Hit]:
    """Whose whole name, key or former name *split* begins with."""
    said, found = words(" ".join(split)), []
    for team in teams:
        ways = [(Way.NAME, team.name), (Way.KEY, team.key or ""), *((Way.FORMER, name) for name in team.former_names)]
        for way, name in ways:
            each = words(name)
            if each and said[: len(each)] == each:
                found.append(_Hit(len(each), way, team))
    return found


def _best(hits: Iterable[_Hit]) -> list[_Hit]:
    """Those that are named in the best way."""
    each = list(hits)
    best = min(one.way for one in each)
    return [one for one in each if one.way is best]


def _longer(split: list[str], known: int, teams: Iterable[Team]) -> list[_Hit]:
    """Teams with a longer name that more of the words begin, without being all of it."""
    said, found = words(" ".join(split)), []
    for team in teams:
        for n in range(len(said), known, -1):
            if _begins(team, said[:n]) and words(team.name) != said[:n]:
                found.append(_Hit(n, Way.BEGINNING, team))
                break
    return found


def _by_beginning(split: list[str], teams: Sequence[Team], *, rest: bool) -> tuple[Begun, ...]:
    """Nobody's whole name stands there: as many words as begin a name."""
    said = words(" ".join(split))
    for n in range(len(split) - rest, 0, -1):
        found = [_Hit(n, Way.BEGINNING, team) for team in teams if _begins(team, said[:n])]
        if found:
            return _each(split, found)
    return ()


def _each(split: list[str], hits: Sequence[_Hit]) -> tuple[Begun, ...]:
    """Each team once, as the first of its hits has it."""
    each = {one.team.id: Begun(one.team, " ".join(split[one.words :])) for one in reversed(hits)}
    return tuple(sorted(each.values(), key=lambda one: one.team.id))


def shown(teams: Iterable[Team]) -> str:
    """Their names in a row; with the key where two have the same name."""
    each = list(teams)
    names = [team.name for team in each]
    return ", ".join(
        f"{team.name} ({team.key or team.id})" if names.count(team.name) > 1 else team.name for team in each
    )
