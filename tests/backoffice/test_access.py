"""Who may see what: each role before each section, and a document of another department."""

from uuid import UUID

import httpx
import pytest

from demo.people import people
from dossier.jobs.worker import drain
from dossier.people.staff import staff_member
from dossier.resources import Resources
from tests.backoffice.conftest import SignIn
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people

ROLES = {
    "capture agent": "ines.moreau",
    "social worker": "nadia.benali",
    "clerk": "fatou.diop",
    "manager, auditor": "anne.dewit",
    "administrator": "rachid.lahlou",
}
SECTIONS: dict[str, tuple[int, int, int, int, int]] = {
    # path: capture agent, social worker, clerk, manager and auditor, administrator
    "/backoffice/queue": (200, 200, 403, 403, 403),
    "/backoffice/signals": (200, 200, 403, 403, 403),
    "/backoffice/devices": (403, 403, 403, 403, 200),
    "/backoffice": (303, 303, 200, 200, 303),
}


async def test_each_role_has_its_sections(sign_in: SignIn) -> None:
    for column, username in enumerate(ROLES.values()):
        client = await sign_in(username)
        answers = {path: (await client.get(path)).status_code for path in SECTIONS}
        assert answers == {path: expected[column] for path, expected in SECTIONS.items()}, username
        searched = await client.post("/backoffice/beneficiaries/search", data={"words": "a"})
        assert searched.status_code == SECTIONS["/backoffice/queue"][column]


async def test_nobody_comes_in_without_signing_in(stranger: httpx.AsyncClient) -> None:
    for path in SECTIONS:
        answer = await stranger.get(path)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/backoffice/session")
    answer = await stranger.post("/backoffice/beneficiaries/search", headers={"Accept": "*/*"}, data={"words": "a"})
    assert answer.status_code == 401


async def test_a_document_of_another_department_is_refused_with_words(
    resources: Resources, centre_id: UUID, sign_in: SignIn
) -> None:
    made = await hand_over(resources, centre_id, people()[0])  # a file of AS
    await drain(resources)
    document = f"/backoffice/documents/{made.document_ids[0]}"
    own, other, clerk = await sign_in("nadia.benali"), await sign_in("pieter.maes"), await sign_in("fatou.diop")
    opened = await own.get(document)
    assert opened.status_code == 200
    picture = opened.text.partition('src="/backoffice/pages/')[2].partition('"')[0]
    for client, words in ((other, "autre service"), (clerk, "rôle")):
        for path in (document, f"{document}/pages", f"{document}/live", f"{document}/refusal"):
            answer = await client.get(path, headers={"Accept-Language": "fr"})
            assert answer.status_code == 403, path
            assert words in (await client.get(f"{path}?lang=fr")).text
        for act in ("claim", "release", "validation", "refusal"):
            assert (await client.post(f"{document}/{act}", data={"reason_id": ""})).status_code == 403, act
        assert (await client.get(f"/backoffice/pages/{picture}")).status_code == 403
    assert (await own.get(f"/backoffice/pages/{picture}")).headers["content-type"] == "image/webp"
