"""The app on a phone: what its manifest names is there, and what it keeps is never personal."""

import json
import re

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
    for address in re.findall(r'(?:href|src)="(/static/[^"#]+)', page):
        assert f'"{address}"' in kept
