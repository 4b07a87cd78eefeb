"""What the e-mail about the daily list says: how many signals wait, and where. No names, no papers."""

from functools import partial

from dossier.signals.daily_list import Share
from dossier.signals.digest import DigestWords, DigestWriter
from web.catalogues import gettext as _
from web.catalogues import ngettext, speaking

SIGNALS_PATH = "/backoffice/signals"


def digest_writer(public_url: str) -> DigestWriter:
    """Return what puts digests into words, with links into the service at an address."""
    return partial(_written, f"{public_url.rstrip('/')}{SIGNALS_PATH}")


def _written(address: str, share: Share, language: str, centre: str) -> DigestWords:
    count = share.own + share.shared
    with speaking(language):
        counted = [
            *([ngettext("To you: {count} signal.", "To you: {count} signals.", share.own)] if share.own else []),
            *(
                [ngettext("To your department: {count} signal.", "To your department: {count} signals.", share.shared)]
                if share.shared
                else []
            ),
        ]
        lines = (
            _("Hello,"),
            _("These signals wait in your daily list."),
            "\n".join(counted),
            _("See them: {address}", address=address),
            _("You get this e-mail on working mornings, when something waits. Nobody reads answers to it."),
            centre,
        )
        subject = ngettext("{count} signal waits in your daily list", "{count} signals wait in your daily list", count)
    return DigestWords(subject=subject, words="\n\n".join(lines))
