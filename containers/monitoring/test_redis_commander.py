"""Redis Commander with the variables of compose.yaml reads a key.

Only the address and the password are replaced: there the store is a container without one.
"""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from redis import Redis

from containers.monitoring.programs import (
    compose,
    free_port,
    install_redis_commander,
    running,
    unprivileged_environment,
)


def test_redis_commander_reads_a_key(tmp_path: Path) -> None:
    store = urlsplit(os.environ["REDIS_URL"])
    Redis.from_url(os.environ["REDIS_URL"]).set("monitored", "a value")
    variables = compose()["services"]["redis-commander"]["environment"]
    label, host, port = variables["REDIS_HOSTS"].split(":")
    assert (host, port) == ("redis", "6379")
    package = install_redis_commander()
    port = free_port()
    environment = {
        **unprivileged_environment(tmp_path),
        **variables,
        "REDIS_HOSTS": f"{label}:{store.hostname}:{store.port}:0:{store.password}",
        # Of the image.
        "NODE_ENV": "production",
        "HOME": str(package),
        "ADDRESS": "127.0.0.1",
        "PORT": str(port),
    }

    with running(
        ["sh", "docker/entrypoint.sh"],
        folder=package,
        environment=environment,
        url=f"http://127.0.0.1:{port}",
        log=tmp_path / "output",
    ) as client:
        signed_in = client.post("/signin", {})
        client.headers["Authorization"] = f"Bearer {signed_in['bearerToken']}"
        (connection,) = json.loads(client.get("/connections"))["connections"]
        read = json.loads(client.get(f"/apiv2/key/{connection['conId']}/monitored"))

    assert connection["label"] == label
    assert read["value"] == "a value"
