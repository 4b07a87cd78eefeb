"""Lists to ask by: who writes them, what becomes of those that came with the system, two who change one at once."""

from dataclasses import replace
from uuid import UUID

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.errors import UnknownChoice
from dossier.ids import new_id
from dossier.requests import errors
from dossier.requests.retire_template import retire_template
from dossier.requests.revive_template import revive_template
from dossier.requests.set_template import TemplateFacts, set_template
from dossier.requests.templates import Template, templates
from dossier.thesaurus.queries import all_types
from tests.support.deposits import staff

pytestmark = pytest.mark.people


async def facts(actor: Actor, *codes: str) -> TemplateFacts:
    types = {each.code: each.id for each in await all_types(actor)}
    return TemplateFacts(
        id=new_id(),
        version=0,
        label_fr="Aide au chauffage",
        label_nl="Verwarmingshulp",
        sentence_fr="Avant l\u2019hiver.",
        sentence_nl="Voor de winter.",
        due_days=21,
        type_ids=tuple(types[code] for code in codes),
    )


async def known(actor: Actor, template_id: UUID) -> Template:
    (found,) = [each for each in await templates(actor, with_retired=True) if each.id == template_id]
    return found


async def test_a_spoc_writes_a_list_and_everyone_asks_by_it(centre_id: UUID) -> None:
    spoc, worker = await staff(centre_id, "pieter.maes"), await staff(centre_id, "nadia.benali")
    told = await facts(spoc, "ENE_FACT", "REV_PAIE")
    for _ in range(2):  # a second press
        await set_template(spoc, told)
    found = await known(worker, told.id)
    assert (found.label("nl"), found.sentence("fr"), found.due_days) == ("Verwarmingshulp", "Avant l\u2019hiver.", 21)
    assert (found.type_ids, found.department_code, found.version) == (told.type_ids, "ENE", 1)
    assert (await templates(spoc))[0].id == told.id, "one's own department's first"
    async with transaction(spoc) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'TemplateSet'") == 1


async def test_what_cannot_be_asked_is_no_list(centre_id: UUID) -> None:
    spoc = await staff(centre_id, "pieter.maes")
    told = await facts(spoc, "ENE_FACT")
    for wrong, error in (
        (replace(told, label_nl=""), errors.TemplateNamesNeeded),
        (replace(told, type_ids=()), errors.TemplateWithoutTypes),
        (replace(told, type_ids=told.type_ids * 21), errors.TooManyTypes),
        (replace(told, type_ids=(new_id(),)), UnknownChoice),
        (replace(told, due_days=0), errors.DueDaysWrong),
        (replace(told, due_days=367), errors.DueDaysWrong),
    ):
        with pytest.raises(error):
            await set_template(spoc, wrong)


async def test_a_list_that_came_along_is_taken_on_by_the_spoc_who_changes_it(centre_id: UUID) -> None:
    ene, pa, worker = [await staff(centre_id, name) for name in ("pieter.maes", "chantal.remy", "nadia.benali")]
    seeded = next(each for each in await templates(ene) if each.label_fr == "Facture d'énergie")
    assert seeded.department_id is None
    told = replace(await facts(ene, "ENE_FACT"), id=seeded.id, version=seeded.version)
    with pytest.raises(errors.NotYourTemplate):
        await set_template(worker, told)
    await set_template(ene, told)
    taken = await known(worker, seeded.id)
    assert (taken.department_code, taken.version, len(taken.type_ids)) == ("ENE", 2, 1)
    for act in (set_template(pa, replace(told, version=2)), retire_template(pa, seeded.id)):
        with pytest.raises(errors.NotYourTemplate):
            await act
    with pytest.raises(errors.TemplateChanged):
        await set_template(ene, told)  # has the first version before them


async def test_a_retired_list_is_offered_no_more_and_comes_back(centre_id: UUID) -> None:
    ene, worker = await staff(centre_id, "pieter.maes"), await staff(centre_id, "nadia.benali")
    told = await facts(ene, "ENE_FACT")
    await set_template(ene, told)
    for verb, there in ((retire_template, False), (revive_template, True)):
        with pytest.raises(errors.NotYourTemplate):
            await verb(worker, told.id)
        for _ in range(2):
            await verb(ene, told.id)
        assert (told.id in {each.id for each in await templates(worker)}) is there
        with pytest.raises(errors.NoSuchTemplate):
            await verb(ene, new_id())
    async with transaction(ene) as tx:
        for name in ("TemplateRetired", "TemplateRevived"):
            assert await tx.value("SELECT count(*) FROM events WHERE name = $1", name) == 1
