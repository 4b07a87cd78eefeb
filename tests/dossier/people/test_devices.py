"""Kiosks: a code pairs once, a key is the device's own, a revoked one is out at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.people.devices import (
    AdministratorOnly,
    DeviceUnknown,
    PairingCodeWrong,
    device,
    devices,
    offer_pairing,
    pair,
    revoke,
)

VALID_SECONDS = 900


@pytest.fixture
def administrator(actor: Actor) -> Actor:
    return replace(actor, roles=frozenset({"administrator"}))


async def test_a_code_pairs_one_device_once(administrator: Actor) -> None:
    code = await offer_pairing(administrator, "Hall", VALID_SECONDS)
    device_id, key = await pair(administrator.centre_id, f"{code[:4]} {code[4:]}")
    assert (await device(administrator.centre_id, device_id, key)).id == device_id
    with pytest.raises(PairingCodeWrong):
        await pair(administrator.centre_id, code)
    with pytest.raises(DeviceUnknown):
        await device(administrator.centre_id, device_id, key + "x")
    (row,) = await devices(administrator)
    assert row.name == "Hall"
    assert row.last_seen_at is not None


async def test_a_code_that_is_too_old_pairs_nothing(administrator: Actor) -> None:
    code = await offer_pairing(administrator, "Hall", VALID_SECONDS)
    with clock.moved(timedelta(seconds=VALID_SECONDS + 1)), pytest.raises(PairingCodeWrong):
        await pair(administrator.centre_id, code)


async def test_a_revoked_device_is_out_at_once(administrator: Actor) -> None:
    device_id, key = await pair(administrator.centre_id, await offer_pairing(administrator, "Hall", VALID_SECONDS))
    await revoke(administrator, device_id)
    with pytest.raises(DeviceUnknown):
        await device(administrator.centre_id, device_id, key)


async def test_only_an_administrator_pairs(actor: Actor) -> None:
    for attempt in (offer_pairing(actor, "Hall", VALID_SECONDS), devices(actor), revoke(actor, actor.centre_id)):
        with pytest.raises(AdministratorOnly):
            await attempt


async def test_a_second_offer_of_a_name_replaces_the_first(administrator: Actor) -> None:
    first = await offer_pairing(administrator, "Hall", VALID_SECONDS)
    second = await offer_pairing(administrator, " Hall ", VALID_SECONDS)
    assert len(await devices(administrator)) == 1
    with pytest.raises(PairingCodeWrong):
        await pair(administrator.centre_id, first)
    await pair(administrator.centre_id, second)
    await offer_pairing(administrator, "Hall", VALID_SECONDS)
    assert len(await devices(administrator)) == 2


async def test_a_device_is_noted_as_seen_once_a_minute(administrator: Actor) -> None:
    device_id, key = await pair(administrator.centre_id, await offer_pairing(administrator, "Hall", VALID_SECONDS))
    seen = []
    for seconds in (0, 1, 50, 61, 62):
        with clock.moved(timedelta(seconds=seconds)):
            await device(administrator.centre_id, device_id, key)
        seen.append((await devices(administrator))[0].last_seen_at)
    first, _, third, fourth, last = seen
    assert first == third
    assert fourth == last
    assert first is not None
    assert fourth is not None
    assert fourth - first >= timedelta(seconds=60)
