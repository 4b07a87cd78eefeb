"""Lay practice papers out: a made-up person hands them in anew, so that whoever learns has a deposit of their own.

No verb, but the way through three, as a batch goes it: open, add, receive.
"""

from uuid import UUID

from dossier.database.actor import Actor, system
from dossier.database.engine import Record, transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.ids import new_id
from dossier.resources import Resources
from dossier.storage.intake import receive as take_in
from dossier.storage.vault import incoming_dir
from dossier.training.errors import NoPracticePaper

CIRCUIT = "portal"


async def lay_out(
    resources: Resources, centre_id: UUID, documents: tuple[tuple[str, ...], ...], person: Record
) -> UUID:
    """Have a person (`beneficiary_id`, `social_file_id`) hand in documents of practice papers; return the deposit.

    Raises NoPracticePaper, Unavailable.
    """
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT t.code, o.vault_key, o.size_bytes, p.proposed_type_id, b.language
               FROM training_papers t JOIN originals o ON o.id = t.original_id JOIN papers p ON p.id = o.paper_id
               JOIN beneficiaries b ON b.id = $1""",
            person["beneficiary_id"],
        )
    papers = {row["code"]: row for row in rows}
    if missing := {code for codes in documents for code in codes} - set(papers):
        raise NoPracticePaper(code=min(missing))
    actor = Actor(centre_id=centre_id, kind="beneficiary", id=person["beneficiary_id"], place=CIRCUIT)
    deposit_id = new_id()
    await open_deposit(
        actor,
        deposit_id,
        circuit=CIRCUIT,
        language=rows[0]["language"],
        depositor=Depositor(beneficiary_id=person["beneficiary_id"], social_file_id=person["social_file_id"]),
    )
    for codes in documents:
        paper_id = new_id()
        for code in codes:
            await _add(resources, actor, deposit_id, paper_id, papers[code])
        is_one_paper = len(codes) == 1
        await name_paper(actor, deposit_id, paper_id, papers[codes[0]]["proposed_type_id"] if is_one_paper else None)
    await receive(resources, actor, deposit_id)
    return deposit_id


async def _add(resources: Resources, actor: Actor, deposit_id: UUID, paper_id: UUID, paper: Record) -> None:
    settings = resources.settings
    file = await take_in(resources.vault.stream(paper["vault_key"]), incoming_dir(settings), settings.upload_max_bytes)
    try:
        await add_original(resources, actor, deposit_id, paper_id, new_id(), file)
    finally:
        file.path.unlink(missing_ok=True)
