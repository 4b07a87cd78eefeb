"""Which language a request is answered in, and the words that templates have at hand."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from babel import negotiate_locale
from jinja2 import Environment
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from markupsafe import Markup

from web import bilingual, catalogues, words
from web.catalogues import DEFAULT_LANGUAGE, OFFICIAL, language, official, speak, speaking
from web.rooms import languages_of
from web.scope import Connection, give_cookie, is_https, settings_of

COOKIE = "guichet_language"
PARAMETER = "lang"
_BESIDE = "."
_COOKIE_SECONDS = 365 * 24 * 3600


class Languages:
    """Speak, for one request, what `?lang=`, the cookie or the browser asks for; French where none says."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in the language that was asked for."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        connection: Connection = ASGIConnection(scope)
        asked = _asked(connection)
        spoken = asked or _known(connection) or _accepted(connection, languages_of(connection.url.path))
        with speaking(spoken, _beside(connection)):
            if asked:
                _keep(connection)
            await self.app(scope, receive, send)


def prefer(connection: Connection, code: str) -> None:
    """Speak a person's own language from now on (sign-in, identification), unless they chose another on screen.

    A browser that speaks one which is not official knows better than a file that says French: staff wrote that. Then,
    as where it was chosen, the file's is what the person reads besides it.
    """
    by_file = language() in OFFICIAL or code not in OFFICIAL
    if by_file and not _known(connection) and not _asked(connection):
        choose(connection, code)
    elif code in OFFICIAL and language() not in OFFICIAL:
        speak(language(), beside=code)
        _keep(connection)


def choose(connection: Connection, code: str) -> None:
    """Speak the language that a person just chose, and remember it. One that this room lacks is passed over."""
    if code in languages_of(connection.url.path):
        speak(code)
        _keep(connection)


def forget(connection: Connection) -> None:
    """Forget the language that was chosen here, for the next person at this device."""
    give_cookie(connection.scope, Cookie(COOKIE, value="", path="/", max_age=0))


def path_for_language(connection: Connection, code: str) -> str:
    """Return the address of this same page in another language."""
    kept = [
        pair
        for pair in parse_qsl(connection.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if pair[0] != PARAMETER
    ]
    return f"{connection.url.path}?{urlencode([*kept, (PARAMETER, code)])}"


def install(templates: Environment) -> None:
    """Give templates gettext, the language of the moment, and filters that put values into words."""
    templates.add_extension("jinja2.ext.i18n")
    templates.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: catalogues.translations(language()).gettext(message),
        lambda one, many, count: catalogues.translations(language()).ngettext(one, many, count),
        newstyle=True,
    )
    templates.globals.update(language_names=catalogues.LANGUAGES)
    templates.filters.update(
        day=lambda value: words.day(value, language()),
        short_date=words.short_date,
        time=words.time_of_day,
        moment=lambda value: words.moment(value, language()),
        ago=lambda value: words.ago(value, language()),
        size=lambda value: words.size(value, language()),
        number=lambda value: words.number(value, language()),
        nbsp=lambda value: words.typographic(str(value), language()),
        translated=catalogues.gettext,
        told=bilingual.told,
        isolated=Markup("<bdi>{}</bdi>").format,
    )


def _asked(connection: Connection) -> str | None:
    query = connection.scope["query_string"]
    if PARAMETER.encode() not in query:
        return None
    code = dict(parse_qsl(query.decode("latin-1"))).get(PARAMETER)
    return code if code in languages_of(connection.url.path) else None


def _known(connection: Connection) -> str | None:
    code = _kept(connection)[0]
    return code if code in languages_of(connection.url.path) else None


def _kept(connection: Connection) -> tuple[str, str]:
    """Return the language that was kept, and the official one beside it, which are empty where nobody chose."""
    code, _, beside = connection.cookies.get(COOKIE, "").partition(_BESIDE)
    return code, code if code in OFFICIAL else beside


def _beside(connection: Connection) -> str:
    beside = _kept(connection)[1]
    return beside if beside in OFFICIAL else _accepted(connection, OFFICIAL)


def _accepted(connection: Connection, offered: Iterable[str]) -> str:
    accepted = []
    for part in connection.headers.get("accept-language", "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            accepted.append((float(quality or 1), tag))
        except ValueError:
            continue
    wanted = [tag for quality, tag in sorted(accepted, key=lambda each: -each[0]) if quality > 0]
    found = negotiate_locale([tag.split("-")[0].lower() for tag in wanted], list(offered))
    return found or DEFAULT_LANGUAGE


def _keep(connection: Connection) -> None:
    """Have the browser remember the language of the moment, and the official one that its speaker reads besides it."""
    cookie = Cookie(
        COOKIE,
        value=language() if language() in OFFICIAL else f"{language()}{_BESIDE}{official()}",
        path="/",
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=is_https(settings_of(connection)),
    )
    give_cookie(connection.scope, cookie)
