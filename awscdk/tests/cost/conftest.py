import pytest

from awscdk.cost.__main__ import new_report
from awscdk.cost.report import Report
from awscdk.templates import Resource, read_templates
from awscdk.tests.templates import Templates


@pytest.fixture
def production_resources(production: Templates) -> list[Resource]:
    return list(read_templates(production.folder).resources)


@pytest.fixture
def report(staging: Templates, production: Templates) -> Report:
    return new_report(
        staging=read_templates(staging.folder), production=read_templates(production.folder)
    )
