"""How much waits for a staff member: in each part of the queue, and for each choice of its filters. One query.

What waits is told by groups (`queue_told`), and what is asked is summed from those few rows. A filter's own choices are
counted under the other filters alone, so that they say what choosing them would show. Nothing is told here but how many
there are.
"""

from dataclasses import dataclass, field
from datetime import datetime

from dossier import clock
from dossier.database.engine import Transaction
from dossier.documents.wanted import NONE, Asking, Shown, Wanted, in_hand

SOON = 3
"""The urgency from which on a document is called urgent: the next working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a filter."""

    code: str
    label_fr: str
    label_nl: str
    count: int

    def label(self, language: str) -> str:
        """Return it in words; empty where its code says enough."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much waits."""

    parts: dict[Shown, int]  # without filters
    shown: int  # of the part and with the filters that are wanted
    urgent: int  # of those
    late: int
    oldest_at: datetime | None
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)  # by the filter's name
    unidentified: int = 0
    problem: int = 0


async def counts_in(tx: Transaction, wanted: Wanted) -> Counts:
    """Return the counts for the acting staff member."""
    asking = Asking()
    sql = _SQL.format(
        mine=in_hand(tx.actor, asking),
        today=asking.of(clock.today()),
        now=asking.of(clock.now()),
        part=_PARTS[wanted.shown],
        circuit=_is("told.circuit", wanted.circuit, asking),
        department=_is_of(wanted.department, asking),
        kind=_is(f"coalesce(k.code, '{NONE}')", wanted.kind, asking),
        language=_is("told.language", wanted.language, asking),
        unidentified="NOT told.identified" if wanted.unidentified else "true",
        problem="told.troubled" if wanted.problem else "true",
    )
    rows = await tx.rows(sql, *asking.values)
    figures = {row["code"]: row for row in rows if row["filter"] == ""}
    choices: dict[str, list[Choice]] = {"circuit": [], "department": [], "kind": [], "language": []}
    for row in rows:
        if row["filter"]:
            choices[row["filter"]].append(
                Choice(code=row["code"], label_fr=row["label_fr"] or "", label_nl=row["label_nl"] or "", count=row["n"])
            )
    return Counts(
        parts={each: figures[each]["n"] for each in Shown},
        shown=figures["shown"]["n"],
        urgent=figures["urgent"]["n"],
        late=figures["late"]["n"],
        oldest_at=figures["shown"]["oldest"],
        choices={name: tuple(found) for name, found in choices.items()},
        unidentified=figures["unidentified"]["n"],
        problem=figures["problem"]["n"],
    )


_PARTS = {
    Shown.WAITING: "told.lies <> 'aside'",
    Shown.MINE: "told.mine AND told.lies <> 'aside'",
    Shown.BACK: "told.lies = 'back'",
    Shown.ASIDE: "told.lies = 'aside'",
}


def _is(column: str, code: str, asking: Asking) -> str:
    return f"{column} = {asking.of(code)}::text" if code else "true"


def _is_of(department: str, asking: Asking) -> str:
    if department in {"", NONE}:
        return "told.department_id IS NULL" if department else "true"
    return f"told.department_id = (SELECT id FROM departments WHERE code = {asking.of(department)}::text)"


