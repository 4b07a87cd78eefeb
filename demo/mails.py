"""The demo's mailbox: what people sent there, one mail of which needs a person."""

from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

from demo.actors import day_of_papers
from demo.papers import pdf
from demo.people import people
from demo.places import MAIL_ADDRESS
from dossier import clock
from dossier.database.actor import system
from dossier.jobs.worker import drain
from dossier.mail.keep import Arrived, keep_mail
from dossier.mail.mailboxes import MailboxTold, set_mailbox
from dossier.people.roles import Role
from dossier.resources import Resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One mail."""

    person: int | None  # of people.csv, who writes from the address of their file; None: a stranger
    hours_ago: float
    subject: str
    words: str
    kinds: tuple[str, ...] = ()  # of the papers attached
    locked: bool = False  # what is attached cannot be opened by us


MAILS = (
    Written(
        person=13,
        hours_ago=27,
        subject="Documente cerute",
        words="Bună ziua,\n\nVă trimit documentele cerute.\n\nIonuț Popescu",
        kinds=("REV_PAIE", "FAM_COMP"),
    ),
    Written(
        person=17,
        hours_ago=6,
        subject="Ma nouvelle adresse",
        words="Bonjour,\n\nJe déménage le 1er décembre. Ma nouvelle adresse sera rue du Moulin 8, à Valmeir.\n"
        "Je vous enverrai le contrat de bail dès que je l'aurai signé.\n\nChristophe Lambert",
    ),
    Written(
        person=None,
        hours_ago=2,
        subject="Facture pour ma sœur",
        words="Bonjour, voici la facture dont ma sœur vous a parlé.",
        kinds=("ENE_FACT",),
    ),
    Written(person=8, hours_ago=0.8, subject="Documents", words="Voir pièce jointe.", locked=True),
)


async def write_mails(resources: Resources, centre_id: UUID) -> None:
    """Give the centre its mailbox, and have each of `MAILS` arrive and be taken in at its hour."""
    told = MailboxTold(
        address=MAIL_ADDRESS,
        is_on=True,
        answers=False,
        answers_per_sender_per_day=3,
        folder="INBOX",
        taken_folder="Guichet",
    )
    await set_mailbox(replace(system(centre_id), roles=frozenset({Role.ADMINISTRATOR})), told)
    for number, mail in enumerate(MAILS):
        with clock.moved(timedelta(hours=-mail.hours_ago)):
            raw = _raw(mail, number)
            await keep_mail(resources, system(centre_id), Arrived(raw=raw, way="lmtp", mail_size_bytes=len(raw)))
            await drain(resources)


def _raw(mail: Written, number: int) -> bytes:
    writer = people()[mail.person] if mail.person is not None else None
    sender = f"{writer.name} <{writer.email}>" if writer else "Julie Renard <julie.renard@example.org>"
    told = EmailMessage()
    told["From"], told["To"], told["Subject"] = sender, MAIL_ADDRESS, mail.subject
    told["Date"] = clock.now()
    told["Message-ID"] = f"<demo-{number}@example.org>"
    told.set_content(mail.words)
    for position, kind in enumerate(mail.kinds):
        paper = pdf(
            kind, writer or people()[0], writer.language if writer else "fr", day_of_papers(), number + position
        )
        told.add_attachment(paper, maintype="application", subtype="pdf", filename=f"document-{position + 1}.pdf")
    if mail.locked:
        told.add_attachment(b"Rar!\x1a\x07\x01\x00", maintype="application", subtype="vnd.rar", filename="papiers.rar")
    return told.as_bytes()
