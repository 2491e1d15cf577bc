"""Every variable of the backend reaches its containers, or is left out for a reason."""

from typing import Any

from awscdk.tests.conftest import Synthesize
from awscdk.tests.templates import Templates, text
from config.environment import VARIABLES

LEFT_OUT = {
    "DJANGO_SETTINGS_MODULE": "production is its default",
    "MEDIA_ROOT": "files are in the bucket",
    "SOCIAL_PROVIDER_URL": "for tests; production rejects it",
    "ECS_AGENT_URI": "ECS sets it",
    "IMPORT_QUEUE": "imports is its default",  # sample: statements
    "WORKER_START": "passed to each task at its start",
    "WORKER_CANARY": "passed to the tasks that test a release",
    "LOG_LEVEL": "INFO is its default",
}
SOCIAL = {
    f"{provider}_CLIENT_{part}"
    for provider in ("GOOGLE", "FACEBOOK", "GITHUB")
    for part in ("ID", "SECRET")
}


def containers(templates: Templates) -> list[dict[str, Any]]:
    return [
        each
        for task in templates.of("ECS::TaskDefinition")
        for each in task.properties["ContainerDefinitions"]
    ]


def plain(container: dict[str, Any]) -> dict[str, Any]:
    return {each["Name"]: each["Value"] for each in container["Environment"]}


def secret(container: dict[str, Any]) -> dict[str, Any]:
    return {each["Name"]: each["ValueFrom"] for each in container["Secrets"]}


def test_containers_have_every_variable(templates: Templates) -> None:
    expected = {variable.name for variable in VARIABLES} - LEFT_OUT.keys() - SOCIAL
    for container in containers(templates):
        assert {*plain(container), *secret(container)} == expected


def test_omitted_variables_have_a_default(templates: Templates) -> None:
    for variable in VARIABLES:
        if variable.name in {*LEFT_OUT, *SOCIAL}:
            assert variable.default is not None
            assert not variable.in_production


def test_secrets_are_not_in_the_templates(templates: Templates) -> None:
    # Without user and password, which stand elsewhere.
    urls = {"DATABASE_URL", "REDIS_URL", "CACHE_URL"}
    secrets = {variable.name for variable in VARIABLES if variable.secret} - urls
    for container in containers(templates):
        assert not secrets & plain(container).keys()
        for name in urls:
            assert "@" not in text(plain(container)[name])


def test_store_urls_use_tls_and_timeouts(templates: Templates) -> None:
    (container, *_) = containers(templates)
    assert text(plain(container)["REDIS_URL"]).startswith('{"Fn::Join": ["", ["rediss://"')
    assert "?sslmode=require&connect_timeout=45" in text(plain(container)["DATABASE_URL"])


def test_social_provider_is_enabled_by_its_client_id(synthesize: Synthesize) -> None:
    templates = synthesize("production", social_clients=(("GITHUB", "client"),))
    for container in containers(templates):
        assert plain(container)["GITHUB_CLIENT_ID"] == "client"
        assert "production-example-com/GITHUB_CLIENT_SECRET" in text(
            secret(container)["GITHUB_CLIENT_SECRET"]
        )
        assert "GOOGLE_CLIENT_ID" not in plain(container)
