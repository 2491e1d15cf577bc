"""Files and lists of each sample application, apart from lines that `markers.py` removes.

A new file of a sample needs no entry if it is in one of these folders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Every other file may hold markers: they are read in all files with these endings.
MARKED = (
    *(
        ".conf",
        ".html",
        ".js",
        ".json",
        ".md",
        ".mjs",
        ".py",
        ".scss",
        ".sh",
        ".toml",
        ".ts",
        ".vue",
    ),
    *(".yaml", ".yml", "Makefile"),
)
MANIFEST = "quasar/src-pwa/manifest.json"


@dataclass(frozen=True, kw_only=True)
class Sample:
    files: tuple[str, ...]
    """Files and folders, which are deleted."""
    messages: tuple[str, ...]
    """Keys of the front end's messages, which JSON cannot mark."""
    keys: Mapping[str, tuple[str, ...]]
    """Keys of other JSON files, by file."""


SAMPLES = {
    "links": Sample(
        files=(
            "backend/apps/links",
            "backend/tests/access_matrix/link_fixtures.py",
            "backend/tests/end_to_end/apollo_client.mjs",
            "backend/tests/end_to_end/graphql_ws_client.mjs",
            "backend/tests/end_to_end/test_graphql_subscriptions.py",
            "benchmarks/links.py",
            "benchmarks/links_seed.py",
            "benchmarks/links_tutorial.py",
            "benchmarks/links_tutorial_settings.py",
            "documentation/decisions/0021-link-ranking.md",
            "documentation/images/links.png",
            "documentation/links.md",
            "e2e/journeys/links.spec.ts",
            "e2e/journeys/offline-links.spec.ts",
            "e2e/pictures/links.spec.ts",
            "e2e/responsiveness.ts",
            "quasar/src/home/components/TopLinks.vue",
            "quasar/src/links",
            "quasar/test/links.ts",
        ),
        messages=("home.links", "links"),
        keys={MANIFEST: tuple(f"share_target.params.{name}" for name in ("title", "text", "url"))},
    ),
    "statements": Sample(
        files=(
            "backend/apps/statements",
            "backend/config/tests/test_migration_linter.py",
            "backend/tests/access_matrix/statement_fixtures.py",
            "benchmarks/imports.py",
            "benchmarks/spending.py",
            "black_box/uploading.py",
            "documentation/decisions/0020-transaction-table-and-totals.md",
            "documentation/decisions/0024-excel-and-ofx-files.md",
            "documentation/decisions/0025-own-ranking-of-encodings.md",
            "documentation/images/spending.png",
            "documentation/statements.md",
            "e2e/journeys/offline-statements.spec.ts",
            "e2e/journeys/spending.spec.ts",
            "e2e/journeys/statements.spec.ts",
            "e2e/journeys/unknown-formats.spec.ts",
            "e2e/pictures/spending.spec.ts",
            "e2e/responsiveness.ts",
            "e2e/samples",
            "e2e/journeys/access.spec.ts",
            "e2e/journeys/arabic.spec.ts",
            "e2e/journeys/private-file.spec.ts",
            "e2e/native",
            "kubernetes/base/uploads.yaml",
            "quasar/public/sample-statement.csv",
            "quasar/src/home/components/SpendingBars.vue",
            "quasar/src/api/offline/fallback.spec.ts",
            "quasar/src/statements",
            "quasar/test/statements.ts",
            "quasar/test/transactions-page.ts",
        ),
        messages=("home.spending", "statements"),
        keys={MANIFEST: ("share_target.params.files",)},
    ),
}
# Files, messages and keys of other JSON files that both samples use, removed with the second.
SHARED_FILES = (
    "quasar/src-pwa/sw/share-target.ts",
    "quasar/src/ui/ShortcutsDialog.vue",
    "quasar/src/ui/useShortcuts.ts",
)
SHARED_MESSAGES = ("shortcuts",)
SHARED_KEYS = {MANIFEST: ("share_target",)}
MESSAGES = "quasar/src/i18n"
