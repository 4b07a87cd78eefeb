"""The guide's examples do what it says: each is run as it is written, against the running service."""

import asyncio
import json
import os
import re
import subprocess
from datetime import timedelta
from pathlib import Path

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.clients.add import add_client
from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import opened
from dossier.webhooks.values import WebhookEvent
from tests.support.deposits import pdf, staff
from tests.support.requests import person_id
from tests.support.service import Service

GUIDE = Path(__file__).parents[2] / "docs/api.md"


async def _let_in(service: Service) -> dict[str, str]:
    """Let a client in, and return what the examples name."""
    async with opened(service.settings):
        made = await add_client(await staff(service.centre_id, "rachid.lahlou"), "Guide", tuple(Scope))
        whose = await person_id(service.centre_id, people()[0])
        async with transaction(system(service.centre_id)) as tx:
            file_id = await tx.value("SELECT id FROM social_files WHERE number = $1", accounts.file_of(people()[0]))
    return {
        "GUICHET": service.url,
        "CLIENT_ID": str(made.id),
        "CLIENT_SECRET": made.secret,
        "BENEFICIARY": str(whose),
        "SOCIAL_FILE": str(file_id),
        "DUE_ON": (clock.today() + timedelta(days=14)).isoformat(),
    }


def test_every_example_of_the_guide_is_answered(unworked: Service, tmp_path: Path) -> None:
    text = GUIDE.read_text()
    for scope in Scope:
        assert f"| `{scope}` |" in text
    for event in WebhookEvent:
        assert f"| `{event}` |" in text
    for name in ("paper", "letter"):
        (tmp_path / f"{name}.pdf").write_bytes(pdf(name))
    known = asyncio.run(_let_in(unworked))
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
    token, documents, deposit, request, registration, nobody, person, webhook = answers
    assert token["token_type"] == "Bearer"
    assert documents["documents"] == []
    assert deposit["state"] == "received"
    assert request["state"] == "open"
    assert registration["number"].startswith("O-")
    assert nobody == {"people": []}
    assert person == {"outcome": "taken"}
    assert webhook["secret"].startswith("whsec_")
