"""Pages of refused documents that are taken again, in tests of the dossier."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import Record, transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.begin_retake import begin_retake
from dossier.deposits.receive import receive
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.documents.review import review
from dossier.jobs.worker import drain
from dossier.receipts.queries import Receipt
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import HandedOver, hand_over, pdf, received
from tests.support.desk import LEASE_SECONDS


def depositor(centre_id: UUID) -> Actor:
    return Actor(centre_id=centre_id, kind="depositor", place="portal")


async def rows(centre_id: UUID, sql: str, *values: object) -> Sequence[Record]:
    async with transaction(system(centre_id)) as tx:
        return await tx.rows(sql, *values)


async def pages_of(centre_id: UUID, document_id: UUID) -> list[UUID]:
    found = await rows(
        centre_id, "SELECT page_id FROM document_pages WHERE document_id = $1 ORDER BY position", document_id
    )
    return [each["page_id"] for each in found]


async def aside_of(centre_id: UUID, document_id: UUID) -> dict[UUID, tuple[str, object]]:
    found = await rows(
        centre_id, "SELECT page_id, reason, set_aside_by FROM set_aside_pages WHERE document_id = $1", document_id
    )
    return {each["page_id"]: (each["reason"], each["set_aside_by"]) for each in found}


async def accounted(centre_id: UUID, *deposit_ids: UUID) -> None:
    """Check that every page of some deposits stands in a document, or is aside, and not both."""
    found = await rows(
        centre_id,
        """SELECT EXISTS (SELECT FROM document_pages x WHERE x.page_id = g.id) AS filed,
                  EXISTS (SELECT FROM set_aside_pages x WHERE x.page_id = g.id) AS aside
           FROM pages g WHERE g.deposit_id = ANY($1)""",
        list(deposit_ids),
    )
    assert found
    assert all(each["filed"] != each["aside"] for each in found)


async def originals(centre_id: UUID, deposit_id: UUID) -> list[tuple[object, ...]]:
    return [
        tuple(each)
        for each in await rows(
            centre_id,
            """SELECT id, sha256, page_count, vault_key, size_bytes FROM originals
               WHERE deposit_id = $1 ORDER BY position""",
            deposit_id,
        )
    ]


async def refused(
    resources: Resources, agent: Actor, *, pages: int = 3, again: Sequence[int] = (), files: tuple[bytes, ...] = ()
) -> HandedOver:
    """Hand a paper over, and have it refused; `again` are the pages to take again, from 1."""
    made = await hand_over(resources, agent.centre_id, people()[0], types=("REV_PAIE",), pages=pages, files=files)
    await drain(resources)
    await refuse_once_more(resources, agent, made.document_ids[0], again)
    return made


async def refuse_once_more(
    resources: Resources, agent: Actor, document_id: UUID, again: Sequence[int] = (), note: str = "Un coin manque."
) -> None:
    await claim(agent, document_id, LEASE_SECONDS)
    shown = (await review(agent, document_id)).pages
    reason = (await refusal_reasons(agent))[0]
    await refuse(agent, document_id, reason.id, note, [shown[number - 1].id for number in again])
    await drain(resources)


async def begun(
    resources: Resources, actor: Actor, made: HandedOver, page_id: UUID, *files: bytes, retake_id: UUID | None = None
) -> UUID:
    """Begin to take a page again, and take its photos; return the deposit."""
    named = retake_id or uuid4()
    paper = await begin_retake(actor, made.deposit_id, made.document_ids[0], page_id, named, language="fr")
    for each in files:
        await add_original(resources, actor, named, paper, uuid4(), await received(resources, each))
    return named


async def sent(
    resources: Resources, actor: Actor, made: HandedOver, page_id: UUID, *files: bytes
) -> tuple[UUID, Receipt]:
    retake_id = await begun(resources, actor, made, page_id, *(files or (pdf("again"),)))
    receipt = await receive(resources, actor, retake_id)
    await drain(resources)
    return retake_id, receipt
