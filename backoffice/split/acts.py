"""Every act on the light table: one address each, answered by the table as it is then."""

from typing import TypeVar
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.split.forms import (
    AsideForm,
    BackForm,
    CopyForm,
    CutForm,
    LookForm,
    MergeForm,
    MoveForm,
    Place,
    TurnForm,
)
from backoffice.split.table import PATH, again
from dossier.split.copy import copy
from dossier.split.cut import cut
from dossier.split.merge import merge
from dossier.split.move import move
from dossier.split.set_aside import Put, set_aside
from dossier.split.table import light_table
from dossier.split.take_back import take_back
from dossier.split.turn import turn
from dossier.split.undo import redo, undo
from web.forms import NotAChoice, read
from web.scope import AnyRequest
from web.staff import staff_member

T = TypeVar("T")


async def _said(request: AnyRequest, kind: type[T]) -> T:
    form = await read(request, kind)
    if form.value is None:
        raise NotAChoice
    return form.value


@post(f"{PATH}/cuts", status_code=200)
async def cut_before(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Cut a document before a page."""
    staff, said = await staff_member(request), await _said(request, CutForm)
    made_id = await cut(staff.actor, deposit_id, *said.at)
    return await again(request, staff, deposit_id, Place(made_id, said.at.page_id))


@post(f"{PATH}/merges", status_code=200)
async def merge_with_one_before(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Merge a document with the one before it."""
    staff, said = await staff_member(request), await _said(request, MergeForm)
    into_id = await merge(staff.actor, deposit_id, said.document)
    return await again(request, staff, deposit_id, Place(into_id, said.at.page_id) if said.at else None)


@post(f"{PATH}/moves", status_code=200)
async def move_page(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Move a page."""
    staff, said = await staff_member(request), await _said(request, MoveForm)
    target_id = await move(staff.actor, deposit_id, *said.at, said.to.document_id, said.before)
    return await again(request, staff, deposit_id, Place(target_id, said.at.page_id))


@post(f"{PATH}/copies", status_code=200)
async def copy_page(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Have a page stand in one document more."""
    staff, said = await staff_member(request), await _said(request, CopyForm)
    target_id = await copy(staff.actor, deposit_id, *said.at, said.to.document_id)
    return await again(request, staff, deposit_id, Place(target_id, said.at.page_id))


@post(f"{PATH}/aside", status_code=200)
async def put_aside(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Set a page aside."""
    staff, said = await staff_member(request), await _said(request, AsideForm)
    put = Put(document_id=said.at.document_id, page_id=said.at.page_id, reason=said.reason)
    await set_aside(staff.actor, deposit_id, [put])
    return await again(request, staff, deposit_id, said.then or said.at)


@post(f"{PATH}/aside/proposed", status_code=200)
async def put_proposed_aside(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Set every page aside that is proposed to be, in one act."""
    staff, said = await staff_member(request), await _said(request, LookForm)
    seen = await light_table(staff.actor, deposit_id)
    puts = [
        Put(document_id=each.document_id, page_id=each.view.id, reason=each.proposed)
        for each in seen.proposed
        if each.proposed
    ]
    await set_aside(staff.actor, deposit_id, puts)
    return await again(request, staff, deposit_id, said.at)


@post(f"{PATH}/aside/removal", status_code=200)
async def take_page_back(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Take a page back that was set aside."""
    staff, said = await staff_member(request), await _said(request, BackForm)
    target_id = await take_back(staff.actor, deposit_id, said.at.page_id, said.to.document_id if said.to else None)
    return await again(request, staff, deposit_id, Place(target_id, said.at.page_id))


@post(f"{PATH}/turns", status_code=200)
async def turn_page(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Turn a page."""
    staff, said = await staff_member(request), await _said(request, TurnForm)
    await turn(staff.actor, deposit_id, *said.at, said.degrees)
    return await again(request, staff, deposit_id, said.at)


@post(f"{PATH}/undo", status_code=200)
async def undo_last(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Undo the last act."""
    staff, said = await staff_member(request), await _said(request, LookForm)
    await undo(staff.actor, deposit_id)
    return await again(request, staff, deposit_id, said.at)


@post(f"{PATH}/redo", status_code=200)
async def redo_next(request: AnyRequest, deposit_id: FromPath[UUID]) -> Response[str]:
    """Redo what was undone last."""
    staff, said = await staff_member(request), await _said(request, LookForm)
    await redo(staff.actor, deposit_id)
    return await again(request, staff, deposit_id, said.at)


ROUTES = [
    cut_before,
    merge_with_one_before,
    move_page,
    copy_page,
    put_aside,
    put_proposed_aside,
    take_page_back,
    turn_page,
    undo_last,
    redo_next,
]
