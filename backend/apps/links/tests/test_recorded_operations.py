"""The operations of the howtographql tutorial, compared with its recorded responses.

`operations.json` has them in order: later operations use values from earlier responses.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
RECORDED = json.loads((Path(__file__).parent / "operations.json").read_text())["operations"]
JWT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")


@pytest.mark.parametrize("scheme", ["JWT", "Bearer"])
def test_operation_responses_have_recorded_shape(client: Client, scheme: str) -> None:
    known: dict[str, Any] = {"username": "ada", "password": "correct-horse-battery"}
    for operation in RECORDED:
        headers = {"Authorization": f"{scheme} {known['token']}"} if operation["auth"] else {}
        body = {
            "query": filled(operation["query"], known),
            "variables": filled(operation["variables"], known),
        }
        response = client.post("/graphql/", body, "application/json", headers=headers)
        content, where = response.json(), operation["name"]

        assert response.status_code == operation["status"], (where, content)
        if operation["error"]:
            assert operation["error"] in content["errors"][0]["message"], where
        else:
            assert "errors" not in content, (where, content)
        if operation["data"] is not None:
            check_shape(content["data"], operation["data"], where)
        for name, path in operation["save"].items():
            known[name] = at(content["data"], path)
    assert len(RECORDED) == 30


def filled(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: filled(inner, known) for name, inner in value.items()}
    if not isinstance(value, str):
        return value
    if number := re.fullmatch(r"\{\{(\w+):int\}\}", value):
        return int(known[number[1]])
    return re.sub(r"\{\{(\w+)\}\}", lambda found: str(known[found[1]]), value)


def at(data: Any, path: str) -> Any:
    for step in path.split("."):
        data = data[int(step) if step.isdecimal() else step]
    return data


def check_shape(value: Any, shape: Any, where: str) -> None:
    """Fail unless the value has exactly the members of `shape`, which contains markers."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), (where, value)
        assert set(value) == set(shape), where
        for name, inner in shape.items():
            check_shape(value[name], inner, f"{where}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), (where, value)
        assert value, f"{where}: an empty list shows no shape"
        for element in value:
            check_shape(element, shape[0], where)
    elif shape == "$jwt":
        assert JWT.fullmatch(value), where
    elif shape == "$id":
        assert isinstance(value, str), where
        assert value.isdecimal(), where
    elif shape in TYPES:
        assert isinstance(value, TYPES[shape]), (where, value)
    else:
        assert shape == "$any" or value == shape, (where, value)


TYPES: dict[str, Any] = {
    "$int": int,
    "$string": str,
    "$global": str,
    "$bool": bool,
    "$null": type(None),
}
