"""What the logs say, and above all what they do not."""

import pytest
from litestar import get
from litestar.params import FromPath

from tests.web.app import app_of, client_of


@get("/receipts/{token:str}")
async def receipt(token: FromPath[str]) -> str:
    return token[:0]


async def test_a_line_names_the_route_and_nothing_of_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    async with client_of(app_of([receipt])) as client:
        answer = await client.get(
            "/receipts/geheim?name=Dupont", headers={"Cookie": "guichet_portal=sleutel", "User-Agent": "toestel"}
        )
        await client.get("/Dupont/80031212345")
    lines = capsys.readouterr().out
    assert "route=/receipts/{token}" in lines
    assert "status=200" in lines
    assert answer.headers["x-request-id"] in lines
    assert "status=404" in lines
    for secret in ("geheim", "Dupont", "sleutel", "toestel", "80031212345"):
        assert secret not in lines


async def test_files_are_quiet_and_production_writes_json(capsys: pytest.CaptureFixture[str]) -> None:
    changes = {"mode": "production", "public_url": "https://guichet.test"}
    async with client_of(app_of([receipt], **changes)) as client:
        await client.get("/static/x/css/base.css")
        await client.get("/receipts/x")
    lines = [line for line in capsys.readouterr().out.splitlines() if "request" in line and "route" in line]
    assert len(lines) == 1
    assert lines[0].startswith("{")
