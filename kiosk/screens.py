"""A screen of the kiosk: a page that knows how long it may stand there untouched."""

from litestar import Response

from web.accessibility import statement
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
    settings = settings_of(request)
    known: dict[str, object] = {
        "is_part": fragment_wanted(request),
        "idle_seconds": settings.kiosk_idle_seconds,
        "warning_seconds": settings.kiosk_warning_seconds,
        "receipt_seconds": settings.kiosk_receipt_seconds,
        "statement": statement(request),
        **context,
    }
    return page(request, template, block=block, status=status, headers=headers, **known)
