"""What a sheet says in its language, and the numbers that it makes up."""

import random
from datetime import date

from demo.people import Language

MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
}


class Wording:
    """The words, amounts, dates and numbers of one language and one chance."""

    language: Language
    chance: random.Random

    def say(self, fr: str, nl: str) -> str:
        """Choose the words of the sheet's language."""
        return fr if self.language == "fr" else nl

    def money(self, amount: float) -> str:
        """Write an amount in euros as the language does, without the sign."""
        thousands = " " if self.language == "fr" else "."
        return f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", thousands)

    def euros(self, amount: float) -> str:
        """Write an amount in euros with its sign."""
        return f"{self.money(amount)} €"

    def long_date(self, day: date) -> str:
        """Write a date in words, as in `1er mars 2026` or `1 maart 2026`."""
        first = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        return f"{first} {MONTHS[self.language][day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        """Write a month in words with its year."""
        return f"{MONTHS[self.language][day.month - 1]} {day.year}"

    def digits(self, count: int) -> str:
        """Make up a number of so many digits, the first of them not zero."""
        return str(self.chance.randint(10 ** (count - 1), 10**count - 1))

    def iban(self) -> str:
        """Make up a Belgian account number whose checks hold (ISO 13616), in groups of four."""
        bank = self.chance.choice(("990", "991", "992"))  # given to no bank
        body = f"{bank}{self.chance.randrange(10**7):07d}"
        account = f"{body}{int(body) % 97 or 97:02d}"
        whole = f"BE{98 - int(f'{account}111400') % 97:02d}{account}"
        return " ".join(whole[at : at + 4] for at in range(0, 16, 4))

    def reference(self) -> str:
        """Make up a structured communication `+++NNN/NNNN/NNNNN+++` whose check digits hold."""
        body = f"{self.chance.randrange(10**10):010d}"
        digits = f"{body}{int(body) % 97 or 97:02d}"
        return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
