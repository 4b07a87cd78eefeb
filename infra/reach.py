"""Which errors a citizen can meet: those that the citizens' rooms and the frame reach by name, however far.

An error of the dossier is told to whoever asked. Whether that can be a citizen stands in no list, which would be
forgotten: it is read from the sources. Where in doubt (a module taken as a whole), all of it counts as reached.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

Place = tuple[str, str]
"""A module, and a name at its top level; the name is empty for the whole module."""


def reached(trees: Mapping[Path, ast.Module], root: Path, rooms: frozenset[str]) -> set[tuple[Path, str]]:
    """Return the file and the name of every top-level definition that the modules of `rooms` reach, theirs included."""
    modules = {_module(path, root): path for path in trees}
    tops = {name: _tops(trees[path]) for name, path in modules.items()}
    imports = {name: dict(_imports(trees[path], set(modules))) for name, path in modules.items()}
    waiting: list[Place] = [(name, "") for name in modules if name.partition(".")[0] in rooms]
    seen: set[Place] = set()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        module, name = place
        if not name:
            waiting += [(module, each) for each in tops[module]]
        for node in tops[module].get(name, ()):
            waiting += _names(node, module, tops, imports[module])
    return {(modules[module], name) for module, name in seen if name}


def _names(
    node: ast.AST, module: str, tops: Mapping[str, Mapping[str, list[ast.AST]]], imported: Mapping[str, Place]
) -> Iterator[Place]:
    """Yield the definitions that a node names: of its own module, imported ones, and those of an imported module."""
    of_modules = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            module_named, name = imported.get(each.value.id, ("", "?"))
            if module_named and not name and each.attr in tops[module_named]:
                of_modules.add(each.value)
                yield module_named, each.attr
    for each in ast.walk(node):
        if not isinstance(each, ast.Name) or each in of_modules:
            continue
        if each.id in tops[module]:
            yield module, each.id
        elif each.id in imported:
            place = imported[each.id]
            yield place if place[1] in tops[place[0]] or not place[1] else (place[0], "")


def _tops(tree: ast.Module) -> dict[str, list[ast.AST]]:
    found: dict[str, list[ast.AST]] = {}
    for node in tree.body:
        for name in _defined(node):
            found.setdefault(name, []).append(node)
    return found


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))


def _imports(tree: ast.Module, modules: set[str]) -> Iterator[tuple[str, Place]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                whole = f"{node.module}.{each.name}"
                if whole in modules:
                    yield each.asname or each.name, (whole, "")
                elif node.module in modules:
                    yield each.asname or each.name, (node.module, each.name)


def _module(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
