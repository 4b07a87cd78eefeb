"""The kiosk: a beneficiary hands documents in at a machine of the centre, and takes a receipt along."""

from typing import Any

from litestar import Router

from kiosk.agent.kept import ROUTES as KEPT
from kiosk.agent.routes import ROUTES as AGENT
from kiosk.answers import HANDLERS
from kiosk.asked.routes import ROUTES as ASKED
from kiosk.deposit.corners import ROUTES as CORNERS
from kiosk.deposit.paper import ROUTES as PAPER
from kiosk.deposit.photo import ROUTES as PHOTO
from kiosk.deposit.routes import ROUTES as DEPOSIT
from kiosk.deposit.sides import ROUTES as SIDES
from kiosk.device.routes import ROUTES as DEVICE
from kiosk.identification.codes import ROUTES as CODES
from kiosk.identification.letter import ROUTES as LETTER
from kiosk.identification.routes import ROUTES as IDENTIFICATION
from kiosk.receipt.routes import ROUTES as RECEIPT
from kiosk.start.routes import ROUTES as START

_SCREENS = [
    *START,
    *DEVICE,
    *AGENT,
    *KEPT,
    *IDENTIFICATION,
    *ASKED,
    *LETTER,
    *CODES,
    *DEPOSIT,
    *PHOTO,
    *PAPER,
    *SIDES,
    *CORNERS,
    *RECEIPT,
]

ROUTES: list[Any] = [Router("/", route_handlers=_SCREENS, exception_handlers=HANDLERS)]
