"""Files and scans into a deposit that a member of staff takes in, at a counter or an interview: one rule for both."""

from uuid import UUID, uuid5

from backoffice.counter.forms import AdditionForm, ScansForm
from dossier.counter.counters import Counter
from dossier.counter.scans import claim_scan
from dossier.database.actor import Actor
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.queries import DepositView
from dossier.errors import Conflict, Refused
from dossier.ids import new_id
from web.forms import read, read_texts
from web.multipart import BrokenForm
from web.problems import sentence
from web.scope import AnyRequest, resources_of
from web.uploads import Upload

NotTaken = list[tuple[str, str]]
"""The files that were not taken, by name where they have one, and why."""


def is_script(request: AnyRequest) -> bool:
    """Say whether a script sends files, one by one: it reads 201 or a problem."""
    return "text/html" not in request.headers.get("accept", "")


async def take_files(
    request: AnyRequest, actor: Actor, view: DepositView, upload: Upload, *, by_script: bool
) -> NotTaken:
    """Add each file, as a paper of its own or all as one; return those that were refused.

    `actor` takes in, and the caller knows that the deposit is theirs. A script is told by what is raised.
    """
    addition = read_texts(upload.texts, AdditionForm).value
    if addition is None:
        raise BrokenForm
    last = view.papers[-1].id if view.papers else None
    its_own = uuid5(addition.original_id, "paper")
    not_taken = []
    for position, file in enumerate(upload.files):
        original_id = uuid5(addition.original_id, str(position)) if position else addition.original_id
        paper_id = (last or its_own) if addition.together else uuid5(its_own, str(position))
        try:
            await add_original(resources_of(request), actor, view.id, paper_id, original_id, file.received)
        except Refused as error:
            if by_script:
                raise
            not_taken.append((file.filename, sentence(error)))
    return not_taken


async def take_scans(request: AnyRequest, actor: Actor, deposit_id: UUID, counter: Counter) -> NotTaken:
    """Take the named files of a counter's scanner in; return why some were not, each reason once."""
    form = await read(request, ScansForm)
    if form.value is None:
        raise BrokenForm
    resources, paper_id, not_taken = resources_of(request), new_id(), []
    for entry in form.value.entry:
        try:
            its_paper = paper_id if form.value.together else new_id()
            await claim_scan(resources, actor, deposit_id, counter, entry, its_paper)
        except DepositNotOpen:
            raise
        except (Refused, Conflict) as error:
            not_taken.append(("", sentence(error)))
    return list(dict.fromkeys(not_taken))
