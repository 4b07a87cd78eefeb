"""Fills a centre with small records whose bytes stand in its vault, and spoils some of them in every known way."""

import asyncio
import hashlib
import random
from dataclasses import dataclass
from uuid import UUID, uuid4

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.ids import page_id
from dossier.storage.keys import original_key, rendition_key
from dossier.storage.vault import Vault

AT_ONCE = 16
PAGES_A_DEPOSIT = 100
_ORIGINAL_BYTES = range(200, 2000)
_RENDITION_BYTES = range(100, 800)
KINDS = ("missing", "truncated", "zero_byte", "flipped", "swapped", "orphan")


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that stand in the vault, and under which key."""

    key: str
    data: bytes


async def fill(vault: Vault, actor: Actor, pages: int, seed: int = 1) -> list[Kept]:
    """Make so many pages, each with an original and a rendition, rows and bytes; return all bytes by key order."""
    chance, kept = random.Random(seed), []
    for begun in range(0, pages, PAGES_A_DEPOSIT):
        made = [_page(actor.centre_id, chance) for _ in range(min(PAGES_A_DEPOSIT, pages - begun))]
        both = [each for _, original, rendition in made for each in (original, rendition)]
        for first in range(0, len(both), AT_ONCE):
            await asyncio.gather(*(vault.put_bytes(each.key, each.data) for each in both[first : first + AT_ONCE]))
        async with transaction(actor) as tx:
            await _insert(tx, made)
        kept += both
    return sorted(kept, key=lambda each: each.key)


async def spoil(vault: Vault, actor: Actor, kept: list[Kept], of_each: int, seed: int = 2) -> dict[str, str]:
    """Seed so many faults of each kind, an even number; return key → kind."""
    chance = random.Random(seed)
    chosen = chance.sample(kept, of_each * (len(KINDS) - 1))
    faults: dict[str, str] = {}
    for kind in KINDS[:-1]:
        these, chosen = chosen[:of_each], chosen[of_each:]
        for place, each in enumerate(these):
            partner = these[place + 1 if place % 2 == 0 else place - 1]
            await vault.delete(each.key)
            if kind != "missing":
                await vault.put_bytes(each.key, _spoilt(kind, each.data, partner.data, chance))
            faults[each.key] = kind
    for _ in range(of_each):
        data = chance.randbytes(300)
        key = original_key(actor.centre_id, uuid4(), hashlib.sha256(data).hexdigest())
        await vault.put_bytes(key, data)
        faults[key] = "orphan"
    return faults


def _spoilt(kind: str, data: bytes, partner: bytes, chance: random.Random) -> bytes:
    if kind == "truncated":
        return data[: chance.randrange(1, len(data))]
    if kind == "zero_byte":
        return b""
    if kind == "swapped":
        return partner
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]  # one bit


def _page(centre_id: UUID, chance: random.Random) -> tuple[UUID, Kept, Kept]:
    original_id = uuid4()
    received, made = (chance.randbytes(chance.choice(sizes)) for sizes in (_ORIGINAL_BYTES, _RENDITION_BYTES))
    return (
        original_id,
        Kept(original_key(centre_id, original_id, hashlib.sha256(received).hexdigest()), received),
        Kept(rendition_key(centre_id, page_id(original_id, 0), hashlib.sha256(made).hexdigest()), made),
    )


async def _insert(tx: Transaction, made: list[tuple[UUID, Kept, Kept]]) -> None:
    """Write the rows of one deposit."""
    centre_id, deposit_id, paper_id, now = tx.actor.centre_id, uuid4(), uuid4(), clock.now()
    await tx.run(
        """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_at)
           VALUES ($1, $2, 'portal', 'open', 'fr', $3)""",
        deposit_id,
        centre_id,
        now,
    )
    await tx.run(
        "INSERT INTO papers (id, centre_id, deposit_id, position) VALUES ($1, $2, $3, 0)",
        paper_id,
        centre_id,
        deposit_id,
    )
    await tx.connection.executemany(
        """INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type,
                                  page_count, vault_key, added_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, 'image/jpeg', 1, $8, $9)""",
        [
            (original_id, centre_id, deposit_id, paper_id, place, each.key[-64:], len(each.data), each.key, now)
            for place, (original_id, each, _) in enumerate(made)
        ],
    )
    await tx.connection.executemany(
        "INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state) VALUES ($1, $2, $3, $4, 0, 'ready')",
        [(page_id(original_id, 0), centre_id, deposit_id, original_id) for original_id, _, _ in made],
    )
    await tx.connection.executemany(
        """INSERT INTO renditions (centre_id, page_id, recipe_version, kind, sha256, vault_key, media_type,
                                   width_pixels, height_pixels, size_bytes)
           VALUES ($1, $2, 1, 'page', $3, $4, 'image/webp', 10, 10, $5)""",
        [
            (centre_id, page_id(original_id, 0), each.key[-64:], each.key, len(each.data))
            for original_id, _, each in made
        ],
    )
