"""A TCP proxy in front of the broker, which can cut off the connections of one worker."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

CHECK_SECONDS = 0.02
CHUNK_SIZE = 1 << 16


class Network:
    def __init__(self, broker_port: int) -> None:
        self._broker_port = broker_port
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listening.getsockname()[1]
        self._cut_group: int | None = None
        self._cut_ports: set[int] = set()
        threading.Thread(target=self._accept, name="network", daemon=True).start()

    @contextmanager
    def cut(self, group: int) -> Iterator[None]:
        """Hold back what a process group sends and receives, on old and new connections."""
        self._cut_group = group
        self._cut_ports = _ports(group)
        try:
            yield
        finally:
            self._cut_group = None
            self._cut_ports = set()

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, (_, port) = self._listening.accept()
                threading.Thread(target=self._connect, args=(client, port), daemon=True).start()

    def _connect(self, client: socket.socket, port: int) -> None:
        if self._cut_group is not None and port in _ports(self._cut_group):
            self._cut_ports.add(port)
        self._wait_while_cut(port)
        try:
            broker = socket.create_connection(("127.0.0.1", self._broker_port))
        except OSError:
            client.close()
            return
        for each in (client, broker):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        back = threading.Thread(target=self._pump, args=(broker, client, port), daemon=True)
        back.start()
        self._pump(client, broker, port)

    def _pump(self, source: socket.socket, target: socket.socket, port: int) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK_SIZE):
                self._wait_while_cut(port)
                target.sendall(data)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _wait_while_cut(self, port: int) -> None:
        while port in self._cut_ports:
            time.sleep(CHECK_SECONDS)


def _ports(group: int) -> set[int]:
    """Return the local ports of a process, the leader of its group, and of its children."""
    ports: set[int] = set()
    with suppress(psutil.NoSuchProcess):
        leader = psutil.Process(group)
        for process in (leader, *leader.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                ports |= {each.laddr.port for each in process.net_connections("tcp") if each.laddr}
    return ports
