"""The page of the access matrix. Its rows need Django's apps."""

from types import ModuleType

from local.reference.markdown import code, page, section, table
from tests.access_matrix import endpoint_fixtures, matrix
from tests.access_matrix.matrix import ROLES, ROWS, Row

KINDS = {
    "REST and files": ("GET", "POST", "PUT", "PATCH", "DELETE"),
    "GraphQL": ("query", "mutation", "subscription"),
    "WebSockets": ("socket",),
    "Admin": ("admin",),
    "Flower": ("flower",),
}


def access_matrix() -> str:
    # Most factories are lambdas, which do not know their names.
    names = {
        id(value): name.replace("_", " ")
        for module in vars(matrix).values()
        if isinstance(module, ModuleType) and module.__name__.startswith("tests.")
        for name, value in vars(module).items()
        if value is not endpoint_fixtures.empty
    }

    def row(each: Row) -> list[str]:
        settings = ", ".join(code(name) for name in each.live_settings)
        outcomes = [str(each.outcome(role)) for role in ROLES]
        return [code(each.name), names.get(id(each.factory), ""), *outcomes, settings]

    head = ["endpoint", "object or payload", *ROLES, "with the live setting"]
    return page(
        "Access matrix",
        "The outcome of every endpoint for a client without a session, the owner of its object,"
        " another user, and a superuser with a second factor: an HTTP status; `data` or an error"
        " code of GraphQL; `open` or a close code of a WebSocket. From"
        " `backend/tests/access_matrix/matrix.py`, whose tests request every row as every role and"
        " fail for an endpoint without one.",
        sections=[
            section(title, table(head, [row(each) for each in ROWS if each.kind in kinds]))
            for title, kinds in KINDS.items()
        ],
    )
