"""What an administrator says of a phase."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from dossier.phases.plan import Phase
from web.forms import Form, blank, text

LABEL_MAX_CHARACTERS = 80
_CODE_MAX_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseForm:
    """A phase as it is typed and ticked."""

    label_fr: Annotated[str, text(LABEL_MAX_CHARACTERS)]
    label_nl: Annotated[str, text(LABEL_MAX_CHARACTERS)]
    from_on: date
    circuits: tuple[Annotated[str, text(_CODE_MAX_CHARACTERS)], ...]
    types: tuple[Annotated[str, text(_CODE_MAX_CHARACTERS)], ...]
    departments: tuple[Annotated[str, text(_CODE_MAX_CHARACTERS)], ...]
    pilots: tuple[Annotated[str, text(_CODE_MAX_CHARACTERS)], ...]

    def told(self, phase_id: UUID) -> Phase:
        """Return it as the dossier knows it."""
        return Phase(
            id=phase_id,
            label_fr=self.label_fr,
            label_nl=self.label_nl,
            from_on=self.from_on,
            circuits=self.circuits,
            types=self.types,
            departments=self.departments,
            pilots=self.pilots,
        )


def shown(phase: Phase | None) -> Form[PhaseForm]:
    """Return the form that shows a phase as it is; empty for a new one."""
    form = blank(PhaseForm)
    if phase is None:
        return form
    typed = {"label_fr": phase.label_fr, "label_nl": phase.label_nl, "from_on": phase.from_on.isoformat()}
    ticked = {name: getattr(phase, name) for name in form.ticked}
    return Form(None, {**form.typed, **typed}, ticked, form.errors)
