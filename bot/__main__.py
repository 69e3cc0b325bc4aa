"""The command line: settings in, a running house, and what operators need beside it. Nothing imports it.

Each command imports what it works with when it is called: help is there at once, and a check does not load the house.
"""

from __future__ import annotations

import logging
import os
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from bot.app.console import EX_CONFIG, Told, chosen_settings, close_to_others, run, say, words
from bot.values import crash_points
from bot.values.files import ours

HELP = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, context_settings=HELP)
audit = typer.Typer(no_args_is_help=True, help="Is the history whole?")
app.add_typer(audit, name="audit")
handbook = typer.Typer(no_args_is_help=True, help="The handbook as a file: check it, write it.")
app.add_typer(handbook, name="handbook")


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"patrolbot {metadata.version('patrolbot')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    *,
    _asked: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda asked: _version(asked=asked), is_eager=True, help="which one this is"
        ),
    ] = False,
    opens: Annotated[bool, typer.Option("--open", help="open the first page in the browser")] = False,
) -> None:
    """Run the bot; without a token, the drill ground."""
    if context.invoked_subcommand is not None:
        from storage import giving_way

        giving_way.stand_beside()
        return
    from handlers.process import logs

    chosen = chosen_settings()
    language = chosen.spoken
    if chosen.is_forgotten_token:
        say(language, "forgotten-token", problem=True)
        raise Told(EX_CONFIG)
    close_to_others(chosen)
    if chosen.telegram_bot_token is None:
        from bot.app.drill import opening

        logs.set_up(chosen.secrets)
        run(opening.open_until_stopped(chosen, words, opens=opens), language)
        return
    from bot.app import serving

    logs.set_up(chosen.secrets)
    run(serving.serve(chosen, opens=opens), language)


@app.command("help")
def help_(
    context: typer.Context, of: Annotated[list[str] | None, typer.Argument(help="a command", metavar="COMMAND")] = None
) -> None:
    """What there is; with the name of a command: how it is used."""
    about = context.parent
    assert about is not None  # noqa: S101  # each command has the program above it
    for name in of or ():
        found = getattr(about.command, "commands", {}).get(name)
        if found is None:
            raise typer.BadParameter(name)
        about = type(about)(found, info_name=name, parent=about)
    typer.echo(about.get_help())


@app.command()
def init() -> None:
    """Ask for what is needed to run a bot, find its owner, and write .env."""
    from bot.app.commands import init as asking

    asking.init(chosen_settings())


@app.command()
def check() -> None:
    """Check settings, database and token, and say what is wrong."""
    chosen = chosen_settings()
    say(chosen.spoken, "check-settings-ok")
    from bot.app.commands import upkeep

    run(upkeep.check(chosen), chosen.spoken)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="a district or handbook in YAML, a roster, places, a checklist in XLSX, CSV …")
    ],
    *,
    prune: Annotated[bool, typer.Option(help="remove what the file does not name")] = False,
    district: Annotated[int, typer.Option(help="chat id of the district, for a file that names none")] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="bring it in without asking")] = False,
    coordinates: Annotated[str, typer.Option(help="places: wgs84, gcj02 or bd09, where no column says")] = "wgs84",
    swapped: Annotated[bool, typer.Option("--swapped", help="places: exchange what is the wrong way round")] = False,
    duplicates: Annotated[str, typer.Option(help="places that may be there already: leave, new, same")] = "leave",
) -> None:
    """Bring a district, a roster, a handbook, a checklist or places in from a file; shows what changes."""
    from bot.app.commands import imports
    from bot.handbook import file as handbook_file
    from bot.places.files import rows as place_rows

    chosen = chosen_settings()
    if handbook_file.is_handbook(file):
        from bot.app.commands import handbook as handbook_commands

        handbook_commands.import_(chosen, file, district, prune=prune, is_sure=yes)
        return
    if place_rows.is_places(file):
        from bot.app.places import cli as places

        places.import_(places.Wanted(chosen, file, district, yes, prune, duplicates, coordinates, swapped))
        return
    imports.import_(chosen, file, district, prune=prune, is_sure=yes)


