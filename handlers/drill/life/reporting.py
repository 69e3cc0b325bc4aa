"""Reports of others: now and then somebody whom nobody plays reports what lies on the street, near a team."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.register.people import RoleName
from bot.values import geo
from bot.values.geo import Point
from handlers.drill.people import crew, pictures
from handlers.drill.people.player import Player
from handlers.drill.stage import Stage
from handlers.drill.world.chats import Json, Message

EVERY_S = (60.0, 110.0)
"""From one report to the next."""
NEAR_M, APART_M, TRIES = 110.0, 150.0, 30
"""So near a team's base on each side, and so far from every case that is live: side by side they would be one."""
TEAMS_A_CASE = 3
"""For each live case so many teams are on duty: somebody is always left to be sent."""
SEEN = {"shared_bike_parking": "bikes-before", "street_stall": "stall-before", "fire_lane_blocked": "fire_lane-before"}
"""What is reported with a picture."""
UNSEEN = ("shop_overflow", "dog_leash", "piled_goods")


class Others:
    """Those who report by themselves; *told* hears of each message of theirs."""

    def __init__(self, stage: Stage, told: Callable[[Message], None], seed: int = 1) -> None:
        self.stage = stage
        self.told = told
        self._chance = random.Random(seed)
        self._next: datetime | None = None

    def act(self, now: datetime, parts: Mapping[str, Json], on_duty: frozenset[int], held: frozenset[int]) -> None:
        """Report, where it is time and where a team is left that may be sent."""
        if self._next is None:
            self._next = now + timedelta(seconds=self._chance.uniform(1, 8))
        if now < self._next:
            return
        live = [one for one in parts.values() if one["kind"] == "incident" and one["reached"] != "over"]
        teams = [one for one in self.stage.file.teams if one.base and not one.handles and on_duty & set(one.members)]
        who, where = self._who(held), self._where([one.base for one in teams if one.base], live)
        if who is None or where is None or (len(live) + 1) * TEAMS_A_CASE > len(teams):
            return
        self._next = now + timedelta(seconds=self._chance.uniform(*EVERY_S))
        self._report(Player(self.stage.world, who), where)

    def rest(self) -> None:
        """The next report comes a little after they begin again."""
        self._next = None

    def _who(self, held: frozenset[int]) -> int | None:
        """Somebody of no team: who patrols would be taken to have found it themselves."""
        file = self.stage.file
        in_teams = {member for team in file.teams for member in team.members}
        free = [one for one in file.people if one.role is not RoleName.VIEWER and one.user_id not in in_teams | held]
        found = [one for one in free if one.role is not RoleName.CAPTAIN] or free
        return self._chance.choice(found).user_id if found else None

    def _where(self, bases: list[Point], live: list[Json]) -> Point | None:
        taken = [Point(*one["point"]) for one in live if one["point"]]
        for _ in range(TRIES if bases else 0):
            found = crew.beside(self._chance.choice(bases), NEAR_M, self._chance)
            if all(geo.metres(found, one) > APART_M for one in taken):
                return found
        return None

    def _report(self, player: Player, where: Point) -> None:
        group = self.stage.file.chat_id
        item = self._chance.choice((*SEEN, *UNSEEN))
        names = self.stage.item_names(item)
        words = names.get(self.stage.language) or next(iter(names.values()))
        if item in SEEN:
            data = pictures.taken(SEEN[item], len(player.world.files.by_id), words)
            self.told(player.send_photo(group, words, data))
        else:
            self.told(player.say(group, words))
        self.told(player.send_location(group, where.lat, where.lon))
