"""Bundles: chosen documents of a social file as one PDF with contents and page numbers, for a hearing or a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Missing, Refused, Unavailable
from dossier.events import BundleAsked
from dossier.files.access import check_openable
from dossier.ids import new_id
from dossier.journal.record import note_access
from dossier.outbox.publish import publish
from dossier.people.access import READABLE
from dossier.storage.keys import staging_key
from dossier.storage.vault import Vault

PAGES_MAX = 2000
"""Of one bundle: four full binders."""


class NothingChosen(Refused):
    """Choose at least one document that has pages."""


class TooManyPages(Refused):
    """A bundle has at most {pages} pages. Choose fewer documents."""


class NoSuchBundle(Missing):
    """This bundle is no longer there. Make it again."""


class BundleNotMade(Unavailable):
    """This bundle is still being made. Wait a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle as it stands."""

    id: UUID
    social_file_id: UUID
    file_number: str
    language: str
    page_count: int
    pages_done: int
    size_bytes: int | None  # None until it is made
    problem: str | None  # why it cannot be made
    expires_at: datetime
    document_count: int

    @property
    def vault_key(self) -> str:
        """Return where its bytes are, once it is made."""
        return staging_key(self.id, 0)


async def ask_bundle(
    actor: Actor, social_file_id: UUID, document_ids: Sequence[UUID], *, language: str, keep_seconds: int
) -> UUID:
    """Have documents of a file, in this order, made into one PDF; return the bundle's id.

    Raises NothingChosen where none of them is a document of the file that the actor may read, TooManyPages, and what
    `check_openable` raises.
    """
    bundle_id = new_id()
    async with transaction(actor) as tx:
        await check_openable(tx, social_file_id)
        rows = await tx.rows(
            f"""SELECT d.id, (SELECT count(*) FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                              WHERE dp.document_id = d.id AND g.laid_under IS NULL) AS page_count
                FROM unnest($1::uuid[]) WITH ORDINALITY chosen (id, at) JOIN documents d ON d.id = chosen.id
                JOIN social_files f ON f.id = d.social_file_id
                WHERE d.social_file_id = $2 AND d.state NOT IN ('disposed', 'emptied') AND {READABLE}
                ORDER BY chosen.at""",
            list(dict.fromkeys(document_ids)),
            social_file_id,
        )
        page_count = sum(row["page_count"] for row in rows)
        if not page_count:
            raise NothingChosen
        if page_count > PAGES_MAX:
            raise TooManyPages(pages=PAGES_MAX)
        await tx.run(
            """INSERT INTO bundles (id, centre_id, social_file_id, asked_by, asked_at, language, page_count, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
            bundle_id,
            actor.centre_id,
            social_file_id,
            actor.staff_id,
            clock.now(),
            language,
            page_count,
            clock.now() + timedelta(seconds=keep_seconds),
        )
        await tx.connection.executemany(
            "INSERT INTO bundle_documents (bundle_id, centre_id, document_id, position) VALUES ($1, $2, $3, $4)",
            [(bundle_id, actor.centre_id, row["id"], at) for at, row in enumerate(rows)],
        )
        await publish(
            tx,
            BundleAsked(record_id=social_file_id, bundle_id=bundle_id, documents=len(rows), page_count=page_count),
        )
    return bundle_id


async def own_bundle(actor: Actor, bundle_id: UUID) -> Bundle:
    """Return a bundle to whoever asked for it. Raises NoSuchBundle."""
    async with transaction(actor) as tx:
        return await bundle_in(tx, bundle_id, actor.staff_id)


async def downloaded_bundle(actor: Actor, bundle_id: UUID) -> Bundle:
    """Return a bundle that is made, to be downloaded; the file and each document in it are logged as downloaded.

    Raises NoSuchBundle, BundleNotMade, and what `check_openable` raises.
    """
    async with transaction(actor) as tx:
        found = await bundle_in(tx, bundle_id, actor.staff_id)
        ground = await check_openable(tx, found.social_file_id)
        if found.size_bytes is None:
            raise BundleNotMade
        await note_access(tx, "download", "social_file", found.social_file_id, ground)
        for row in await tx.rows("SELECT document_id FROM bundle_documents WHERE bundle_id = $1", bundle_id):
            await note_access(tx, "download", "document", row["document_id"], ground)
    return found


async def bundle_in(tx: Transaction, bundle_id: UUID, asked_by: UUID | None) -> Bundle:
    """Return a bundle that is not over yet, as one person asked for it (None: whoever did). Raises NoSuchBundle."""
    row = await tx.row(
        """SELECT b.id, b.social_file_id, f.number AS file_number, b.language, b.page_count, b.pages_done,
                  b.size_bytes, b.problem, b.expires_at,
                  (SELECT count(*) FROM bundle_documents d WHERE d.bundle_id = b.id) AS document_count
           FROM bundles b JOIN social_files f ON f.id = b.social_file_id
           WHERE b.id = $1 AND ($2::uuid IS NULL OR b.asked_by = $2) AND b.expires_at > $3""",
        bundle_id,
        asked_by,
        clock.now(),
    )
    if row is None:
        raise NoSuchBundle
    return Bundle(**dict(row))


async def expire_bundles(vault: Vault, actor: Actor) -> int:
    """Remove the bundles whose time is over, bytes first; return how many. Raises StoreUnavailable."""
    async with transaction(actor) as tx:
        over = await tx.rows("SELECT id FROM bundles WHERE expires_at <= $1", clock.now())
    for row in over:
        await vault.delete(staging_key(row["id"], 0))
        async with transaction(actor) as tx:
            await tx.run("DELETE FROM bundles WHERE id = $1", row["id"])
    return len(over)