_SQL = f"""
WITH told AS MATERIALIZED (
    SELECT each.circuit, each.department_id, each.type_id, each.depositor_language AS language, each.identified,
           each.troubled, each.is_mine AS mine, each.n, each.oldest, each.late,
           CASE WHEN each.urgency >= {SOON} THEN each.n ELSE 0 END AS urgent,
           CASE WHEN each.aside_until > {{today}}::date THEN 'aside' WHEN each.aside_until IS NOT NULL THEN 'back'
                ELSE 'waiting' END AS lies
    FROM queue_told(coalesce((SELECT array_agg(id) FROM ({{mine}}) mine), '{{{{}}}}')::uuid[],
                    {{now}}::timestamptz) each),
kinds AS MATERIALIZED (
    SELECT each.type_id, v.code, v.label_fr, v.label_nl FROM (SELECT DISTINCT type_id FROM told) each
    JOIN document_types v ON v.id = current_type(each.type_id)),
fit AS MATERIALIZED (
    SELECT told.circuit, told.department_id, coalesce(k.code, '{NONE}') AS kind, told.language, told.identified,
           told.troubled, told.mine, told.lies, told.n, told.oldest, told.late, told.urgent, {{part}} AS is_part,
           {{circuit}} AS is_circuit, {{department}} AS is_department, {{kind}} AS is_kind, {{language}} AS is_language,
           {{unidentified}} AS is_unidentified, {{problem}} AS is_problem
    FROM told LEFT JOIN kinds k ON k.type_id = told.type_id)
SELECT '' AS filter, told.code, NULL AS label_fr, NULL AS label_nl, told.n::bigint, told.oldest
FROM (SELECT coalesce(sum(n) FILTER (WHERE lies <> 'aside'), 0) AS waiting,
             coalesce(sum(n) FILTER (WHERE mine AND lies <> 'aside'), 0) AS mine,
             coalesce(sum(n) FILTER (WHERE lies = 'back'), 0) AS back,
             coalesce(sum(n) FILTER (WHERE lies = 'aside'), 0) AS aside,
             coalesce(sum(n) FILTER (WHERE is_part AND is_all), 0) AS shown,
             min(oldest) FILTER (WHERE is_part AND is_all) AS oldest,
             coalesce(sum(urgent) FILTER (WHERE is_part AND is_all), 0) AS urgent,
             coalesce(sum(late) FILTER (WHERE is_part AND is_all), 0) AS late,
             coalesce(sum(n) FILTER (WHERE is_part AND NOT identified AND is_circuit AND is_department AND is_kind
                                     AND is_language AND is_problem), 0) AS unidentified,
             coalesce(sum(n) FILTER (WHERE is_part AND troubled AND is_circuit AND is_department AND is_kind
                                     AND is_language AND is_unidentified), 0) AS problem
      FROM fit, LATERAL (SELECT is_circuit AND is_department AND is_kind AND is_language AND is_unidentified
                                AND is_problem AS is_all) each) sums,
     LATERAL (VALUES ('waiting', waiting, NULL::timestamptz), ('mine', mine, NULL), ('back', back, NULL),
                     ('aside', aside, NULL), ('shown', shown, oldest), ('urgent', urgent, NULL), ('late', late, NULL),
                     ('unidentified', unidentified, NULL), ('problem', problem, NULL)) told (code, n, oldest)
UNION ALL SELECT * FROM (
    SELECT 'circuit', circuit, NULL, NULL, sum(n)::bigint, NULL::timestamptz FROM fit
    WHERE is_part AND is_department AND is_kind AND is_language AND is_unidentified AND is_problem GROUP BY circuit
    UNION ALL
    SELECT 'department', coalesce(dep.code, '{NONE}'), dep.label_fr, dep.label_nl, n, NULL
    FROM (SELECT department_id, sum(n)::bigint AS n FROM fit
          WHERE is_part AND is_circuit AND is_kind AND is_language AND is_unidentified AND is_problem
          GROUP BY department_id) each LEFT JOIN departments dep ON dep.id = each.department_id
    UNION ALL
    SELECT 'kind', kind, k.label_fr, k.label_nl, n, NULL
    FROM (SELECT kind, sum(n)::bigint AS n FROM fit
          WHERE is_part AND is_circuit AND is_department AND is_language AND is_unidentified AND is_problem
          GROUP BY kind) each
    LEFT JOIN (SELECT DISTINCT code, label_fr, label_nl FROM kinds) k ON k.code = each.kind
    UNION ALL
    SELECT 'language', language, NULL, NULL, sum(n)::bigint, NULL FROM fit
    WHERE is_part AND is_circuit AND is_department AND is_kind AND is_unidentified AND is_problem GROUP BY language
) chosen (filter, code, label_fr, label_nl, n, oldest)"""
