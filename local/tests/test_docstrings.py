"""First words of docstrings. Ruff's D401 lets relative words, prepositions and pronouns pass."""

import ast
import subprocess
from pathlib import Path

from local.paths import ROOT

FORBIDDEN = frozenset(
    # Relative and question words, prepositions, pronouns.
    """What Who Whoever Whose Where Whether Which How When Why
    Of As With Without By In For From To On At
    Nobody Somebody Everybody Anybody Nothing One It They He She That Those""".split()  # noqa: SIM905 a table
)


def test_docstrings_begin_with_a_verb_or_a_noun() -> None:
    files = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert len(files) > 500
    assert [each for file in files for each in forbidden_docstrings(ROOT / file)] == []


def forbidden_docstrings(path: Path) -> list[str]:
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, kinds)]
    texts = [text for node in nodes if (text := ast.get_docstring(node))]
    return [f"{path.name}: {text[:60]}" for text in texts if text.split()[0] in FORBIDDEN]
