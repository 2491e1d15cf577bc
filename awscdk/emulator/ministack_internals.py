"""The private names of ministack that the emulator needs, as it has no public ones for them.

Everything else in this package uses ministack's HTTP API and its public functions. The names are
checked at the start: another release of ministack fails with the one that is missing.
"""

from collections.abc import Callable, Mapping
from importlib.metadata import version
from types import ModuleType
from typing import Any

from ministack.services import ecs
from ministack.services.cloudformation import provisioners, stacks

# The release in which these names were read.
VERSION = "1.5.33"
NAMES: tuple[tuple[ModuleType, str], ...] = (
    # Handlers of resource types; AWS has a registry for them, whose calls ministack lacks.
    (provisioners, "_RESOURCE_HANDLERS"),
    # Types whose handlers may call the server itself: its event loop must not wait for them.
    (stacks, "_runs_on_worker_thread"),
    # The client that starts containers.
    (ecs, "_get_docker"),
)


class ChangedError(Exception):
    """ministack is another release, or lacks a name that is used here."""


def check() -> None:
    """Raise ChangedError."""
    missing = [f"{module.__name__}.{name}" for module, name in NAMES if not hasattr(module, name)]
    if missing:
        raise ChangedError(f"ministack has no {', '.join(missing)}: see {__name__}.")
    if version("ministack") != VERSION:
        raise ChangedError(
            f"ministack is {version('ministack')}: read what became of the names in {__name__},"
            f" run `make deploy-emulated-all`, and change its VERSION from {VERSION}."
        )


def add_resource_types(handlers: Mapping[str, Mapping[str, Callable[..., Any]]]) -> None:
    blocks = stacks._runs_on_worker_thread
    stacks._runs_on_worker_thread = lambda name: name in handlers or blocks(name)
    provisioners._RESOURCE_HANDLERS.update(handlers)


def resource_type(name: str) -> Mapping[str, Callable[..., Any]]:
    """Return ministack's own handlers of a type."""
    handlers: Mapping[str, Callable[..., Any]] = provisioners._RESOURCE_HANDLERS[name]
    return handlers


def start_tasks_with(docker: Any) -> None:
    ecs._get_docker = lambda: docker
