"""Every route of the service, asked by every role about every kind of record, answers as the hand-written table says.

The routes are the app's own: one that the table does not know fails, and so does a line for a route that is gone.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from asgi import create_app
from dossier.clock import now
from dossier.settings import Settings
from tests.access.fresh import ADMINISTERED, made_anew
from tests.access.table import Grid, read_table
from tests.access.visits import let_citizens_in
from tests.access.world import NOBODY, World, build
from tests.support.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.people

_PAGE = {"page": "1"}
_OF_PAGE = "/backoffice/documents/{document_id:uuid}/pages/{page_id:uuid}"
_SPLIT = "/backoffice/deposits/{deposit_id:uuid}/split"
_AT = {"at": f"{NOBODY}.{NOBODY}"}
BODIES = {
    "/kiosk/deposit/papers/{paper_id:uuid}/type": {"picture": "payslip"},
    "/kiosk/deposit/papers/{paper_id:uuid}/pages/{page_id:uuid}/sides": {"under": str(NOBODY)},
    f"{_OF_PAGE}/corners": {**_PAGE, "to": "whole"},
    f"{_OF_PAGE}/one-page": _PAGE,
    f"{_OF_PAGE}/sides": {**_PAGE, "under": str(NOBODY)},
    f"{_OF_PAGE}/sides/removal": _PAGE,
    f"{_OF_PAGE}/turn": {**_PAGE, "degrees": "90"},
    f"{_SPLIT}/cuts": _AT,
    f"{_SPLIT}/merges": {"document": str(NOBODY)},
    f"{_SPLIT}/moves": {**_AT, "to": "new"},
    f"{_SPLIT}/copies": {**_AT, "to": "new"},
    f"{_SPLIT}/aside": {**_AT, "reason": "double"},
    f"{_SPLIT}/aside/removal": _AT,
    f"{_SPLIT}/turns": {**_AT, "degrees": "90"},
    "/r/{token:str}/documents/{document_id:uuid}/retakes": {"page": str(NOBODY)},
    "/backoffice/files/{file_id:uuid}/glass": {"reason": "other", "words": "matrix"},
    "/backoffice/documents/{document_id:uuid}/glass": {"reason": "other", "words": "matrix"},
    "/backoffice/glass/{break_id:uuid}/review": {"outcome": "follow_up"},
    "/backoffice/documents/{document_id:uuid}/suggestions": {"take": f"type_id:{NOBODY}"},
    "/backoffice/breaches/{breach_id:uuid}/assessment": {"outcome": "no_risk", "words": "matrix"},
    "/backoffice/corrections/{correction_id:uuid}/answer": {"outcome": "stays", "answer": "matrix"},
    "/backoffice/batches/{batch_id:uuid}/sheets/{sheet:int}/reason": {"reason": "not_needed"},
    "/backoffice/mail/{mail_id:uuid}/settlement": {"how": "nothing"},
    "/backoffice/storage/orphans/removal": {"until": now().isoformat()},
}
"""What is sent along where an empty form would be refused before anybody asks who sends it."""
_NEVER_THERE = (
    *("act_id", "breach_id", "look_id", "message_id"),
    *("note_id", "bundle_id", "item_id", "template_id", "view_id"),
    *("helper_code_id", "correction_id", "part_id"),
    *("absence_id", "folder_key_id", "day_id", "example_id", "proposal_id", "batch_id", "phase_id", "feedback_id"),
)
FIXED = {"kind": "thumb", "form": "csv", "code": "AS", "version": "nowhere", "name": "nowhere"}
FIXED |= dict.fromkeys(_NEVER_THERE, str(NOBODY))
"""What routes are asked with whoever asks."""
TERMS = {"own": "ENE_FACT", "other": "ID_PASS", "deleted": "NO_SUCH"}
LAST = (
    ("POST", "/kiosk/deposit/originals/{original_id:uuid}/removal"),
    ("POST", "/deposits/{deposit_id:uuid}/originals/{original_id:uuid}/removal"),
    ("POST", "/kiosk/deposit/receipt"),
    ("POST", "/kiosk/deposit"),
    ("GET", "/kiosk"),
    ("POST", "/kiosk/visit/end"),
    ("POST", "/kiosk/device"),
    ("POST", "/deposits/{deposit_id:uuid}/receipt"),
    ("POST", "/deposits/{deposit_id:uuid}/abandonment"),
    ("POST", "/deposits"),
    ("POST", "/identification/end"),
    ("POST", "/backoffice/session/end"),
)
"""What ends a visit, a deposit or a session is asked last."""
TUS = {"Tus-Resumable": "1.0.0"}


def routes_of(app: Litestar) -> set[tuple[str, str]]:
    """Return every method and path of the app; OPTIONS, which Litestar answers by itself, aside."""
    return {
        (method, route.path)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if method != "OPTIONS"
    }


def answered(answer: httpx.Response) -> str:
    """Return an answer as the table writes it."""
    to = answer.headers.get("location", "")
    if answer.status_code == 401 or to.startswith("/backoffice/session") or 'action="/kiosk/device"' in answer.text:
        return "door"
    if answer.status_code == 403:
        return "ask" if re.search(r'action="[^"]+/glass"', answer.text) else "no"
    if answer.status_code == 404:
        return "gone"
    return "in" if answer.status_code < 500 else f"fault {answer.status_code}"


@pytest.fixture
async def world(test_settings: Settings) -> AsyncIterator[World]:
    app = create_app(test_settings)
    ready: asyncio.Queue[World] = asyncio.Queue()
    done = asyncio.Event()

    async def hold() -> None:  # the app's lifespan ends in the task that began it
        async with app.lifespan(), AsyncExitStack() as stack:
            made = await build(app, stack)
            await let_citizens_in(made)
            await ready.put(made)
            await done.wait()

    holding = asyncio.create_task(hold())
    waiting = asyncio.create_task(ready.get())
    await asyncio.wait({holding, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if holding.done():
        holding.result()
    yield waiting.result()
    done.set()
    await holding


async def test_every_route_answers_every_role_as_the_table_says(world: World) -> None:
    table = read_table()
    assert set(table.routes) == routes_of(world.app), set(table.routes) ^ routes_of(world.app)
    assert set(table.roles) == set(world.browsers)
    wrong = []
    order = sorted(table.routes.items(), key=lambda each: (LAST.index(each[0]) if each[0] in LAST else -1, each[0][1]))
    for (method, path), grid in order:
        for case in grid.cases:
            for role in table.roles:
                got = await asked(world, method, path, role, case, grid)
                if got != grid.answers[role, case]:
                    wrong.append(f"{method} {path} {role} {case}: {got}, not {grid.answers[role, case]}")
    assert not wrong, "\n".join(wrong)


async def asked(world: World, method: str, path: str, role: str, case: str, grid: Grid) -> str:
    """Ask one route as one role about one kind of record."""
    address = path
    for name, kind in re.findall(r"\{(\w+):(\w+)\}", path):
        value = await _value(world, path, name, case, grid)
        address = address.replace(f"{{{name}:{kind}}}", value)
    client = world.browsers[role]
    sent: dict[str, Any] = {"data": BODIES.get(path, {})} if method == "POST" else {}
    if path == "/deposits/{deposit_id:uuid}/originals":
        sent = {"params": {"paper": str(NOBODY)}, "files": {"photos": ("x.pdf", b"no PDF")}}
    if path.startswith("/kiosk/agent/kept/") and "original_id" in path:
        sent = {"params": {"paper_id": str(NOBODY), "sealed_as": str(NOBODY)}}
    if path == "/shared":
        sent = {"files": {"photos": ("x.pdf", b"no PDF")}}
    request = client.request(method, address, headers=TUS if path.startswith("/uploads") else None, **sent)
    answer = await asyncio.wait_for(request, PATIENCE_SECONDS)
    if path.endswith("/glass"):
        await world.clean()
    return answered(answer)


async def _value(world: World, path: str, name: str, case: str, grid: Grid) -> str:
    """Return the value of a route's parameter."""
    fixed = TERMS[case] if name == "code" and "/terms/" in path else FIXED.get(name)
    if fixed and not (name == "batch_id" and path.startswith("/backoffice/batches")):  # others are acts on many
        return fixed
    if name in ADMINISTERED and path.startswith("/backoffice"):
        return await made_anew(world, name, case)
    if path.startswith("/kiosk"):
        return world.kiosk.get(case, {}).get(name, str(NOBODY))
    if path.startswith("/mine"):
        return world.mine[case][name]
    if not path.startswith("/backoffice"):
        return world.portal.get(case, {}).get(name, str(NOBODY))
    ids = (world.waiting if grid.name.endswith("waiting") else world.filed)[case]
    return ids[{"social_file_id": "file_id", "paper_id": "document_id"}.get(name, name)]
