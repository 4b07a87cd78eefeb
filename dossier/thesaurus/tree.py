"""What the thesaurus looks like: categories as a tree with their terms, and one term with its history and uses."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.thesaurus.errors import NoSuchTerm
from dossier.thesaurus.proposals import Proposal, proposals_of
from dossier.thesaurus.versions import VERSIONS, Version, version_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term as the tree shows it."""

    code: str
    label_fr: str
    label_nl: str
    category: str
    owner: str
    sensitivity: str
    authentic_source: str
    is_retired: bool
    merged_into: str | None  # the code of the term that took it in
    proposal_count: int  # that wait for a decision

    def label(self, language: str) -> str:
        """Return what the term is called."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryNode:
    """A category, with the categories below it and its own terms."""

    code: str
    label_fr: str
    label_nl: str
    parent: str | None
    position: int
    below: tuple["CategoryNode", ...]
    terms: tuple[TermRow, ...]

    def label(self, language: str) -> str:
        """Return what the category is called."""
        return self.label_nl if language == "nl" else self.label_fr

    @property
    def term_count(self) -> int:
        """Return how many terms it has, with those of the categories below it."""
        return len(self.terms) + sum(each.term_count for each in self.below)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How many documents were filed, or wait, by the version that they name."""

    number: int  # of the version
    filed_count: int
    waiting_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term with all that is known of it."""

    id: UUID
    code: str
    owner_id: UUID | None
    is_retired: bool
    merged_into: str | None
    taken_in: tuple[str, ...]  # codes of the terms that were merged into it
    versions: tuple[Version, ...]  # newest first
    uses: tuple[Use, ...]  # by version, newest first
    proposals: tuple[Proposal, ...]  # newest first

    @property
    def newest(self) -> Version:
        """Return the version that holds, or held last."""
        return self.versions[0]

    @property
    def filed_count(self) -> int:
        """Return how many documents were filed under any version."""
        return sum(each.filed_count for each in self.uses)

    @property
    def waiting_count(self) -> int:
        """Return how many documents wait that name any version."""
        return sum(each.waiting_count for each in self.uses)


async def categories(actor: Actor) -> tuple[CategoryNode, ...]:
    """Return all categories without their terms, each before those below it."""
    return tuple(_each(await tree(actor, with_retired=False)))


async def tree(actor: Actor, words: str = "", *, with_retired: bool = True) -> tuple[CategoryNode, ...]:
    """Return the categories at the top with all below them; with words, only where a term has them. Two queries."""
    words = words.strip()
    async with transaction(actor, whole_centre=True) as tx:
        places = await tx.rows(
            """SELECT c.code, c.label_fr, c.label_nl, p.code AS parent, c.position
               FROM categories c LEFT JOIN categories p ON p.id = c.parent_id ORDER BY c.position, c.code"""
        )
        rows = await tx.rows(
            """SELECT t.code, v.label_fr, v.label_nl, v.category, v.departments[1] AS owner,
                      v.sensitivity, v.authentic_source, t.retired_at IS NOT NULL AS is_retired, i.code AS merged_into,
                      (SELECT count(*) FROM proposals p
                       WHERE p.term_id = t.id AND p.state = 'proposed') AS proposal_count
               FROM terms t LEFT JOIN terms i ON i.id = t.merged_into
               JOIN LATERAL (SELECT * FROM document_types v WHERE v.term_id = t.id ORDER BY v.version DESC LIMIT 1) v
                    ON true
               WHERE ($1 OR t.retired_at IS NULL)
                 AND ($2 = '' OR fold($2) <% fold(v.search_words) OR fold(v.search_words) LIKE '%' || fold($2) || '%')
               ORDER BY t.code""",
            with_retired,
            words,
        )
    of_category: dict[str, list[TermRow]] = {}
    for row in rows:
        of_category.setdefault(row["category"], []).append(TermRow(**dict(row)))
    below: dict[str | None, list[str]] = {}
    facts = {row["code"]: row for row in places}
    for code, row in facts.items():
        below.setdefault(row["parent"], []).append(code)

    def node(code: str) -> CategoryNode:
        inner = tuple(node(each) for each in below.get(code, ()))
        kept = inner if not words else tuple(each for each in inner if each.term_count)
        return CategoryNode(**dict(facts[code]), below=kept, terms=tuple(of_category.get(code, ())))

    tops = tuple(node(code) for code in below.get(None, ()))
    return tops if not words else tuple(each for each in tops if each.term_count)


async def term(actor: Actor, code: str) -> TermView:
    """Return a term. Raises NoSuchTerm."""
    async with transaction(actor, whole_centre=True) as tx:
        row = await tx.row(
            """SELECT t.id, t.code, t.retired_at IS NOT NULL AS is_retired, i.code AS merged_into,
                      ARRAY(SELECT o.code FROM terms o WHERE o.merged_into = t.id ORDER BY o.code) AS taken_in
               FROM terms t LEFT JOIN terms i ON i.id = t.merged_into WHERE t.code = $1""",
            code,
        )
        if row is None:
            raise NoSuchTerm
        versions = await tx.rows(f"{VERSIONS} WHERE v.term_id = $1 ORDER BY v.version DESC", row["id"])
        uses = await tx.rows(
            """SELECT v.version AS number,
                      (SELECT count(*) FROM documents d WHERE d.type_id = v.id
                       AND d.state IN ('validated', 'expired', 'disposed')) AS filed_count,
                      (SELECT count(*) FROM documents d WHERE coalesce(d.type_id, d.proposed_type_id) = v.id
                       AND d.state IN ('captured', 'profiled', 'second_reading')) AS waiting_count
               FROM document_types v WHERE v.term_id = $1 ORDER BY v.version DESC""",
            row["id"],
        )
        owner_id = await tx.value("SELECT id FROM departments WHERE code = $1", versions[0]["departments"][0])
        proposed = await proposals_of(tx, row["id"])
    return TermView(
        **{**row, "taken_in": tuple(row["taken_in"])},
        owner_id=owner_id,
        versions=tuple(version_of(each) for each in versions),
        uses=tuple(Use(**dict(each)) for each in uses),
        proposals=tuple(proposed),
    )


def _each(nodes: tuple[CategoryNode, ...]) -> list[CategoryNode]:
    return [found for each in nodes for found in (each, *_each(each.below))]
