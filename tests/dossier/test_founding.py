"""Founding a centre: once is enough, and a founding that was broken off is made good by the next."""

import pytest

from dossier import founding
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.founding import found_centre
from dossier.resources import Resources
from dossier.settings import Settings


async def found(settings: Settings, code: str) -> Actor:
    assert settings.database_owner_url is not None
    return system(await found_centre(settings.database_owner_url.get_secret_value(), code, "CPAS", "OCMW"))


async def counts(actor: Actor) -> tuple[int, int, int]:
    """Return how many departments, document types and refusal reasons a centre has."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT (SELECT count(*) FROM departments) AS departments, (SELECT count(*) FROM document_types) AS types,
                      (SELECT count(*) FROM refusal_reasons) AS reasons"""
        )
    assert row is not None
    return row["departments"], row["types"], row["reasons"]


async def test_a_centre_is_founded_once(resources: Resources) -> None:
    first = await found(resources.settings, "valmont")
    made = await counts(first)
    assert all(made)
    assert await found(resources.settings, "valmont") == first
    assert await counts(first) == made


async def test_a_founding_that_was_killed_is_made_good(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await counts(await found(resources.settings, "valmont"))

    async def killed(_: Actor) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(founding, "seed_thesaurus", killed)
        with pytest.raises(KeyboardInterrupt):
            await found(resources.settings, "valrive")
    assert await counts(await found(resources.settings, "valrive")) == whole


async def test_a_centre_without_departments_gets_them(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(founding, "DEPARTMENTS", founding.DEPARTMENTS.with_name("nowhere.csv"))
        with pytest.raises(FileNotFoundError):
            await found(resources.settings, "valrive")
    assert all(await counts(await found(resources.settings, "valrive")))
