"""What every answer says about itself: what it may load, who may keep it, who may frame it."""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from dossier.settings import Settings
from web.scope import is_https, pending_cookies

_MAY_LOAD = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def content_security_policy(*asks: str) -> str:
    """Return what a page may load; `asks` are origins besides ours that its scripts may ask."""
    known = {**_MAY_LOAD, "connect-src": " ".join([_MAY_LOAD["connect-src"], *asks])}
    return "; ".join(f"{what} {whence}" for what, whence in known.items())


CONTENT_SECURITY_POLICY = content_security_policy()

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Tokens stand in paths, so no other site may see one; `no-referrer` would make browsers send `Origin: null`
    # with our own forms (Fetch, "append a request Origin header"), which `csrf` has to refuse.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says, wherever it comes from."""
_HSTS = "max-age=31536000; includeSubDomains"


class Headers:
    """Set the headers on every answer, errors included, and the cookies that the request gave.

    An answer that does not say who may cache it is personal: `no-store`.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._headers = {**HEADERS, **({"Strict-Transport-Security": _HSTS} if is_https(settings) else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers set."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                for cookie in pending_cookies(scope):
                    headers.add("Set-Cookie", cookie.to_header(header=""))
            await send(message)

        await self.app(scope, receive, send_with_headers)
