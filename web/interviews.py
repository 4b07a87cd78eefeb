"""What a worker's screen shows of an interview's code: the address that a phone opens, and its QR code."""

from markupsafe import Markup

from dossier.receipts import qr
from dossier.settings import Settings
from web.catalogues import gettext as _

INTERVIEW = "/interview"


def interview_address(settings: Settings, token: str) -> str:
    """Return the absolute address that the QR code holds."""
    return f"{settings.public_url.rstrip('/')}{INTERVIEW}/{token}"


def interview_code(settings: Settings, token: str) -> Markup:
    """Return the QR code as SVG, which scales to its container."""
    return Markup(qr.svg(interview_address(settings, token), _("QR code for the phone")))  # noqa: S704 - made by us
