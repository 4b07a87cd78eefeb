"""The app's manifest, its service worker (versioned by the hash of all assets), the page without a network."""

import json

from litestar import Response, get
from litestar.params import FromQuery

from dossier.push.sentences import SENTENCES
from portal.deposit.next import NEXT
from portal.kept.share import ADDRESS as SHARED
from portal.unsent import ASKED
from web.assets import Assets
from web.catalogues import gettext as _
from web.catalogues import language
from web.pages import page
from web.scope import AnyRequest

OFFLINE = "/offline"
_SHELL_FOLDERS = ("css/", "js/", "img/", "vendor/")
_NOT_IN_SHELL = ("css/rooms/backoffice", "css/rooms/kiosk", "js/backoffice", "js/kiosk", "js/portal/service-worker.js")
_WORKER_KEPT = "js/portal/worker-kept.js"
_PAPER, _ACCENT = "#f4f1ea", "#2a3f9d"


@get("/manifest.webmanifest")
async def manifest(request: AnyRequest) -> Response[bytes]:
    """Answer what a phone needs to keep the portal among its apps, in the language of the moment."""
    assets: Assets = request.app.state.assets
    icons = [("img/icon-192.png", "192x192", "any"), ("img/icon-512.png", "512x512", "any")]
    icons += [("img/icon-maskable-512.png", "512x512", "maskable")]
    told = {
        "id": "/",
        "name": _("Guichet: hand in your documents"),
        "short_name": "Guichet",
        "description": _("Take a photo of your documents and hand them in to the centre."),
        "lang": language(),
        "dir": "auto",
        "start_url": NEXT,
        "scope": "/",
        "display": "standalone",
        "orientation": "portrait",
        "background_color": _PAPER,
        "theme_color": _ACCENT,
        "shortcuts": [
            {"name": _("Papers that we ask for"), "url": ASKED},
            {"name": _("My documents"), "url": "/mine"},
        ],
        "share_target": {
            "action": SHARED,
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "photos", "accept": ["image/*", "application/pdf"]}]},
        },
        "icons": [
            {"src": assets.url(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in icons
        ],
    }
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    return Response(json.dumps(told).encode(), media_type="application/manifest+json", headers=headers)


@get("/service-worker.js")
async def service_worker(request: AnyRequest, kept: FromQuery[str | None] = None) -> Response[bytes]:
    """Answer the service worker with the shell that it keeps; it changes whenever an asset does.

    With `?kept` it is a module, which also sends what is kept on the phone and takes what other apps share.
    """
    assets: Assets = request.app.state.assets
    shell = {
        "version": assets.version,
        "offline": OFFLINE,
        "files": [assets.url(name) for name in _shell(assets)],
        "icon": assets.url("img/icon-192.png"),
        "sentences": SENTENCES,
    }
    more = "" if kept is None else f'import "{assets.url(_WORKER_KEPT)}";\n'
    script = f"{more}self.SHELL = {json.dumps(shell)};\n".encode() + assets.get("js/portal/service-worker.js").content
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@get(OFFLINE)
async def offline(request: AnyRequest) -> Response[str]:
    """Show what a phone shows without a network; it holds nothing personal, so it may be kept."""
    return page(request, "portal/shell/offline.html", headers={"Cache-Control": "no-cache"})


def _shell(assets: Assets) -> list[str]:
    return [name for name in assets.names() if name.startswith(_SHELL_FOLDERS) and not name.startswith(_NOT_IN_SHELL)]


ROUTES = [manifest, service_worker, offline]
