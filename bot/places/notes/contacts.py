"""Contacts of a place: masked wherever they are shown; opening them is a look of its own, written down, in private."""

import re
from dataclasses import replace

from bot.outbox.letters import Button
from bot.places import codes, edits
from bot.places.merging import merging
from bot.places.naming import heard
from bot.places.notes import standing
from bot.places.register import Contact, Place
from bot.privacy.port import PRIVACY
from bot.values import whole_names
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

LOOK = "place-contact"
"""What is written down of a look at them."""

MASK = "*"

_DOUBLE = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连"
    "澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于"
)
DOUBLE = frozenset(_DOUBLE[n : n + 2] for n in range(0, len(_DOUBLE), 2))
"""Chinese surnames of two characters."""

MOST = 10
"""So many contacts are shown at once."""


def masked(contact: Contact) -> Contact:
    """A contact as everybody may read it: the surname, and the last digits of the number."""
    return replace(contact, name=masked_name(contact.name), phone=masked_phone(contact.phone))


def masked_name(name: str) -> str:
    """The surname alone: of a Chinese name what stands first, of another its last word."""
    words = name.split()
    if not words:
        return ""
    whole = "".join(words)
    if whole_names.is_wide(whole[0]):
        surname = whole[:2] if whole[:2] in DOUBLE and len(whole) > 2 else whole[:1]
        return surname + MASK * max(1, len(whole) - len(surname))
    return f"{MASK * 3} {words[-1]}" if len(words) > 1 else words[0][:1] + MASK * 3


def masked_phone(phone: str) -> str:
    """The last four digits of a number, of a short one the last two; of what is hardly one nothing."""
    digits = re.sub(r"\D", "", phone)
    shown = 4 if len(digits) >= 8 else 2 if len(digits) >= 5 else 0
    return MASK * (len(digits) - shown) + digits[len(digits) - shown :] if digits else MASK * min(len(phone), 4)


async def may_open(work: Work, place: Place) -> int | None:
    """The live case there for which the one who speaks may open them, None: a captain. Refused for everybody else."""
    for case_id in await standing.own_cases(work):
        if place.code in await standing.led_to(work, case_id):
            return case_id
    if work.who.is_captain:
        return None
    raise Refused("place-contact-not-yours", code=place.code, name=heard.name(work, place))


@action(Right.MEMBER, "places.open_contact")
async def open_contact(work: Work, *, code: str) -> Answer:
    """The contacts of a place, whole, in private: for captains, and for who is on a live case there."""
    place, people = await opened(work, code)
    back = Button("button-place-back", f"place:{work.district.id}.0:open:{codes.packed(place.code)}")
    lines = [_line(one) for one in people[:MOST]]
    return answer("place-contacts", ((back,),), turns=True, code=place.code, name=place.name, lines=lines)


async def opened(work: Work, code: str) -> tuple[Place, list[Contact]]:
    """A place and its contacts, none masked; that somebody looked is written down. Refused for who may not."""
    if work.who.program_id is None and not heard.is_alone(work):
        raise Refused("only-in-private")
    place = await merging.leads_to(work, await edits.get(work, code))
    case_id = await may_open(work, place)
    people = [one for one in place.contacts if one.name or one.phone]
    if not people:
        raise Refused("place-contact-none", code=place.code, name=heard.name(work, place))
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, LOOK, case_id, work.now, about=place.code)
    return place, people


def _line(contact: Contact) -> dict[str, object]:
    said = {"name": contact.name, "phone": contact.phone, "role": contact.role}
    return {"word": "place-contact-line", **{name: one or {"word": "unknown"} for name, one in said.items()}}
