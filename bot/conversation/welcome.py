"""``/start`` in private: the chat is linked, the product is told in a few lines, the first things to do are buttons."""

from dataclasses import replace

from bot.bodies import officers as bodies_officers
from bot.cases import show as cases_show
from bot.cases.buttons import case_button
from bot.incidents.store import INCIDENTS
from bot.incidents.table import NEXT
from bot.membership.officers import appointing
from bot.menus import menus
from bot.outbox.letters import Button, Rows
from bot.places.labels import opening
from bot.places.notes import going_in
from bot.register.people import Person
from bot.work import buttons as work_buttons
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work


@action(Right.ANYBODY, "welcome.start")
async def start(work: Work, *, number: int | None = None, place: str | None = None) -> Answer:
    """Link the private chat: orders, reminders and questions go there. *number*: a link named this case of a district.

    *place*: it named the code of this place.

    What a link names is shown to those who belong there; to all others it is a plain ``/start``. What their team has
    to read before it goes in comes along.
    """
    who = work.who
    known = await work.tx.people.get(who.user_id) or Person(who.user_id, who.name, who.username)
    await work.tx.people.save(replace(known, private_open=True, username=who.username))
    if not known.private_open:
        await menus.refresh(work, who.user_id)
        work.stir(look_for_teams=False)
    if place is not None and (scanned := await opening.of_link(work, place)) is not None:
        return scanned
    if work.district_or_none is None or who.member is None:
        return await _of_no_district(work)
    if who.is_only_of_bodies:
        return await _officer(work)
    if not known.private_open or number is not None:
        await going_in.catch_up(work, who.user_id, number=number)
    if number is not None and await work.tx[INCIDENTS].by_number(work.district.id, number):
        return await _case(work, number)
    role = "captain" if who.is_captain else "member" if who.may_act else "viewer"
    return answer(f"start-{role}", buttons=_first_things(work, role), name=who.name, district=work.district.name)


@action(Right.ANYBODY, "welcome.in_group")
async def in_group(work: Work) -> Answer:
    """``/start`` where everybody reads along: the way to the private chat."""
    return answer("start-in-private", buttons=((Button("button-open-private", url=work.link()),),))


async def _of_no_district(work: Work) -> Answer:
    """A stranger; or somebody of several districts, who says which one where it matters."""
    mine = await work.tx.people.districts_of(work.who.user_id)
    found = [await work.tx.districts.get(one.district_id) for one in mine]
    if not found:
        return _nowhere(work)
    names = [district.name for district in found if district]
    return answer("start-several", name=work.who.name, districts=", ".join(names))


def _nowhere(work: Work) -> Answer:
    """Who belongs to no district reads the number by which a captain, or whoever runs the program, knows them."""
    own = str(work.who.user_id)
    if work.who.is_owner:
        return answer("start-owner")
    return answer("start-outsider" if work.rules.owners else "start-nobody-owns", id=own)


async def _case(work: Work, number: int) -> Answer:
    """Everything about one case, and the next steps of the team that holds it."""
    whole = await cases_show.case(work, number=number, reply_to=None)
    incident = await work.tx[INCIDENTS].by_number(work.district.id, number)
    held = incident.of_team(work.who.team_id) if incident and work.who.team_id is not None else None
    if incident is None or held is None:
        return whole
    return replace(whole, buttons=tuple((case_button(incident, work.district, move),) for move in NEXT[held.stage]))


async def _officer(work: Work) -> Answer:
    """What they are in which body; nothing of the patrol."""
    lines = [{"word": "officer-line", **appointing.told(one)} for one in await bodies_officers.mine(work)]
    return answer("start-officer", name=work.who.name, district=work.district.name, lines=lines)


_FIRST = {
    "captain": (("button-board", "board"), ("button-who-is-on", "teams"), ("button-enrol", "enrol")),
    "member": (("button-duty", "duty"), ("button-share-live", "live"), ("button-report", "report")),
    "viewer": (("button-board", "board"), ("button-who-is-on", "teams")),
}
"""The first things to do, by role."""


def _first_things(work: Work, role: str) -> Rows:
    rows = [(Button(key, f"start:{work.district.id}.0:{what}"),) for key, what in _FIRST[role]]
    return (*rows, (work_buttons.button(work.district.id),))
