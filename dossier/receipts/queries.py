"""Find a receipt: by its deposit, its number, or the token of its QR code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import signing
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Missing
from dossier.ids import read_number
from dossier.receipts.promised import PURPOSE, is_promised
from dossier.receipts.statement import Statement, read_statement

_RECEIPT = """SELECT r.id, r.deposit_id, r.number, r.issued_at, r.content_digest, r.statement, c.name_fr, c.name_nl,
                     ARRAY(SELECT p.number FROM (SELECT is_kept, row_number() OVER (ORDER BY position)::int AS number
                                                 FROM papers WHERE deposit_id = r.deposit_id) p
                           WHERE p.is_kept ORDER BY p.number) AS kept_numbers
              FROM receipts r JOIN centres c ON c.id = r.centre_id"""


class NoSuchReceipt(Missing):
    """We know no receipt of this number. Check the number on your slip."""


class ReceiptPromised(NoSuchReceipt):
    """This receipt is provisional: your papers are on their way to us. Keep your slip, and look again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A receipt as screens and paper show it."""

    id: UUID
    deposit_id: UUID
    number: str
    issued_at: datetime
    content_digest: str
    statement: Statement
    centre_fr: str  # who received the deposit
    centre_nl: str
    kept_numbers: tuple[int, ...]  # of the papers that were not given back, from 1

    def centre(self, language: str) -> str:
        """Return the name of the centre that gave it."""
        return self.centre_nl if language == "nl" else self.centre_fr

    @property
    def token(self) -> str:
        """Return what the QR code holds after the address."""
        return token_of(self.number)

    @property
    def kept(self) -> str:
        """Return the numbers of the papers that were not given back, as they are read; empty where all were."""
        return ", ".join(map(str, self.kept_numbers))

    @property
    def page_count(self) -> int:
        """Return how many pages were handed over."""
        return sum(each.page_count for each in self.statement.originals)


def token_of(number: str) -> str:
    """Return what the QR code of a receipt holds after the address: its number, signed; no personal data."""
    return signing.sign(PURPOSE, number)


async def receipt_of_deposit(tx: Transaction, deposit_id: UUID) -> Receipt | None:
    """Return a deposit's receipt; None as long as it was not received."""
    row = await tx.row(f"{_RECEIPT} WHERE r.deposit_id = $1", deposit_id)
    return _receipt(row) if row else None


async def receipt_for(actor: Actor, deposit_id: UUID) -> Receipt | None:
    """Return a deposit's receipt; None as long as it was not received."""
    async with transaction(actor) as tx:
        return await receipt_of_deposit(tx, deposit_id)


async def receipt_by_token(actor: Actor, token: str) -> Receipt:
    """Return the receipt that a QR code leads to.

    Raises BadToken when we did not sign it, NoSuchReceipt when its number is not known, ReceiptPromised as below.
    """
    return await receipt_by_number(actor, signing.read(PURPOSE, token))


async def receipt_by_number(actor: Actor, number: str) -> Receipt:
    """Return the receipt of a number, as typed by staff.

    Raises NoSuchReceipt.
    """
    async with transaction(actor) as tx:
        return await receipt_numbered(tx, number)


async def receipt_numbered(tx: Transaction, number: str) -> Receipt:
    """Return the receipt of a number, as typed by staff.

    Raises NoSuchReceipt, and ReceiptPromised where somebody has that number on paper and their papers are not here yet.
    """
    wanted = read_number(number) or ""
    row = await tx.row(f"{_RECEIPT} WHERE r.number = $1", wanted)
    if row is None:
        raise ReceiptPromised if await is_promised(tx, wanted) else NoSuchReceipt
    return _receipt(row)


def _receipt(row: Record) -> Receipt:
    return Receipt(
        id=row["id"],
        deposit_id=row["deposit_id"],
        number=row["number"],
        issued_at=row["issued_at"],
        content_digest=row["content_digest"],
        statement=read_statement(row["statement"]),
        centre_fr=row["name_fr"],
        centre_nl=row["name_nl"],
        kept_numbers=tuple(row["kept_numbers"]),
    )
