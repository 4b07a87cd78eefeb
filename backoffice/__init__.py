"""The backoffice: where staff take, read, profile and decide what came in."""

from backoffice.absences import routes as absences
from backoffice.beneficiaries import routes as beneficiaries
from backoffice.devices import routes as devices
from backoffice.documents import claim, corners, desk, one_page, refusal, sides, turning, validation
from backoffice.home import routes as home
from backoffice.letters import routes as letters
from backoffice.originals import routes as originals
from backoffice.pages import routes as pages
from backoffice.queue import routes as queue
from backoffice.receipts import routes as receipts
from backoffice.session import routes as session
from backoffice.signals import routes as signals
from backoffice.signals import signal, simulation
from backoffice.storage import routes as storage
from backoffice.stuck import routes as stuck
from backoffice.types import routes as types

ROUTES = [
    *session.ROUTES,
    *home.ROUTES,
    *queue.ROUTES,
    *desk.ROUTES,
    *claim.ROUTES,
    *validation.ROUTES,
    *refusal.ROUTES,
    *turning.ROUTES,
    *corners.ROUTES,
    *one_page.ROUTES,
    *sides.ROUTES,
    *pages.ROUTES,
    *originals.ROUTES,
    *types.ROUTES,
    *beneficiaries.ROUTES,
    *signals.ROUTES,
    *simulation.ROUTES,
    *signal.ROUTES,
    *absences.ROUTES,
    *letters.ROUTES,
    *receipts.ROUTES,
    *devices.ROUTES,
    *storage.ROUTES,
    *stuck.ROUTES,
]
"""Every address under `/backoffice`."""
