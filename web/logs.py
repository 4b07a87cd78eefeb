"""One line a request: by route, never by path, query, header or body, for those name people."""

import secrets
import time

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from dossier.logs import frames

REQUEST_ID = "X-Request-Id"
_QUIET_BELOW_STATUS = 400


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


def _logger() -> structlog.typing.FilteringBoundLogger:
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger("web")
    return logger
