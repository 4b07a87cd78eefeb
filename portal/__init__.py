"""The portal: a beneficiary hands documents in from a phone, and follows them."""

from typing import Any

from portal.accessibility.routes import ROUTES as ACCESSIBILITY
from portal.asked.routes import ROUTES as ASKED
from portal.deposit.capture import ROUTES as CAPTURE
from portal.deposit.corners import ROUTES as CORNERS
from portal.deposit.next import ROUTES as NEXT
from portal.deposit.order import ROUTES as ORDER
from portal.deposit.pages import ROUTES as PAGES
from portal.deposit.routes import ROUTES as DEPOSIT
from portal.deposit.sides import ROUTES as SIDES
from portal.helper.routes import ROUTES as HELPER
from portal.identification.routes import ROUTES as IDENTIFICATION
from portal.interview.routes import ROUTES as INTERVIEW
from portal.kept.routes import ROUTES as KEPT
from portal.kept.share import ROUTES as SHARE
from portal.mine.code import ROUTES as CODE
from portal.mine.corrections import ROUTES as CORRECTIONS
from portal.mine.helpers import ROUTES as HELPERS
from portal.mine.phones import ROUTES as PHONES
from portal.mine.routes import ROUTES as MINE
from portal.mine.withdrawal import ROUTES as WITHDRAWAL
from portal.push.routes import ROUTES as PUSH
from portal.receipt.emails import ROUTES as EMAILS
from portal.receipt.retake import ROUTES as RETAKE
from portal.receipt.routes import ROUTES as RECEIPT
from portal.shell.routes import ROUTES as SHELL
from portal.start.routes import ROUTES as START

ROUTES: list[Any] = [
    *START,
    *IDENTIFICATION,
    *ASKED,
    *DEPOSIT,
    *NEXT,
    *CAPTURE,
    *PAGES,
    *ORDER,
    *CORNERS,
    *SIDES,
    *RECEIPT,
    *RETAKE,
    *EMAILS,
    *PUSH,
    *KEPT,
    *SHARE,
    *CODE,
    *MINE,
    *WITHDRAWAL,
    *HELPERS,
    *PHONES,
    *CORRECTIONS,
    *HELPER,
    *INTERVIEW,
    *ACCESSIBILITY,
    *SHELL,
]
