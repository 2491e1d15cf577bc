"""The generated pages of stacks and alarms, and the runbooks that alarms link to."""

import re
from collections.abc import Callable, Mapping

import pytest

from awscdk import templates
from awscdk.assembly import ROOT
from awscdk.reference import FOLDER, STACKS, alarm_name, alarms, alarms_page, stack_of, stacks_page
from awscdk.templates import read_templates
from awscdk.tests.templates import Templates
from config.topology import QUEUES

RUNBOOKS = ROOT / "documentation" / "runbooks.md"
# Headings of alarms are code: a budget, for example, is no alarm.
RUNBOOK = re.compile(r"^## `(.+)`$", re.MULTILINE)
ANCHOR = re.compile(r" Runbook: (?:https?://\S+/)?documentation/runbooks\.md#([a-z0-9-]+)$")


Pages = Mapping[str, templates.Templates]


@pytest.fixture
def environments(staging: Templates, production: Templates) -> Pages:
    return {
        "staging": read_templates(staging.folder),
        "production": read_templates(production.folder),
    }


@pytest.mark.parametrize(
    ("name", "generate"), [("stacks.md", stacks_page), ("alarms.md", alarms_page)]
)
def test_reference_page_is_current(
    name: str, generate: Callable[[Pages], str], environments: Pages
) -> None:
    assert (FOLDER / name).read_text() == generate(environments), "stale: run `make reference`"


def test_every_nested_stack_is_summarized(environments: Pages) -> None:
    nested = {stack_of(each) for found in environments.values() for each in found.resources}

    assert nested - {None} == {*STACKS}


def test_every_alarm_links_to_its_runbook_and_every_runbook_has_an_alarm(
    environments: Pages,
) -> None:
    anchors = {
        re.sub(r"[^a-z0-9-]", "", heading): heading
        for heading in RUNBOOK.findall(RUNBOOKS.read_text())
    }
    queues = {queue.name for queue in QUEUES}
    linked = set()
    for found in environments.values():
        for alarm in alarms(found):
            link = ANCHOR.search(alarm.properties["AlarmDescription"])
            assert link, alarm.properties["AlarmDescription"]
            linked.add(link[1])
            names = {anchors[link[1]].replace("<queue>", queue) for queue in queues}
            assert alarm_name(alarm) in names

    assert linked == {*anchors}


def test_runbook_of_every_alarm_has_all_of_its_parts() -> None:
    _, *sections = re.split(r"^## ", RUNBOOKS.read_text(), flags=re.MULTILINE)

    assert len(sections) >= 8
    for section in sections:
        for part in ("Meaning", "Users notice", "Find the cause"):
            assert f"**{part}" in section, section.splitlines()[0]
        if section.startswith("`"):
            assert "| fix |" in section, section.splitlines()[0]
            assert "**Over when**" in section, section.splitlines()[0]
