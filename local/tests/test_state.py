import socket
from pathlib import Path

from local.state import SERVER_PORTS, State


def test_state_keeps_ports_and_secrets(tmp_path: Path) -> None:
    first = State(tmp_path)
    values = first.port("web"), first.secret("django")

    again = State(tmp_path)
    assert (again.port("web"), again.secret("django")) == values
    assert len(again.secret("django")) >= 50
    assert (tmp_path / "state.json").stat().st_mode & 0o077 == 0


def test_used_port_is_replaced(tmp_path: Path) -> None:
    port = State(tmp_path).port("web")
    with socket.create_server(("127.0.0.1", port)):
        # Reading the port must not change it.
        assert State(tmp_path).port("web") == port
        State(tmp_path).drop_used_ports()
        assert State(tmp_path).port("web") != port


def test_ports_are_unique(tmp_path: Path) -> None:
    state = State(tmp_path)
    assert len({state.port(f"service {number}") for number in range(50)}) == 50


def test_ports_are_outside_the_client_range() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        for _ in range(20):
            with socket.create_connection(server.getsockname()) as client:
                assert client.getsockname()[1] not in SERVER_PORTS
