"""What a mail and all that is made of it are called: the same names whenever, and however often, it is tried."""

from uuid import UUID, uuid5

_MAILS = UUID("0b1f7a52-9d0e-5f55-8d3c-51c3c6a4e8d7")


def mail_id(centre_id: UUID, digest: str) -> UUID:
    """Return the id of a centre's mail."""
    return uuid5(_MAILS, f"{centre_id}/{digest}")


def deposit_id(mail: UUID, attempt: int) -> UUID:
    """Return the id of a mail's deposit; of a later attempt after one that was abandoned, another one."""
    return uuid5(mail, f"deposit/{attempt}")


def paper_id(deposit: UUID, position: int) -> UUID:
    """Return the id of the paper that a part becomes."""
    return uuid5(deposit, f"paper/{position}")


def original_id(deposit: UUID, position: int) -> UUID:
    """Return the id of the original that a part becomes."""
    return uuid5(deposit, f"original/{position}")


def answer_id(mail: UUID) -> UUID:
    """Return the id of the answer to a mail, of which there is one at most."""
    return uuid5(mail, "answer")
