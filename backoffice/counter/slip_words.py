"""What stands on slips that are printed beforehand: all of it in French and in Dutch, whoever prints them."""

from collections.abc import Callable

from dossier.database.actor import Actor
from dossier.people.queries import centre_name
from dossier.receipts.slips_pdf import SlipSheetWords
from web.catalogues import OFFICIAL, speaking
from web.catalogues import gettext as _


async def slip_sheet_words(actor: Actor) -> SlipSheetWords:
    """Return the sentences of both halves of a slip."""
    names = [await centre_name(actor, code) for code in OFFICIAL]
    return SlipSheetWords(
        centre=" / ".join(dict.fromkeys(names)),
        title=_both(lambda: _("Provisional receipt")),
        promise=_both(lambda: _("We have your papers. We note them in our system as soon as it works again.")),
        follow=_both(lambda: _("Scan this code tomorrow: it shows that we have your papers.")),
        papers=_both(lambda: _("Stays with the papers")),
        blanks=[
            " / ".join(dict.fromkeys(_both(each)))
            for each in (lambda: _("Day"), lambda: _("Time"), lambda: _("Sheets"), lambda: _("Name"))
        ],
    )


def _both(told: Callable[[], str]) -> list[str]:
    words = []
    for code in OFFICIAL:
        with speaking(code, code):
            words.append(told())
    return words
