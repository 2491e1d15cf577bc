"""The pages, each from the list that the code itself reads."""

import re
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import Any

import graphql
import yaml

from config.environment import GROUPS, Variable
from config.topology import QUEUES, SERVICES, Queue, Service
from local.paths import BACKEND, ROOT
from local.reference.access import access_matrix
from local.reference.markdown import code, page, section, table, text

TARGET = re.compile(r"^([a-z0-9-]+):(?:.*?## (.+))?")
ROOTS = ("Query", "Mutation", "Subscription")


def environment() -> str:
    def row(each: Variable) -> list[str]:
        needed = "production" if each.in_production else "yes" if each.default is None else ""
        secret = "yes" if each.secret else ""
        kind = text(str(each.kind))
        return [code(each.name), text(each.purpose), kind, code(each.default or ""), needed, secret]

    head = ["variable", "purpose", "kind", "default", "required", "secret"]
    return page(
        "Environment variables",
        "All variables of the backend, from `backend/config/environment.py`. `.env.template` has"
        " them with examples; `make up` sets those without a default."
        " [How to add one](../how-to-add.md#an-environment-variable).",
        sections=[section(name, table(head, map(row, group))) for name, group in GROUPS.items()],
    )


def topology() -> str:
    def process(each: Service) -> list[str]:
        port = str(each.port or "")
        return [code(each.name), _count(each), port, _size(each), code(each.command)]

    def queue(each: Queue) -> list[str]:
        limit = f"{each.soft_time_limit:,} / {each.time_limit:,}"
        price = f"{each.dollars_an_hour:.4f}"
        return [code(each.name), _count(each), str(each.concurrency), limit, _size(each), price]

    paths = [
        [code(f"/{path}"), code(each.name), where]
        for each in SERVICES
        for where, found in (("", each.paths), ("one machine only", each.local_paths))
        for path in found
    ]
    size = "vCPU, memory"
    return page(
        "Topology",
        "All processes, queues and paths of the backend, from `backend/config/topology.py`, which"
        " local development, the containers, Kubernetes and AWS follow."
        " [How to add a queue](../how-to-add.md#a-queue).",
        sections=[
            section(
                "Processes",
                table(["process", "number", "port", size, "command"], map(process, SERVICES)),
            ),
            section(
                "Queues",
                table(
                    ["queue", "workers", "tasks at a time", "soft / hard limit, s", size, "$ / h"],
                    map(queue, QUEUES),
                ),
            ),
            section("Paths", table(["path", "process", "where"], paths)),
        ],
    )


def commands() -> str:
    sections: list[str] = []
    rows: list[list[str]] = []
    others: list[str] = []
    title = "Help"
    for line in [*(ROOT / "Makefile").read_text().splitlines(), "## "]:
        if line.startswith("## "):
            if rows:
                sections.append(section(title, table(["command", "what it does"], rows)))
            title, rows = line.removeprefix("## "), []
        elif (target := TARGET.match(line)) and not line.startswith(target[1] + ":="):
            if target[2]:
                rows.append([code(f"make {target[1]}"), text(target[2])])
            else:
                others.append(code(f"make {target[1]}"))
    sections.append(f"## Parts of other commands\n\n{', '.join(sorted(others))}.")
    return page(
        "Commands",
        "All targets of the `Makefile`; `make` prints them. Values in parentheses are examples of"
        " arguments.",
        sections=sections,
    )


def rest() -> str:
    schema = yaml.load((BACKEND / "schema" / "openapi.yaml").read_text(), Loader=yaml.CSafeLoader)
    found = sorted(
        (operation["tags"][0], f"{method.upper()} {path}", operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    )

    def row(name: str, operation: dict[str, Any]) -> list[str]:
        anonymous = {} in operation.get("security", [{}])
        query = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
        expected = [each for each in operation["responses"] if each[0] == "2"]
        sign_in = "" if anonymous else "yes"
        names = ", ".join(map(code, query))
        return [code(name), text(operation["summary"]), sign_in, names, ", ".join(expected)]

    head = ["operation", "what it does", "sign-in", "query", "status"]
    return page(
        "REST operations",
        "All operations of `backend/schema/openapi.yaml`; a running application shows them with"
        " their bodies and errors at `/api/docs/`. Who may use which is in the [access"
        " matrix](access-matrix.md). [How to add one](../how-to-add.md#a-rest-endpoint).",
        sections=[
            section(tag, table(head, [row(name, operation) for _, name, operation in group]))
            for tag, group in groupby(found, itemgetter(0))
        ],
    )


def graphql_fields() -> str:
    schema = graphql.build_schema((BACKEND / "schema" / "schema.graphql").read_text())

    def row(name: str, field: graphql.GraphQLField) -> list[str]:
        arguments = ", ".join(code(f"{each}: {of.type}") for each, of in field.args.items())
        return [code(name), arguments, code(str(field.type)), text(field.description or "")]

    head = ["field", "arguments", "returns", "what it does"]
    roots = {name: schema.get_type(name) for name in ROOTS}
    types = [
        [code(name), text(of.description or ""), ", ".join(code(each) for each in of.fields)]
        for name, of in sorted(schema.type_map.items())
        if isinstance(of, graphql.GraphQLObjectType)
        and name not in ROOTS
        and not name.startswith("__")
    ]
    return page(
        "GraphQL fields",
        "All fields of `backend/schema/schema.graphql`, served at `/graphql/` and, with"
        " subscriptions, at `/ws/graphql/`; GraphiQL shows them in development. Who may use which"
        " is in the [access matrix](access-matrix.md).",
        sections=[
            *(
                section(name, table(head, [row(*each) for each in of.fields.items()]))
                for name, of in roots.items()
                if isinstance(of, graphql.GraphQLObjectType)
            ),
            section("Types", table(["type", "what it is", "fields"], types)),
        ],
    )


def _count(each: Service | Queue) -> str:
    return str(each.minimum) if each.minimum == each.maximum else f"{each.minimum} … {each.maximum}"


def _size(each: Service | Queue) -> str:
    return f"{each.cpu / 1024:g}, {each.memory / 1024:g} GB"


PAGES: dict[str, Callable[[], str]] = {
    "environment.md": environment,
    "topology.md": topology,
    "commands.md": commands,
    "rest.md": rest,
    "graphql.md": graphql_fields,
    "access-matrix.md": access_matrix,
}
