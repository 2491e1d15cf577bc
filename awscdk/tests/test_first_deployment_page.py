"""The page of rules names checks that exist."""

import re

from awscdk.assembly import ROOT

PAGE = ROOT / "documentation" / "first-deployment.md"
TESTS = ROOT / "awscdk" / "tests"
CHECK = re.compile(r"`(test_\w+\.py): (test_\w+)`")


def test_every_rule_has_an_existing_check() -> None:
    rules = [
        row
        for row in PAGE.read_text().split("### Quotas")[0].splitlines()
        if row.startswith("| ") and not row.startswith(("| rule", "| ---"))
    ]
    assert len(rules) > 20
    for row in rules:
        checks = CHECK.findall(row)
        assert checks, row
        for file, name in checks:
            assert f"def {name}(" in (TESTS / file).read_text(), row
