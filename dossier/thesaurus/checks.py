"""Checks a content before it is proposed, whoever wrote it: a form, a sheet or another centre's thesaurus."""

import re
from collections.abc import Collection

from dossier.database.engine import Transaction
from dossier.thesaurus.content import Circuit, Moment, RetentionRule, SignalRule, Situation, TermContent
from dossier.thesaurus.errors import (
    CodeForm,
    LabelsNeeded,
    OwnerNeeded,
    PaperMonthsWrong,
    RetentionWrong,
    RuleTwice,
    RuleWrong,
    TextTooLong,
    TextUnprintable,
    UnknownCategory,
    UnknownDepartment,
    ValidityWrong,
    WordsSeparator,
)

LABEL_MAX_CHARACTERS = 200
TEXT_MAX_CHARACTERS = 1000
KEYWORDS_MAX = 40
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,19}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_VALIDITY_MAX_DAYS = 36_500
_RETENTION_MAX_MONTHS = 1_200
_DEADLINE_MAX = 365
_URGENCY_MAX = 4


def check_code(code: str) -> None:
    """Raise CodeForm for a code that is not written as codes are."""
    if _CODE.fullmatch(code) is None:
        raise CodeForm


class Known:
    """The codes that a content may name: those of the centre's categories and departments."""

    def __init__(self, categories: Collection[str], departments: Collection[str]) -> None:
        self.categories = frozenset(categories)
        self.departments = frozenset(departments)

    @classmethod
    async def of(cls, tx: Transaction) -> "Known":
        """Ask for the centre's codes."""
        categories = await tx.rows("SELECT code FROM categories")
        departments = await tx.rows("SELECT code FROM departments")
        return cls([row["code"] for row in categories], [row["code"] for row in departments])

    def check(self, content: TermContent) -> None:
        """Raise a Refused of `errors.py` for what no version may say."""
        if not content.label_fr or not content.label_nl:
            raise LabelsNeeded
        _check_texts(content)
        if content.category not in self.categories:
            raise UnknownCategory(code=content.category)
        if not content.departments:
            raise OwnerNeeded
        for each in content.departments:
            self._check_department(each)
        if content.validity_days is not None and not 1 <= content.validity_days <= _VALIDITY_MAX_DAYS:
            raise ValidityWrong
        self._check_rules(content.signal_rules)
        _check_retention(content.retention)
        _check_paper(content)

    def _check_rules(self, rules: tuple[SignalRule, ...]) -> None:
        seen: set[tuple[str, str, str]] = set()
        for each in rules:
            self._check_department(each.department)
            days, hours = each.deadline_working_days, each.deadline_hours
            if not 0 <= each.urgency <= _URGENCY_MAX or (days is not None and hours is not None):
                raise RuleWrong
            if not 0 <= (days or 0) <= _DEADLINE_MAX or not 1 <= (hours if hours is not None else 1) <= _DEADLINE_MAX:
                raise RuleWrong
            if not _is_known(each):
                raise RuleWrong
            if (each.department, each.circuit, each.situation) in seen:
                raise RuleTwice(department=each.department)
            seen.add((each.department, each.circuit, each.situation))

    def _check_department(self, code: str) -> None:
        if code not in self.departments:
            raise UnknownDepartment(code=code)


def _is_known(rule: SignalRule) -> bool:
    """Say whether a rule names a circuit, a situation and a moment that there are."""
    return (
        rule.circuit in {"", *Circuit}
        and rule.situation in {"", *Situation}
        and rule.moment in {str(m) for m in Moment}
    )


def _check_retention(rule: RetentionRule | None) -> None:
    if rule is not None and not 1 <= rule.months <= _RETENTION_MAX_MONTHS:
        raise RetentionWrong


def _check_paper(content: TermContent) -> None:
    months = content.paper_months
    if months is not None and (content.paper == "returned" or not 1 <= months <= _RETENTION_MAX_MONTHS):
        raise PaperMonthsWrong


def _check_texts(content: TermContent) -> None:
    words = (*content.keywords_fr, *content.keywords_nl)
    sentences = (content.plain_fr, content.plain_nl)
    short = (content.label_fr, content.label_nl, content.authentic_source, *sentences, *words)
    long = (content.description_fr, content.description_nl, content.validity_note)
    notes = [each.note for each in (*content.signal_rules, content.retention) if each is not None]
    if any(len(each) > LABEL_MAX_CHARACTERS for each in short):
        raise TextTooLong(characters=LABEL_MAX_CHARACTERS)
    if any(_UNPRINTABLE.search(each) for each in (*short, *long, *notes)):
        raise TextUnprintable
    if any(";" in each for each in words):
        raise WordsSeparator
    if any(len(each) > TEXT_MAX_CHARACTERS for each in (*long, *notes)):
        raise TextTooLong(characters=TEXT_MAX_CHARACTERS)
    if max(len(content.keywords_fr), len(content.keywords_nl)) > KEYWORDS_MAX:
        raise TextTooLong(characters=LABEL_MAX_CHARACTERS)
