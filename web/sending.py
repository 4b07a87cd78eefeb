"""What a page tells its script about sending: whereto, by whose leave, and what need not be tried."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.deposits.errors import TooManyPages
from dossier.deposits.queries import DepositView
from dossier.storage.intake import MEGABYTE, FileTooLarge
from dossier.uploads.permit import give_permit
from web.problems import sentence
from web.scope import Connection, settings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The way of files into one deposit by resumable upload."""

    attributes: dict[str, str | int]
    """Of the element that sends: `static/js/sending.js` reads them."""
    pages_left: int
    full: str
    """The sentence for whoever would add a page to a deposit that is full."""

    @property
    def facts(self) -> dict[str, str | int]:
        """Return the attributes under the names that a script reads them by: `data-max-bytes` is `maxBytes`."""
        return {_in_script(name): value for name, value in self.attributes.items()}

    @property
    def is_full(self) -> bool:
        """Tell whether the deposit holds no more."""
        return self.pages_left == 0


def sending(request: Connection, actor: Actor, view: DepositView, device_id: UUID | None = None) -> Sending:
    """Return the way into a deposit, which the caller knows to be the actor's own; `device_id` names a kiosk."""
    decided = settings_of(request)
    pages_left = max(decided.deposit_pages_max - view.page_count, 0)
    full = sentence(TooManyPages(limit=decided.deposit_pages_max))
    attributes: dict[str, str | int] = {
        "data-permit": give_permit(actor, view.id, device_id),
        "data-deposit": str(view.id),
        "data-chunk-bytes": decided.upload_chunk_max_bytes,
        "data-max-bytes": decided.upload_max_bytes,
        "data-too-large": sentence(FileTooLarge(limit_mb=decided.upload_max_bytes // MEGABYTE)),
        "data-pages-left": pages_left,
        "data-full": full,
    }
    return Sending(attributes=attributes, pages_left=pages_left, full=full)


def _in_script(name: str) -> str:
    first, *rest = name.removeprefix("data-").split("-")
    return first + "".join(map(str.capitalize, rest))
