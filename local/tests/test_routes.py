import json
import re

import pytest

from config.topology import SERVICES
from local.routes import backend_routes

PORTS = {service.name: service.port for service in SERVICES if service.port}


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/api/health-check/", "web"),
        ("/graphql/", "web"),
        ("/admin", "web"),
        ("/static/admin/css/base.css", "web"),
        ("/media/private/x.csv", "web"),
        ("/ws/live/", "websocket"),
        ("/flower/", "flower"),
        ("/", None),
        ("/adminx", None),
        ("/statements/api/", None),
    ],
)
def test_each_path_has_one_route(path: str, service: str | None) -> None:
    targets = [
        route["target"]
        for route in json.loads(backend_routes(PORTS))
        if re.match(route["pattern"], path)
    ]
    assert targets == ([f"http://127.0.0.1:{PORTS[service]}"] if service else [])
