"""Logs as fields: one line a request, by route and never by path, query, header or body, for those name people."""

import logging
import secrets
import sys
import time
import traceback
from pathlib import Path

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from dossier.settings import Settings

REQUEST_ID = "X-Request-Id"
_ROOT = Path(__file__).resolve().parents[1]
_QUIET_BELOW_STATUS = 400


def configure(settings: Settings) -> None:
    """Write logs to standard output: JSON in production, for the eye elsewhere."""
    renderer = (
        structlog.processors.JSONRenderer()
        if settings.mode == "production"
        else structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
    )
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=False,
    )


class Logs:
    """Write one line a request, and give each a number that its other lines carry."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and write what came of it."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        request_id = secrets.token_hex(8)

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (REQUEST_ID.lower().encode(), request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request_id):
            try:
                await self.app(scope, receive, send_and_note)
            except Exception as error:  # the answer had begun: nothing can be said to the client any more
                _logger().error("broken off", error=type(error).__name__, frames=frames(error.__cause__ or error))
                raise
            finally:
                _write(scope, status, started)


def _write(scope: HTTPScope, status: int, started: float) -> None:
    handler = scope.get("route_handler")
    if handler is not None and handler.opt.get("quiet") and status < _QUIET_BELOW_STATUS:
        return
    _logger().info(
        "request",
        method=scope["method"],
        route=scope.get("path_template") or "(none)",
        status=status,
        ms=round((time.perf_counter() - started) * 1000, 1),
    )


def frames(error: BaseException) -> list[str]:
    """Return where an error came from, as `file:line function`, without the values that its message may hold."""
    return [
        f"{_short(each.filename)}:{each.lineno} {each.name}" for each in traceback.extract_tb(error.__traceback__)[-12:]
    ]


def _short(filename: str) -> str:
    path = Path(filename)
    if "site-packages" in path.parts or not path.is_relative_to(_ROOT):
        return "/".join(path.parts[-2:])
    return path.relative_to(_ROOT).as_posix()


def _logger() -> structlog.typing.FilteringBoundLogger:
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger("web")
    return logger
