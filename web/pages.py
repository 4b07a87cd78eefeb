"""Whole pages, the one block of them that htmx asked for, and redirects that both kinds of client follow."""

import json
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_blocks
from litestar import Response
from markupsafe import Markup

from web import heard, i18n
from web.assets import Assets
from web.catalogues import by_machine, direction, language
from web.macros import IMPORTED, MacroTemplate
from web.rooms import languages_of, room_of
from web.scope import Connection, templates_of

TEMPLATE_DIR = Path(__file__).resolve().parents[1] / "templates"
HTMX_CONFIG = json.dumps(
    {
        "includeIndicatorStyles": False,  # these two: a strict Content-Security-Policy
        "allowEval": False,
        "allowScriptTags": False,
        "historyCacheSize": 0,  # pages hold personal data: none of it in localStorage
        "refreshOnHistoryMiss": True,
        "selfRequestsOnly": True,
        "defaultSettleDelay": 0,  # nothing is animated by htmx: what came in can be used at once
        "responseHandling": [{"code": "204", "swap": False}, {"code": "...", "swap": True}],  # 422 shows the form again
    }
)


def environment(assets: Assets, *, reload: bool, folder: Path = TEMPLATE_DIR) -> Environment:
    """Return the template environment: autoescaped, strict about names, with the words and filters of `i18n`."""
    templates = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=reload,
        bytecode_cache=_compiled(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.template_class = MacroTemplate
    i18n.install(templates)
    templates.globals.update(asset=assets.url, htmx_config=HTMX_CONFIG)
    return templates


def _compiled() -> FileSystemBytecodeCache | None:
    """Return where this user's processes share compiled templates: most of a first answer went into compiling them.

    None where the folder for temporary files has a folder of that name which is another's: then each compiles its own.
    """
    try:
        return FileSystemBytecodeCache()
    except RuntimeError:
        return None


def fragment_wanted(connection: Connection) -> bool:
    """Say whether htmx asks for a part of a page (a boosted link or a restored history wants all of it)."""
    headers = connection.headers
    return (
        headers.get("hx-request") == "true"
        and headers.get("hx-boosted") != "true"
        and headers.get("hx-history-restore-request") != "true"
    )


def page(
    request: Connection,
    template: str,
    *,
    block: str | tuple[str, ...] | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: object,
) -> Response[str]:
    """Answer a template: all of it, or only its block (or blocks, in order) where htmx asked for a part.

    Raises jinja2.UndefinedError for a name that the template uses and the context lacks.
    """
    templates = templates_of(request)
    known = {**_common(request), **context}
    if block is not None and fragment_wanted(request):
        body = render_blocks(templates, template, [block] if isinstance(block, str) else block, known)
    else:
        body = templates.get_template(template).render(known)
    sent = {"Vary": "HX-Request", **(headers or {})}
    return Response(body, status_code=status, media_type="text/html", headers=sent)


def part(request: Connection, template: str, **context: object) -> Markup:
    """Return what a template says in the language that is spoken now, to stand in a page of another."""
    told = templates_of(request).get_template(template).render({**_common(request), **context})
    return Markup(told)  # noqa: S704 - what was rendered is escaped


def see_other(request: Connection, url: str) -> Response[str]:
    """Send the client on to another address by GET: with 303, or with HX-Redirect where htmx asked."""
    if fragment_wanted(request):
        return Response("", status_code=200, media_type="text/html", headers={"HX-Redirect": url})
    return Response("", status_code=303, media_type="text/html", headers={"Location": url})


def _common(request: Connection) -> dict[str, object]:
    """Return what every template may name."""
    path = request.url.path
    return {
        "path": path,
        "room": room_of(path),
        "language": language(),
        "direction": direction(),
        "languages": tuple(languages_of(path).items()),
        "is_by_machine": by_machine(language()),
        "heard": heard.mark_of(request),
        "path_for_language": partial(i18n.path_for_language, request),
        IMPORTED: {},
    }
