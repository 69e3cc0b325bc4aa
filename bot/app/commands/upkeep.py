"""Settings, schema and history looked after on the command line: checked, brought up to date, read from end to end."""

from telegram.error import InvalidToken, TelegramError

from bot.app.console import EX_CONFIG, Told, progress, say
from bot.app.settings import Settings
from handlers.telegram.transport import api
from storage import migrate as migrate_
from storage import standing
from storage.audit import audit_of, line_of_head
from storage.migrate import to_newest


async def check(chosen: Settings) -> None:
    """Say whether settings, database and token are well, and what is wrong; changes nothing."""
    language = chosen.spoken
    found = await standing.of(chosen.database)
    if found.schema is None:
        say(language, "check-database-none", folder=str(chosen.patrol_data_dir))
    else:
        say(language, "check-database-ok", count=found.districts)
    for chat_id, name in found.named:
        say(language, "check-district", chat_id=str(chat_id), name=name)
    if found.is_older:
        if copy := migrate_.copy_before(chosen.database):
            say(language, "check-database-older", schema=found.schema, file=str(copy))
        else:
            say(language, "check-server-older", schema=found.schema)
    if chosen.is_forgotten_token:
        say(language, "forgotten-token", problem=True)
        raise Told(EX_CONFIG)
    if chosen.telegram_bot_token is None:
        say(language, "check-token-none")
        return
    await _check_token(chosen, chosen.telegram_bot_token.get_secret_value())


async def _check_token(chosen: Settings, token: str) -> None:
    language = chosen.spoken
    application = api.build_application(token, chosen.telegram_api_url)
    try:
        await application.bot.initialize()
        say(language, "check-token-ok", name=application.bot.username)
        await application.bot.shutdown()
    except InvalidToken:
        raise
    except TelegramError as trouble:
        say(language, "check-api-unreachable", problem=True, error=type(trouble).__name__)
        raise Told(1) from None


async def migrate(chosen: Settings) -> None:
    """Bring the database's schema up to date, with a line of progress."""
    language = chosen.spoken
    with progress(language, "migrate-progress") as told:
        await to_newest(chosen.database, told)
    say(language, "check-database-ok", count=(await standing.of(chosen.database)).districts)


async def audit(chosen: Settings, head: str) -> None:
    """Say of each district whether its history fits from end to end, and which line has *head*; Told(1) where not."""
    language = chosen.spoken
    found = await audit_of(chosen.database)
    for chain in found:
        if chain.bad is None:
            say(language, "audit-whole", name=chain.name, lines=chain.lines, erased=chain.erased, head=chain.head[:16])
        else:
            at = f"{chain.bad.at:%Y-%m-%d %H:%M:%S}"
            number = chain.bad.number or "–"
            say(language, "audit-broken", problem=True, name=chain.name, line=chain.bad.id, number=number, at=at)
    if not found:
        say(language, "audit-none")
    is_there = not head or await _say_line_of(chosen, head)
    if any(chain.bad for chain in found) or not is_there:
        raise Told(1)


async def _say_line_of(chosen: Settings, head: str) -> bool:
    """Which line has *head*; False where none has it any more."""
    found = await line_of_head(chosen.database, head)
    if found is None:
        say(chosen.spoken, "audit-head-gone", problem=True, head=head)
        return False
    at = f"{found.at:%Y-%m-%d %H:%M:%S}" if found.at else "-"
    say(chosen.spoken, "audit-head", head=head, name=found.name, line=found.id, at=at, since=found.since)
    return True
