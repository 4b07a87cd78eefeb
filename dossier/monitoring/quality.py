"""How well things are done: what is refused and why, what is taken again, what second looks find wrong. By nobody."""

from dataclasses import dataclass
from datetime import date

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.monitoring.groups import Group, fold
from dossier.monitoring.period import Period
from dossier.monitoring.rights import check_monitors
from dossier.second_looks.find import Wrong
from dossier.second_looks.rates import ENOUGH_LOOKS, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """The verdicts of a month, and what citizens took again in it."""

    month: date
    validated: int | None  # None: too few people gave them
    refused: int | None  # that stand: what was taken again since is among the retaken
    retaken: int  # documents of which pages were taken again

    @property
    def refused_share(self) -> float | None:
        """Return how many of all verdicts refused, as a share of 1; None where there is none to tell."""
        if self.validated is None or self.refused is None or not self.validated + self.refused:
            return None
        return self.refused / (self.validated + self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why documents were refused."""

    code: str
    label_fr: str
    label_nl: str
    refused: int  # that stand
    retaken: int  # refused for this, and taken again since


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What second looks found of what was filed in a month."""

    month: date
    looked: int
    wrong: int
    dropped: int  # not looked at in time
    rate: float | None  # a share of 1; None: too few looks to say
    low: float | None  # where the rate lies with 95 % confidence
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How often one kind of error was found by second looks; one document may have several."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well a period went."""

    verdicts: tuple[Verdicts, ...]
    reasons: tuple[Reason, ...]  # the most frequent first
    looks: tuple[Looks, ...]
    found: tuple[Found, ...]


_MONTH = "date_trunc('month', {} AT TIME ZONE 'Europe/Brussels')::date"


async def quality(actor: Actor, period: Period, people_min: int) -> Quality:
    """Return the quality of a period; verdicts of months in which fewer than `people_min` people decided are not told.

    Raises MonitoringNotYours.
    """
    check_monitors(actor)
    span = (period.begins_at, period.ends_at)
    async with transaction(actor, whole_centre=True) as tx:
        decided = await tx.rows(
            f"""SELECT {_MONTH.format("decided_at")} AS month, state, decided_by, count(*) AS count FROM documents
                WHERE state IN ('validated', 'refused') AND decided_at >= $1 AND decided_at < $2 GROUP BY 1, 2, 3""",
            *span,
        )
        retaken = await tx.rows(
            f"""SELECT {_MONTH.format("placed_at")} AS month, refusal_reason_id AS reason_id,
                       count(DISTINCT (document_id, deposit_id)) AS count
                FROM retakes WHERE placed_at >= $1 AND placed_at < $2 GROUP BY 1, 2""",
            *span,
        )
        reasons = await tx.rows(
            """SELECT r.id, r.code, r.label_fr, r.label_nl, count(d.id) AS refused FROM refusal_reasons r
               LEFT JOIN documents d ON d.refusal_reason_id = r.id AND d.state = 'refused'
                    AND d.decided_at >= $1 AND d.decided_at < $2 GROUP BY r.id""",
            *span,
        )
        looks = await tx.rows(
            f"""SELECT {_MONTH.format("filed_at")} AS month, state, wrong, count(*) AS count FROM second_looks
                WHERE state IN ('in_order', 'wrong', 'dropped') AND filed_at >= $1 AND filed_at < $2
                GROUP BY 1, 2, 3""",
            *span,
        )
    groups: dict[date, Group] = {}
    for row in decided:
        group = groups.setdefault(row["month"], Group())
        group.count += row["count"]
        group.people.add(row["decided_by"])
    told = fold(groups, people_min).shown

    def verdicts(month: date, state: str) -> int | None:
        if month in groups and month not in told:
            return None
        counts: list[int] = [row["count"] for row in decided if row["month"] == month and row["state"] == state]
        return sum(counts)

    return Quality(
        verdicts=tuple(
            Verdicts(
                month=month,
                validated=verdicts(month, "validated"),
                refused=verdicts(month, "refused"),
                retaken=sum(row["count"] for row in retaken if row["month"] == month),
            )
            for month in period.months()
        ),
        reasons=tuple(
            sorted(
                (
                    Reason(
                        code=row["code"],
                        label_fr=row["label_fr"],
                        label_nl=row["label_nl"],
                        refused=row["refused"],
                        retaken=sum(each["count"] for each in retaken if each["reason_id"] == row["id"]),
                    )
                    for row in reasons
                ),
                key=lambda each: (-each.refused - each.retaken, each.code),
            )
        ),
        looks=tuple(
            _looks(month, {(row["state"], tuple(row["wrong"])): row["count"] for row in looks if row["month"] == month})
            for month in period.months()
        ),
        found=tuple(
            Found(kind=str(kind), count=sum(row["count"] for row in looks if kind in row["wrong"])) for kind in Wrong
        ),
    )


def _looks(month: date, counted: dict[tuple[str, tuple[str, ...]], int]) -> Looks:
    of = {
        state: sum(n for (each, _), n in counted.items() if each == state) for state in ("in_order", "wrong", "dropped")
    }
    looked = of["in_order"] + of["wrong"]
    interval = wilson(of["wrong"], looked) if looked >= ENOUGH_LOOKS else None
    return Looks(
        month=month,
        looked=looked,
        wrong=of["wrong"],
        dropped=of["dropped"],
        rate=of["wrong"] / looked if interval else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
    )
