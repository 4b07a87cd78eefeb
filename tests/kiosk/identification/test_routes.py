"""Who hands over at a kiosk is a beneficiary once two facts fit, nobody by name otherwise, and nobody may guess."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from tests.kiosk.house import BIRTH_DATE, NUMBER, House, identify

pytestmark = pytest.mark.people


async def _deposits(centre_id: UUID) -> list[dict[str, object]]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT circuit, device_id, beneficiary_id, language FROM deposits ORDER BY opened_at")
        return [dict(row) for row in rows]


async def test_two_facts_that_fit_begin_one_deposit_of_the_beneficiary_at_this_machine(
    house: House, centre_id: UUID
) -> None:
    client = await house.paired()
    await client.get("/kiosk/identification?lang=nl")
    answer = await identify(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kiosk/deposit/photo")
    twice = await client.post("/kiosk/identification/birth-date", data={"birth_date": BIRTH_DATE})
    assert twice.headers["location"] == "/kiosk/deposit/photo"
    trail = [str(answer.url), (await client.get("/kiosk/deposit/photo")).headers["location"]]
    assert not any(fact in each for each in trail for fact in (NUMBER, NUMBER.replace("-", ""), BIRTH_DATE))
    (deposit,) = await _deposits(centre_id)
    assert (deposit["circuit"], deposit["language"]) == ("kiosk", "nl")
    assert deposit["device_id"]
    assert deposit["beneficiary_id"]


async def test_someone_without_a_number_hands_over_without_a_name(house: House, centre_id: UUID) -> None:
    client = await house.paired()
    assert (await client.post("/kiosk/deposit")).status_code == 303
    assert (await client.post("/kiosk/deposit")).status_code == 303
    (deposit,) = await _deposits(centre_id)
    assert deposit["beneficiary_id"] is None


async def test_whoever_goes_back_and_chooses_to_stay_unnamed_is_unnamed(house: House, centre_id: UUID) -> None:
    client = await house.paired()
    await identify(client)
    await client.post("/kiosk/deposit")
    assert [each["beneficiary_id"] is None for each in await _deposits(centre_id)] == [False, True]


async def test_a_number_that_cannot_be_one_is_told_at_once(house: House) -> None:
    client = await house.paired()
    for typed in ("", "12", "10443463", "abc"):
        answer = await client.post("/kiosk/identification/number", data={"number": typed})
        assert answer.status_code == 422, typed
        assert 'aria-invalid="true"' in answer.text


async def test_a_wrong_birth_date_tells_nothing_of_the_file(house: House) -> None:
    client = await house.paired()
    assert (await client.get("/kiosk/identification/birth-date")).headers["location"] == "/kiosk"
    answer = await identify(client, birth_date="01011900")
    assert answer.status_code == 422
    assert people()[0].last_name not in answer.text
    assert (await client.get("/kiosk/deposit/photo")).headers["location"] == "/kiosk"


async def test_whoever_guesses_birth_dates_is_stopped_even_before_the_right_one(house: House) -> None:
    client = await house.paired()
    for _ in range(house.resources.settings.identify_attempts_max):
        assert (await identify(client, birth_date="01011900")).status_code == 422
    assert (await identify(client)).status_code == 422
    other = await house.paired()
    assert (await identify(other)).status_code == 422, "the file is guarded, not the machine"
