"""Write people.csv and files.csv from the households: `python -m demo.data.make_people`."""

import csv
import io
import random
import unicodedata
from datetime import date
from pathlib import Path

from demo.data.households import HOUSEHOLDS, Bis, Member
from dossier.ids import file_number

HERE = Path(__file__).parent
_PEOPLE = [
    *("niss", "last_name", "first_name", "birth_date", "gender", "language"),
    *("email", "phone", "street", "postcode", "town"),
]
_FILES = ["number", "department", "niss", "role", "social_worker", "status", "opened_on", "digital_since"]
_TWENTY_FIRST = 2000
_ADULT_BORN_BEFORE = date(2010, 1, 1)
_PLAIN = str.maketrans({"ı": "i", " ": "", "'": ""})


def make_niss(birth_date: date, serial: int, bis: Bis = 0) -> str:
    """Return eleven digits: `YYMMDD SSS CC`, with a leading 2 in the check for births from 2000."""
    month = birth_date.month + bis
    nine = f"{birth_date.year % 100:02d}{month:02d}{birth_date.day:02d}{serial:03d}"
    century = "2" if birth_date.year >= _TWENTY_FIRST else ""
    return f"{nine}{97 - int(century + nine) % 97:02d}"


def lists() -> dict[str, str]:
    """Return both lists as CSV by their file names, always the same."""
    chance = random.Random(1075)  # noqa: S311 - made-up people
    people, files, line = [], [], 0
    serial = 104_200
    for household in HOUSEHOLDS:
        serial += chance.randint(11, 420)
        for member in household.members:
            niss = make_niss(member.birth_date, _serial(member, chance), member.bis)
            grown = member.birth_date < _ADULT_BORN_BEFORE
            email = _email(member) if grown and chance.random() < 0.7 else ""  # noqa: PLR2004 - not everyone has one
            phone = f"+32 470 00 00 {line:02d}" if grown else ""
            line += 1
            people.append(
                [
                    niss,
                    member.last_name,
                    member.first_name,
                    member.birth_date.isoformat(),
                    member.gender,
                    household.language,
                    email,
                    phone,
                    *household.home,
                ]
            )
            since = household.digital_since.isoformat() if household.digital_since else ""
            files.append(
                [
                    file_number(serial),
                    household.department,
                    niss,
                    member.role,
                    household.worker,
                    household.status,
                    household.opened_on.isoformat(),
                    since,
                ]
            )
    return {"people.csv": _sheet(_PEOPLE, people), "files.csv": _sheet(_FILES, files)}


def _serial(member: Member, chance: random.Random) -> int:
    """Make up a serial below 498: odd for a man, even for a woman."""
    return 2 * chance.randint(1, 248) + (member.gender == "m")


def _email(member: Member) -> str:
    name = f"{member.first_name}.{member.last_name}".lower().translate(_PLAIN)
    return "".join(part for part in unicodedata.normalize("NFKD", name) if part.isascii()) + "@example.org"


def _sheet(head: list[str], rows: list[list[str]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return written.getvalue()


if __name__ == "__main__":
    for name, text in lists().items():
        (HERE / name).write_text(text, encoding="utf-8")
