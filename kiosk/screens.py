"""A screen of the kiosk: a page that knows how long it may stand there untouched."""

from litestar import Response

from dossier.settings import Settings
from kiosk.device.cookie import kiosk_of
from kiosk.scan_words import scan_words
from web.accessibility import statement
from web.catalogues import language
from web.headers import content_security_policy
from web.pages import fragment_wanted, page
from web.scope import Connection, settings_of


def screen(
    request: Connection,
    template: str,
    *,
    block: tuple[str, ...] | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: object,
) -> Response[str]:
    """Answer a template of the kiosk, or only its blocks where htmx asked for a part.

    `is_part` tells templates which: htmx swaps a whole page too, and must not look for the places of parts in it.
    """
    settings, kiosk = settings_of(request), kiosk_of(request)
    known: dict[str, object] = {
        "is_part": fragment_wanted(request),
        "idle_seconds": (kiosk and kiosk.idle_seconds) or settings.kiosk_idle_seconds,
        "warning_seconds": (kiosk and kiosk.warning_seconds) or settings.kiosk_warning_seconds,
        "receipt_seconds": (kiosk and kiosk.receipt_seconds) or settings.kiosk_receipt_seconds,
        "captures_itself": kiosk is not None and kiosk.captures_itself,
        "agent_address": agent_address(settings),
        "own_service": agent_address(settings) if kiosk and kiosk.has_service else None,
        "scan_pause_milliseconds": settings.kiosk_scan_pause_milliseconds,
        "scan_words": scan_words([language()]),
        "statement": statement(request),
        **context,
    }
    # htmx changes the body of the page that was loaded first, whose policy holds: so it stands on every screen
    allowed = {"Content-Security-Policy": content_security_policy(agent_address(settings)), **(headers or {})}
    return page(request, template, block=block, status=status, headers=allowed, **known)


def agent_address(settings: Settings) -> str:
    """Return where the service on a kiosk's own machine answers, if there is one."""
    return f"http://127.0.0.1:{settings.kiosk_agent_port}"
