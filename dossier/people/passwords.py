"""Hashes and checks passwords of staff with argon2id, in two threads, so that sign-ins cannot take all memory."""

import asyncio
import base64
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from dossier.settings import settings

_THREADS = 2  # ×64 MB: what sign-ins may take at most
_ROUNDS, _MEMORY_KIB = 3, 64 * 1024  # RFC 9106 §4, second choice; about 150 ms
_TEST_ROUNDS, _TEST_MEMORY_KIB = 1, 64
_LANES = 1  # a second lane would only be a second thread of the same two
_SALT_BYTES, _HASH_BYTES = 16, 32

P = ParamSpec("P")
T = TypeVar("T")

_threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="passwords")


async def hash_password(password: str) -> str:
    """Return what a row keeps of a password: algorithm, parameters, salt and hash in one text."""
    return await _in_thread(_hasher().hash, password)


async def verify(stored: str | None, password: str) -> bool:
    """Say whether a password is the one that was hashed.

    None, for a person who is unknown or has no password yet, takes as long as a wrong password and is False: the time
    of an answer tells nobody which accounts exist.
    """
    right = await _in_thread(_verify, stored or _hash_of_nobody(), password)
    return right and stored is not None


def needs_rehash(stored: str) -> bool:
    """Say whether a hash was made with other parameters than today's: hash again at the next right password."""
    return _hasher().check_needs_rehash(stored)


@cache
def _hasher() -> PasswordHasher:
    rounds, memory_kib = (_TEST_ROUNDS, _TEST_MEMORY_KIB) if settings().mode == "test" else (_ROUNDS, _MEMORY_KIB)
    return PasswordHasher(rounds, memory_kib, _LANES, _HASH_BYTES, _SALT_BYTES, type=Type.ID)


@cache
def _hash_of_nobody() -> str:
    """Return a well-formed hash that no password has, with the same cost as a real one."""
    salt, digest = (base64.b64encode(os.urandom(size)).decode().rstrip("=") for size in (_SALT_BYTES, _HASH_BYTES))
    cost = f"m={_hasher().memory_cost},t={_hasher().time_cost},p={_hasher().parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


async def _in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, lambda: work(*args, **kwargs))
