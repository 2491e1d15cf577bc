"""Real servers: they start, keep their data, and survive being killed."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from local.backing_services import BackingServices, wait_until_running
from local.process import Process


async def started(home: Path) -> tuple[BackingServices, list[Process]]:
    services = BackingServices(home, durable=True)
    processes = services.processes(lambda name, line: None)
    for process in processes:
        await process.start()
    await wait_until_running(services, processes)
    return services, processes


async def test_data_survives_a_killed_server_with_reused_pid(tmp_path: Path) -> None:
    services, processes = await started(tmp_path)
    with psycopg.connect(services.postgres.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with redis.Redis.from_url(services.valkey.url) as client:
        client.set("kept", "42")
        client.execute_command("WAITAOF", 1, 0, 2000)
    for process in processes:
        assert process.running is not None
        os.killpg(process.running.pid, signal.SIGKILL)
    await asyncio.gather(*(process.wait() for process in processes))
    lock = tmp_path / "postgres" / "postmaster.pid"
    numbers = lock.read_text().split("\n")
    lock.write_text("\n".join([str(os.getpid()), *numbers[1:]]))

    again, restarted = await started(tmp_path)

    with psycopg.connect(again.postgres.url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    with redis.Redis.from_url(again.valkey.url) as client:
        assert client.get("kept") == b"42"
    await asyncio.gather(*(process.stop() for process in restarted))
    assert not lock.exists()


async def test_services_require_a_password(tmp_path: Path) -> None:
    services, processes = await started(tmp_path)
    own = [psutil.Process(process.running.pid) for process in processes if process.running]
    listening = {
        connection.laddr.ip
        for process in own
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(services.postgres.url.replace(services.postgres.password, "guessed"))
    with socket.create_connection(("127.0.0.1", services.valkey.port)) as stranger:
        stranger.sendall(b"GET kept\r\n")
        assert stranger.recv(100).startswith(b"-NOAUTH")
    await asyncio.gather(*(process.stop() for process in processes))

    assert listening == {"127.0.0.1"}
