"""Choice of the server: the one of development, one for built files, or one that renders them."""

import json
from collections.abc import Mapping
from pathlib import Path

from local.frontend import FrontEnd

ROUTES = json.dumps([{"pattern": "^/api(/|$)", "target": "http://127.0.0.1:1", "websocket": False}])


def routes_of(front_end: FrontEnd) -> list[dict[str, object]]:
    routes: list[dict[str, object]] = json.loads(environment_of(front_end)["BACKEND_ROUTES"])
    return routes


def environment_of(front_end: FrontEnd) -> Mapping[str, str]:
    return front_end.process(
        routes=ROUTES, site_url="http://localhost:3", logs=Path(), hear=lambda name, line: None
    ).environment


def test_paths_beside_the_backend_go_to_the_renderer() -> None:
    renderer = FrontEnd("renderer", 2, built="dist/ssr")
    front_end = FrontEnd("ssr", 3, renderer=renderer)

    assert front_end.servers == [renderer, front_end]
    assert [route["target"] for route in routes_of(front_end)] == [
        "http://127.0.0.1:1",
        "http://127.0.0.1:2",
    ]
    environment = environment_of(renderer)
    assert environment["BACKEND_URL"] == "http://127.0.0.1:1"
    assert environment["SITE_URL"] == "http://localhost:3"


def test_built_files_need_no_other_server() -> None:
    front_end = FrontEnd("spa", 4, built="dist/spa")

    assert front_end.servers == [front_end]
    assert [route["target"] for route in routes_of(front_end)] == ["http://127.0.0.1:1"]
