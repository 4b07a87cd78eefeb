"""Who a visitor of the demo can be: the staff who sign in, and a file for the portal and the kiosk."""

import csv

from demo.people import DATA, Person, people

PASSWORD = "guichet-demo"  # noqa: S105 - told to every visitor
"""The one password of all the demo's accounts."""


def staff() -> list[tuple[str, list[str]]]:
    """Return each user name of the demo's staff with their roles."""
    return [(row["username"], row["roles"].split(";")) for row in _rows("staff.csv")]


def file_of(person: Person) -> str:
    """Return the number of the social file in which a person stands. Raises StopIteration for a stranger."""
    return next(row["number"] for row in _rows("files.csv") if row["niss"] == person.niss)


def file_numbers() -> frozenset[str]:
    """Return the numbers of all the demo's files."""
    return frozenset(row["number"] for row in _rows("files.csv"))


def accounts() -> str:
    """Return what to tell a visitor, in lines of at most 78 characters."""
    lines = [f"  Staff, with the password {PASSWORD}:"]
    lines += [f"    {username:<18}{', '.join(roles).replace('_', ' ')}" for username, roles in staff()]
    lines += ["", "  At the portal and the kiosk, file number and birth date:"]
    lines += [f"    {file_of(person)}  {person.birth_date:%d/%m/%Y}  {person.name}" for person in _guests()]
    return "\n".join(lines)


def _guests() -> list[Person]:
    """Return one beneficiary in each language."""
    return [next(person for person in people() if person.language == language) for language in ("fr", "nl")]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
