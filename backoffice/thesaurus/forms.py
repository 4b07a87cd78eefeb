"""What is typed of a term: a version with its rules, and words of a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, cast, get_args
from uuid import UUID

from dossier.thesaurus.checks import LABEL_MAX_CHARACTERS, TEXT_MAX_CHARACTERS
from dossier.thesaurus.content import (
    Afterwards,
    Asked,
    CountedFrom,
    Moment,
    PaperRule,
    RetentionRule,
    Sensitivity,
    SignalRule,
    TermContent,
)
from dossier.thesaurus.versions import in_order
from web.forms import Form, NotAChoice, read_texts, text
from web.scope import AnyRequest

RULES_MAX = 16
_BLANK_RULES = 2
_KEYWORDS_MAX_CHARACTERS = 2000
_long = text(TEXT_MAX_CHARACTERS)
_short = text(LABEL_MAX_CHARACTERS)
_Unit = Literal["working_days", "hours"]


def _of(choices: object) -> "object":
    """Return a reader of one of the words of a Literal."""

    def read_choice(typed: str) -> str:
        if typed not in get_args(choices):
            raise NotAChoice
        return typed

    return read_choice


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionForm:
    """A version as it is typed, all but its signal rules."""

    base_id: UUID | None = None  # the version that was before whoever typed
    example_id: UUID | None = None
    code: Annotated[str, _short] = ""
    label_fr: Annotated[str, _short]
    label_nl: Annotated[str, _short]
    description_fr: Annotated[str, _long] = ""
    description_nl: Annotated[str, _long] = ""
    plain_fr: Annotated[str, _short] = ""
    plain_nl: Annotated[str, _short] = ""
    keywords_fr: Annotated[str, text(_KEYWORDS_MAX_CHARACTERS)] = ""
    keywords_nl: Annotated[str, text(_KEYWORDS_MAX_CHARACTERS)] = ""
    category: Annotated[str, _short]
    owner: Annotated[str, _short]
    departments: tuple[str, ...]
    validity_days: int | None = None
    validity_note: Annotated[str, _long] = ""
    sensitivity: Annotated[str, _of(Sensitivity)]
    authentic_source: Annotated[str, _short] = ""
    paper: Annotated[str, _of(PaperRule)] = "returned"
    paper_months: int | None = None
    two_readers: bool
    asks: tuple[Asked, ...]
    retention_months: int | None = None
    counted_from: Annotated[str, _of(CountedFrom)] = "validation"
    afterwards: Annotated[str, _of(Afterwards)] = "review"
    retention_note: Annotated[str, _long] = ""
    note: Annotated[str, _long] = ""
    act: str = "preview"  # or `propose`


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleForm:
    """One signal rule as it is typed; without a department it is none."""

    rule_department: Annotated[str, _short] = ""
    rule_circuit: Annotated[str, _short] = ""
    rule_situation: Annotated[str, _short] = ""
    rule_moment: Moment = Moment.VALIDATION
    rule_urgency: int = 0
    rule_within: int | None = None
    rule_unit: Annotated[str, _of(_Unit)] = "working_days"
    rule_note: Annotated[str, _long] = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version as it came in or is shown first: its form, and a form for each rule."""

    form: Form[EditionForm]
    rules: tuple[Form[RuleForm], ...]

    @property
    def content(self) -> TermContent | None:
        """Return what was typed as a content; None where a field is wrong."""
        value = self.form.value
        rules = [each.value for each in self.rules]
        if value is None or None in rules:
            return None
        return TermContent(
            label_fr=value.label_fr,
            label_nl=value.label_nl,
            category=value.category,
            departments=(value.owner, *(each for each in value.departments if each != value.owner)),
            description_fr=value.description_fr,
            description_nl=value.description_nl,
            plain_fr=value.plain_fr,
            plain_nl=value.plain_nl,
            keywords_fr=_listed(value.keywords_fr),
            keywords_nl=_listed(value.keywords_nl),
            validity_days=value.validity_days,
            validity_note=value.validity_note,
            sensitivity=cast("Sensitivity", value.sensitivity),
            authentic_source=value.authentic_source,
            paper=cast("PaperRule", value.paper),
            paper_months=value.paper_months,
            two_readers=value.two_readers,
            asks=value.asks,
            example_id=value.example_id,
            signal_rules=in_order([_rule(each) for each in rules if each is not None and each.rule_department]),
            retention=_retention(value),
        )


