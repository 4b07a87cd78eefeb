"""A bundle is read by another's reader: cover, contents, each page with its number, in the order that was asked."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from demo.people import people
from dossier import clock
from dossier.files.bundles import (
    NoSuchBundle,
    NothingChosen,
    ask_bundle,
    downloaded_bundle,
    expire_bundles,
    own_bundle,
)
from dossier.files.make_bundle import make_bundle
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.filed import days_ago, file_documents, file_of

pytestmark = pytest.mark.people

SAMIRA = people()[0]  # a file of AS, of Nadia Benali


async def test_a_bundle_holds_what_was_chosen_in_its_order(resources: Resources, centre_id: UUID) -> None:
    agent, worker = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    made = await file_documents(resources, agent, SAMIRA, (("REV_PAIE", days_ago(70)), ("FAM_COMP", days_ago(80))))
    await drain(resources)
    file_id = await file_of(resources, agent, SAMIRA)
    other = await file_documents(resources, agent, people()[5], (("REV_PAIE", days_ago(9)),))
    with pytest.raises(NothingChosen):
        await ask_bundle(worker, file_id, other.document_ids, language="fr", keep_seconds=600)
    chosen = [made.document_ids[1], made.document_ids[0], *other.document_ids]  # the last is not of this file
    bundle_id = await ask_bundle(worker, file_id, chosen, language="fr", keep_seconds=600)
    await drain(resources)
    bundle = await downloaded_bundle(worker, bundle_id)
    await make_bundle(resources, worker, bundle_id)  # a job that runs once more changes nothing
    data = await resources.vault.read(bundle.vault_key)
    assert len(data) == bundle.size_bytes
    reader = PdfReader(io.BytesIO(data), strict=True)
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) == 4
    assert "El Amrani Samira" in texts[0]
    assert texts[1].index("Composition de ménage") < texts[1].index("Fiche de paie")
    assert [f"Page {number} sur 4" in text for number, text in enumerate(texts, 1)] == [False, True, True, True]
    assert [len(page.images) for page in reader.pages] == [0, 0, 1, 1]
    marks = [each for each in reader.outline if isinstance(each, Destination)]
    assert [reader.get_destination_page_number(each) for each in marks] == [2, 3]


async def test_a_bundle_is_gone_when_its_time_is_over(resources: Resources, centre_id: UUID) -> None:
    agent, worker = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    made = await file_documents(resources, agent, SAMIRA, (("REV_PAIE", days_ago(70)),))
    file_id = await file_of(resources, agent, SAMIRA)
    bundle_id = await ask_bundle(worker, file_id, made.document_ids, language="nl", keep_seconds=600)
    await drain(resources)
    key = (await own_bundle(worker, bundle_id)).vault_key
    assert await expire_bundles(resources.vault, worker) == 0
    with clock.moved(timedelta(seconds=601)):
        assert await expire_bundles(resources.vault, worker) == 1
        with pytest.raises(NoSuchBundle):
            await own_bundle(worker, bundle_id)
    assert await resources.vault.size(key) is None
