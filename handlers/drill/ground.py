"""The ground of a drill: the people and the group of a district file, ready to be played."""

from bot.imports.district_file import DistrictFile
from bot.values.clock import Clock
from handlers.drill.botapi.telegram import DrillTelegram

TOKEN = "1000000001:drill-ground"  # noqa: S105  # opens nothing but the loopback server


def furnish(clock: Clock, file: DistrictFile) -> DrillTelegram:
    """A pretended Telegram with everybody of *file*, their group, and a stranger; all have opened private chats.

    Officers of bodies are no members of the group.
    """
    world = DrillTelegram(clock, TOKEN)
    for person in file.people:
        world.add_person(person.user_id, person.name, f"p{person.user_id}", started=True)
    others = {one.user_id: one.name for one in file.officers if one.user_id not in world.people}
    for user_id, name in others.items():
        world.add_person(user_id, name, f"p{user_id}", started=True)
    world.add_person(9999, "路人" if file.language == "zh" else "Passer-by", "passer_by")
    members = [p.user_id for p in file.people]
    world.add_group(file.chat_id, file.name, [*members[1:], 9999], creator=members[0] if members else None)
    return world
