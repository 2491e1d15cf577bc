"""Routes of the front end's servers: the topology's paths with local ports."""

import json
from collections.abc import Mapping

from config.topology import SERVICES


def backend_routes(ports: Mapping[str, int]) -> str:
    """Return JSON: a pattern for each service's paths, and its target."""
    return json.dumps(
        [
            {
                "pattern": f"^/({'|'.join(service.paths + service.local_paths)})(/|$)",
                "target": f"http://127.0.0.1:{ports[service.name]}",
                "websocket": service.websocket,
            }
            for service in SERVICES
            if service.paths
        ]
    )
