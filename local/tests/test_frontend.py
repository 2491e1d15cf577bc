"""Choice of the server: the one of development, one for built files, or one that renders them."""

import json
from pathlib import Path

from local.frontend import FrontEnd

ROUTES = json.dumps([{"pattern": "^/api(/|$)", "target": "http://127.0.0.1:1", "websocket": False}])


def routes_of(front_end: FrontEnd) -> list[dict[str, object]]:
    process = front_end.process(routes=ROUTES, logs=Path(), hear=lambda name, line: None)
    routes: list[dict[str, object]] = json.loads(process.environment["BACKEND_ROUTES"])
    return routes


def test_paths_beside_the_backend_go_to_the_renderer() -> None:
    renderer = FrontEnd("renderer", 2, built="dist/ssr")
    front_end = FrontEnd("ssr", 3, renderer=renderer)

    assert front_end.servers == [renderer, front_end]
    assert [route["target"] for route in routes_of(front_end)] == [
        "http://127.0.0.1:1",
        "http://127.0.0.1:2",
    ]


def test_built_files_need_no_other_server() -> None:
    front_end = FrontEnd("spa", 4, built="dist/spa")

    assert front_end.servers == [front_end]
    assert [route["target"] for route in routes_of(front_end)] == ["http://127.0.0.1:1"]
