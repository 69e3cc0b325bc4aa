"""No secret is ever logged: at DEBUG, under every fault, in messages, fields, exceptions and tracebacks."""

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import httpx
import pytest
import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken

from bot.app import assembly, at_work
from bot.app.house import House
from bot.app.settings import Settings
from bot.evidence.pieces import EVIDENCE
from bot.work.rules import Rules
from handlers.process import logs
from handlers.process.clock import HandClock
from handlers.process.heartbeat import Heartbeat
from handlers.process.redaction import HIDDEN, Redactor
from storage.store import SqlStore
from tests.stories.conftest import CENTRE, GROUP, START, TOKEN, Street, open_street
from tests.waiting import PATIENCE_S, until

PASSWORD = "p@ss/w%rd \u4e2d"
DATABASE = f"postgresql+asyncpg://patrol:{quote_plus(PASSWORD)}@127.0.0.1:1/patrol"
HOOK, API, HEART = "webhook-secret-word", "api-token-word", "https://beat.example.org/ping/8c1f0a-key-of-check"
SETTINGS = Settings(
    _env_file=None, telegram_bot_token=TOKEN, patrol_webhook_secret=HOOK, patrol_api_token=API,
    database_url=DATABASE, patrol_heartbeat_url=HEART,
)  # type: ignore[call-arg]  # fmt: skip
SECRETS = [TOKEN, TOKEN.split(":")[1], PASSWORD, quote(PASSWORD), quote_plus(PASSWORD), quote(PASSWORD, safe=""),
           quote(TOKEN, safe=""), HOOK, API, "8c1f0a-key-of-check"]  # fmt: skip


@pytest.fixture(params=["json", "console"])
def logged(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged at DEBUG, as machines or people read it; the test's own logs stand again after."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    kept, level, config = root.handlers[:], root.level, structlog.get_config()
    levels = {name: logging.getLogger(name).level for name in logs.CHATTY}
    out = io.StringIO()
    out.isatty = lambda: request.param == "console"  # type: ignore[method-assign]
    logs.set_up(SETTINGS.secrets, level=logging.DEBUG, stream=out)
    try:
        yield out
    finally:
        root.handlers[:] = kept
        root.setLevel(level)
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)
        for handler in kept:
            handler.filters[:] = [f for f in handler.filters if type(f).__name__ != "RedactingFilter"]
        logging.captureWarnings(capture=False)
        structlog.configure(**config)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def wrong(logged: io.StringIO, *must_say: str) -> list[str]:
    """What must be said and is not there, and each secret that is, in any spelling."""
    said = logged.getvalue()
    missing = [word for word in must_say if word not in said]
    return missing + [one for one in SECRETS if one in said or one in said.encode().decode("unicode_escape")]


def test_every_secret_of_the_settings_is_known() -> None:
    """Those of the settings, and those within addresses, as they are written and as they are meant."""
    known = Redactor(SETTINGS.secrets)
    for secret in SECRETS:
        assert secret not in known.text(f"before {secret} after"), secret
    assert known.text("nothing to hide") == "nothing to hide"


@pytest.mark.parametrize(
    "said",
    [
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"GET /bot{quote(TOKEN, safe='')}/x",
        "Authorization: Bearer another_bots-key_of_some_district_1234567890",
        "POST /x?jurisdiction_id=1&api_key=another_bots-key_of_some_district_1234567890",
        "bot 987654321:AAH-another_bots_token_that_nobody_told_us_of",
        "postgresql://other:hunter2@db.example.org/x",
        "x=sqlite:///p.db,postgresql://other:hun@ter2@db.example.org/x 'a@b'",
        f"GET /download/{'A' * 43}",
        f"GET /calendar/{'A' * 43}.ics",
        "secret whsec_another_bots+key/of/some/receiver/1234567890AAAAA= signs",
        f"{{'token': '{TOKEN}'}}",
    ],
)
def test_texts_that_hold_one_are_cleaned(said: str) -> None:
    """Also tokens and passwords that are not ours."""
    clean = Redactor([TOKEN]).text(said)
    assert HIDDEN in clean
    assert not any(part in clean for part in (TOKEN, "hunter2", "ter2", "another_bots", TOKEN.split(":")[1]))


def test_fields_messages_and_exceptions_are_cleaned(logged: io.StringIO) -> None:
    """However deep a secret lies; values of local variables are never shown."""
    log = structlog.get_logger("ours")
    local_variable = "value-of-a-local-variable"
    log.info("field", token=TOKEN, deep={"list": [TOKEN, {"password": PASSWORD}]}, number=7)
    event = f"in the event {TOKEN}"
    log.info(event)
    logging.getLogger("theirs").debug("args %s and %r", TOKEN, {"x": PASSWORD})
    logging.getLogger("theirs").debug("broken %d args", TOKEN)
    try:
        raise RuntimeError(f"cannot reach {DATABASE} with {TOKEN} {local_variable[:0]}")
    except RuntimeError:
        log.exception("ours.failed")
        logging.getLogger("theirs").exception("theirs failed")
        log.error("stack", stack_info=True)
    assert wrong(logged, "ours.failed", "theirs failed", "RuntimeError", HIDDEN) == []
    assert local_variable not in logged.getvalue()


def test_what_nobody_caught_is_logged_without_secrets(logged: io.StringIO) -> None:
    """The hooks of program, threads and loop."""
    try:
        raise ValueError(f"uncaught {TOKEN}")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)

    def fail() -> None:
        raise ValueError(f"in a thread {PASSWORD}")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    loop = asyncio.new_event_loop()
    logs.listen_to(loop)
    loop.call_soon(_raise, ValueError(f"in the loop {API}"))
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    assert wrong(logged, "crashed", "thread.crashed", "loop.exception", "uncaught", "in a thread", "in the loop") == []


