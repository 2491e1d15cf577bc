"""Which process answers which path: the topology's table with this machine's ports."""

import json
from collections.abc import Mapping

from config.topology import SERVICES


def routes(ports: Mapping[str, int]) -> str:
    """JSON for the front end's servers: a pattern of the path and where it is answered."""
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
