import argparse
import threading

from local.console import echo, run
from local.oauth_stub import backend_variables, running_oauth_stub


def main() -> None:
    arguments = argparse.ArgumentParser(description="OAuth stub of Google, Facebook and GitHub.")
    arguments.add_argument("--port", type=int, default=0, help="default: a free one")
    with running_oauth_stub(port=arguments.parse_args().port) as url:
        lines = "\n".join(f"{name}={value}" for name, value in backend_variables(url).items())
        echo(f"For .env:\n\n{lines}\n\nCtrl-C stops it.")
        threading.Event().wait()


if __name__ == "__main__":
    run(main)
