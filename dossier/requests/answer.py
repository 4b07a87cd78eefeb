"""Answer requests: which validated document answers which item, for one person as a whole, whatever came first.

An item is answered by at most one document, a document answers at most one item, and the oldest document answers the
oldest item of its type. A document that is not filed any more, or under another type or person, answers nothing, and
the next one that fits takes its place; nor does one of which a worker said, for a request, that it is not enough.
Settling a person twice changes nothing: a job may come late, twice, or never (a round makes that good).
"""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.database.states import advance
from dossier.events import RequestAnswered, RequestUnanswered
from dossier.lifecycle import RequestState
from dossier.outbox.publish import publish

_NOT_ENOUGH = """EXISTS (SELECT FROM request_reopenings o JOIN request_items oi ON oi.id = o.item_id
                         WHERE oi.request_id = i.request_id AND o.document_id = {document}
                           AND o.taken_back_at IS NULL)"""
_FITS = f"""(NOT {_NOT_ENOUGH.format(document="i.document_id")} AND EXISTS (
                   SELECT FROM documents d JOIN document_types t ON t.id = d.type_id
                   JOIN document_beneficiaries x ON x.document_id = d.id
                   WHERE d.id = i.document_id AND d.state IN ('validated', 'expired', 'disposed')
                     AND x.beneficiary_id = r.beneficiary_id
                     AND t.code = (SELECT code FROM document_types WHERE id = i.type_id)))"""
_MAY_ANSWER = f"""SELECT i.id AS item_id, i.request_id, d.id AS document_id, d.decided_at, r.asked_at, i.position
                 FROM document_requests r JOIN request_items i ON i.request_id = r.id
                 JOIN document_types asked ON asked.id = i.type_id
                 JOIN document_beneficiaries x ON x.beneficiary_id = r.beneficiary_id
                 JOIN documents d ON d.id = x.document_id AND d.state = 'validated' AND d.decided_at >= r.asked_at
                 JOIN document_types t ON t.id = d.type_id AND t.code = asked.code
                 WHERE i.document_id IS NULL AND r.state <> 'waived'
                   AND NOT EXISTS (SELECT FROM request_items other WHERE other.document_id = d.id)
                   AND NOT {_NOT_ENOUGH.format(document="d.id")}"""


async def answer_requests(actor: Actor, document_id: UUID) -> None:
    """Settle the requests to those whom a document concerns, or whom it answered for before."""
    async with transaction(actor) as tx:
        people = await tx.rows(
            """SELECT beneficiary_id FROM document_beneficiaries WHERE document_id = $1
               UNION SELECT r.beneficiary_id FROM request_items i JOIN document_requests r ON r.id = i.request_id
                     WHERE i.document_id = $1 ORDER BY 1""",
            document_id,
        )
        for each in people:
            await settle_person(tx, each["beneficiary_id"])


async def answer_missed(actor: Actor) -> None:
    """Settle everyone for whom an item waits that a filed document fits, or is answered by one that is not filed."""
    async with transaction(actor) as tx:
        people = await tx.rows(
            f"""SELECT r.beneficiary_id FROM request_items i JOIN document_requests r ON r.id = i.request_id
                WHERE i.document_id IS NOT NULL AND r.state <> 'waived' AND NOT {_FITS}
                UNION SELECT r.beneficiary_id FROM document_requests r
                      WHERE r.state IN ('open', 'partly_answered')
                        AND EXISTS ({_MAY_ANSWER} AND r.id = i.request_id) ORDER BY 1"""
        )
    for each in people:
        async with transaction(actor) as tx:
            await settle_person(tx, each["beneficiary_id"])


async def settle_person(tx: Transaction, beneficiary_id: UUID) -> None:
    """Bring the items of a person's requests, and their states, in line with the documents that are filed."""
    # One after the other, for a person: whoever waits here sees below what the one before has committed
    held = await tx.rows(
        """SELECT id FROM document_requests WHERE beneficiary_id = $1 AND state <> 'waived'
           ORDER BY asked_at, id FOR UPDATE""",
        beneficiary_id,
    )
    if not held:
        return
    freed = await tx.rows(
        f"""UPDATE request_items i SET document_id = NULL
            FROM (SELECT i.id, i.request_id, i.document_id FROM request_items i
                  JOIN document_requests r ON r.id = i.request_id
                  WHERE r.id = ANY($1) AND i.document_id IS NOT NULL AND NOT {_FITS}) before
            WHERE i.id = before.id RETURNING before.id AS item_id, before.request_id, before.document_id""",
        [each["id"] for each in held],
    )
    answers = _paired(
        await tx.rows(
            f"{_MAY_ANSWER} AND r.beneficiary_id = $1 ORDER BY r.asked_at, r.id, i.position, d.decided_at, d.id",
            beneficiary_id,
        )
    )
    for each in answers:
        await tx.run("UPDATE request_items SET document_id = $2 WHERE id = $1", each["item_id"], each["document_id"])
    left = {each["request_id"]: await _set_state(tx, each["request_id"]) for each in (*freed, *answers)}
    for kind, changed in ((RequestUnanswered, freed), (RequestAnswered, answers)):
        for each in changed:
            await publish(
                tx,
                kind(
                    record_id=each["request_id"],
                    item_id=each["item_id"],
                    document_id=each["document_id"],
                    left_count=left[each["request_id"]],
                ),
            )


def _paired(candidates: list[Record]) -> list[Record]:
    """Return a document for each item, of the pairs that fit: the oldest item first, the oldest document first."""
    items: set[UUID] = set()
    documents: set[UUID] = set()
    pairs = []
    for each in candidates:
        if each["item_id"] not in items and each["document_id"] not in documents:
            items.add(each["item_id"])
            documents.add(each["document_id"])
            pairs.append(each)
    return pairs


async def _set_state(tx: Transaction, request_id: UUID) -> int:
    """Move a request to where its items say that it stands; return how many items wait."""
    row = await tx.row(
        """SELECT r.state, count(*) FILTER (WHERE i.document_id IS NULL) AS left_count, count(*) AS item_count
           FROM document_requests r JOIN request_items i ON i.request_id = r.id WHERE r.id = $1 GROUP BY r.state""",
        request_id,
    )
    assert row is not None
    left: int = row["left_count"]
    if left == 0:
        verb, target = "requests.answer", RequestState.ANSWERED
    elif left < row["item_count"]:
        verb, target = "requests.answer_partly", RequestState.PARTLY_ANSWERED
    else:
        verb, target = "requests.unanswer", RequestState.OPEN
    if row["state"] != target:
        assert await advance(tx, verb, request_id)
    return left
