"""An example picture is kept as everything is that is kept: the store's check knows whose it is."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from dossier import clock
from dossier.jobs.worker import drain
from dossier.reconcile.ask import ask
from dossier.reconcile.queries import report
from dossier.resources import Resources
from dossier.thesaurus.errors import NoSuchExample, NotYourTerm
from dossier.thesaurus.example import example, keep_example
from tests.support.deposits import pdf
from tests.support.terms import member

pytestmark = pytest.mark.people


async def test_the_store_s_check_knows_an_example(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    file = tmp_path / "fiche.pdf"
    file.write_bytes(pdf("fiche de paie"))
    scratch = resources.settings.scratch_dir
    lawyer, spoc = await member(centre_id, "sofie.devos"), await member(centre_id, "olivier.marchal")
    with pytest.raises(NotYourTerm):
        await keep_example(resources.box, resources.vault, lawyer, "REV_PAIE", file, scratch)
    kept = await example(lawyer, await keep_example(resources.box, resources.vault, spoc, "REV_PAIE", file, scratch))
    assert await resources.vault.size(kept.vault_key) == kept.size_bytes
    with pytest.raises(NoSuchExample):
        await example(spoc, UUID(int=1))

    administrator = await member(centre_id, "rachid.lahlou")
    for whole in (True, False):
        if not whole:
            await resources.vault.delete(kept.vault_key)
        await ask(administrator, deep=True)
        with clock.moved(timedelta(hours=2)):
            await drain(resources)
        found = await report(administrator)
        assert [(each.record_kind, each.kind) for each in found.findings] == ([] if whole else [("example", "missing")])
