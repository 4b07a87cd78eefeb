"""A simulation says what rules would have told, and leaves nothing behind."""

from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.signals.raise_ import raise_signals
from dossier.signals.simulate import Simulation, Told, simulate
from dossier.thesaurus.content import SignalRule
from dossier.thesaurus.errors import NotYourTerm
from tests.backoffice.house import opened_house
from tests.support.signals import document, told
from tests.support.terms import member

pytestmark = pytest.mark.people


async def test_what_is_simulated_is_what_is_raised(resources: Resources, centre_id: UUID) -> None:
    olivier = await member(centre_id, "olivier.marchal")
    made = [await document(centre_id, code) for code in ("LOG_EXP", "REV_PAIE", "ID_CI", "LOG_EXP")]
    async with transaction(system(centre_id)) as tx:
        before = await tx.value("SELECT count(*) FROM events")
    foreseen = await simulate(olivier)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM signals") == 0
        assert await tx.value("SELECT count(*) FROM events") == before
    raised: dict[tuple[str, int], int] = {}
    for document_id in made:
        await raise_signals(system(centre_id), document_id, resources.settings)
        for code, row in (await told(centre_id, document_id)).items():
            raised[code, row["urgency"]] = raised.get((code, row["urgency"]), 0) + 1
    assert {(each.department, each.urgency): each.count for each in foreseen.told} == raised
    assert (foreseen.document_count, foreseen.silent_count, foreseen.signal_count) == (4, 1, sum(raised.values()))


async def test_proposed_rules_are_tried_on_their_term_s_documents_alone(centre_id: UUID) -> None:
    olivier = await member(centre_id, "olivier.marchal")
    for code, worker in (("LOG_EXP", "nadia.benali"), ("LOG_EXP", None), ("REV_PAIE", "nadia.benali")):
        await document(centre_id, code, worker=worker)
    rules = (SignalRule(department="AS", urgency=3, moment="capture", situation="open_file"),)
    assert await simulate(olivier, {"LOG_EXP": rules}) == Simulation(
        document_count=2,
        silent_count=1,
        told=(
            Told(department="AS", urgency=4, count=0, now_count=2, to_worker_count=0, at_capture_count=0),
            Told(department="AS", urgency=3, count=1, now_count=0, to_worker_count=1, at_capture_count=1),
            Told(department="JUR", urgency=4, count=0, now_count=2, to_worker_count=0, at_capture_count=0),
        ),
    )
    with pytest.raises(NotYourTerm):
        await simulate(await member(centre_id, "wim.claes"))


async def test_its_screen_shows_figures_and_no_names(resources: Resources, centre_id: UUID) -> None:
    await document(centre_id, "LOG_EXP")
    async with opened_house(resources, centre_id) as house:
        shown = await (await house.sign_in("sofie.devos")).get("/backoffice/signals/simulation")
        assert (shown.status_code, "U4" in shown.text, "Benali" in shown.text) == (200, True, False)
        assert (await (await house.sign_in("wim.claes")).get("/backoffice/signals/simulation")).status_code == 403
