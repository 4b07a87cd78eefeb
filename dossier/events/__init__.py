"""What has happened, in the past tense: the audit trail and the outbox at once.

An event holds ids and codes only; free text and names live in tables that can be disposed of.
"""

from dossier.events.backfile import *
from dossier.events.base import *
from dossier.events.batches import *
from dossier.events.clients import *
from dossier.events.counter import *
from dossier.events.deposits import *
from dossier.events.documents import *
from dossier.events.files import *
from dossier.events.folders import *
from dossier.events.interviews import *
from dossier.events.mail import *
from dossier.events.mine import *
from dossier.events.office import *
from dossier.events.pages import *
from dossier.events.papers import *
from dossier.events.registrations import *
from dossier.events.requests import *
from dossier.events.service import *
from dossier.events.sight import *
from dossier.events.signals import *
from dossier.events.split import *
from dossier.events.thesaurus import *
