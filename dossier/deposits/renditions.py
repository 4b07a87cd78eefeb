"""Keeps the renditions of a page: first their bytes in the vault, then rows that name them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import file_digest
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction
from dossier.imaging.values import Rendition
from dossier.storage.keys import rendition_key, spare_key
from dossier.storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A rendition that stands in the vault."""

    kind: str
    sha256: str
    vault_key: str
    media_type: str
    width_pixels: int
    height_pixels: int
    size_bytes: int


async def keep(vault: Vault, actor: Actor, page_id: UUID, rendition: Rendition) -> Kept:
    """Put a rendition into the vault. Raises StoreUnavailable."""
    with rendition.path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    key = rendition_key(actor.centre_id, page_id, sha256)
    await vault.put(key, rendition.path, sha256)
    return Kept(
        kind=rendition.kind,
        sha256=sha256,
        vault_key=key,
        media_type=rendition.media_type,
        width_pixels=rendition.width,
        height_pixels=rendition.height,
        size_bytes=rendition.path.stat().st_size,
    )


async def keep_apart(vault: Vault, kept: Kept, rendition: Rendition, spent: Collection[str]) -> Kept:
    """Put a rendition under its next key, where no row may name the present one. Raises StoreUnavailable."""
    if kept.vault_key not in spent:
        return kept
    key = spare_key(kept.vault_key)
    await vault.put(key, rendition.path, kept.sha256)
    return replace(kept, vault_key=key)


async def insert(
    tx: Transaction, page_id: UUID, recipe_version: int, under_id: UUID | None, kept: Collection[Kept]
) -> None:
    """Write the renditions of one version of a page down, with the page that they show under it."""
    await tx.connection.executemany(
        """INSERT INTO renditions (centre_id, page_id, recipe_version, under_id, kind, sha256, vault_key, media_type,
                                   width_pixels, height_pixels, size_bytes)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""",
        [
            (
                tx.actor.centre_id,
                page_id,
                recipe_version,
                under_id,
                each.kind,
                each.sha256,
                each.vault_key,
                each.media_type,
                each.width_pixels,
                each.height_pixels,
                each.size_bytes,
            )
            for each in kept
        ],
    )
