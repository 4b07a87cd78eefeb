"""Which branches of templates were rendered: each side of an `if` and an inline `if`, each loop's body, each block.

Templates are compiled with a mark at the beginning of each side. Not counted are the sides of `and`, `or` and filters.
Of a macro that several rooms share, a side counts that the room's own templates can come to: where a test asks only for
arguments that none of them ever gives, it has one side.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, Undefined, nodes
from jinja2.compiler import CodeGenerator

MACROS = "_macros/"
_seen: set[str] = set()
_shown: list[set[str]] = []  # what counts of each time that is apart, the outermost first


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One way that a template can go."""

    key: str
    template: str
    line: int
    what: str  # as a person reads it
    choice: str  # all sides of one test have the same
    macro: str  # in which it stands; empty: in none
    names: frozenset[str]  # that its test asks for
    within: tuple[str, ...]  # keys of the sides that it stands in, the outermost first


def see(key: str, value: object = "") -> object:
    """Note that a side is rendered; templates call it."""
    _seen.add(key)
    return value


def see_nothing(key: str) -> Undefined:
    """Note the side that an inline `if` without `else` does not say."""
    _seen.add(key)
    return Undefined()


class _Marking(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 - Jinja's own name
        _Marker(self.name or "").mark(node)
        super().visit_Template(node, frame)


def watched(templates: Environment) -> Environment:
    """Return an environment like this one that notes what it renders; forget what was noted before."""
    marking = templates.overlay()  # nothing that either compiled is the other's
    marking.bytecode_cache = None  # of all processes of this user: none of them wants marks
    marking.code_generator_class = _Marking
    _seen.clear()
    return marking


@contextmanager
def apart() -> Iterator[None]:
    """Give back afterwards what was noted before; what is rendered within counts nowhere, but for what is `shown`."""
    before = set(_seen)
    _shown.append(set())
    try:
        yield
    finally:
        _seen.clear()
        _seen.update(before, _shown.pop())


@contextmanager
def shown() -> Iterator[None]:
    """Count what is rendered within, also where all around it is apart: a state is shown, and its set-up is not."""
    before = set(_seen)
    _seen.clear()
    try:
        yield
    finally:
        for each in _shown:
            each.update(_seen)
        _seen.update(before)


@dataclass(slots=True)
class _Marker:
    """Puts marks into one template, and says which."""

    template: str
    sides: list[Side] = field(default_factory=list)
    _macro: str = ""
    _within: tuple[str, ...] = ()
    _count: int = 0

    def mark(self, node: nodes.Node) -> None:
        for name, child in list(node.iter_fields()):
            if isinstance(child, list):
                setattr(node, name, [self._one(each) if isinstance(each, nodes.Node) else each for each in child])
            elif isinstance(child, nodes.Node):
                setattr(node, name, self._one(child))

    def _one(self, node: nodes.Node) -> nodes.Node:
        if isinstance(node, nodes.If):
            self._if(node)
        elif isinstance(node, nodes.For):
            self._for(node)
        elif isinstance(node, nodes.CondExpr):
            self._inline(node)
        elif isinstance(node, nodes.Macro):
            before, self._macro = self._macro, node.name
            node.body = self._body(node, node.body, f"macro {node.name}", self._choice(), frozenset())
            self._macro = before
        elif isinstance(node, nodes.Block) and not self.template.startswith(MACROS) and _says(node.body):
            node.body = self._body(node, node.body, f"block {node.name}", self._choice(), frozenset())
        else:
            self.mark(node)
        return node

    def _if(self, node: nodes.If) -> None:
        choice = self._choice()
        names = _names(node.test)
        for each in node.elif_:
            names |= _names(each.test)
        node.test = self._one(node.test)
        node.body = self._body(node, node.body, "if", choice, names)
        for each in node.elif_:
            each.test = self._one(each.test)
            each.body = self._body(each, each.body, "elif", choice, names)
        node.else_ = self._body(node, node.else_, "else", choice, names)

    def _for(self, node: nodes.For) -> None:
        choice = self._choice()
        node.iter = self._one(node.iter)
        if node.test is not None:
            node.test = self._one(node.test)
        node.body = self._body(node, node.body, "for", choice, _names(node.iter))
        if node.else_:
            node.else_ = self._body(node, node.else_, "for … else", choice, _names(node.iter))

    def _inline(self, node: nodes.CondExpr) -> None:
        choice, names = self._choice(), _names(node.test)
        node.test = self._one(node.test)  # type: ignore[assignment]
        for side, what in (("expr1", "inline if"), ("expr2", "inline else")):
            told = getattr(node, side)
            key = self._side(node, what, choice, names)
            before, self._within = self._within, (*self._within, key)
            arguments: list[Any] = [nodes.Const(key)] + ([self._one(told)] if told is not None else [])
            self._within = before
            setattr(node, side, _call("see" if told is not None else "see_nothing", arguments, node.lineno))

    def _body(
        self, node: nodes.Node, body: list[nodes.Node], what: str, choice: str, names: frozenset[str]
    ) -> list[nodes.Node]:
        key = self._side(node, what, choice, names)
        before, self._within = self._within, (*self._within, key)
        marked = [self._one(each) for each in body]
        self._within = before
        seen = _call("see", [nodes.Const(key)], node.lineno)
        return [nodes.ExprStmt(seen, lineno=node.lineno), *marked]

    def _side(self, node: nodes.Node, what: str, choice: str, names: frozenset[str]) -> str:
        key = f"{choice}:{what}:{node.lineno}"
        told = {"template": self.template, "line": node.lineno, "what": what, "choice": choice, "macro": self._macro}
        self.sides.append(Side(key=key, names=names, within=self._within, **told))  # type: ignore[arg-type]
        return key

    def _choice(self) -> str:
        self._count += 1
        return f"{self.template}#{self._count}"


def _call(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    called = nodes.ImportedName(f"{__name__}.{name}", lineno=line)
    return nodes.Call(called, arguments, [], None, None, lineno=line)


def _names(test: nodes.Node) -> frozenset[str]:
    own = {test.name} if isinstance(test, nodes.Name) else set()
    return frozenset(own | {each.name for each in test.find_all(nodes.Name)})


def _says(body: Iterable[nodes.Node]) -> bool:
    """Tell whether a block holds more than white space."""
    return any(
        not isinstance(part, nodes.TemplateData) or part.data.strip()
        for each in body
        for part in (each.nodes if isinstance(each, nodes.Output) else [each])
    )


def unseen(templates: Environment, *folders: str) -> list[str]:
    """Return each side of templates, and of the macros they use, that nothing rendered: `file:line: side`."""
    names = [name for name in templates.list_templates() if name.startswith((*folders, MACROS))]
    parsed = {name: templates.parse(_source(templates, name), name) for name in names}
    given = _given(parsed)
    wanted = [side for name in names for side in _sides(name, parsed[name]) if _counts(side, given)]
    seen_choices = {side.choice for side in wanted if side.key in _seen}

    def has_one_side(side: Side) -> bool:
        """Tell whether its test always comes out the same in this room."""
        asked = side.names & {*_parameters(parsed[side.template], side.macro), "caller", "room"}
        given_here = given.get((side.template, side.macro), set())
        return bool(asked) and side.names - {"loop"} == asked and not asked & given_here and side.choice in seen_choices

    by_key = {side.key: side for side in wanted}
    cannot = {key for key, side in by_key.items() if key not in _seen and has_one_side(side)}
    return [
        f"templates/{side.template}:{side.line}: {_told(side)}"
        for side in wanted
        if side.key not in _seen and side.key not in cannot and not cannot.intersection(side.within)
    ]


def _told(side: Side) -> str:
    return f"{side.macro}: {side.what} ({', '.join(sorted(side.names))})" if side.macro else side.what


def _counts(side: Side, given: dict[tuple[str, str], set[str]]) -> bool:
    return not side.template.startswith(MACROS) or not side.macro or (side.template, side.macro) in given


def _source(templates: Environment, name: str) -> str:
    assert templates.loader is not None
    return templates.loader.get_source(templates, name)[0]


def _sides(name: str, template: nodes.Template) -> list[Side]:
    marker = _Marker(name)
    marker.mark(template)
    return marker.sides


def _parameters(template: nodes.Template, macro: str) -> list[str]:
    return next(([arg.name for arg in each.args] for each in template.find_all(nodes.Macro) if each.name == macro), [])


def _given(parsed: dict[str, nodes.Template]) -> dict[tuple[str, str], set[str]]:
    """Return which arguments each macro is given by a room's own templates, by itself or through other macros."""
    known = {name: _macros_known(template, name) for name, template in parsed.items()}
    given: dict[tuple[str, str], set[str]] = {}
    while True:
        before = sum(len(each) + 1 for each in given.values())
        for name, template in parsed.items():
            for macro, call, has_content in _calls(template):
                here = (name, macro)
                if name.startswith(MACROS) and here not in given:
                    continue
                called = _called(call.node, known[name])
                if called is None or called[0] not in parsed:
                    continue
                fixed = set(_parameters(template, macro)) - given.get(here, set())
                arguments = given.setdefault(called, set())
                arguments |= _arguments(call, _parameters(parsed[called[0]], called[1]), fixed)
                if has_content:
                    arguments.add("caller")
        if sum(len(each) + 1 for each in given.values()) == before:
            return given


def _arguments(call: nodes.Call, parameters: list[str], fixed: set[str]) -> set[str]:
    """Return which parameters a call gives; what is handed on of one that is never given itself is not given."""
    pairs = [*zip(parameters, call.args, strict=False), *((each.key, each.value) for each in call.kwargs)]
    return {name for name, told in pairs if not (isinstance(told, nodes.Name) and told.name in fixed)}


def _calls(
    node: nodes.Node, macro: str = "", content: nodes.Call | None = None
) -> Iterator[tuple[str, nodes.Call, bool]]:
    """Yield each call below a node: in which macro it stands, and whether it has content."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call):
            yield macro, child, child is content
        inside = child.name if isinstance(child, nodes.Macro) else macro
        yield from _calls(child, inside, child.call if isinstance(child, nodes.CallBlock) else None)


def _macros_known(template: nodes.Template, name: str) -> dict[str, tuple[str, str]]:
    """Return by which names a template calls macros: `alias` (macro ""), or a macro's own name → template, macro."""
    known = {each.name: (name, each.name) for each in template.find_all(nodes.Macro)}
    for each in template.find_all(nodes.Import):
        known[each.target] = (each.template.as_const(), "")
    for taken in template.find_all(nodes.FromImport):
        for imported in taken.names:
            macro, alias = imported if isinstance(imported, tuple) else (imported, imported)
            known[alias] = (taken.template.as_const(), macro)
    return known


def _called(node: nodes.Node, known: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    if isinstance(node, nodes.Name):
        found = known.get(node.name)
        return found if found and found[1] else None
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        file, macro = known.get(node.node.name, ("", "?"))
        return None if macro else (file, node.attr)
    return None
