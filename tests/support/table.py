"""A deposit on the light table, for tests: taken in hand, and what lies where."""

from io import BytesIO
from uuid import UUID

import cv2
import numpy as np
import zxingcpp
from fpdf import FPDF

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.resources import Resources
from dossier.split.layout import Reason
from dossier.split.set_aside import Put
from dossier.split.table import LightTable, TablePage
from tests.support.deposits import DRAWN, HandedOver, hand_over, staff


async def begun(resources: Resources, centre_id: UUID, papers: int = 2, pages: int = 2) -> tuple[Actor, HandedOver]:
    """Hand a deposit over whose pages wait for the worker, and take it in hand."""
    made = await hand_over(resources, centre_id, types=(None,) * papers, pages=pages)
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, made.document_ids[0], 900)
    return clerk, made


def shown(table: LightTable, number: int) -> list[UUID]:
    return [each.view.id for each in table.documents[number - 1].pages]


def page_of(table: LightTable, number: int, at: int = 0) -> TablePage:
    return table.documents[number - 1].pages[at]


def aside(page: TablePage, reason: Reason = Reason.DOUBLE) -> Put:
    return Put(document_id=page.document_id, page_id=page.view.id, reason=reason)


async def value(actor: Actor, sql: str, *values: object) -> object:
    async with transaction(system(actor.centre_id)) as tx:
        return await tx.value(sql, *values)


def separator_pdf() -> bytes:
    """Write a PDF of three sheets: a page, nothing, and a separator."""
    document = FPDF(format="A4")
    document.set_creation_date(DRAWN)
    document.set_font("Helvetica", size=16)
    document.add_page()
    document.multi_cell(0, 8, "A letter of some length.\n" * 30)
    document.add_page()
    document.add_page()
    barcode = zxingcpp.create_barcode("GUICHET:SEP:000042", zxingcpp.BarcodeFormat.QRCode)
    picture = cv2.imencode(".png", np.asarray(barcode.to_image(scale=8)))[1]
    document.image(BytesIO(picture.tobytes()), x=60, y=60, w=90)
    return bytes(document.output())
