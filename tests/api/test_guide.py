"""The guide's examples do what it says: each is run as it is written, against the running service."""

import asyncio
import json
import os
import re
import subprocess
from pathlib import Path

from dossier.clients.add import NewClient, add_client
from dossier.clients.scopes import Scope
from dossier.resources import opened
from tests.support.deposits import pdf, staff
from tests.support.service import Service

GUIDE = Path(__file__).parents[2] / "docs/api.md"


async def _let_in(service: Service) -> NewClient:
    async with opened(service.settings):
        return await add_client(await staff(service.centre_id, "rachid.lahlou"), "Guide", tuple(Scope))


def test_every_example_of_the_guide_is_answered(unworked: Service, tmp_path: Path) -> None:
    text = GUIDE.read_text()
    for scope in Scope:
        assert f"| `{scope}` |" in text
    (tmp_path / "paper.pdf").write_bytes(pdf("one"))
    made = asyncio.run(_let_in(unworked))
    known = {"GUICHET": unworked.url, "CLIENT_ID": str(made.id), "CLIENT_SECRET": made.secret}
    answers = []
    for example in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        done = subprocess.run(
            ["bash", "-c", f"set -eu; {example.replace('curl -s', 'curl -sf')}"],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, **known},
        )
        assert done.returncode == 0, f"{example}\n{done.stderr}"
        answers.append(json.loads(done.stdout))
        known["TOKEN"] = answers[0]["access_token"]
    token, documents, deposit, nobody, person, webhook = answers
    assert token["token_type"] == "Bearer"
    assert documents["documents"] == []
    assert deposit["state"] == "received"
    assert nobody == {"people": []}
    assert person == {"outcome": "taken"}
    assert webhook["secret"].startswith("whsec_")
