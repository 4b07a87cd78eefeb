"""What tests of the door look at: the file they send, what is kept of it, what a problem says."""

import base64
import hashlib

import httpx

from dossier.deposits.queries import deposit
from dossier.resources import Resources
from dossier.storage.keys import original_key
from tests.support.tus import Sender, large_pdf
from tests.web.tus.conftest import CHUNK_BYTES

FILE = large_pdf(3 * CHUNK_BYTES + 1000)
HALF = len(FILE) // 2


async def kept(resources: Resources, sender: Sender, content: bytes) -> bool:
    """Tell whether the sender's original is in its deposit with these bytes, in the vault too."""
    key = original_key(sender.permit.actor.centre_id, sender.original_id, hashlib.sha256(content).hexdigest())
    view = await deposit(sender.permit.actor, sender.permit.deposit_id)
    pages = [page for paper in view.papers for page in paper.pages if paper.id == sender.paper_id]
    return [page.original_id for page in pages] == [sender.original_id] and await resources.vault.read(key) == content


def checksum(algorithm: str, content: bytes) -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def problem(answer: httpx.Response) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    told = answer.json()
    assert told["status"] == answer.status_code
    return str(told["type"]).removeprefix("urn:guichet:problem:")
