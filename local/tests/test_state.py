import socket
from pathlib import Path

from local.state import State


def test_ports_and_secrets_stay_the_same(tmp_path: Path) -> None:
    first = State(tmp_path)
    values = first.port("web"), first.secret("django")

    again = State(tmp_path)
    assert (again.port("web"), again.secret("django")) == values
    assert len(again.secret("django")) >= 50
    assert (tmp_path / "state.json").stat().st_mode & 0o077 == 0


def test_a_port_that_was_taken_meanwhile_is_replaced(tmp_path: Path) -> None:
    port = State(tmp_path).port("web")
    with socket.create_server(("127.0.0.1", port)):
        # Whoever only asks where the application is must not move it.
        assert State(tmp_path).port("web") == port
        State(tmp_path).forget_taken_ports()
        assert State(tmp_path).port("web") != port


def test_no_two_processes_get_one_port(tmp_path: Path) -> None:
    state = State(tmp_path)
    assert len({state.port(f"service {number}") for number in range(50)}) == 50
