"""Who belongs here: set-up, enrolling, private chats, help; the teams and who is in them."""

import re
from dataclasses import replace

from bot.conversation import commands, welcome
from bot.insight import team_list
from bot.membership import enrolment, homeland, setting_up, team_commands
from bot.membership.officers import enrolling, links
from bot.menus import help as menus_help
from bot.places.labels import leading
from bot.register.people import OF_BODIES, RoleName
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, wants, whole
from handlers.telegram.transport import api

FEATURE = Feature("membership")

_CASE_LINK = re.compile(r"case_(?P<number>[0-9]{1,9})_(?P<district>[0-9]{1,9})")


@FEATURE.command("start", For.EVERYBODY, where=Where.PRIVATE)
async def start(said: Said) -> Wants:
    """Link the private chat; a link may name a case to open there, as in ``case_42_1``, or a place."""
    if said.speaker.chat_id != said.speaker.user_id:
        return wants(welcome.in_group)
    if said.text.startswith(links.BEGIN):
        return wants(links.opened, secret=said.text.removeprefix(links.BEGIN))
    if (code := leading.code_of(said.text)) is not None:
        return Wants(welcome.start, {"place": code}, district_id=leading.district_of(said.text))
    named = _CASE_LINK.fullmatch(said.text)
    if named is None:
        return wants(welcome.start)
    return Wants(welcome.start, {"number": int(named["number"])}, district_id=int(named["district"]))


@FEATURE.button("start")
async def first_thing(said: Said, move: str, choice: str) -> Wants:
    """The first things to do, under the welcome."""
    if move in {"live", "enrol"}:
        return wants(commands.say, key=f"start-{move}-how")
    if move not in {"duty", "report", "board", "teams"}:
        raise Refused("stale-button")
    return await said.register.commands[move].meaning(replace(said, number=None))


@FEATURE.command("help", For.EVERYBODY)
async def help_(said: Said) -> Wants:
    """What each may use."""
    return wants(menus_help.help_for, commands=said.register.offers())


@FEATURE.button("help")
async def help_turned(said: Said, move: str, choice: str) -> Wants:
    """A heading of the list, or all of them; *move* says in which kind of chat it was asked for."""
    if move not in {Where.GROUP, Where.PRIVATE}:
        raise Refused("stale-button")
    return wants(menus_help.help_for, commands=said.register.offers(), topic=choice, where=move)


@FEATURE.command("setup", For.CAPTAINS, "[COUNTRY]", where=Where.GROUP, topic=Topic.PEOPLE)
async def setup(said: Said) -> Wants:
    """Make this group a district, or check it again; with words: its country, time zone, or what people dial there."""
    if said.words.strip():
        return wants(homeland.tell, text=said.words)
    bot, chat_id = said.bot, said.speaker.chat_id
    if bot is None or said.speaker.chat_id == said.speaker.user_id:
        return wants(enrolment.setup, title="", checks={})
    title, checks = await api.own_standing(bot, chat_id)
    return wants(enrolment.setup, title=title, checks=checks)


@FEATURE.button("setup")
async def setup_pressed(said: Said, move: str, choice: str) -> Wants:
    """The country or the time zone that was chosen; or the bot is to look at itself once more."""
    if move == "again" and said.bot is not None:
        _, checks = await api.own_standing(said.bot, said.speaker.chat_id)
        return wants(setting_up.look, checks=checks)
    if move not in {"country", "zone"}:
        raise Refused("stale-button")
    return wants(homeland.tell, text=choice)


@FEATURE.command(
    "enrol",
    For.CAPTAINS,
    "[captain|member|auxiliary|officer|approver|mediator|viewer] [2h]",
    topic=Topic.PEOPLE,
)
async def enrol(said: Said) -> Wants:
    """Register the person replied to; officers and approvers also by name, or by a link that they open."""
    words = said.words.split()
    if words and words[0].lower() in OF_BODIES:
        return _of_body(said, RoleName(words[0].lower()))
    words = said.text.split()
    role = words[0].lower() if words and not words[0][0].isdigit() else ""
    duration = words[-1] if words and words[-1][0].isdigit() else ""
    who = said.reply_user
    return wants(
        enrolment.enrol,
        user_id=who.user_id if who else None,
        name=who.name if who else "",
        username=who.username if who else None,
        role=role,
        duration=duration,
        is_bot=bool(who and who.is_bot),
    )


def _of_body(said: Said, role: RoleName) -> Wants:
    who = said.reply_user
    return wants(
        enrolling.enrol,
        role=str(role),
        words=said.words.partition(" ")[2],
        user_id=who.user_id if who else None,
        name=who.name if who else "",
        username=who.username if who else None,
        is_bot=bool(who and who.is_bot),
    )


@FEATURE.command("dismiss", For.CAPTAINS, "[NAME]", topic=Topic.PEOPLE)
async def dismiss(said: Said) -> Wants:
    """End the membership of the person replied to; NAME: an officer or approver, who is not in the group."""
    if said.reply_user is None and said.words.strip():
        return wants(enrolling.dismiss, named=said.words)
    return wants(enrolment.dismiss, user_id=said.reply_user.user_id if said.reply_user else None)


@FEATURE.button("person")
async def person_pressed(said: Said, move: str, choice: str) -> Wants:
    """The confirming tap of ``/enrol viewer`` for somebody who holds a case."""
    if move != "looks":
        raise Refused("stale-button")
    return wants(
        enrolment.enrol,
        user_id=said.number,
        name="",
        username=None,
        role="viewer",
        duration="",
        is_bot=False,
        sure=True,
    )


@FEATURE.command("teams", For.REGISTERED)
async def teams(said: Said) -> Wants:
    """Teams with state, members on duty and age of position."""
    return wants(team_list.teams)


@FEATURE.button("teams")
async def teams_turned(said: Said, move: str, choice: str) -> Wants:
    """Another page of the teams, or the same once more."""
    return wants(team_list.teams, page=whole(choice))


@FEATURE.command("team", For.CAPTAINS, "new|rename|base|add|remove|handles …", topic=Topic.PEOPLE)
async def team(said: Said) -> Wants:
    """Make and change teams."""
    what, _, rest = said.text.partition(" ")
    user_id = said.reply_user.user_id if said.reply_user else None
    words = rest.split()
    match what:
        case "new":
            return wants(team_commands.team_new, name=rest.strip())
        case "rename" if len(words) >= 2:
            return wants(team_commands.team_rename, words=rest.strip())
        case "base" if words:
            return wants(team_commands.team_base, name=rest.strip())
        case "add" if words:
            return wants(team_commands.team_add, name=rest.strip(), user_id=user_id)
        case "remove":
            return wants(team_commands.team_remove, user_id=user_id)
        case "handles" if words:
            return wants(team_commands.team_handles, words=rest.strip())
    raise Refused("team-how")


@FEATURE.button("team")
async def team_pressed(said: Said, move: str, choice: str) -> Wants:
    """The team that a person just enrolled joins; the confirming taps of a change of teams."""
    return wants(team_commands.team_add, team_id=whole(choice), user_id=said.number, sure=move == "join_sure")
