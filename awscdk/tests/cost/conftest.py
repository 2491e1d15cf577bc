import pytest

from awscdk.cost.baseline_2020 import baseline_2020
from awscdk.cost.estimate import estimate
from awscdk.cost.report import Report
from awscdk.templates import Resource, read_templates
from awscdk.tests.templates import Templates


@pytest.fixture
def production_resources(production: Templates) -> list[Resource]:
    return list(read_templates(production.folder).resources)


@pytest.fixture
def report(staging: Templates, production: Templates) -> Report:
    return Report(
        staging=estimate(name="staging", templates=read_templates(staging.folder)),
        production=estimate(name="production", templates=read_templates(production.folder)),
        original=baseline_2020(),
    )
