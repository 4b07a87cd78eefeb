"""What another app shares with Guichet, where no service worker keeps it on the phone: it goes into the deposit."""

from uuid import UUID

from litestar import Response, post

from dossier.deposits.add_original import add_original
from dossier.errors import Forbidden, Refused
from dossier.ids import new_id
from portal.deposit.begin import begin
from portal.deposit.forms import NoFile
from portal.returning import returning
from portal.unsent import begun_for_more
from portal.visitor import Visitor
from web import quotas
from web.pages import see_other
from web.scope import AnyRequest
from web.uploads import UploadedFile, drop, uploaded

ADDRESS = "/shared"


class SharedByNobody(Forbidden):
    """We did not take your files, because we do not know who you are. Say who you are, then share them again."""


class SharedInPart(Refused):
    """Files taken: {taken} of {files}. Open your deposit, and add the others there."""


@post(ADDRESS, request_max_body_size=None)
async def share(request: AnyRequest) -> Response[str]:
    """Take shared files into the deposit that was begun, or a new one: each as a paper of its own.

    Raises SharedByNobody, NoFile, what refuses the only file, and SharedInPart where some were refused.
    """
    visitor = await returning(request)
    if not visitor.is_known:
        await drop(request)
        raise SharedByNobody
    async with uploaded(request) as upload:
        if not upload.files:
            raise NoFile
        deposit_id = await _deposit(request, visitor)
        await _take(request, visitor, deposit_id, upload.files)
    return see_other(request, f"/deposits/{deposit_id}")


async def _deposit(request: AnyRequest, visitor: Visitor) -> UUID:
    begun = await begun_for_more(visitor)
    if begun:
        return begun.id
    deposit_id = new_id()
    await begin(request, visitor, deposit_id)
    return deposit_id


async def _take(request: AnyRequest, visitor: Visitor, deposit_id: UUID, shared: list[UploadedFile]) -> None:
    resources, actor = request.app.state.resources, visitor.actor
    named = [(new_id(), file.received) for file in shared]
    files = [quotas.file_of(original_id, received.size_bytes) for original_id, received in named]
    refused: list[Refused] = []
    async with quotas.spending(request, actor, deposit_id, files) as counted:
        for original_id, received in named:
            try:
                await add_original(resources, actor, deposit_id, new_id(), original_id, received, counted=counted)
            except Refused as error:
                refused.append(error)
    if len(refused) == len(named):
        raise refused[0]
    if refused:
        raise SharedInPart(taken=len(named) - len(refused), files=len(named))


ROUTES = [share]
