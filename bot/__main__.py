"""The command line: settings in, a running house, and what operators need beside it. Nothing imports it."""

import asyncio
import contextlib
import logging
import os
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import InvalidToken, TelegramError

from bot.app import assembly, handbook_cli
from bot.app import drill as app_drill
from bot.app.console import EX_CONFIG, Told, chosen_settings, progress, run, say, words
from bot.app.settings import Settings
from bot.handbook import file as handbook_file
from bot.imports import district_file
from bot.imports.differences import Differences
from bot.roster import importing
from bot.roster import table as roster_table
from bot.values import crash_points
from handlers.process import logs
from handlers.process.clock import SystemClock
from handlers.telegram.transport import api
from storage import copies
from storage.alone import alone_in
from storage.audit import audit_of, line_of_head, whole_chains
from storage.engine import sqlite_file
from storage.migrate import to_newest
from storage.store import SqlStore

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)
audit = typer.Typer(no_args_is_help=True, help="Is the history whole?")
app.add_typer(audit, name="audit")
app.add_typer(handbook_cli.app, name="handbook")


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Run the bot; without a token, the drill ground."""
    if context.invoked_subcommand is not None:
        return
    chosen = chosen_settings()
    language = chosen.patrol_language
    if chosen.is_forgotten_token:
        say(language, "forgotten-token", problem=True)
        raise Told(EX_CONFIG)
    if chosen.telegram_bot_token is None:
        logs.set_up(chosen.secrets)
        run(app_drill.open_until_stopped(chosen, words), language)
        return
    logs.set_up(chosen.secrets)
    run(_serve(chosen), language)


async def _serve(chosen: Settings) -> None:
    """Run until told to stop; with SQLite only one program at a time may hold the data folder."""
    with alone_in(chosen.patrol_data_dir) if sqlite_file(chosen.database) else contextlib.nullcontext():
        await _serve_alone(chosen)


async def _serve_alone(chosen: Settings) -> None:
    assert chosen.telegram_bot_token is not None  # noqa: S101  # asked by run
    built = await assembly.build(
        chosen.telegram_bot_token.get_secret_value(),
        api_url=chosen.telegram_api_url,
        database_url=chosen.database,
        rules=chosen.rules(),
        clock=SystemClock(),
        web=chosen.web(),
        heartbeat_url=chosen.patrol_heartbeat_url,
        data_dir=chosen.patrol_data_dir,
    )
    async with assembly.running(built):
        say(chosen.patrol_language, "started", name=built.application.bot.username)
        await asyncio.Event().wait()


@app.command()
def check() -> None:
    """Check settings, database and token, and say what is wrong."""
    chosen = chosen_settings()
    say(chosen.patrol_language, "check-settings-ok")
    run(_check(chosen), chosen.patrol_language)


async def _check(chosen: Settings) -> None:
    language = chosen.patrol_language
    store = await SqlStore.open(chosen.database)
    async with store.look() as tx:
        say(language, "check-database-ok", count=len(await tx.districts.all()))
    await store.close()
    if chosen.telegram_bot_token is None:
        say(language, "check-token-none")
        return
    token = chosen.telegram_bot_token.get_secret_value()
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


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="a district or a handbook in YAML, or a roster in YAML or XLSX")],
    *,
    prune: Annotated[bool, typer.Option(help="remove what the file does not name")] = False,
    district: Annotated[int, typer.Option(help="chat id of the district, for a file that names none")] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="bring a handbook in without asking")] = False,
) -> None:
    """Bring a district, a roster or a handbook in from a file; shows what changes."""
    chosen = chosen_settings()
    if handbook_file.is_handbook(file):
        handbook_cli.import_(chosen, file, district, prune=prune, is_sure=yes)
        return
    run(_import(chosen, file, district, prune=prune), chosen.patrol_language)


async def _import(chosen: Settings, file: Path, chat_id: int, *, prune: bool) -> None:
    language, now, told = chosen.patrol_language, SystemClock().now(), Differences()
    whole = None if roster_table.is_roster(file) else district_file.read(file, chosen.rules())
    roster = roster_table.read(file) if whole is None else None
    store = await SqlStore.open(chosen.database)
    try:
        async with store.begin() as tx:
            if whole is not None:
                told = await district_file.bring_in(tx, whole, chosen.rules(), now, prune=prune)
            elif roster is not None:
                whose = await importing.meant(tx, roster.chat_id or chat_id)
                await importing.bring_in(tx, whose, roster, now, told.add, prune=prune)
    finally:
        await store.close()
    for key, facts in told.lines:
        say(language, key, **facts)
    say(language, "import-done" if told.lines else "import-nothing", count=len(told.lines))


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    chosen = chosen_settings()
    run(_migrate(chosen), chosen.patrol_language)


async def _migrate(chosen: Settings) -> None:
    store = await SqlStore.open(chosen.database)
    async with store.look() as tx:
        say(chosen.patrol_language, "check-database-ok", count=len(await tx.districts.all()))
    await store.close()


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="where the copy is to lie")]) -> None:
    """Copy the database, also while the bot runs; the copy is checked before it counts."""
    chosen = chosen_settings()
    run(_backup(chosen, file), chosen.patrol_language)


async def _backup(chosen: Settings, file: Path) -> None:
    language = chosen.patrol_language
    source = _database_file(chosen)
    with progress(language, "copy-progress") as told:
        await asyncio.to_thread(copies.copy, source, file, told)
    found = await whole_chains(file)
    size = f"{copies.size(file) / 2**20:.1f}"
    say(language, "copy-made", file=str(file), lines=sum(chain.lines for chain in found), megabytes=size)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="a copy made by backup")]) -> None:
    """Put a copy in the place of the database; the present one is kept beside it. The bot must not run."""
    chosen = chosen_settings()
    run(_restore(chosen, file), chosen.patrol_language)


async def _restore(chosen: Settings, file: Path) -> None:
    language = chosen.patrol_language
    target = _database_file(chosen)
    with alone_in(chosen.patrol_data_dir):
        await asyncio.to_thread(copies.check, file)
        found = await whole_chains(file)
        with progress(language, "copy-progress") as told:
            done = await asyncio.to_thread(copies.put_back, file, target, SystemClock().now(), told)
        await to_newest(chosen.database)
    say(language, "copy-put-back", file=str(file), lines=sum(chain.lines for chain in found))
    say(language, "copy-set-aside", count=done.set_aside)
    if done.before is not None:
        say(language, "copy-before", file=str(done.before))


def _database_file(chosen: Settings) -> Path:
    file = sqlite_file(chosen.database)
    if file is None:
        raise copies.NotAFile
    return file


@audit.command("verify")
def audit_verify(
    head: Annotated[str, typer.Argument(help="the head of the history that a morning report told")] = "",
) -> None:
    """Read every district's history from beginning to end, and name the first line that does not fit."""
    chosen = chosen_settings()
    run(_audit(chosen, head), chosen.patrol_language)


async def _audit(chosen: Settings, head: str) -> None:
    language = chosen.patrol_language
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
        say(chosen.patrol_language, "audit-head-gone", problem=True, head=head)
        return False
    at = f"{found.at:%Y-%m-%d %H:%M:%S}" if found.at else "-"
    say(chosen.patrol_language, "audit-head", head=head, name=found.name, line=found.id, at=at, since=found.since)
    return True


@app.command()
def drill(
    scenario: Annotated[Path, typer.Argument(help="a written scenario in YAML")],
    speed: Annotated[float, typer.Option(help="how many times as fast", min=0.1, max=200)] = 20.0,
) -> None:
    """Play a written scenario, with a table of every case at the end."""
    chosen = chosen_settings()
    logs.set_up(chosen.secrets, level=logging.ERROR)
    run(app_drill.play(chosen, words, scenario, speed), chosen.patrol_language)


def main() -> None:
    """The command ``patrolbot``."""
    try:
        crash_points.arm(os.environ.get("PATROL_CRASH_AT", ""))
    except crash_points.UnknownPoint as unknown:
        typer.echo(str(unknown), err=True)
        raise Told(EX_CONFIG) from None
    app()


if __name__ == "__main__":
    main()
