"""The parts of a photo: pages of papers that were seen on it beside its first, each made of the same original."""

import json
from collections.abc import Sequence
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.deposits.retake import hold_places
from dossier.events import PartsAdded
from dossier.ids import page_id
from dossier.imaging.values import Quad
from dossier.lifecycle import DocumentState, PageState
from dossier.outbox.publish import publish
from dossier.removals.ask import Reason, ask_removal

_UNDECIDED = (DocumentState.CAPTURED, DocumentState.PROFILED)


async def hold_for_parts(tx: Transaction, deposit_id: UUID) -> None:
    """Hold a deposit until commit, before any page of it: who receives, decides, takes back or purges it does too.

    So are the deposits in whose documents its pages stand.
    """
    await hold_places(tx, deposit_id)
    await tx.run("SELECT FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)


async def takes_parts(tx: Transaction, first_id: UUID) -> bool:
    """Tell whether pages may be added beside a page: none of its documents is confirmed or decided, nor is it aside."""
    decided = await tx.value(
        """SELECT EXISTS (SELECT FROM document_pages dp JOIN documents d ON d.id = dp.document_id
                          WHERE dp.page_id = $1 AND d.state <> ALL($2))
               OR EXISTS (SELECT FROM set_aside_pages WHERE page_id = $1)""",
        first_id,
        [str(state) for state in _UNDECIDED],
    )
    return not decided


async def add_parts(tx: Transaction, deposit_id: UUID, first_id: UUID, papers: Sequence[Quad]) -> None:
    """Make each paper but the first a page of its own, which follows the first wherever that stands.

    The deposit is held, and the first page has no parts.
    """
    original_id = await tx.value(
        "UPDATE pages SET seen_quad = $2 WHERE id = $1 RETURNING original_id", first_id, json.dumps(papers[0])
    )
    part_ids = [page_id(original_id, 0, part) for part in range(1, len(papers))]
    await tx.run(
        """INSERT INTO pages (id, centre_id, deposit_id, original_id, index, part, state, seen_quad)
           SELECT part.id, $1, $2, $3, 0, part.number, $4, part.quad
           FROM unnest($5::uuid[], $6::jsonb[]) WITH ORDINALITY part (id, quad, number)""",
        tx.actor.centre_id,
        deposit_id,
        original_id,
        str(PageState.WAITING),
        part_ids,
        [json.dumps(each) for each in papers[1:]],
    )
    await tx.run(
        """UPDATE document_pages later SET position = later.position + $2 FROM document_pages its
           WHERE its.page_id = $1 AND later.document_id = its.document_id AND later.position > its.position""",
        first_id,
        len(part_ids),
    )
    await tx.run(
        """INSERT INTO document_pages (centre_id, document_id, page_id, position)
           SELECT its.centre_id, its.document_id, part.id, its.position + part.number
           FROM document_pages its, unnest($2::uuid[]) WITH ORDINALITY part (id, number) WHERE its.page_id = $1""",
        first_id,
        part_ids,
    )
    await publish(tx, PartsAdded(record_id=original_id, deposit_id=deposit_id, part_count=len(part_ids)))


async def drop_parts(tx: Transaction, deposit_id: UUID, first_id: UUID) -> int:
    """Take the parts beside a page out of the deposit and its documents; return how many there were.

    Their bytes go, and those of pages that showed one beneath. A job that still makes one finds it gone.
    """
    rows = await tx.rows(
        """DELETE FROM pages p USING pages first
           WHERE first.id = $1 AND p.original_id = first.original_id AND p.index = first.index AND p.part > 0
           RETURNING p.id""",
        first_id,
    )
    part_ids = [each["id"] for each in rows]
    await tx.run("UPDATE pages SET seen_quad = NULL WHERE id = $1", first_id)
    await tx.run("DELETE FROM document_pages WHERE page_id = ANY($1)", part_ids)
    gone = await tx.rows(
        "DELETE FROM renditions WHERE page_id = ANY($1) OR under_id = ANY($1) RETURNING vault_key", part_ids
    )
    await ask_removal(tx, [each["vault_key"] for each in gone], Reason.KEPT_AS_ONE, deposit_id)
    return len(part_ids)
