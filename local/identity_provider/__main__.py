import argparse
import threading

from local.console import echo, run
from local.identity_provider import backend_variables, identity_provider


def main() -> None:
    arguments = argparse.ArgumentParser(description="Speaks for Google, Facebook and GitHub.")
    arguments.add_argument("--port", type=int, default=0, help="a free one without")
    with identity_provider(port=arguments.parse_args().port) as url:
        lines = "\n".join(f"{name}={value}" for name, value in backend_variables(url).items())
        echo(f"For .env:\n\n{lines}\n\nCtrl-C stops it.")
        threading.Event().wait()


if __name__ == "__main__":
    run(main)
