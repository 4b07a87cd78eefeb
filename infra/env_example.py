"""Writes `.env.example` from the settings: `python -m infra.env_example`."""

import ast
import inspect
import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from dossier.settings import Settings, variable

HEAD = """\
# Every setting of Guichet. Copy this file to .env, or set the variables of the process, which win over .env.
# A line that is commented out shows the value that holds without it. `guichet doctor` tries what you set.
"""


def env_example() -> str:
    """Return the file: each group, each setting with its sentence and its default."""
    lines = [HEAD]
    for name, (heading, sentence) in _documented().items():
        if heading:
            lines.append(f"# --- {heading}\n")
        lines += [f"# {each}" for each in sentence.splitlines()]
        lines.append(f"{_assignment(name)}\n")
    return "\n".join(lines)


def _assignment(name: str) -> str:
    default = Settings.model_fields[name].default
    required = default is PydanticUndefined
    return f"{'' if required else '# '}{variable(name)}={'' if required else _as_text(default)}"


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return json.dumps(value) if isinstance(value, (tuple, list, dict)) else str(value)


def _documented() -> dict[str, tuple[str, str]]:
    """Return field → (heading of the group that it opens, or nothing; its sentence) in the order of the source."""
    source = inspect.getsource(Settings)
    found: dict[str, tuple[str, str]] = {}
    body = ast.parse(source).body[0]
    assert isinstance(body, ast.ClassDef)
    text = source.splitlines()
    heading = ""
    for node, following in zip(body.body, [*body.body[1:], None], strict=True):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        above = text[node.lineno - 2].strip()
        heading = above.removeprefix("# ") if above.startswith("# ") else ""
        found[node.target.id] = (heading, _sentence(following))
    return found


def _sentence(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return inspect.cleandoc(str(node.value.value))
    return ""


if __name__ == "__main__":
    Path(".env.example").write_text(env_example())
