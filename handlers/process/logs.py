"""Logs, set up in one place: JSON, one line each; coloured lines where somebody watches; never a secret."""

import asyncio
import logging
import sys
import threading
from collections.abc import Iterable
from typing import Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter

from handlers.process.redaction import RedactingFilter, Redactor
from handlers.process.repeats import Repeats

CHATTY = ("httpx", "httpcore", "telegram", "apscheduler", "alembic", "uvicorn", "aiosqlite", "filelock")
"""Libraries of which only warnings are kept, except when everything is wanted."""

log = structlog.get_logger()


def set_up(secrets: Iterable[str] = (), *, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send every log line to *stream* (the error output), without any of *secrets*, also what nobody caught."""
    out = stream or sys.stderr
    redactor = Redactor(secrets)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    handler = logging.StreamHandler(out)
    handler.addFilter(Repeats())
    handler.setFormatter(_formatter(shared, redactor, is_watched=out.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*shared, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET if level <= logging.DEBUG else max(level, logging.WARNING))
    for each in _handlers():
        each.addFilter(RedactingFilter(redactor))
    _catch_what_nobody_caught()


def _formatter(shared: list[Any], redactor: Redactor, *, is_watched: bool) -> logging.Formatter:
    """Tracebacks are plain text: values of local variables may be secrets that nobody has named."""
    plain = structlog.dev.plain_traceback
    renderer: Any = (
        structlog.dev.ConsoleRenderer(exception_formatter=plain)
        if is_watched
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    chain = [
        ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        redactor.fields,
        renderer,
        redactor.line,
    ]
    return ProcessorFormatter(foreign_pre_chain=shared, processors=chain)


def _handlers() -> Iterable[logging.Handler]:
    """Every handler there is: the root's, those of libraries, and the last resort."""
    loggers = [
        logging.getLogger(),
        *(x for x in logging.root.manager.loggerDict.values() if isinstance(x, logging.Logger)),
    ]
    found = {handler for logger in loggers for handler in logger.handlers}
    return found | {logging.lastResort} if logging.lastResort else found


def _catch_what_nobody_caught() -> None:
    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            log.critical("crashed", exc_info=(kind, error, trace))

    def in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not issubclass(told.exc_type, SystemExit):
            log.critical("thread.crashed", exc_info=(told.exc_type, told.exc_value, told.exc_traceback))

    def unraisable(told: Any) -> None:
        error = told.exc_value
        log.error("lost.exception", where=str(told.object), exc_info=(told.exc_type, error, told.exc_traceback))

    sys.excepthook = hook
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


def listen_to(loop: asyncio.AbstractEventLoop) -> None:
    """Log what tasks of *loop* trip over without anybody waiting for them."""

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        trouble = (type(error), error, error.__traceback__) if isinstance(error, BaseException) else None
        log.error("loop.exception", what=context.get("message", ""), exc_info=trouble)

    loop.set_exception_handler(handle)
