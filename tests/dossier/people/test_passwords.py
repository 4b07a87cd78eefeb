"""Passwords are kept as argon2id hashes, and an unknown person costs as much time as a wrong password."""

import asyncio
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from argon2 import extract_parameters

from dossier.people import passwords


@pytest.fixture(autouse=True)
def mode(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    chosen = SimpleNamespace(mode="test")
    monkeypatch.setattr(passwords, "settings", lambda: chosen)
    forget()
    yield chosen
    forget()


def forget() -> None:
    passwords._hasher.cache_clear()
    passwords._hash_of_nobody.cache_clear()


async def test_only_the_right_password_is_right() -> None:
    stored = await passwords.hash_password("Zèbre & girafe 7")
    assert stored.startswith("$argon2id$")
    assert await passwords.verify(stored, "Zèbre & girafe 7")
    assert not await passwords.verify(stored, "Zebre & girafe 7")
    assert not await passwords.verify(None, "Zèbre & girafe 7")
    assert not await passwords.verify("no hash at all", "x")
    assert stored != await passwords.hash_password("Zèbre & girafe 7")


async def test_a_hash_of_weaker_days_is_made_again(mode: SimpleNamespace) -> None:
    stored = await passwords.hash_password("x")
    assert not passwords.needs_rehash(stored)
    mode.mode = "production"
    forget()
    assert passwords.needs_rehash(stored)
    assert await passwords.verify(stored, "x")


async def test_in_production_a_password_costs_64_mb_and_so_does_nobody(mode: SimpleNamespace) -> None:
    mode.mode = "production"
    forget()
    stored = await passwords.hash_password("x")
    assert "$m=65536,t=3,p=1$" in stored
    nobody = passwords._hash_of_nobody()
    assert extract_parameters(nobody) == extract_parameters(stored)
    began = time.perf_counter()
    assert not await passwords.verify(None, "x")
    assert time.perf_counter() - began > 0.02  # it was worked for, not refused as malformed


async def test_the_loop_goes_on_while_passwords_are_checked(mode: SimpleNamespace) -> None:
    mode.mode = "production"
    forget()
    checks = asyncio.gather(*(passwords.verify(None, "x") for _ in range(3)))
    turns = 0
    while not checks.done():
        await asyncio.sleep(0.005)
        turns += 1
    assert await checks == [False] * 3
    assert turns > 5