async def read_edition(request: AnyRequest) -> Edition:
    """Read what was typed of a version."""
    sent = await request.form()
    return edition({name: [str(each) for each in sent.getall(name)] for name in sent})


def edition(texts: Mapping[str, list[str]]) -> Edition:
    """Read texts by field name; those of rules end on their number."""
    names = RuleForm.__dataclass_fields__
    rules = [
        read_texts({name: texts.get(f"{name}_{number}", []) for name in names}, RuleForm) for number in range(RULES_MAX)
    ]
    filled = max((at + 1 for at, each in enumerate(rules) if each.typed["rule_department"]), default=0)
    return Edition(read_texts(texts, EditionForm), tuple(rules[: min(filled + _BLANK_RULES, RULES_MAX)]))


def edition_of(content: TermContent, base_id: UUID | None) -> Edition:
    """Return a version as a form shows it first."""
    texts: dict[str, list[str]] = {
        "base_id": [str(base_id or "")],
        "example_id": [str(content.example_id or "")],
        "keywords_fr": ["\n".join(content.keywords_fr)],
        "keywords_nl": ["\n".join(content.keywords_nl)],
        "owner": [content.owner] if content.departments else [],
        "departments": list(content.departments[1:]),
        "validity_days": ["" if content.validity_days is None else str(content.validity_days)],
        "paper": [content.paper],
        "paper_months": ["" if content.paper_months is None else str(content.paper_months)],
        "two_readers": ["on"] if content.two_readers else [],
        "asks": [str(each) for each in content.asks],
        **{
            name: [getattr(content, name)]
            for name in (
                "label_fr",
                "label_nl",
                "description_fr",
                "description_nl",
                "plain_fr",
                "plain_nl",
                "category",
                "validity_note",
                "sensitivity",
                "authentic_source",
            )
        },
    }
    if content.retention is not None:
        texts |= {
            "retention_months": [str(content.retention.months)],
            "counted_from": [content.retention.counted_from],
            "afterwards": [content.retention.afterwards],
            "retention_note": [content.retention.note],
        }
    for number, rule in enumerate(content.signal_rules):
        hours, days = rule.deadline_hours, rule.deadline_working_days
        within = days if hours is None else hours
        texts |= {
            f"rule_department_{number}": [rule.department],
            f"rule_circuit_{number}": [rule.circuit],
            f"rule_situation_{number}": [rule.situation],
            f"rule_moment_{number}": [rule.moment],
            f"rule_urgency_{number}": [str(rule.urgency)],
            f"rule_within_{number}": ["" if within is None else str(within)],
            f"rule_unit_{number}": ["working_days" if hours is None else "hours"],
            f"rule_note_{number}": [rule.note],
        }
    return edition(texts)


def _rule(value: RuleForm) -> SignalRule:
    in_hours = value.rule_unit == "hours"
    return SignalRule(
        department=value.rule_department,
        circuit=value.rule_circuit,
        situation=value.rule_situation,
        moment=str(value.rule_moment),
        urgency=value.rule_urgency,
        deadline_working_days=None if in_hours else value.rule_within,
        deadline_hours=value.rule_within if in_hours else None,
        note=value.rule_note,
    )


def _retention(value: EditionForm) -> RetentionRule | None:
    if value.retention_months is None:
        return None
    return RetentionRule(
        counted_from=cast("CountedFrom", value.counted_from),
        months=value.retention_months,
        afterwards=cast("Afterwards", value.afterwards),
        note=value.retention_note,
    )


def _listed(typed: str) -> tuple[str, ...]:
    """Return words that stand one a line, or with semicolons between."""
    return tuple(each.strip() for line in typed.splitlines() for each in line.split(";") if each.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """A few letters of a term."""

    words: Annotated[str, _short] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingForm:
    """Whether a term goes into another one, and why."""

    base_id: UUID | None = None
    into_code: Annotated[str, _short] = ""
    note: Annotated[str, _long] = ""
    act: str = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """Words of whoever decides."""

    answer: Annotated[str, _long] = ""
