"""One piece of work at the desk: the open transaction, the hour, the district, and who is speaking."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.outbox.letters import Letter
from bot.register.districts import District
from bot.register.people import Who
from bot.register.teams import Muster
from bot.values.refused import Refused
from bot.work.at_hand import AtHand
from bot.work.ports import Tx
from bot.work.rules import Rules


@dataclass
class Work:
    """What an action at the desk works with. *at_hand* is what the desk laid ready, and what is noted on the way.

    *erased* are pieces of evidence whose files go once this is committed.
    """

    tx: Tx
    now: datetime
    who: Who
    rules: Rules
    district_or_none: District | None = None
    at_hand: AtHand = field(default_factory=AtHand)
    look_for_teams: bool = False
    stirred: bool = False
    erased: tuple[int, ...] = ()
    mustered: Muster | None = None

    @property
    def district(self) -> District:
        """The district this work belongs to; Refused where there is none."""
        if self.district_or_none is None:
            raise Refused("no-district")
        return self.district_or_none

    def link(self, payload: str = "hello") -> str:
        """Opens the private chat with the bot; what *payload* names (``case_42_1``) is shown there, by right."""
        return f"https://t.me/{self.rules.bot_name}?start={payload}"

    def stir(self, *, look_for_teams: bool = True) -> None:
        """Something changed about teams: forget the muster, and look for work for them at the end."""
        self.mustered, self.stirred = None, True
        self.look_for_teams = self.look_for_teams or look_for_teams

    async def post(self, letter: Letter) -> None:
        """Queue a letter of this district."""
        await self.tx.outbox.post(replace(letter, district_id=self.district.id))
