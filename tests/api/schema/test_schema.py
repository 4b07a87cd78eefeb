"""The description is true: what another's program makes of it is answered as it says, and never by a fault of ours."""

import asyncio
import json
import logging
import re
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from dossier.clients.add import add_client
from dossier.clients.scopes import Scope
from dossier.clients.token import grant
from dossier.resources import Resources, opened
from tests.api.house import opened_api
from tests.support.deposits import staff
from tests.support.service import Service

log = logging.getLogger(__name__)

SCHEMA = "/api/v1/openapi.json"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,missing_required_header,ignored_auth,unsupported_method"
)
LIFE_SECONDS = 24 * 3600


@pytest.mark.people
async def test_the_description_names_every_endpoint_and_asks_for_its_scope(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_api(resources, centre_id) as house:
        told = (await (await house.browser()).get(SCHEMA)).json()
        assert told["openapi"].startswith("3.1")
        for path, methods in told["paths"].items():
            for method, said in methods.items():
                assert said["summary"], path
                if path == "/api/oauth/token":
                    continue
                scopes = {scope for each in said["security"] for scope in each["oauth2"]}
                assert scopes, f"{method} {path}"
                assert scopes <= set(Scope), f"{method} {path}"
                assert {"400", "401", "403", "404", "429", "503"} <= set(said["responses"]), f"{method} {path}"
                stranger = await (await house.browser()).request(
                    method, re.sub(r"{\w+}", str(centre_id), path), headers={"Accept": "text/html"}
                )
                assert (stranger.status_code, stranger.headers["content-type"]) == (401, "application/problem+json")


async def _token(service: Service) -> str:
    async with opened(service.settings):
        administrator = await staff(service.centre_id, "rachid.lahlou")
        made = await add_client(administrator, "Schemathesis", tuple(Scope))
        return (await grant(service.centre_id, made.id, made.secret, [], LIFE_SECONDS)).token


def fuzzed(service: Service, folder: Path, *words: str) -> int:
    """Have schemathesis ask the running service; return how many cases it made. Fails with what it found."""
    report = folder / "report.json"
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{service.url}{SCHEMA}", "--no-color"),
        *("--header", f"Authorization: Bearer {asyncio.run(_token(service))}", "--checks", CHECKS),
        *("--seed", "1", "--suppress-health-check", "all", "--report", "json", "--report-json-path", str(report)),
        *words,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    (count,) = re.findall(r"(\d+) generated", done.stdout.replace(",", ""))
    json.loads(report.read_text())
    log.info("schemathesis made %s cases", count)  # pytest -o log_cli=true -o log_cli_level=INFO
    return int(count)


def test_a_sample_of_what_may_come_finds_no_fault(unworked: Service, tmp_path: Path) -> None:
    assert fuzzed(unworked, tmp_path, "--phases", "fuzzing", "--max-examples", "15") >= 150


@pytest.mark.torture
def test_five_thousand_cases_find_no_fault(unworked: Service, tmp_path: Path) -> None:
    assert fuzzed(unworked, tmp_path, "--max-examples", "400", "--continue-on-failure") >= 5000
