"""A screen that shows versions of terms: with the words of their fields, and the names behind their codes."""

from litestar import Response

from backoffice.screen import screen
from backoffice.signals.routes import URGENCIES
from backoffice.thesaurus import words
from dossier.people.queries import departments
from dossier.people.staff import Staff
from dossier.signals.simulate import Simulation, simulate
from dossier.thesaurus.content import TermContent
from dossier.thesaurus.effect import Effect
from dossier.thesaurus.rights import proposes
from dossier.thesaurus.tree import categories
from web.scope import AnyRequest


async def term_screen(
    request: AnyRequest, staff: Staff, template: str, *, status: int = 200, **context: object
) -> Response[str]:
    """Answer a screen with what `_value.html` needs besides."""
    return await screen(
        request,
        staff,
        template,
        block=None,
        framed=True,
        tells_news=True,
        status=status,
        fields=words.FIELDS,
        kinds=words.KINDS,
        states=words.STATES,
        papers=words.PAPERS,
        sensitivities=words.SENSITIVITIES,
        asked=words.ASKED,
        situations=words.SITUATIONS,
        moments=words.MOMENTS,
        counted_from=words.COUNTED_FROM,
        afterwards=words.AFTERWARDS,
        urgencies=URGENCIES,
        departments={each.code: each for each in await departments(staff.actor)},
        categories={each.code: each for each in await categories(staff.actor)},
        **context,
    )


async def tried_rules(staff: Staff, code: str, effect: Effect, content: TermContent | None) -> Simulation | None:
    """Run the signal rules that a version of a term would bring on last month's documents.

    None where it brings no other rules, or whoever looks proposes nothing of the thesaurus.
    """
    brings = content is not None and any(each.field == "signal_rules" for each in effect.changes)
    if not brings or content is None or not proposes(staff.actor):
        return None
    return await simulate(staff.actor, {code: content.signal_rules})
