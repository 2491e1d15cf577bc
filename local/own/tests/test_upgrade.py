"""An owned project with edits of its own merges later commits of the template."""

import subprocess
from pathlib import Path

import pytest

from local.own.tests.conftest import ENVIRONMENT, clone, run
from local.paths import ROOT

pytestmark = pytest.mark.nightly

# What an adopter typically changes: {file: (old text, new text)}; no old text, and it is appended.
EDITS = {
    "README.md": ("A full-stack application to start a product from", "The shop of Acme"),
    "LICENSE": ("", "\nPictures are not covered.\n"),
    "backend/config/settings/base.py": ('TIME_ZONE = "UTC"', 'TIME_ZONE = "Europe/Berlin"'),
    "backend/config/topology.py": ("TARGET_CPU_PERCENT = 60", "TARGET_CPU_PERCENT = 70"),
    "backend/config/urls.py": (
        'path("api/home/"',
        'path("api/shop/", HomeView.as_view()),\n    path("api/home/"',
    ),
    "quasar/src/i18n/en.json": ('"title": "Page not found"', '"title": "Nothing here"'),
    "quasar/src/css/app.scss": ("", "\n.shop {\n  color: inherit;\n}\n"),
    "quasar/package.json": ('"version": "0.1.0"', '"version": "1.4.0"'),
    "gitlab-ci/shop.yml": ("", "variables:\n  SHOP: acme\n"),
    "documentation/shop.md": ("", "# The shop\n"),
}
# What later releases change, also beside what `make own` has written or removed.
RELEASES: tuple[dict[str, tuple[str, str]], ...] = (
    {
        "README.md": ("## Run and test it", "## Start and test it"),
        "backend/config/settings/base.py": ("# The name of the product", "# The product's name"),
        "quasar/package.json": ('"type": "module"', '"type": "module",\n  "funding": "none"'),
    },
    {
        "backend/apps/links/ranking.py": ("", "\n# A change of a removed sample.\n"),
        "backend/apps/links/later.py": ("", '"""A new file of a removed sample."""\n'),
        "backend/config/urls.py": (
            'path("api/schema/"',
            'path("api/later/", HomeView.as_view()),\n    path("api/schema/"',
        ),
    },
    {
        "backend/tests/access_matrix/link_fixtures.py": ("", "\n# Another one.\n"),
        "documentation/links.md": ("", "\nMore about links.\n"),
        "quasar/src/i18n/en.json": ('"back": "Go to home page"', '"back": "Go to the home page"'),
    },
)


def edit(folder: Path, edits: dict[str, tuple[str, str]], message: str) -> None:
    for file, (old, new) in edits.items():
        path = folder / file
        text = path.read_text() if path.exists() else ""
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1) if old else text + new)
    run(folder, "git", "add", "--all")
    run(folder, "git", "commit", "--quiet", "--message", message)


@pytest.fixture(scope="module", params=["", "links"], ids=["with-samples", "without-links"])
def upgraded(request: pytest.FixtureRequest, copies: Path) -> tuple[Path, str]:
    without: str = request.param
    folder = copies / f"upgrade-{without or 'all'}"
    upstream = clone(ROOT, folder / "upstream", has_packages=False)
    project = clone(upstream, folder / "project", has_packages=bool(without))
    run(project, "git", "remote", "rename", "origin", "upstream")
    run(project, "make", "own", "NAME=Acme Shop", "DOMAIN=acme.com", f"WITHOUT={without}")
    edit(project, EDITS, "Sell things")
    for number, release in enumerate(RELEASES):
        edit(upstream, release, f"Release {number}")
    run(project, "git", "fetch", "--quiet", "upstream")
    run(project, "make", "upgrade", "FROM=upstream/HEAD")
    return project, without


def test_upgrade_keeps_the_edits_of_both(upgraded: tuple[Path, str]) -> None:
    project, without = upgraded

    for edits in (EDITS, *RELEASES):
        for file, (_, new) in edits.items():
            if without and not (project / file).exists():
                assert "link" in file
            else:
                assert new in (project / file).read_text(), file
    assert (project / "backend/apps/links").exists() != bool(without)
    assert run(project, "git", "status", "--porcelain") == ""
    assert (project / "README.md").read_text().startswith("# Acme Shop\n")


def test_second_upgrade_merges_only_what_is_new(upgraded: tuple[Path, str]) -> None:
    project, _ = upgraded
    assert "merged already" in run(project, "make", "upgrade", "FROM=upstream/HEAD")
    upstream = project.parent / "upstream"
    edit(upstream, {"SECURITY.md": ("", "\nThank you.\n")}, "Thank reporters")
    run(project, "git", "fetch", "--quiet", "upstream")

    run(project, "make", "upgrade", "FROM=upstream/HEAD")

    assert "Thank you." in (project / "SECURITY.md").read_text()
    changed = run(project, "git", "diff", "--name-only", "HEAD~1").split()
    assert changed == ["SECURITY.md"]


# Removing samples takes a minute for each release, and makes no difference here.
@pytest.mark.parametrize("upgraded", [""], ids=["with-samples"], indirect=True)
def test_upgrade_names_the_files_that_both_changed(upgraded: tuple[Path, str]) -> None:
    project, _ = upgraded
    upstream = project.parent / "upstream"
    edit(project, {"SECURITY.md": ("# Reporting a", "# How to report a")}, "Rename a page")
    edit(upstream, {"SECURITY.md": ("# Reporting a", "# To report a")}, "Rename a page too")
    run(project, "git", "fetch", "--quiet", "upstream")

    done = subprocess.run(
        ["make", "upgrade", "FROM=upstream/HEAD"],
        cwd=project,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )

    assert done.returncode
    assert "SECURITY.md" in done.stderr
    assert run(project, "git", "diff", "--name-only", "--diff-filter=U").split() == ["SECURITY.md"]
