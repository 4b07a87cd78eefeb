"""What every room shows of a receipt: its address, its QR code, its PDF."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from litestar import Response
from markupsafe import Markup

from dossier.people.letters import link_token
from dossier.receipts import qr
from dossier.receipts.pdf import ReceiptWords
from dossier.receipts.pdf import receipt_pdf as write_pdf
from dossier.receipts.queries import Receipt, token_of
from dossier.receipts.slip import Slip, SlipWords
from dossier.settings import Settings
from web.bilingual import in_words
from web.catalogues import OFFICIAL, language, speaking
from web.catalogues import gettext as _
from web.scope import Connection, settings_of


def tracking_address(request: Connection, receipt: Receipt) -> str:
    """Return the absolute address that a receipt's QR code holds."""
    return address_of(settings_of(request), receipt.number)


def address_of(settings: Settings, number: str) -> str:
    """Return the absolute address that the QR code of a receipt number holds, be its deposit here or only promised."""
    return f"{_base(settings)}/r/{token_of(number)}"


def letter_address(settings: Settings, social_file_id: UUID) -> str:
    """Return the absolute address of a file's personal link, for the QR code of a letter or a card."""
    return f"{_base(settings)}/l/{link_token(social_file_id)}"


def letter_code(settings: Settings, social_file_id: UUID, spoken: str) -> Markup:
    """Return the QR code of a file's personal link as SVG, its name in the language of the letter."""
    with speaking(spoken):
        label = _("QR code of your file")
    return Markup(qr.svg(letter_address(settings, social_file_id), label))  # noqa: S704 - made by us


def qr_svg(request: Connection, receipt: Receipt) -> Markup:
    """Return the receipt's QR code as SVG, which scales to its container."""
    return Markup(qr.svg(tracking_address(request, receipt), _("QR code of your receipt")))  # noqa: S704 - made by us


def receipt_pdf(request: Connection, receipt: Receipt, *, is_copy: bool = False) -> Response[bytes]:
    """Answer the receipt as a PDF to keep, in the language of the page; one that staff print again says so."""
    title = _("Receipt")
    words = ReceiptWords(
        language=language(),
        centre=in_words(receipt.centre)[0] or "",
        title=f"{title} ({_('A copy')})" if is_copy else title,
        received_at=_("Received on {moment}.", moment=receipt.issued_at),
        pages=_("Pages handed over: {pages}.", pages=receipt.page_count),
        promise=_("We have your documents. They are kept safe."),
        follow=_("Scan this code to see what happens with them."),
        originals=_("Files received, with their SHA-256:"),
        line=_("File {position}, pages: {pages}", position="{position}", pages="{pages}"),
        digest=_("SHA-256 of all files together:"),
        kept=_kept(receipt),
    )
    return Response(
        write_pdf(receipt, words, tracking_address(request, receipt)),
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="guichet-{receipt.number}.pdf"'},
    )


def slip_of(settings: Settings, receipt: Receipt, spoken: str, *, is_copy: bool) -> Slip:
    """Return what a receipt printer puts on paper: in French or Dutch where that is spoken, else in both."""
    languages = [spoken] if spoken in OFFICIAL else OFFICIAL
    return Slip(
        number=receipt.number,
        address=address_of(settings, receipt.number),
        is_copy=is_copy,
        words=tuple(_slip_words(receipt, each) for each in languages),
    )


def provisional_slip(
    number: str, address: str, spoken: str, *, centres: Mapping[str, str], handed_in_at: datetime, page_count: int
) -> Slip:
    """Return what a kiosk without network puts on paper; `centres`: the centre's name in French and Dutch."""

    def words(code: str) -> SlipWords:
        with speaking(code, code):
            return SlipWords(
                centre=centres[code],
                title=_("Provisional receipt"),
                copy=_("A copy"),
                received_at=_("Handed in on {moment}.", moment=handed_in_at),
                pages=_("Pages handed over: {pages}.", pages=page_count),
                promise=_("The network is out. This machine keeps your papers safe, and sends them to us by itself."),
                follow=_("Scan this code tomorrow: it shows that we have your papers."),
            )

    languages = [spoken] if spoken in OFFICIAL else OFFICIAL
    return Slip(number=number, address=address, is_copy=False, words=tuple(words(each) for each in languages))


def _slip_words(receipt: Receipt, code: str) -> SlipWords:
    with speaking(code, code):
        return SlipWords(
            centre=receipt.centre(code),
            title=_("Receipt"),
            copy=_("A copy"),
            received_at=_("Received on {moment}.", moment=receipt.issued_at),
            pages=_("Pages handed over: {pages}.", pages=receipt.page_count),
            promise=_("We have your documents. They are kept safe."),
            follow=_("Scan this code to see what happens with them."),
            kept=_kept(receipt),
        )


def _kept(receipt: Receipt) -> str:
    """Say in the language of the moment which papers were not given back; nothing where all were."""
    return _("Papers that we keep: number {numbers}.", numbers=receipt.kept) if receipt.kept else ""


def _base(settings: Settings) -> str:
    return settings.public_url.rstrip("/")
