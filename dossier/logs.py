"""Logs as fields, on standard output; an error is told by its kind and its place, never by its message."""

import logging
import sys
import traceback
from pathlib import Path

import structlog

from dossier.settings import Settings

_ROOT = Path(__file__).resolve().parents[1]


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
