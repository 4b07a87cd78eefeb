"""Finds people by their names as somebody types them: parts in any order, without accents, as they sound, mistyped."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.engine import Transaction

CANDIDATES = 400
"""People that fit some letters, before they are put in order: more of them, and one types on."""
_LETTERS_LEAST = 3
"""A shorter part sounds like half the centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who fits a name."""

    spelt: list[UUID]  # all parts stand in their names; in no order
    sounding: list[UUID]  # others, whose names are nearly so: the nearest first


async def named(tx: Transaction, words: str, *, enough: int, most: int) -> Named:
    """Find the people of the centre who fit a name; where fewer than `enough` spell it so, `most` who nearly do."""
    parts = words.split()
    if not parts:
        return Named(spelt=[], sounding=[])
    longest = max(parts, key=len)
    rows = await tx.rows(
        f"SELECT people_like(like_part($1), (SELECT array_agg(like_part(p)) FROM unnest($2::text[]) p), {CANDIDATES})",
        longest,
        parts,
    )
    spelt = [row[0] for row in rows]
    if len(spelt) >= enough or len(longest) <= _LETTERS_LEAST:
        return Named(spelt=spelt, sounding=[])
    near = [row[0] for row in await tx.rows("SELECT people_sounding($1, $2)", words, most)]
    return Named(spelt=spelt, sounding=[each for each in near if each not in set(spelt)])
