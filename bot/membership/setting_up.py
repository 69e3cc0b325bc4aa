"""The list of ``/setup``: one message of the group, which follows what is done until nothing is left to do."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.membership import homeland
from bot.outbox import topics as outbox_topics
from bot.outbox.letters import Button, Letter, LetterKind, Priority, Rows
from bot.register.people import Member, RoleName
from bot.register.teams import Team
from bot.trials import offer
from bot.trials import told as trials_told
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.standing import Standing
from bot.work.work import Work

SETTING = homeland.LIST
"""Also what its message is called."""

EVERY = timedelta(seconds=15)
"""The message is edited at most this often: each edit is a call of the group."""

LASTS = timedelta(hours=24)
"""So long after ``/setup`` it follows; then it stays as it is."""

Line = dict[str, Any]


async def begin(work: Work, checks: Mapping[str, Any]) -> None:
    """Say the list in a new message, which follows from now on; the one before is emptied.

    *checks* is what the bot saw of itself: ``admin``, ``can_pin``, ``privacy``, ``forum``, ``topics`` (booleans).
    """
    before = await work.tx.outbox.standing(work.district.id, SETTING, chat_id=work.district.chat_id)
    if before is not None:
        gone = _letter(work, "setup-below", {"edits": before.message_id}, (), f"setup-before:{work.district.id}")
        await work.post(gone)
    said = await _written(work, checks)
    await _keep(work, {"checks": dict(checks), "at": work.now.isoformat(), "seen": _hash(said)})
    first = _letter(work, "setup-done", said, await _buttons(work, said), f"setup:{work.district.id}")
    await work.post(replace(first, priority=Priority.ANSWER, thread=work.who.thread, silent=False))


@action(Right.CAPTAIN, "setting_up.look")
async def look(work: Work, *, checks: Mapping[str, Any]) -> Answer:
    """A captain wants the bot to look at itself once more."""
    kept = work.district.settings.get(SETTING)
    if kept is None:
        await begin(work, checks)
    else:
        await _keep(work, {**kept, "checks": dict(checks)})
        work.stir(look_for_teams=False)
    return QUIET


async def stands(work: Work, standing: Standing) -> None:
    """Telegram says where the bot stands in the group now; whether it may pin it is seen at the next look."""
    kept = work.district.settings.get(SETTING)
    if kept is None or standing is Standing.GONE:
        return
    is_admin = standing is Standing.WELL
    checks = {**kept["checks"], "admin": is_admin, "can_pin": is_admin and kept["checks"].get("can_pin", False)}
    await _keep(work, {**kept, "checks": checks})
    work.stir(look_for_teams=False)


async def follow(work: Work) -> None:
    """At the end of a work that changed something about people or teams: the message says how it stands now."""
    if work.district_or_none is None or not work.stirred or not (kept := work.district.settings.get(SETTING)):
        return
    if work.now - datetime.fromisoformat(kept["at"]) > LASTS:
        await _keep(work, None)
        return
    said = await _written(work, kept["checks"])
    if (seen := _hash(said)) == kept["seen"]:
        return
    await _keep(work, {**kept, "seen": seen})
    letter = _letter(work, "setup-done", said, await _buttons(work, said), f"setup:{work.district.id}")
    message = await work.tx.outbox.standing(work.district.id, SETTING, chat_id=work.district.chat_id)
    if message is not None:
        waits = None if work.who.channel == "button" else max(work.now, message.posted_at) + EVERY
        letter = replace(letter, facts={**said, "edits": message.message_id}, not_before=waits)
    await work.post(letter)


async def _keep(work: Work, kept: Mapping[str, Any] | None) -> None:
    settings = {name: value for name, value in work.district.settings.items() if name != SETTING}
    district = replace(work.district, settings=settings | ({SETTING: dict(kept)} if kept else {}))
    await work.tx.districts.save(district)
    work.district_or_none = district


def _hash(said: Mapping[str, Any]) -> str:
    told = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _letter(work: Work, key: str, facts: Mapping[str, Any], buttons: Rows, collapse: str) -> Letter:
    return Letter(
        district_id=work.district.id,
        chat_id=work.district.chat_id,
        kind=LetterKind.NOTE,
        priority=Priority.EDIT,
        created_at=work.now,
        key=key,
        facts=dict(facts),
        buttons=buttons,
        language=work.district.language,
        collapse=collapse,
        purpose=SETTING,
        silent=True,
    )


# --- what it says


async def _written(work: Work, checks: Mapping[str, Any]) -> dict[str, Any]:
    """What the bot can see and do, what is still missing, each with the one thing to press or send."""
    muster = await mustering.of(work)
    teams, members = [s.team for s in muster.standings.values()], list(muster.members.values())
    trial = await offer.line(work)
    return {
        "district": work.district.name,
        "people": len(members),
        "lines": [
            *_of_itself(work, checks),
            *homeland.lines(work.district),
            *_of_teams([t.name for t in teams], [t.name for t in teams if t.base is None]),
            *_of_members(members),
            trial,
        ],
        "next": _next(teams, members, trial),
    }


def _next(teams: list[Team], members: list[Member], trial: Line) -> Line:
    """What is done first of all that is missing; a trial that runs is played to its end."""
    if trial["word"] == offer.RUNS:
        return {**trial, "word": "setup-next-trial-runs"}
    if not teams:
        return {"word": "setup-next-teams"}
    if all(team.base is None for team in teams):
        return {"word": "setup-next-base", "team": teams[0].name}
    if offer.may_begin(trial) and len(members) >= trials_told.FEW:
        return {"word": "setup-next-trial"}
    return trials_told.after(len(members))


def _of_itself(work: Work, checks: Mapping[str, Any]) -> list[Line]:
    lines: list[Line] = [
        {"word": "check-pin-yes" if checks.get("can_pin") else "check-pin-no"},
        {"word": "check-sees-all" if checks.get("admin") or not checks.get("privacy") else "check-privacy"},
    ]
    if not checks.get("forum"):
        return lines
    count = len(outbox_topics.kept(work.district))
    lines.append({"word": "check-forum-set", "count": count} if count else {"word": "check-forum"})
    return lines if checks.get("topics") else [*lines, {"word": "check-forum-closed"}]


def _of_teams(names: list[str], without_base: list[str]) -> list[Line]:
    line: Line = {"word": "check-teams", "count": len(names)} if names else {"word": "check-no-teams"}
    return [line, *([{"word": "check-no-base", "teams": ", ".join(without_base[:10])}] if without_base else [])]


def _of_members(members: list[Member]) -> list[Line]:
    """Whether anybody is there beside captains, and who opened no private chat."""
    others = [m for m in members if not any(r.role is RoleName.CAPTAIN for r in m.roles)]
    line: Line = {"word": "check-members", "count": len(others)} if others else {"word": "check-no-members"}
    return [line, *_of_private_chats(members)]


def _of_private_chats(members: list[Member]) -> list[Line]:
    closed = [m.name for m in members if not m.private_open]
    return [{"word": "check-no-private", "count": len(closed), "names": ", ".join(closed[:15])}] if closed else []


async def _buttons(work: Work, said: Mapping[str, Any]) -> Rows:
    """What answers an open question with one tap, and the way into the private chat."""
    open_ = {line["word"] for line in said["lines"]}
    rows: list[tuple[Button, ...]] = [*homeland.buttons(work.district)]
    if open_ & {"check-pin-no", "check-privacy", "check-forum-closed"}:
        rows.append((Button("button-setup-again", f"setup:{work.district.id}.0:again"),))
    rows += offer.buttons(work, said["lines"][-1])
    return (*rows, (Button("button-open-private", url=work.link()),))
