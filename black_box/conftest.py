"""Start each target once for all tests, and report target by check."""

from collections.abc import Iterator

import pytest

from black_box.report import Results
from black_box.target import NotAvailableError, Target
from black_box.targets import STARTED, given
from black_box.uploading import Upload, upload_statement


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("black box")
    group.addoption("--target", action="append", choices=[*STARTED], help="Only this target.")
    group.addoption("--url", help="Only an application that runs at this URL.")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Results(), "results")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "target" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("target") or [*STARTED]
    names = ["url"] if metafunc.config.getoption("url") else chosen
    metafunc.parametrize("target", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def target(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    url = request.config.getoption("url")
    if url:
        yield given(url)
        return
    try:
        with STARTED[request.param](tmp_path_factory.mktemp(request.param)) as started:
            yield started
    except NotAvailableError as reason:
        pytest.skip(str(reason))


# sample: statements begin
@pytest.fixture(scope="session")
def upload(target: Target) -> Upload:
    return upload_statement(target)


# sample: statements end
