"""A kiosk's service: paired by a code of its own, out at once when revoked; what it says is told to who can help."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.devices import (
    AdministratorOnly,
    DeviceUnknown,
    NoSuchDevice,
    PairingCodeWrong,
    device,
    devices,
    offer_pairing,
    pair,
    revoke,
)
from dossier.people.kiosk_agents import (
    Conduct,
    Kept,
    PassWrong,
    Printer,
    agent,
    kiosks_in_need,
    note_life,
    offer_code,
    offer_pass,
    pair_agent,
    pair_by_pass,
)
from dossier.people.kiosk_settings import KioskSettings, kiosk_settings, set_kiosk

VALID_SECONDS = 900
SILENT_SECONDS = 180


@pytest.fixture
def administrator(actor: Actor) -> Actor:
    return replace(actor, roles=frozenset({"administrator"}))


async def paired(administrator: Actor) -> tuple[UUID, str]:
    return await pair_agent(administrator.centre_id, await offer_pairing(administrator, "Hall", VALID_SECONDS))


async def test_one_code_pairs_the_service_and_a_pass_its_browser(administrator: Actor) -> None:
    code = await offer_pairing(administrator, "Hall", VALID_SECONDS)
    device_id, key = await pair_agent(administrator.centre_id, f"{code[:4]} {code[4:]}")
    kiosk = await agent(administrator.centre_id, device_id, key)
    assert (kiosk.kind, kiosk.id) == ("device", device_id)
    with pytest.raises(PairingCodeWrong):
        await pair_agent(administrator.centre_id, code)
    browser_id, browser_key = await pair_by_pass(administrator.centre_id, await offer_pass(kiosk))
    assert browser_id == device_id
    assert (await device(administrator.centre_id, device_id, browser_key)).id == device_id
    for wrong in (key + "x", browser_key):
        with pytest.raises(DeviceUnknown):
            await agent(administrator.centre_id, device_id, wrong)
    with pytest.raises(DeviceUnknown):
        await device(administrator.centre_id, device_id, key)
    assert (await devices(administrator))[0].paired_at is not None


async def test_a_pass_is_good_for_a_moment(administrator: Actor) -> None:
    kiosk = await agent(administrator.centre_id, *await paired(administrator))
    offered = await offer_pass(kiosk)
    with clock.moved(timedelta(seconds=31)), pytest.raises(PassWrong):
        await pair_by_pass(administrator.centre_id, offered)
    await pair_by_pass(administrator.centre_id, offered)
    with pytest.raises(PassWrong):
        await pair_by_pass(administrator.centre_id, offered)  # once


async def test_a_pass_takes_no_code_away_that_an_administrator_read(administrator: Actor) -> None:
    device_id, key = await paired(administrator)
    code = await offer_code(administrator, device_id, VALID_SECONDS)
    offered = await offer_pass(await agent(administrator.centre_id, device_id, key))
    assert (await pair(administrator.centre_id, code))[0] == device_id
    assert (await pair_by_pass(administrator.centre_id, offered))[0] == device_id


async def test_a_pass_pairs_no_service_and_none_that_was_revoked(administrator: Actor) -> None:
    device_id, key = await paired(administrator)
    offered = await offer_pass(await agent(administrator.centre_id, device_id, key))
    with pytest.raises(PairingCodeWrong):
        await pair_agent(administrator.centre_id, offered)
    await revoke(administrator, device_id)
    with pytest.raises(PassWrong):
        await pair_by_pass(administrator.centre_id, offered)


async def test_a_kiosk_without_a_camera_needs_somebody_whatever_its_printer_needs(administrator: Actor) -> None:
    kiosk = await agent(administrator.centre_id, *await paired(administrator))
    cases: list[tuple[Printer, list[str]]] = [("good", ["no_camera"]), ("no_paper", ["no_paper", "no_camera"])]
    for printer, troubles in cases:
        await note_life(kiosk, printer=printer, has_camera=False)
        needy = await kiosks_in_need(administrator, SILENT_SECONDS)
        assert [(each.trouble, each.since is None) for each in needy] == [
            (trouble, trouble == "no_camera") for trouble in troubles
        ]
    with clock.moved(timedelta(seconds=SILENT_SECONDS + 1)):
        assert [each.trouble for each in await kiosks_in_need(administrator, SILENT_SECONDS)] == ["silent"]


async def test_a_kiosk_that_put_papers_aside_needs_somebody_since_it_first_said_so(administrator: Actor) -> None:
    kiosk = await agent(administrator.centre_id, *await paired(administrator))
    told_at = []
    for seconds in (0, 30):
        with clock.moved(timedelta(seconds=seconds)):
            await note_life(kiosk, printer="good", has_camera=True, kept=Kept(aside_count=1))
            (needy,) = await kiosks_in_need(administrator, SILENT_SECONDS)
            assert needy.trouble == "aside"
            told_at.append(needy.since)
    assert told_at[0] == told_at[1]
    await note_life(kiosk, printer="good", has_camera=True)
    assert await kiosks_in_need(administrator, SILENT_SECONDS) == []


async def test_a_screen_that_is_not_seen_while_its_service_answers_needs_somebody(administrator: Actor) -> None:
    device_id, key = await paired(administrator)
    kiosk = await agent(administrator.centre_id, device_id, key)
    _, browser_key = await pair_by_pass(administrator.centre_id, await offer_pass(kiosk))

    async def troubles() -> list[str]:
        await note_life(kiosk, printer="good", has_camera=True)
        return [each.trouble for each in await kiosks_in_need(administrator, SILENT_SECONDS)]

    assert await troubles() == []  # nobody started it yet
    with clock.moved(timedelta(seconds=SILENT_SECONDS + 1)):
        assert await troubles() == ["screen"]
        await device(administrator.centre_id, device_id, browser_key)
        assert await troubles() == []
    with clock.moved(timedelta(seconds=3 * SILENT_SECONDS)):
        assert await troubles() == ["screen"]


async def test_a_new_service_puts_the_old_one_out_and_revoking_puts_out_both(administrator: Actor) -> None:
    device_id, old = await paired(administrator)
    _, new = await pair_agent(administrator.centre_id, await offer_code(administrator, device_id, VALID_SECONDS))
    with pytest.raises(DeviceUnknown):
        await agent(administrator.centre_id, device_id, old)
    kiosk = await agent(administrator.centre_id, device_id, new)
    await revoke(administrator, device_id)
    with pytest.raises(DeviceUnknown):
        await agent(administrator.centre_id, device_id, new)
    with pytest.raises(DeviceUnknown):
        await offer_pass(kiosk)
    with pytest.raises(NoSuchDevice):
        await offer_code(administrator, device_id, VALID_SECONDS)


async def test_the_state_of_a_printer_is_noted_when_it_changes_and_told_to_who_can_help(administrator: Actor) -> None:
    device_id, key = await paired(administrator)
    kiosk = await agent(administrator.centre_id, device_id, key)
    told = KioskSettings(
        name="Hall, left",
        department_id=None,
        printer_address="10.0.4.17",
        paper_width_mm=58,
        languages=("fr", "ar"),
        idle_seconds=45,
        warning_seconds=None,
        receipt_seconds=40,
        captures_itself=False,
    )
    await set_kiosk(administrator, device_id, told)
    assert await kiosk_settings(administrator, device_id) == told
    for printer in ("good", "good", "no_paper", "no_paper"):
        conduct = await note_life(kiosk, printer=printer, has_camera=True)
    assert conduct == Conduct(
        printer_address="10.0.4.17",
        paper_width_mm=58,
        languages=["fr", "ar"],
        idle_seconds=45,
        warning_seconds=None,
        receipt_seconds=40,
        captures_itself=False,
        centre_fr="CPAS de Valmeir",
        centre_nl="OCMW van Valmeir",
    )
    async with transaction(system(administrator.centre_id)) as tx:
        states = await tx.rows(
            "SELECT facts->>'problem' AS state FROM events WHERE name = 'DevicePrinterChanged' ORDER BY seq"
        )
    assert [each["state"] for each in states] == ["good", "no_paper"]
    clerk = replace(administrator, roles=frozenset({"counter_clerk"}))
    (needy,) = await kiosks_in_need(clerk, SILENT_SECONDS)
    assert (needy.name, needy.trouble) == ("Hall, left", "no_paper")
    await note_life(kiosk, printer="good", has_camera=True)
    assert await kiosks_in_need(clerk, SILENT_SECONDS) == []
    with clock.moved(timedelta(seconds=SILENT_SECONDS + 1)):
        assert [each.trouble for each in await kiosks_in_need(clerk, SILENT_SECONDS)] == ["silent"]
    await revoke(administrator, device_id)
    with clock.moved(timedelta(seconds=SILENT_SECONDS + 1)):
        assert await kiosks_in_need(clerk, SILENT_SECONDS) == []


async def test_a_service_without_a_printer_needs_somebody_who_says_where_it_is(administrator: Actor) -> None:
    device_id, key = await paired(administrator)
    await note_life(await agent(administrator.centre_id, device_id, key), printer="none", has_camera=True)
    assert [each.trouble for each in await kiosks_in_need(administrator, SILENT_SECONDS)] == ["none"]


async def test_a_service_is_told_from_a_printer(administrator: Actor) -> None:
    device_id, key = await pair(administrator.centre_id, await offer_pairing(administrator, "Hall", VALID_SECONDS))
    known = await kiosk_settings(administrator, device_id)

    async def seen() -> tuple[bool, bool, bool]:
        kiosk = await device(administrator.centre_id, device_id, key)
        return (await devices(administrator))[0].has_service, kiosk.has_service, kiosk.has_printer

    await set_kiosk(administrator, device_id, replace(known, printer_address="10.0.4.17"))
    assert await seen() == (False, False, False)  # nothing speaks to it
    await pair_agent(administrator.centre_id, await offer_code(administrator, device_id, VALID_SECONDS))
    assert await seen() == (True, True, True)
    await set_kiosk(administrator, device_id, known)
    assert await seen() == (True, True, False)


async def test_only_an_administrator_says_how_a_kiosk_works(administrator: Actor, actor: Actor) -> None:
    device_id, _ = await paired(administrator)
    known = await kiosk_settings(administrator, device_id)
    for attempt in (
        kiosk_settings(actor, device_id),
        set_kiosk(actor, device_id, known),
        offer_code(actor, device_id, VALID_SECONDS),
    ):
        with pytest.raises(AdministratorOnly):
            await attempt
    with pytest.raises(NoSuchDevice):
        await set_kiosk(administrator, administrator.centre_id, known)
