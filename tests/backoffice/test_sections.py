"""The rail shows each what their roles open, in groups, and where they are; nothing on it is a shut door."""

import re
from uuid import UUID

import pytest

from backoffice.sections import GROUPS, sections_of
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.roles import Role
from dossier.resources import Resources
from tests.backoffice.house import opened_house

pytestmark = pytest.mark.people

ALL = [each for group in GROUPS for each in group.sections]
SHUT_THOUGH_ANSWERED = {("rachid.lahlou", "/backoffice/looks")}
"""Who may ask for whom, and is then told that the list is not theirs to tell: on the rail it would be a dead end."""
STAFF = ("fatou.diop", "ines.moreau", "nadia.benali", "olivier.marchal", "anne.dewit", "rachid.lahlou")


def rail(page: str) -> str:
    return page.partition('<nav class="sections"')[2].partition("</nav>")[0]


@pytest.mark.parametrize("username", STAFF)
async def test_what_is_on_the_rail_opens_and_what_is_not_does_not(
    resources: Resources, centre_id: UUID, username: str
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in(username)
        front = await client.get("/backoffice", follow_redirects=True)
        assert front.status_code == 200
        shown = re.findall(r'href="(/backoffice/[^"]+)"', rail(front.text))
        assert shown
        assert shown == [each.path for each in ALL if each.path in shown]
        for section in ALL:
            answer = await client.get(section.path)
            opens = answer.status_code == 200 and (username, section.path) not in SHUT_THOUGH_ANSWERED
            assert opens == (section.path in shown), (section.path, answer.status_code)
            if opens:
                (current,) = re.findall(r'href="([^"]+)" aria-current="page"', rail(answer.text))
                assert current == section.path


def test_a_group_without_a_section_of_one_s_roles_is_left_out() -> None:
    groups = sections_of(frozenset({Role.COUNTER_CLERK}), "/backoffice/receipts/26-000001-16")
    assert [(each.id, [section.path for section in each.sections]) for each in groups] == [
        ("work", ["/backoffice/counter"]),
        ("beneficiaries", ["/backoffice/receipts", "/backoffice/kept-papers", "/backoffice/contacts"]),
        (
            "centre",
            [
                "/backoffice/thesaurus",
                "/backoffice/absences",
                "/backoffice/training",
                "/backoffice/releases",
                "/backoffice/feedback",
                "/backoffice/phases",
            ],
        ),
    ]
    assert [each.path for group in groups for each in group.sections if each.is_current] == ["/backoffice/receipts"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/backoffice/journal/access", ["/backoffice/journal/access"]),
        ("/backoffice/journal", ["/backoffice/journal"]),
        ("/backoffice/beneficiaries/1/looks", ["/backoffice/looks"]),
        ("/backoffice/documents/1", ["/backoffice/queue"]),
        ("/backoffice/queues", []),
        ("/backoffice", []),
    ],
)
def test_the_nearest_section_is_current(path: str, current: list[str]) -> None:
    groups = sections_of(frozenset(Role), path)
    assert [each.path for group in groups for each in group.sections if each.is_current] == current


async def test_a_manager_begins_at_the_signals(resources: Resources, centre_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE staff_members SET roles = '{manager}' WHERE username = 'anne.dewit'")
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        assert (await client.get("/backoffice")).headers["location"] == "/backoffice/signals"
        assert (await client.get("/backoffice/signals")).status_code == 200
