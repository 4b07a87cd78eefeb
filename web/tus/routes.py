"""The addresses of resumable upload. No session and no cookie: each request shows its permit.

`POST /uploads` creates, `HEAD`, `PATCH` and `DELETE /uploads/{id}` ask, go on and terminate.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, suppress
from uuid import UUID

from litestar import HttpMethod, Litestar, Response, Router, delete, head, patch, post, route
from litestar.exceptions import InternalServerException
from litestar.params import FromPath

from dossier.errors import DossierError, Unavailable
from dossier.settings import Settings
from dossier.uploads import queries
from dossier.uploads.body import Body
from dossier.uploads.create import check_size, create
from dossier.uploads.errors import MoreThanSaid, NoPermit, OtherOffset
from dossier.uploads.locks import Hold, Locks
from dossier.uploads.permit import Permit
from dossier.uploads.queries import Upload
from dossier.uploads.take_in import take_in
from dossier.uploads.terminate import terminate
from web import quotas
from web.problems import WrongMethod
from web.scope import AnyRequest, settings_of
from web.stopping import heard
from web.tus import problems, protocol


def locking(settings: Settings) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    """Return a lifespan in which the process can hold uploads; told to stop, it keeps what has come and lets go."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        locks = app.state.upload_locks = Locks(settings.listen_url)
        try:
            with heard(locks.let_go):
                yield
        finally:
            await locks.close()

    return lifespan


@route(["/", "/{upload_id:uuid}"], http_method=HttpMethod.OPTIONS)
async def abilities(request: AnyRequest) -> Response[None]:
    """Tell what this server can do."""
    return Response(None, status_code=204, headers=protocol.abilities(settings_of(request)))


@post("/", request_max_body_size=None)
async def creation(request: AnyRequest) -> Response[None]:
    """Create an upload; take in what the request brings of it."""
    async with _bytes_of(request) as source:
        protocol.check_version(request)
        permit, named = protocol.permit_of(request), protocol.named(request)
        if named.deposit_id != permit.deposit_id:
            raise NoPermit
        size_bytes = protocol.length_of(request, "Upload-Length")
        check_size(settings_of(request), size_bytes)  # what can never come is not counted
        file = quotas.file_of(named.original_id, size_bytes)
        await quotas.spend_files(request, permit.actor, permit.deposit_id, [file], permit.device_id)
        upload = await create(settings_of(request), permit, named.paper_id, named.original_id, size_bytes)
        if protocol.carries_bytes(request):
            upload = await _first_bytes(request, permit, upload, source)
    headers = {"Location": protocol.address(request, upload), **protocol.standing(upload)}
    return Response(None, status_code=201, headers=headers)


@head("/{upload_id:uuid}")
async def standing(request: AnyRequest, upload_id: FromPath[UUID]) -> Response[None]:
    """Tell how far an upload has come."""
    return await _standing(request, upload_id)


@patch("/{upload_id:uuid}", request_max_body_size=None)
async def more(request: AnyRequest, upload_id: FromPath[UUID]) -> Response[None]:
    """Take in the next bytes of an upload; with the last ones its original is kept before this answers."""
    return await _more(request, upload_id)


@delete("/{upload_id:uuid}")
async def termination(request: AnyRequest, upload_id: FromPath[UUID]) -> None:
    """Stop an upload."""
    await _termination(request, upload_id)


@post("/{upload_id:uuid}", request_max_body_size=None)
async def override(request: AnyRequest, upload_id: FromPath[UUID]) -> Response[None]:
    """Do what a sender asks for that can only POST."""
    do = {"HEAD": _standing, "PATCH": _more, "DELETE": _termination}.get(request.headers.get(protocol.OVERRIDE, ""))
    if do is None:
        raise WrongMethod
    return await do(request, upload_id)


async def _standing(request: AnyRequest, upload_id: UUID) -> Response[None]:
    protocol.check_version(request)
    async with _held(request, protocol.permit_of(request), upload_id) as (_, upload):
        return Response(None, status_code=200, headers=protocol.whole_story(upload))


async def _more(request: AnyRequest, upload_id: UUID) -> Response[None]:
    async with _bytes_of(request) as source:
        protocol.check_version(request)
        permit = protocol.permit_of(request)
        if not protocol.carries_bytes(request):
            raise protocol.OtherContent
        offset_bytes = protocol.length_of(request, "Upload-Offset")
        async with _held(request, permit, upload_id) as (hold, upload):
            if offset_bytes != upload.offset_bytes:
                raise OtherOffset
            now = await _take_in(request, permit, upload, source, hold)
    return Response(None, status_code=204, headers=protocol.standing(now))


async def _termination(request: AnyRequest, upload_id: UUID) -> Response[None]:
    protocol.check_version(request)
    permit = protocol.permit_of(request)
    async with _held(request, permit, upload_id):
        await terminate(permit, upload_id)
    return Response(None, status_code=204)


@asynccontextmanager
async def _held(request: AnyRequest, permit: Permit, upload_id: UUID) -> AsyncIterator[tuple[Hold, Upload]]:
    """Hold an upload, and give it as it stands then. Only who may have it can ask another to let it go."""
    locks = _locks(request)

    async def standing() -> Upload:
        return await locks.look(permit.actor, lambda tx: queries.upload_in(tx, permit.deposit_id, upload_id))

    async with locks.hold(upload_id, settings_of(request).upload_lock_seconds, standing) as hold:
        yield hold, await standing()


def _locks(request: AnyRequest) -> Locks:
    locks: Locks = request.app.state.upload_locks
    return locks


async def _first_bytes(request: AnyRequest, permit: Permit, upload: Upload, source: AsyncIterator[bytes]) -> Upload:
    """Take in what came with the creation; where that fails nobody knows the upload's address, so it is no more."""
    try:
        async with _locks(request).hold(upload.id, settings_of(request).upload_lock_seconds) as hold:
            return await _take_in(request, permit, upload, source, hold)
    except DossierError:
        with suppress(Unavailable):  # it expires by itself
            await terminate(permit, upload.id)
        raise


async def _take_in(
    request: AnyRequest, permit: Permit, upload: Upload, source: AsyncIterator[bytes], hold: Hold
) -> Upload:
    checksum = protocol.checksum_of(request)
    if protocol.body_bytes_of(request) > upload.left_bytes:
        raise MoreThanSaid
    idle_seconds = settings_of(request).upload_idle_seconds
    body = Body(source, hold, idle_seconds=idle_seconds, checksum=checksum)
    return await take_in(request.app.state.resources, permit, upload, body)


@asynccontextmanager
async def _bytes_of(request: AnyRequest) -> AsyncIterator[AsyncGenerator[bytes, None]]:
    """Give the request's bytes as they come; those that nobody wants are dropped before an error is answered.

    A client that still sends sees no answer, but a connection that was reset.
    """
    async with aclosing(_chunks(request)) as source:
        try:
            yield source
        except DossierError:
            with suppress(ConnectionError, TimeoutError):
                async with asyncio.timeout(settings_of(request).upload_idle_seconds):
                    async for _ in source:
                        pass
            raise


async def _chunks(request: AnyRequest) -> AsyncGenerator[bytes, None]:
    try:
        async for chunk in request.stream():
            yield chunk
    except InternalServerException:  # so Litestar calls it when the sender hangs up
        raise ConnectionResetError from None


ROUTER = Router(
    "/uploads",
    route_handlers=[abilities, creation, standing, more, termination, override],
    response_headers={"Tus-Resumable": protocol.VERSION},
    exception_handlers={DossierError: problems.answer},
    opt={"any_origin": True},
)
