"""The backoffice: where staff take, read, profile and decide what came in."""

from backoffice.absences import routes as absences
from backoffice.backfile import file as backfile_file
from backoffice.backfile import parts as backfile_parts
from backoffice.backfile import routes as backfile
from backoffice.batches import batch
from backoffice.batches import routes as batches
from backoffice.batches import sheets as batch_sheets
from backoffice.beneficiaries import routes as beneficiaries
from backoffice.breaches import routes as breaches
from backoffice.clients import routes as clients
from backoffice.contacts import routes as contacts
from backoffice.corrections import routes as corrections
from backoffice.counter import deposit as counter_deposit
from backoffice.counter import files as counter_files
from backoffice.counter import papers as counter_papers
from backoffice.counter import receipt as counter_receipt
from backoffice.counter import routes as counter
from backoffice.counter import slips as counter_slips
from backoffice.counters import routes as counters
from backoffice.devices import routes as devices
from backoffice.documents import (
    acts,
    claim,
    corners,
    desk,
    one_page,
    place,
    refusal,
    sending,
    sides,
    turning,
    validation,
)
from backoffice.exports import routes as exports
from backoffice.feedback import routes as feedback
from backoffice.files import bundles, finding
from backoffice.files import notes as file_notes
from backoffice.files import routes as files
from backoffice.folders import adding as folder_adding
from backoffice.folders import ending as folder_ending
from backoffice.folders import filing as folder_filing
from backoffice.folders import keys as folder_keys
from backoffice.folders import page as folder_page
from backoffice.folders import routes as folders
from backoffice.glass import routes as glass
from backoffice.help import routes as help_
from backoffice.home import routes as home
from backoffice.interviews import files as interview_files
from backoffice.interviews import receipt as interview_receipt
from backoffice.interviews import routes as interviews
from backoffice.journal import access, chain
from backoffice.journal import routes as journal
from backoffice.kept_papers import acts as kept_paper_acts
from backoffice.kept_papers import routes as kept_papers
from backoffice.keys import routes as keys
from backoffice.letters import routes as letters
from backoffice.looks import routes as looks
from backoffice.mail import box as mailbox
from backoffice.mail import routes as mail
from backoffice.monitoring import report as monitoring_report
from backoffice.monitoring import routes as monitoring
from backoffice.monitoring import sheets as monitoring_sheets
from backoffice.originals import routes as originals
from backoffice.pages import routes as pages
from backoffice.phases import routes as phases
from backoffice.queue import acts as queue_acts
from backoffice.queue import routes as queue
from backoffice.queue import views as queue_views
from backoffice.receipts import routes as receipts
from backoffice.registrations import ebox as ebox_letters
from backoffice.registrations import new as new_registration
from backoffice.registrations import routes as registrations
from backoffice.releases import routes as releases
from backoffice.requests import draft as request_draft
from backoffice.requests import reopening as request_reopening
from backoffice.requests import routes as requests
from backoffice.requests import templates as request_templates
from backoffice.requests import waiver as request_waiver
from backoffice.seals import routes as seals
from backoffice.search import routes as search
from backoffice.second_looks import rates as second_look_rates
from backoffice.second_looks import routes as second_looks
from backoffice.session import routes as session
from backoffice.signals import routes as signals
from backoffice.signals import signal, simulation
from backoffice.split import acts as split_acts
from backoffice.split import table as split_table
from backoffice.storage import routes as storage
from backoffice.stuck import routes as stuck
from backoffice.thesaurus import categories, edition, ending, example, exchange, inventory, proposals, term, tree
from backoffice.ties import routes as ties
from backoffice.tours import routes as tours
from backoffice.training import routes as training
from backoffice.types import routes as types
from backoffice.webhooks import routes as webhooks

ROUTES = [
    *session.ROUTES,
    *home.ROUTES,
    *queue.ROUTES,
    *queue_acts.ROUTES,
    *queue_views.ROUTES,
    *desk.ROUTES,
    *claim.ROUTES,
    *validation.ROUTES,
    *refusal.ROUTES,
    *sending.ROUTES,
    *acts.ROUTES,
    *place.ROUTES,
    *breaches.ROUTES,
    *contacts.ROUTES,
    *corrections.ROUTES,
    *kept_papers.ROUTES,
    *kept_paper_acts.ROUTES,
    *turning.ROUTES,
    *corners.ROUTES,
    *one_page.ROUTES,
    *sides.ROUTES,
    *split_table.ROUTES,
    *split_acts.ROUTES,
    *pages.ROUTES,
    *originals.ROUTES,
    *types.ROUTES,
    *beneficiaries.ROUTES,
    *file_notes.ROUTES,
    *bundles.ROUTES,
    *finding.ROUTES,
    *search.ROUTES,
    *second_looks.ROUTES,
    *second_look_rates.ROUTES,
    *signals.ROUTES,
    *monitoring.ROUTES,
    *monitoring_sheets.ROUTES,
    *monitoring_report.ROUTES,
    *files.ROUTES,
    *glass.ROUTES,
    *looks.ROUTES,
    *request_draft.ROUTES,
    *request_waiver.ROUTES,
    *request_reopening.ROUTES,
    *request_templates.ROUTES,
    *requests.ROUTES,
    *simulation.ROUTES,
    *signal.ROUTES,
    *absences.ROUTES,
    *phases.ROUTES,
    *feedback.ROUTES,
    *releases.ROUTES,
    *keys.ROUTES,
    *help_.ROUTES,
    *training.ROUTES,
    *tours.ROUTES,
    *letters.ROUTES,
    *receipts.ROUTES,
    *batches.ROUTES,
    *batch_sheets.ROUTES,
    *batch.ROUTES,
    *mailbox.ROUTES,
    *mail.ROUTES,
    *counter.ROUTES,
    *counter_deposit.ROUTES,
    *counter_files.ROUTES,
    *folders.ROUTES,
    *folder_keys.ROUTES,
    *folder_page.ROUTES,
    *folder_adding.ROUTES,
    *folder_ending.ROUTES,
    *folder_filing.ROUTES,
    *backfile.ROUTES,
    *backfile_file.ROUTES,
    *backfile_parts.ROUTES,
    *new_registration.ROUTES,
    *registrations.ROUTES,
    *ebox_letters.ROUTES,
    *counter_papers.ROUTES,
    *counter_receipt.ROUTES,
    *counter_slips.ROUTES,
    *counters.ROUTES,
    *interviews.ROUTES,
    *interview_files.ROUTES,
    *interview_receipt.ROUTES,
    *ties.ROUTES,
    *seals.ROUTES,
    *devices.ROUTES,
    *clients.ROUTES,
    *webhooks.ROUTES,
    *storage.ROUTES,
    *stuck.ROUTES,
    *journal.ROUTES,
    *access.ROUTES,
    *chain.ROUTES,
    *exports.ROUTES,
    *tree.ROUTES,
    *term.ROUTES,
    *edition.ROUTES,
    *ending.ROUTES,
    *example.ROUTES,
    *proposals.ROUTES,
    *categories.ROUTES,
    *exchange.ROUTES,
    *inventory.ROUTES,
]
"""Every address under `/backoffice`."""
