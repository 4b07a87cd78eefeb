"""Take a kept mail: its papers go into a deposit, which is received, and then what became of the mail is written down.

No verb, but the way through them. Whoever dies on the way leaves what the next try finds: every name on it is made of
the mail's, so that nothing is handed over twice.
"""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from dossier.antivirus.clamd import AntivirusAway
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.deposits.scan_original import clamd_of
from dossier.lifecycle import DepositState, MailState
from dossier.mail import ids
from dossier.mail.decide import Decision, PartRow, decide
from dossier.mail.letter import Letter
from dossier.mail.parts import NotReadAsMail, take_apart
from dossier.mail.scanned import note_scan
from dossier.mail.sort import Sorted, sorted_parts
from dossier.mail.values import KEPT_AS_PAGES, PUT_BEFORE_A_PERSON, Fate, Head, Limits, Why
from dossier.mail.whose import language_of
from dossier.resources import Resources

PLACE = "email"
UNKNOWN_LANGUAGE = "fr"
"""Of a deposit whose depositor nobody knows; what is sent to them is in French and Dutch."""


async def take_mail(resources: Resources, actor: Actor, mail_id: UUID) -> None:
    """Take a kept mail into a deposit, as far as it can be; a mail that was taken stays as it is.

    Raises Unavailable, after which the same is tried again.
    """
    async with transaction(actor) as tx:
        mail = await tx.row("SELECT * FROM mails WHERE id = $1 AND state = $2", mail_id, str(MailState.KEPT))
    if mail is None:
        return
    await _scan(resources, actor, mail)
    if mail["mail_size_bytes"] > mail["size_bytes"]:
        await decide(resources.settings, actor, mail_id, Decision(why=Why.LARGE, head=await _head(resources, mail)))
        return
    raw = await resources.vault.read(mail["vault_key"])
    try:
        head, parts = await asyncio.to_thread(take_apart, raw, _limits(resources))
    except NotReadAsMail:
        await decide(resources.settings, actor, mail_id, Decision(why=Why.UNREADABLE))
        return
    del raw
    if head.why_passed is Why.REPORT:
        await decide(resources.settings, actor, mail_id, Decision(why=Why.REPORT, passes=True, head=head))
        return
    sender = " ".join(each for each in (head.sender_name, f"<{head.sender_address}>") if each)
    above = Letter(sender=sender, subject=head.subject, at=head.written_at or mail["kept_at"], words="")
    async with sorted_parts(resources, parts, above) as found:
        attached = [each for each in found if each.fate in PUT_BEFORE_A_PERSON or each.fate is Fate.PAGES]
        if head.why_passed is not None and not attached:
            rows = _rows(found, None)
            decision = Decision(why=head.why_passed, passes=True, head=head, parts=rows)
        else:
            deposit = await _hand_in(resources, actor, mail, found)
            decision = Decision(why=_why(found), head=head, deposit_id=deposit, parts=_rows(found, deposit))
    await decide(resources.settings, actor, mail_id, decision)


async def _hand_in(resources: Resources, actor: Actor, mail: Record, found: Sequence[Sorted]) -> UUID | None:
    """Hand the papers of a mail in, and have them received; return their deposit, None where there is no paper."""
    papers = [(position, each) for position, each in enumerate(found) if each.file is not None]
    if not papers:
        return None
    depositor = Actor(centre_id=actor.centre_id, kind="depositor", place=PLACE)
    deposit = await _deposit(actor, mail)
    language = await language_of(actor, mail["sender_address"])
    told = Depositor(name=mail["sender_name"], contact=mail["sender_address"])
    await open_deposit(
        depositor, deposit, circuit=PLACE, language=language or UNKNOWN_LANGUAGE, depositor=told, in_hand=True
    )
    for position, each in papers:
        assert each.file is not None
        try:
            await add_original(
                resources,
                depositor,
                deposit,
                ids.paper_id(deposit, position),
                ids.original_id(deposit, position),
                each.file,
            )
        except DepositNotOpen:  # an earlier try came as far as the receipt
            break
    await receive(resources, depositor, deposit)
    return deposit


async def _deposit(actor: Actor, mail: Record) -> UUID:
    """Return the name of a mail's deposit: another one, where that of an earlier try was abandoned meanwhile."""
    attempt: int = mail["attempt"]
    while True:
        deposit = ids.deposit_id(mail["id"], attempt)
        async with transaction(actor) as tx:
            state = await tx.value("SELECT state FROM deposits WHERE id = $1", deposit)
            if state != DepositState.ABANDONED:
                return deposit
            attempt += 1
            await tx.run("UPDATE mails SET attempt = $2 WHERE id = $1", mail["id"], attempt)


def _rows(found: Sequence[Sorted], deposit: UUID | None) -> tuple[PartRow, ...]:
    return tuple(
        PartRow(
            fate=each.fate,
            media_type=each.part.media_type,
            file_name=each.part.file_name,
            size_bytes=len(each.part.data),
            original_id=ids.original_id(deposit, position) if deposit and each.fate in KEPT_AS_PAGES else None,
        )
        for position, each in enumerate(found)
    )


def _why(found: Sequence[Sorted]) -> Why | None:
    """Return why a person looks; None where all that says something is in the deposit."""
    if any(each.fate in PUT_BEFORE_A_PERSON for each in found):
        return Why.PARTS
    return None if any(each.fate in KEPT_AS_PAGES for each in found) else Why.NOTHING


async def _head(resources: Resources, mail: Record) -> Head | None:
    """Return the head of a mail of which nothing else is kept; None where it cannot be read."""
    raw = await resources.vault.read(mail["vault_key"])
    try:
        return (await asyncio.to_thread(take_apart, raw, _limits(resources)))[0]
    except NotReadAsMail:
        return None


async def _scan(resources: Resources, actor: Actor, mail: Record) -> None:
    """Have the antivirus look at the whole mail; where it is away, the mail stays unscanned (`original.py`)."""
    clamd = clamd_of(resources)
    if clamd is None or mail["scan"] != "unscanned":
        return
    try:
        found = await clamd.scan(resources.vault.stream(mail["vault_key"]))
    except AntivirusAway:
        return
    await note_scan(actor, mail["id"], found)


def _limits(resources: Resources) -> Limits:
    settings = resources.settings
    return Limits(
        parts_max=settings.mail_parts_max,
        nested_max=settings.mail_nested_max,
        words_max_characters=settings.mail_words_max_characters,
    )
