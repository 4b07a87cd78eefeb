"""The training centre: made, made anew, walled off from the real one; and what its wall shuts."""

from uuid import UUID

import asyncpg
import pytest

from demo.training import code_of, make_training
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.founding import CentreCodeTaken, found_centre
from dossier.people.queries import centre_id_of
from dossier.resources import Resources
from dossier.training.centres import is_training, training_centre_of

pytestmark = pytest.mark.people


async def count(centre_id: UUID, table: str) -> int:
    async with transaction(system(centre_id)) as tx:
        found: int = await tx.value(f"SELECT count(*) FROM {table}")
    return found


async def test_a_real_centre_of_its_code_is_left_alone(resources: Resources, centre_id: UUID) -> None:
    owner = resources.settings.database_owner_url
    assert owner is not None
    code = code_of(resources.settings)
    other = await found_centre(owner.get_secret_value(), code, "CPAS", "OCMW")
    with pytest.raises(CentreCodeTaken):
        await make_training(resources.settings, centre_id, ("CPAS", "OCMW"), lambda _: None)
    assert await count(other, "staff_members") == 0
    assert await training_centre_of(centre_id) is None


async def test_what_a_centre_is_and_its_journal_cannot_be_changed(resources: Resources, centre_id: UUID) -> None:
    owner = resources.settings.database_owner_url
    assert owner is not None
    connection = await asyncpg.connect(owner.get_secret_value())
    try:
        await connection.execute(f"SET app.centre_id = '{centre_id.hex}'")
        assert await connection.fetchval("SELECT count(*) FROM events") > 0
        for change in ("UPDATE centres SET trains_for = gen_random_uuid()", "DELETE FROM events"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(change)
    finally:
        await connection.close()


async def test_it_is_made_beside_the_real_one_and_made_anew(resources: Resources, centre_id: UUID) -> None:
    before = {table: await count(centre_id, table) for table in ("events", "staff_members", "deposits", "documents")}
    assert await training_centre_of(centre_id) is None
    names = "CPAS de Valmeir", "OCMW van Valmeir"
    first = await make_training(resources.settings, centre_id, names, lambda _: None)
    assert (await is_training(first), await is_training(centre_id)) == (True, False)
    assert await training_centre_of(centre_id) == first
    assert await count(first, "training_papers") == 4
    assert await count(first, "events") > 50
    second = await make_training(resources.settings, centre_id, names, lambda _: None)
    assert second == await training_centre_of(centre_id) == await centre_id_of(code_of(resources.settings))
    assert second != first
    assert await count(first, "events") == 0
    assert [blob async for blob in resources.vault.list(str(first))] == []
    assert [blob async for blob in resources.vault.list(str(second))] != []
    after = {table: await count(centre_id, table) for table in before}
    assert after == before, "nothing of the real centre was touched, and nothing was added"
