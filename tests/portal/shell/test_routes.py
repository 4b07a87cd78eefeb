"""The app on a phone: what its manifest names is there, and what it keeps is never personal."""

import json
import re
from urllib.parse import urljoin

import pytest

from tests.portal.house import House

pytestmark = pytest.mark.people


async def test_the_manifest_speaks_the_language_and_names_icons_that_are_there(house: House) -> None:
    client = await house.browser()
    told = {
        code: (await client.get("/manifest.webmanifest", headers={"Accept-Language": code})).json()
        for code in ("fr", "nl")
    }
    assert told["fr"]["name"] != told["nl"]["name"]
    assert {icon["purpose"] for icon in told["fr"]["icons"]} == {"any", "maskable"}
    for icon in told["fr"]["icons"]:
        assert (await client.get(icon["src"])).content[:4] == b"\x89PNG"


async def test_the_service_worker_keeps_the_shell_and_nothing_else(house: House) -> None:
    client = await house.browser()
    answer = await client.get("/service-worker.js")
    assert answer.headers["cache-control"] == "no-cache"
    found = re.match(r"self\.SHELL = (.*);\n", answer.text)
    assert found is not None
    shell = json.loads(found.group(1))
    assert shell["version"] == house.app.state.assets.version
    assert all(name.startswith(f"/static/{shell['version']}/") for name in shell["files"])
    assert not any("backoffice" in name or "kiosk" in name for name in shell["files"])
    for name in (shell["files"][0], shell["files"][-1], shell["offline"]):
        assert (await client.get(name)).status_code == 200


async def test_what_a_page_needs_is_in_the_shell(house: House) -> None:
    client = await house.browser()
    kept = (await client.get("/service-worker.js")).text
    page = (await client.get("/offline")).text
    needed = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)
    for address in needed:
        assert f'"{address}"' in kept
        needed += _imported(address, (await client.get(address)).text)  # without a network nothing can be fetched
    assert any(address.endswith("/js/portal/kept.js") for address in needed)


async def test_where_there_is_background_sync_the_worker_is_a_module_that_sends_what_is_kept(house: House) -> None:
    client = await house.browser()
    plain, whole = [(await client.get(f"/service-worker.js{query}")).text for query in ("", "?kept")]
    first, _, rest = whole.partition("\n")
    assert rest == plain
    assert "import" not in plain.partition("\n")[0]
    (module,) = re.findall(r'^import "([^"]+)";$', first)
    modules = [module]
    for address in modules:
        answer = await client.get(address)
        assert answer.status_code == 200, address
        modules += [each for each in _imported(address, answer.text) if each not in modules]
        assert "XMLHttpRequest(" not in answer.text or "/vendor/" in address
    assert any(address.endswith("/js/portal/fetch-stack.js") for address in modules)


async def test_another_app_can_share_photos_and_pdfs(house: House) -> None:
    client = await house.browser()
    target = (await client.get("/manifest.webmanifest")).json()["share_target"]
    assert (target["method"], target["enctype"]) == ("POST", "multipart/form-data")
    (field,) = target["params"]["files"]
    sent = await client.post(target["action"], files={field["name"]: ("x.pdf", b"x", "application/pdf")})
    assert sent.status_code == 403  # nobody is known here: there is such a route


def _imported(address: str, script: str) -> list[str]:
    """Return the addresses of the modules that a script imports, at once or later."""
    named = re.findall(r'(?:^import |from |import\()"(\.[^"]+)"', script, re.MULTILINE)
    return [urljoin(address, each) for each in named if not address.endswith(".css")]
