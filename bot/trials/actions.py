"""Beginning a trial, playing its parts, and its end; nothing of it reaches anybody else."""

from typing import Any

from bot.cases import cards, changes, kinds, perform
from bot.cases.case import CLOCK
from bot.cases.rulebook import Facts
from bot.outbox.letters import Button, Letter
from bot.register.people import Member, RoleName
from bot.trials import offer, table, told
from bot.trials.table import MOVES, TRIALS, State, Trial
from bot.values import plain_words
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.history import Part, Record
from bot.work.schedule import Occasion
from bot.work.work import Work


@action(Right.CAPTAIN, "trials.begin")
async def begin(work: Work) -> Answer:
    """Begin one, which needs a private chat; who plays one already gets its step once more."""
    me = work.who.member
    if me is None:
        raise Refused("captains-only-command")
    running = await work.tx[TRIALS].live(work.district.id)
    if running and running[0].reporter_id != me.user_id:
        raise Refused("trial-runs", **await offer.of(work, running[0]))
    if not me.private_open:
        opens = Button("button-open-private", url=work.link())
        return answer("trial-wants-private", ((opens,),), name=me.name)
    if running:
        await told.step(work, running[0], me)
        return answer("trial-in-private")
    team = table.missing((await mustering.of(work)).standings.values())
    if isinstance(team, str):
        raise Refused(f"trial-first-{team}", team=await offer.baseless(work))
    trial = await _new(work, me, team.id)
    await cards.post(work, trial, silent=True)
    await told.step(work, trial, me)
    work.stir(look_for_teams=False)
    return QUIET if work.who.in_private else answer("trial-in-private")


async def _new(work: Work, me: Member, team_id: int) -> Trial:
    trial = await work.tx[TRIALS].add(
        Trial(
            work.district.id,
            table.KIND,
            await work.tx.districts.next_number(work.district.id),
            State.DISPATCHED,
            work.now,
            drill=True,
            reporter_id=me.user_id,
            team_id=team_id,
        )
    )
    record = Record(MOVES.first, "", trial.state, work.now, me.user_id, Part.REPORTER, work.who.channel)
    await work.tx.history.add(work.district.id, trial.id, record, work.now)
    changes.note(work, trial)
    return trial


@action(Right.CAPTAIN, "trials.move")
async def move(work: Work, *, name: str, number: int) -> Answer:
    """Press the one button there is. Nobody but who began it plays it."""
    trial = await work.tx[TRIALS].by_number(work.district.id, number)
    if trial is None or name not in MOVES:
        raise Refused("stale-button")
    return await _play(work, trial, name)


async def _play(work: Work, trial: Trial, name: str) -> Answer:
    if trial.reporter_id != work.who.user_id:
        raise Refused("trial-of-another", **await offer.of(work, trial))
    if trial.next_move != name:
        raise Refused("trial-elsewhere" if trial.is_live else "trial-is-over", **await offer.of(work, trial))
    await _make(work, trial, name)
    return QUIET


async def request(work: Work, *, number: int | None = None, **_: Any) -> Answer:
    """A move asked for by a command: it has none."""
    raise Refused(f"is-of-{table.KIND}", number=number or 0)


async def replied(work: Work, reply_to: int | None, text: str = "") -> Answer | None:
    """What was sent in reply to a message of a trial: its next move in words makes it, and all else stays in it too.

    None: it is no reply to one. Talk under its card in the group is left alone.
    """
    stands = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    trial = await work.tx[TRIALS].get(stands.case_id) if stands is not None and stands.case_id is not None else None
    if trial is None:
        return None
    said = plain_words.read(text) if text else None
    is_mine = work.who.is_captain and trial.reporter_id == work.who.user_id
    if said is not None and is_mine and trial.next_move == said[0]:
        return await _play(work, trial, said[0])
    return answer(f"is-of-{table.KIND}", number=trial.number) if work.who.in_private else QUIET


# --- its end


async def _make(work: Work, trial: Trial, name: str, **given: Any) -> None:
    """The move; and how the newest one ended is kept for the list of ``/setup``."""
    actor = await kinds.actor(work, trial) if name != "stop" else CLOCK
    after = await perform.perform(work, trial, name, actor=actor, facts=Facts(given=given))
    if not after.is_live:
        await offer.keep(work, after)
        work.stir(look_for_teams=False)


async def ran_out(work: Work, trial: Trial, occasion: Occasion) -> None:
    """Its time is over, wherever it stands."""
    await _make(work, trial, "stop", reason=table.TIME)


async def without_captain(work: Work) -> None:
    """At the end of a work that changed something about people: who plays one may be no captain any more."""
    if work.district_or_none is None or not work.stirred:
        return
    for trial in await work.tx[TRIALS].live(work.district.id):
        member = (await mustering.of(work)).members.get(trial.reporter_id or 0)
        if member is None or member.left_at is not None or not member.has(RoleName.CAPTAIN, work.now):
            await _make(work, trial, "stop", reason=table.LEFT)


async def in_group(work: Work, letter: Letter, member: Member) -> None:
    """Nothing reaches them in private: it is over, and the group is told where it would be, in one line."""
    trial = await work.tx[TRIALS].get(letter.case_id or 0)
    if trial is None or not trial.is_live:
        return
    await _make(work, trial, "stop", reason=table.UNREACHABLE)
    opens = Button("button-open-private", url=work.link())
    await telling.tell_group(work, "trial-wants-private", buttons=((opens,),), name=member.name)
