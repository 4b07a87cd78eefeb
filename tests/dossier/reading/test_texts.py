"""The words of pages: taken with the page, later for old ones, gone with their page; found whatever their ending."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.read_texts import read_old_texts
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.search import texts
from dossier.search.texts import documents_with
from tests.support.deposits import hand_over, staff
from tests.support.filed import days_ago, file_documents

pytestmark = pytest.mark.people

SAMIRA = people()[0]  # a file of AS, of Nadia Benali


async def test_an_old_page_gets_its_text_once(resources: Resources, centre_id: UUID) -> None:
    await hand_over(resources, centre_id, SAMIRA)
    await drain(resources)
    actor = system(centre_id)
    async with transaction(actor) as tx:
        kept = await tx.value("SELECT words || boxes::text FROM page_texts")
        assert await tx.run("DELETE FROM page_texts") == 1
    assert await read_old_texts(resources, actor) == 1
    assert await read_old_texts(resources, actor) == 0
    async with transaction(actor) as tx:
        assert await tx.value("SELECT words || boxes::text FROM page_texts") == kept


@pytest.mark.parametrize("rare_pages", [texts.RARE_PAGES, 0])
async def test_words_are_found_by_stem_in_both_languages_and_by_whom_they_concern(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch, rare_pages: int
) -> None:
    monkeypatch.setattr(texts, "RARE_PAGES", rare_pages)  # words that stand on more pages are sought another way
    agent = await staff(centre_id, "ines.moreau")
    await file_documents(resources, agent, SAMIRA, (("REV_PAIE", days_ago(70)), ("FAM_COMP", days_ago(60))))
    await drain(resources)
    async with transaction(agent) as tx:
        await tx.run(
            "UPDATE page_texts SET words = 'les loyers impayés, twee huurwoningen', boxes = array_fill(0, ARRAY[20])"
        )
    own, other = await staff(centre_id, "nadia.benali"), await staff(centre_id, "pieter.maes")
    for words in ("loyer", "IMPAYE", "huurwoning", "loyer impayé", '"loyers impayés"'):
        assert len(await documents_with(own, words)) == 2, words
        assert await documents_with(other, words) == [], words
    assert len(await documents_with(own, "loyer", most=1)) == 1
    for words in ("loyer absent", "", "'", "!", "&|"):
        assert await documents_with(own, words) == [], words
    async with transaction(system(UUID(int=0))) as tx:
        assert await tx.rows("SELECT pages_with(text_query('loyer'), 10)") == []  # of no other centre
