"""`python -m local.pipeline.note FOLDER`: publish results of jobs as a merge request note.

`--preview` instead of a folder: publish the address of the job's environment, in a note of its own.
Later runs update the same note.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from local.console import echo, fail, run

MARK = "<!-- what the pipeline found out -->"
PREVIEW_MARK = "<!-- preview -->"
# Maximum length of a part. GitLab allows a million characters in total.
MAX_PART_LENGTH = 100_000
REQUIRED_VARIABLES = (
    "CI_API_V4_URL",
    "CI_PROJECT_ID",
    "CI_MERGE_REQUEST_IID",
    "MERGE_REQUEST_TOKEN",
)


def note(folder: Path) -> str:
    """Return the results in a folder as Markdown; a diff is collapsed."""
    parts = [MARK]
    cost, diff = folder / "cost.md", folder / "diff.txt"
    if cost.exists():
        parts.append(f"## What it costs\n\n{_cut(cost.read_text())}")
    if diff.exists():
        said = _cut(diff.read_text())
        parts.append(
            "## What it changes on AWS\n\n<details><summary>cdk diff of staging</summary>\n\n"
            f"{_fenced(said)}\n\n</details>"
        )
    return "\n\n".join(parts)


def preview_note(environ: Mapping[str, str]) -> str:
    """Return the address of the job's environment, by commit if it has one of its own."""
    commit = environ["CI_COMMIT_SHORT_SHA"]
    is_own = environ["CI_ENVIRONMENT_NAME"] == f"review/{commit}"
    mark = f"<!-- preview of {commit} -->" if is_own else PREVIEW_MARK
    return (
        f"{mark}\n\nPreview of {commit}: {environ['CI_ENVIRONMENT_URL']}\n\n"
        "It is deleted eight hours after its last deployment."
    )


def write(text: str, *, environ: Mapping[str, str]) -> str:
    """Create or update the note that begins with the same line; return `written` or `rewritten`.

    Raise UserError.
    """
    missing = [name for name in REQUIRED_VARIABLES if not environ.get(name)]
    if missing:
        fail(f"{' and '.join(missing)} is missing.", "See documentation/pipeline.md.")
    api, project, request, token = (environ[name] for name in REQUIRED_VARIABLES)
    notes = f"{api}/projects/{project}/merge_requests/{request}/notes"
    ours = _ours(notes, token, mark=text.partition("-->")[0])
    if ours is None:
        _request(notes, token, method="POST", body=text)
        return "written"
    _request(f"{notes}/{ours}", token, method="PUT", body=text)
    return "rewritten"


def _ours(notes: str, token: str, *, mark: str) -> int | None:
    page = "1"
    while page:
        found, page = _request(f"{notes}?per_page=100&sort=asc&page={page}", token)
        for each in found:
            if each["body"].startswith(mark):
                number: int = each["id"]
                return number
    return None


def _request(url: str, token: str, *, method: str = "GET", body: str = "") -> tuple[Any, str]:
    """Return the response, and the number of the next page if there is one."""
    request = Request(url, method=method)
    request.add_header("PRIVATE-TOKEN", token)
    if body:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps({"body": body}).encode()
    try:
        with urlopen(request, timeout=30) as answer:
            return json.load(answer), answer.headers.get("X-Next-Page") or ""
    except HTTPError as error:
        fail(
            f"GitLab answers {error.code} to {method} of the merge request's notes.",
            "MERGE_REQUEST_TOKEN is a project access token with the scope `api`. Is it valid?",
        )


def _cut(text: str) -> str:
    return (
        text
        if len(text) <= MAX_PART_LENGTH
        else f"{text[:MAX_PART_LENGTH]}\n… and more; the job has it all."
    )


def _fenced(text: str) -> str:
    """Return a code block that no run of backticks in the text ends."""
    longest = max(
        (len(run) for run in text.replace("\n", " ").split() if set(run) == {"`"}), default=0
    )
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.rstrip()}\n{fence}"


def main() -> None:
    if sys.argv[1] == "--preview":
        if not (os.environ.get("CI_MERGE_REQUEST_IID") and os.environ.get("MERGE_REQUEST_TOKEN")):
            return  # GitLab shows the address beside the environment, too
        text = preview_note(os.environ)
    else:
        text = note(Path(sys.argv[1]))
    if text == MARK:
        fail("No job found anything out.", "`make cost` and `make diff` write the reports.")
    echo(f"  ✓ the note is {write(text, environ=os.environ)}")


if __name__ == "__main__":
    run(main)
