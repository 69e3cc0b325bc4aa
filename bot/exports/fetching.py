"""The private download of an export: a link with a secret, that opens for a day, for whoever asked for it."""

from dataclasses import replace

from bot.exports import rights
from bot.exports.port import EXPORTS, Export, State
from bot.privacy.port import PRIVACY
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work


@action(Right.HOUSE, "exports.keep_link")
async def keep_link(work: Work, *, export_id: int, secret_hash: str) -> Answer:
    """The link is about to be sent; it takes the place of one that was sent before."""
    export = await work.tx[EXPORTS].get(export_id)
    if export is None or export.state is not State.READY:
        raise Refused("download-over")
    await work.tx[EXPORTS].save(replace(export, secret_hash=secret_hash))
    return QUIET


async def of_secret(work: Work, *, secret_hash: str) -> Export:
    """The export of a link; Refused where there is none."""
    export = await work.tx[EXPORTS].by_secret(secret_hash)
    if export is None:
        raise Refused("download-unknown")
    return export


async def may_fetch(work: Work, *, export_id: int, visitor_id: int | None) -> Export:
    """The export, where *who* asked for it may have it still; *visitor_id* is who is signed in, if anybody."""
    export = await work.tx[EXPORTS].get(export_id)
    if export is None or export.state is not State.READY or export.expires_at is None or export.expires_at <= work.now:
        raise Refused("download-over")
    if visitor_id not in {None, export.user_id}:
        raise Refused("download-not-yours")
    if not rights.may_have(work.who, export):
        raise Refused("download-no-right")
    return export


@action(Right.HOUSE, "exports.fetched")
async def fetched(work: Work, *, user_id: int, export_id: int) -> Answer:
    """Whoever asked for it downloads it; that is written down."""
    about = f"export {export_id}"
    await work.tx[PRIVACY].looked(work.district.id, user_id, "download", None, work.now, about)
    return QUIET
