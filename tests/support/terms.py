"""Terms for tests: changed as people change them, by a proposal that another person approves."""

from dataclasses import replace
from uuid import UUID

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.roles import Role
from dossier.thesaurus.approve import approve
from dossier.thesaurus.proposals import Kind
from dossier.thesaurus.propose import Wanted, propose
from dossier.thesaurus.tree import term


async def member(centre_id: UUID, username: str, *roles: Role) -> Actor:
    """Return a member of the demo's staff as an actor who need not sign in; with other roles where some are named."""
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT id, roles, department_id FROM staff_members WHERE username = $1", username)
    assert row is not None
    return Actor(
        centre_id=centre_id,
        kind="staff",
        id=row["id"],
        place="backoffice",
        roles=frozenset(roles or row["roles"]),
        department_id=row["department_id"],
    )


async def two_administrators(centre_id: UUID) -> tuple[Actor, Actor]:
    """Return one who proposes and one who approves."""
    return (
        await member(centre_id, "anne.dewit", Role.ADMINISTRATOR),
        await member(centre_id, "rachid.lahlou", Role.ADMINISTRATOR),
    )


async def change_term(centre_id: UUID, code: str, **facts: object) -> None:
    """Give a term a next version that says some things differently."""
    proposer, approver = await two_administrators(centre_id)
    before = (await term(proposer, code)).newest.content
    wanted = Wanted(kind=Kind.CHANGE, code=code, content=replace(before, **facts))  # type: ignore[arg-type]
    await approve(approver, [await propose(proposer, wanted)])


async def retire_term(centre_id: UUID, code: str, into_code: str = "") -> None:
    """Retire a term, or merge it into another one."""
    proposer, approver = await two_administrators(centre_id)
    kind = Kind.MERGE if into_code else Kind.RETIRE
    await approve(approver, [await propose(proposer, Wanted(kind=kind, code=code, into_code=into_code))])
