"""The demo's own gateway of SMS and web push: nothing leaves the machine, a page shows the last ones.

Other modes do not have it.
"""

import json
from typing import Any

from litestar import Request, Response, get, post

from demo.places import POSTBOX
from web.pages import page
from web.scope import AnyRequest, settings_of

SHOWN_AT_MOST = 20
_KEPT_MAX_BYTES = 1_000_000


@post(POSTBOX, status_code=202)
async def take(request: Request[Any, Any, Any]) -> Response[None]:
    """Take a text, as a gateway does."""
    told = await request.json()
    text = {name: str(told.get(name, "")) for name in ("to", "text")}
    path = settings_of(request).scratch_dir / "texts.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > _KEPT_MAX_BYTES:
        path.unlink()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(text)}\n")
    return Response(None, status_code=202)


@get(POSTBOX)
async def show_texts(request: AnyRequest) -> Response[str]:
    """Show the last texts, the newest first."""
    path = settings_of(request).scratch_dir / "texts.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    texts = [json.loads(line) for line in reversed(lines[-SHOWN_AT_MOST:])]
    return page(request, "demo/texts.html", texts=texts)


ROUTES = [take, show_texts]
