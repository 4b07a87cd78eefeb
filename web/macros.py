"""Macros imported with context are evaluated once an answer: a desk's templates import the same few files thirty times.

What such a file sees is the answer's own context, which is the same wherever in the answer it is imported; names that a
block sets for itself are handed to a macro as arguments.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from jinja2 import Template
from jinja2.environment import TemplateModule

IMPORTED = "_imported"
"""Under this name an answer's context carries what was imported so far: a dict of modules by template name."""


class MacroTemplate(Template):
    """A template whose macros are made once for a context that carries `IMPORTED`."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's own name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name
    ) -> TemplateModule:
        """Return the module made before for this answer, or make it."""
        imported: MutableMapping[str, TemplateModule] | None = (vars or {}).get(IMPORTED)
        if imported is None or self.name is None:
            return super().make_module(vars, shared, locals)
        if self.name not in imported:
            imported[self.name] = super().make_module(vars, shared)
        return imported[self.name]
