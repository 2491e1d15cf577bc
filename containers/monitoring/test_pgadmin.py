"""pgAdmin with the configuration of compose.yaml reads a table.

Only the address of the server is replaced: there it is a container.
"""

import json
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from containers.monitoring.programs import (
    compose,
    free_port,
    install_pgadmin,
    running,
    unprivileged_environment,
)


def settings(folder: Path, *, port: int) -> str:
    """Return the file that the image's entrypoint writes, and the places of its data."""
    prefix = "PGADMIN_CONFIG_"
    variables = compose()["services"]["pgadmin"]["environment"]
    given = {
        name.removeprefix(prefix): value
        for name, value in variables.items()
        if name.startswith(prefix)
    }
    own = {
        "DATA_DIR": folder,
        "LOG_FILE": folder / "log",
        "SQLITE_PATH": folder / "pgadmin4.db",
        "SESSION_DB_PATH": folder / "sessions",
        "STORAGE_DIR": folder / "storage",
    }
    lines = [f"{name} = {value}" for name, value in given.items()]
    lines += [f"{name} = {str(value)!r}" for name, value in own.items()]
    return "\n".join([*lines, f"DEFAULT_SERVER_PORT = {port}", "UPGRADE_CHECK_ENABLED = False", ""])


def mounted_servers(*, host: str, port: int) -> dict[str, Any]:
    (config,) = compose()["services"]["pgadmin"]["configs"]
    servers = json.loads(compose()["configs"][config["source"]]["content"])
    (server,) = servers["Servers"].values()
    assert (server["Host"], server["Port"]) == ("postgres", 5432)
    server.update({"Host": host, "Port": port})
    return dict(servers)


def test_pgadmin_reads_a_table(tmp_path: Path) -> None:
    database = urlsplit(os.environ["DATABASE_URL"])
    assert database.hostname
    assert database.port
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS monitored")
        connection.execute("CREATE TABLE monitored AS SELECT 'a row' AS content")
    python, package = install_pgadmin()
    port = free_port()
    (package / "config_local.py").write_text(settings(tmp_path, port=port))
    servers = tmp_path / "servers.json"
    servers.write_text(json.dumps(mounted_servers(host=database.hostname, port=database.port)))
    environment = unprivileged_environment(tmp_path)
    for command in (["setup-db"], ["load-servers", str(servers)]):
        subprocess.run([python, "setup.py", *command], cwd=package, env=environment, check=True)

    with running(
        [str(python), "pgAdmin4.py"],
        folder=package,
        environment=environment,
        url=f"http://127.0.0.1:{port}",
        log=tmp_path / "output",
    ) as client:
        token = re.search(r"csrf_token'\] = '([^']+)'", client.get("/browser/js/utils.js"))
        assert token
        client.headers["X-pgA-CSRFToken"] = token[1]
        connected = client.post("/browser/server/connect/1/1", {"password": database.password})
        assert connected["info"] == "Server connected."
        identifier = connected["data"]["did"]
        client.post(f"/sqleditor/initialize/sqleditor/1/1/1/{identifier}", {"dbname": "app"})
        client.post("/sqleditor/query_tool/start/1", {"sql": "SELECT content FROM monitored"})
        deadline = time.monotonic() + 30
        while (read := json.loads(client.get("/sqleditor/poll/1"))["data"])["status"] == "Busy":
            assert time.monotonic() < deadline
            time.sleep(0.2)

    assert read["result"] == [["a row"]]
