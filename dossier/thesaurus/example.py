"""An example picture: a page is made of a file in the box, its preview kept in the vault, the file itself forgotten."""

import asyncio
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ExampleKept
from dossier.ids import new_id
from dossier.imaging.box import Box
from dossier.outbox.publish import publish
from dossier.storage.keys import example_key
from dossier.storage.vault import Vault
from dossier.thesaurus.errors import NoSuchExample
from dossier.thesaurus.rights import check_proposes
from dossier.thesaurus.tree import term


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptExample:
    """Where an example picture is kept."""

    vault_key: str
    media_type: str
    size_bytes: int


async def keep_example(box: Box, vault: Vault, actor: Actor, code: str, file: Path, scratch_dir: Path) -> UUID:
    """Keep what a file's first page looks like as a picture for a term; return its id, for a proposal to name.

    Raises NoSuchTerm, NotYourTerm, a leaf of imaging's Refused, StoreUnavailable.
    """
    found = await term(actor, code)
    check_proposes(actor, found.owner_id)
    example_id = new_id()
    await asyncio.to_thread(partial(scratch_dir.mkdir, parents=True, exist_ok=True))
    with TemporaryDirectory(dir=scratch_dir) as folder:
        await box.inspect(file)
        made = await box.make_page(file, 0, Path(folder))
        picture = next(each for each in made.renditions if each.kind == "preview")
        with picture.path.open("rb") as content:
            sha256 = file_digest(content, "sha256").hexdigest()
        key, size_bytes = example_key(actor.centre_id, example_id, sha256), picture.path.stat().st_size
        await vault.put(key, picture.path, sha256)
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO term_examples (id, centre_id, term_id, sha256, vault_key, media_type, width_pixels,
                                          height_pixels, size_bytes, kept_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
            example_id,
            actor.centre_id,
            found.id,
            sha256,
            key,
            picture.media_type,
            picture.width,
            picture.height,
            size_bytes,
            clock.now(),
        )
        await publish(tx, ExampleKept(record_id=example_id, sha256=sha256, term_id=found.id))
    return example_id


async def example(actor: Actor, example_id: UUID) -> KeptExample:
    """Return where an example picture is kept. Raises NoSuchExample."""
    async with transaction(actor) as tx:
        row = await tx.row("SELECT vault_key, media_type, size_bytes FROM term_examples WHERE id = $1", example_id)
    if row is None:
        raise NoSuchExample
    return KeptExample(**dict(row))
