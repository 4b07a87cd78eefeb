"""Compare and set: the one statement by which a state changes."""

from uuid import UUID

from dossier.database.engine import Transaction
from dossier.lifecycle import (
    BatchState,
    CorrectionState,
    DepositState,
    DocumentState,
    FolderState,
    KeptPaperState,
    MailState,
    PageState,
    ProposalState,
    RequestState,
    SecondLookState,
    SignalState,
    State,
    move,
)

TABLES: dict[type[State], str] = {
    DepositState: "deposits",
    PageState: "pages",
    DocumentState: "documents",
    SignalState: "signals",
    ProposalState: "proposals",
    RequestState: "document_requests",
    SecondLookState: "second_looks",
    CorrectionState: "corrections",
    BatchState: "batches",
    MailState: "mails",
    KeptPaperState: "kept_papers",
    FolderState: "folders",
}


async def advance(tx: Transaction, verb: str, record_id: UUID, **columns: object) -> bool:
    """Make the move of a verb on one record, and set other columns with it.

    Returns False when the record is in none of the move's source states, or is not there: the caller says which
    Conflict or Missing that is.
    """
    made = move(verb)
    names = ["state", *columns]
    settings = ", ".join(f"{name} = ${index}" for index, name in enumerate(names, start=3))
    found = await tx.value(
        f"UPDATE {TABLES[type(made.target)]} SET {settings} WHERE id = $1 AND state = ANY($2) RETURNING id",
        record_id,
        [str(state) for state in made.sources],
        str(made.target),
        *columns.values(),
    )
    return found is not None