def _raise(error: Exception) -> None:
    raise error


def test_a_handler_of_a_library_is_cleaned_too(logged: io.StringIO) -> None:
    """One that was there before us, with a format of its own."""
    own, logger = io.StringIO(), logging.getLogger("library.with.handler")
    handler = logging.StreamHandler(own)
    logger.addHandler(handler)
    try:
        logs.set_up(SETTINGS.secrets, level=logging.DEBUG, stream=logged)
        try:
            raise RuntimeError(TOKEN)
        except RuntimeError:
            logger.exception("with %s", PASSWORD)
        assert wrong(own, "RuntimeError") == []
    finally:
        logger.removeHandler(handler)


def test_machines_read_one_json_object_a_line() -> None:
    """With time, level, logger and event; Chinese stays readable."""
    out = io.StringIO()
    formatter = logs._formatter([structlog.stdlib.add_log_level], Redactor([TOKEN]), is_watched=False)
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    handler.handle(logging.LogRecord("x", logging.WARNING, "f", 1, "\u4e2d\u6587 %s", (TOKEN,), None))
    assert json.loads(out.getvalue()) == {"event": f"\u4e2d\u6587 {HIDDEN}", "level": "warning"}


@pytest.fixture
async def street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO) -> Street:
    """A street that is logged from its first line."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    return await open_street(tmp_path, "zh")


async def test_a_street_in_trouble_logs_no_secret(street: Street, logged: io.StringIO) -> None:
    """Refusals, 500s, lost answers, an outage and a revoked token, at DEBUG."""
    faults = street.world.faults
    try:
        for status in (400, 401, 403, 409, 429, 500, 502):
            faults.fail_next("sendMessage", status)
            faults.fail_next("getUpdates", status)
            street.reporter.send_location(GROUP, CENTRE.lat + status / 1e4, CENTRE.lon)
            for _ in range(8):
                await street.clock.turn(1)
                await asyncio.sleep(0.01)
            async with asyncio.timeout(PATIENCE_S):
                while faults.armed:  # until both were met with it
                    await street.clock.turn(1)
                    await asyncio.sleep(0.01)
        faults.lose_answer("sendMessage")
        faults.token_revoked = True
        async with asyncio.timeout(PATIENCE_S):
            while "poll.token_refused" not in logged.getvalue():
                await street.clock.turn(31)
                await asyncio.sleep(0.01)
        faults.clear()
    finally:
        await street.stack.aclose()
    assert wrong(logged, "poll.token_refused", "poll.unreachable", "letter.again") == []


async def test_a_picture_that_cannot_be_fetched_logs_no_secret(street: Street, logged: io.StringIO) -> None:
    """Its address holds the token, and the transport names it: where all is well, gone, refused, or nobody answers."""
    photos, shelf = street.house.photos, street.world.files
    try:
        for trouble in ("", "gone", "getFile", "outage"):
            sent = street.reporter.send_photo(GROUP)
            await street.settle()
            async with street.house.store.look() as tx:
                piece = await tx[EVIDENCE].by_message(GROUP, sent.message_id)
            assert piece is not None
            if trouble == "gone":
                shelf.by_path.pop(shelf.find(piece.file_id or "").path)
            if trouble == "getFile":
                street.world.faults.fail_next("getFile", 500)
            if trouble == "outage":
                street.world.outage(60)
            assert (await photos.picture(piece, large=True) is None) == bool(trouble)
        street.world.faults.clear()
    finally:
        await street.stack.aclose()
    assert wrong(logged, "photo.not_fetched", "HTTPStatusError", "/file/") == []


async def test_a_wrong_token_and_nobody_there_log_no_secret(tmp_path: Path, logged: io.StringIO) -> None:
    """Neither the refusal nor the library's own lines about addresses."""
    url = f"sqlite+aiosqlite:///{tmp_path}/p.db"
    clock = HandClock(START)
    built = await assembly.build(TOKEN, api_url="http://127.0.0.1:1", database_url=url, rules=Rules(), clock=clock)
    running = asyncio.create_task(_run(built))
    await until(lambda: "api.unreachable" in logged.getvalue())
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    structlog.get_logger().error("refused", exc_info=InvalidToken(f"not {TOKEN}"))
    assert wrong(logged, "api.unreachable") == []


async def _run(built: House) -> None:
    async with at_work.running(built, tick_every_s=None):
        await asyncio.Event().wait()


async def test_a_timeout_and_a_heartbeat_log_no_secret(logged: io.StringIO) -> None:
    """The address of the heartbeat is the key of a check."""

    async def well() -> tuple[()]:
        return ()

    assert not await Heartbeat(HEART.replace("https://beat.example.org", "http://127.0.0.1:1"), well).beat()
    log = structlog.get_logger()
    try:
        raise httpx.ReadTimeout(f"reading https://api.telegram.org/bot{TOKEN}/getUpdates")
    except httpx.ReadTimeout:
        log.exception("timeout")
    assert wrong(logged, "heartbeat.unreachable", "ReadTimeout") == []


async def test_a_database_that_is_not_there_logs_no_password(logged: io.StringIO) -> None:
    """Its address holds the password, also coded; the driver's error is logged with its traceback."""
    try:
        await SqlStore.open(DATABASE)
    except (OSError, SQLAlchemyError) as trouble:
        structlog.get_logger().exception("database.unreachable", address=DATABASE, said=str(trouble))
    assert wrong(logged, "database.unreachable") == []
