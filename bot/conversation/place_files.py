"""A file of places, or a checklist, sent in private: a captain's is looked at, anybody else's is a paper of a case."""

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from bot.conversation import listening
from bot.evidence.pieces import EvidenceKind
from bot.places.importing import actions
from bot.places.importing import told as importing_told
from bot.places.importing.port import IMPORTS, PAPER, State
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

PAPERS = frozenset({".xlsx", ".txt", ".json"})
"""How the names of files end that may be a paper of a case as well."""


@action(Right.ANYBODY, "places.file_sent")
async def sent(work: Work, *, name: str, piece: dict[str, Any], about: str = actions.PLACES) -> Answer:
    """*piece* is what it is as a paper, *about* what it holds as a file."""
    if not (work.who.is_captain and work.who.in_private):
        return await listening.piece(work, **piece)
    may_be = about == actions.PLACES and PurePath(name).suffix.lower() in PAPERS
    paper = {**piece, "message_id": work.who.message_id} if may_be else None
    return await actions.sent(work, file_id=piece["file_id"], name=name, about=about, paper=paper)


@action(Right.ANYBODY, "places.file_as_paper")
async def as_paper(work: Work, *, import_id: int) -> Answer:
    """It was looked at, and no places stand in it: it goes where it would have gone from anybody else."""
    one = await work.tx[IMPORTS].get(import_id)
    if one is None or one.state is not State.WAITING or PAPER not in one.wishes:
        return QUIET
    piece = {name: value for name, value in one.wishes[PAPER].items() if name != "message_id"}
    await work.tx[IMPORTS].save(replace(one, state=State.OVER, wishes=one.asked))
    told = await listening.piece(work, **{**piece, "kind": EvidenceKind(piece["kind"])})
    await importing_told.page(work, one, "places-file-paper", {"named": one.file_name})
    if told.key:
        await importing_told.post(work, one, key=told.key, facts=told.facts, buttons=told.buttons)
    return QUIET
