"""64 clients over two web processes race to decide the same documents: one verdict each, and the loser reads whose."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import httpx
import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.people.identify import identify
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types, refusal_reasons
from tests.durability.depositors import small_photo
from tests.durability.two_webs import webs
from tests.support.deposits import received
from tests.support.plain import NO_TLS

pytestmark = pytest.mark.people

CLIENTS = 64
RACES = 500
RACES_TORTURE = 10_000
_TRIES, _PAUSE_SECONDS = 5, 0.5
_AT_ONCE = 8  # races: eight clients in each
NAMES = {
    "ines.moreau": "Inès Moreau",
    "koen.smets": "Koen Smets",
    "nadia.benali": "Nadia Benali",
    "wim.claes": "Wim Claes",
}
"""Who may all decide a document of the first person's file: two of the scan section, two of the file's department."""


@dataclass(frozen=True, slots=True)
class Runner:
    """One member of staff with two browsers, each on another web process."""

    username: str
    clients: tuple[httpx.AsyncClient, ...]


@dataclass
class Outcome:
    """How one race ended for each who ran."""

    won: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # the sentence that each loser read
    odd: list[str] = field(default_factory=list)


@pytest.fixture
async def runners(resources: Resources) -> AsyncIterator[list[Runner]]:
    """Start two web processes, and the clients: each member of staff signs in once on each."""
    async with webs(resources.settings) as addresses, AsyncExitStack() as stack:
        jars = {(address, name): await _signed_in(address, name) for address in addresses for name in NAMES}

        async def browser(address: str, name: str) -> httpx.AsyncClient:
            headers = {"Origin": address, "Accept": "application/json"}
            client = httpx.AsyncClient(
                base_url=address, cookies=jars[address, name], headers=headers, timeout=60, verify=NO_TLS
            )
            return await stack.enter_async_context(client)

        found = []
        for number in range(CLIENTS // (len(addresses) * len(NAMES))):
            order = addresses[number % 2 :] + addresses[: number % 2]
            for name in NAMES:
                order.reverse()
                found.append(Runner(name, tuple([await browser(address, name) for address in order])))
        yield found


async def _signed_in(address: str, username: str) -> httpx.Cookies:
    form = {"username": username, "password": accounts.PASSWORD, "return_to": ""}
    async with httpx.AsyncClient(base_url=address, headers={"Origin": address}, timeout=60, verify=NO_TLS) as client:
        answer = await client.post("/backoffice/session", data=form)
        assert answer.status_code == 303, answer.text
        return client.cookies


async def test_of_all_who_decide_at_once_one_does_and_the_others_read_who(
    resources: Resources, centre_id: UUID, runners: list[Runner]
) -> None:
    await _race(resources, centre_id, runners, RACES)


@pytest.mark.torture
async def test_ten_thousand_races(resources: Resources, centre_id: UUID, runners: list[Runner]) -> None:
    await _race(resources, centre_id, runners, RACES_TORTURE)


async def _race(resources: Resources, centre_id: UUID, runners: list[Runner], races: int) -> None:
    forms = await _forms(centre_id)
    deposits = [await _document(resources, centre_id) for _ in range(races)]
    everyone = len(NAMES)
    places: asyncio.Queue[int] = asyncio.Queue()
    for place in range(_AT_ONCE):
        places.put_nowait(place)

    async def one(number: int, document_id: UUID) -> Outcome:
        place = await places.get()
        try:
            who = runners[place * everyone : (place + 1) * everyone]
            return await _contest(document_id, who, forms, tabs=number % 2 == 0)
        finally:
            places.put_nowait(place)

    outcomes = await asyncio.gather(*(one(*each) for each in enumerate(deposits)))
    assert len(outcomes) == races
    assert [each.odd for each in outcomes if each.odd] == []
    assert [len(each.won) for each in outcomes] == [1] * races
    losers = sum(len(each.lost) for each in outcomes)
    assert losers >= races
    for each in outcomes:
        assert all(NAMES[each.won[0]] in sentence for sentence in each.lost), each
    async with transaction(system(centre_id)) as tx:
        verdicts = await tx.rows(
            """SELECT d.state, d.decided_by = max(e.actor_id::text)::uuid AS whose, count(e.seq) AS verdicts
               FROM documents d LEFT JOIN events e ON e.record_id = d.id
                    AND e.name IN ('DocumentValidated', 'DocumentRefused', 'SecondReadingAsked')
               GROUP BY d.id, d.state, d.decided_by"""
        )
    assert len(verdicts) == races
    assert {(row["whose"], row["verdicts"]) for row in verdicts} == {(True, 1)}
    assert {row["state"] for row in verdicts} <= {"validated", "refused"}


async def _contest(document_id: UUID, who: list[Runner], forms: list[dict[str, str]], *, tabs: bool) -> Outcome:
    """Let everyone take a document at once and decide it; with `tabs` each decides twice at once, on two servers."""
    outcome = Outcome()
    path = f"/backoffice/documents/{document_id}"

    async def decide(runner: Runner, client: httpx.AsyncClient, form: dict[str, str]) -> None:
        act = "refusal" if "reason_id" in form else "validation"
        answer = await _patient(lambda: client.post(f"{path}/{act}", data=form))
        if answer.status_code == 303:
            outcome.won.append(runner.username)
        else:
            _lost(outcome, answer)

    async def run(runner: Runner) -> None:
        claimed = await _patient(lambda: runner.clients[0].put(f"{path}/claim"))
        if claimed.status_code == 204:
            acts = list(zip(runner.clients, forms, strict=True))
            await asyncio.gather(*(decide(runner, *each) for each in (acts if tabs else acts[:1])))
        else:
            _lost(outcome, claimed)

    await asyncio.gather(*map(run, who))
    return outcome


async def _patient(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Ask again where a starved machine says "try again in a moment": nothing was decided then."""
    for _ in range(_TRIES):
        answer = await ask()
        if answer.status_code != 503:
            break
        await asyncio.sleep(_PAUSE_SECONDS)
    return answer


def _lost(outcome: Outcome, answer: httpx.Response) -> None:
    if answer.status_code == 409:
        outcome.lost.append(str(answer.json()["title"]))
    else:
        outcome.odd.append(f"{answer.status_code} {re.sub(r'<[^>]+>', ' ', answer.text)[:300]}")


async def _document(resources: Resources, centre_id: UUID) -> UUID:
    """Hand over a deposit of one page; return its document."""
    visitor = Actor(centre_id=centre_id, kind="depositor", place="portal")
    found = await identify(visitor, accounts.file_of(people()[0]), people()[0].birth_date)
    deposit_id, paper_id = uuid4(), uuid4()
    depositor = Depositor(beneficiary_id=found.beneficiary_id, social_file_id=found.social_file_id)
    await open_deposit(visitor, deposit_id, circuit="portal", language="fr", depositor=depositor)
    await add_original(resources, visitor, deposit_id, paper_id, uuid4(), await received(resources, _PAGE))
    await receive(resources, visitor, deposit_id)
    return paper_id


_PAGE = small_photo(1)


async def _forms(centre_id: UUID) -> list[dict[str, str]]:
    """Return what is filled in to validate a document, and to refuse it."""
    actor = system(centre_id)
    kind = next(each for each in await all_types(actor) if each.code == "REV_PAIE")
    found = await identify(actor, accounts.file_of(people()[0]), people()[0].birth_date)
    reason = (await refusal_reasons(actor))[0]
    return [
        {"type_id": str(kind.id), "beneficiary_id": str(found.beneficiary_id), "document_date": "", "person": ""},
        {"reason_id": str(reason.id), "note": ""},
    ]