@app.command("export")
def export_(
    file: Annotated[Path, typer.Argument(help="to be written: .csv, .xlsx, .geojson or .yaml")],
    *,
    district: Annotated[int, typer.Option(help="chat id of the district, where there are several")] = 0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="also where the file is there already")] = False,
) -> None:
    """Write a district's register of places to a file; brought in again it changes nothing."""
    from bot.app.places import cli as places

    places.export(chosen_settings(), file, district, overwrite=overwrite)


@app.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    chosen = chosen_settings()
    from bot.app.commands import upkeep

    run(upkeep.migrate(chosen), chosen.spoken, stopped="migrate-stopped")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="where the copy is to lie")],
    *,
    overwrite: Annotated[bool, typer.Option(help="write over a file that is there")] = False,
) -> None:
    """Copy the database, also while the bot runs; the copy is checked before it counts."""
    from bot.app.commands import copies

    copies.backup(chosen_settings(), file, overwrite=overwrite)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="a copy made by backup, by night, or before the schema changed")],
    *,
    show: Annotated[bool, typer.Option("--show", help="only list all that came in since the copy was made")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="put it back without asking")] = False,
    keep_schema: Annotated[
        bool, typer.Option("--keep-schema", help="leave the copy as it is, for the earlier version that goes with it")
    ] = False,
) -> None:
    """Put a copy in the place of the database; the present one is kept beside it. The bot must not run."""
    from bot.app.commands import copies

    copies.restore(chosen_settings(), file, shows=show, is_sure=yes, keeps_schema=keep_schema)


@audit.command("verify")
def audit_verify(
    head: Annotated[str, typer.Argument(help="the head of the history that a morning report told")] = "",
) -> None:
    """Read every district's history from beginning to end, and name the first line that does not fit."""
    chosen = chosen_settings()
    from bot.app.commands import upkeep

    run(upkeep.audit(chosen, head), chosen.spoken)


@handbook.command("check")
def handbook_check(file: Annotated[Path, typer.Argument(help="a handbook in YAML")]) -> None:
    """Name every mistake of a handbook file, with its line and what is allowed there."""
    from bot.app.commands import handbook as handbook_commands

    handbook_commands.check(file)


@handbook.command("export")
def handbook_export(
    file: Annotated[Path, typer.Argument(help="to be written: .yaml to change and import again, .docx to print")],
    *,
    district: Annotated[int, typer.Option(help="chat id of the district, where there are several")] = 0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="also where the file is there already")] = False,
) -> None:
    """Write the handbook of a district to a file."""
    from bot.app.commands import handbook as handbook_commands

    handbook_commands.export(file, district, overwrite=overwrite)


@app.command()
def drill(
    scenario: Annotated[Path, typer.Argument(help="a written scenario in YAML")],
    speed: Annotated[float, typer.Option(help="how many times as fast", min=0.1, max=200)] = 20.0,
    district: Annotated[str, typer.Option(help="the sample district to play it in: yunhe, dunmorrow")] = "",
) -> None:
    """Play a written scenario, with a table of every case at the end."""
    from bot.app.drill import written
    from handlers.process import logs

    chosen = chosen_settings()
    logs.set_up(chosen.secrets, level=logging.ERROR)
    run(written.play(chosen, words, scenario, speed, district), chosen.spoken)


def main() -> None:
    """The command ``patrolbot``; whatever it makes is for nobody else's eyes."""
    os.umask(ours.OTHERS)
    try:
        crash_points.arm(os.environ.get("PATROL_CRASH_AT", ""))
    except crash_points.UnknownPoint as unknown:
        typer.echo(str(unknown), err=True)
        raise Told(EX_CONFIG) from None
    app()


if __name__ == "__main__":
    main()
