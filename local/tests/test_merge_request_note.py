import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from local.console import UserError
from local.pipeline.note import MARK, MAX_PART_LENGTH, note, preview_note, write

TOKEN = "a-token"
NOTES = "/api/v4/projects/7/merge_requests/3/notes"


class GitLab:
    """The used subset of GitLab's API: list, create and update notes."""

    def __init__(self) -> None:
        self.notes: list[dict[str, object]] = []
        gitlab = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = parse_qs(urlsplit(self.path).query)
                page, size = int(asked["page"][0]), int(asked["per_page"][0])
                rest = gitlab.notes[page * size :]
                self.answer(gitlab.notes[(page - 1) * size : page * size], page + 1 if rest else "")

            def do_POST(self) -> None:
                gitlab.notes.append({"id": len(gitlab.notes) + 100, "body": self.sent()})
                self.answer(gitlab.notes[-1])

            def do_PUT(self) -> None:
                number = int(urlsplit(self.path).path.rpartition("/")[2])
                found = next(each for each in gitlab.notes if each["id"] == number)
                found["body"] = self.sent()
                self.answer(found)

            def sent(self) -> str:
                body: str = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
                return body

            def answer(self, content: object, next_page: object = "") -> None:
                known = self.headers["PRIVATE-TOKEN"] == TOKEN
                there = urlsplit(self.path).path.startswith(NOTES)
                self.send_response(200 if known and there else 401 if there else 404)
                self.send_header("X-Next-Page", str(next_page))
                self.end_headers()
                self.wfile.write(json.dumps(content).encode())

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.environ = {
            "CI_API_V4_URL": f"http://127.0.0.1:{self.server.server_port}/api/v4",
            "CI_PROJECT_ID": "7",
            "CI_MERGE_REQUEST_IID": "3",
            "MERGE_REQUEST_TOKEN": TOKEN,
        }


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    gitlab = GitLab()
    Thread(target=gitlab.server.serve_forever, args=(0.01,), daemon=True).start()
    yield gitlab
    gitlab.server.shutdown()
    gitlab.server.server_close()


def test_note_is_updated(gitlab: GitLab) -> None:
    assert write(f"{MARK} 60 dollars", environ=gitlab.environ) == "written"
    assert write(f"{MARK} 70 dollars", environ=gitlab.environ) == "rewritten"
    assert [each["body"] for each in gitlab.notes] == [f"{MARK} 70 dollars"]


def test_preview_has_a_note_of_its_own(gitlab: GitLab) -> None:
    def preview(commit: str, environment: str) -> str:
        return preview_note(
            {
                "CI_COMMIT_SHORT_SHA": commit,
                "CI_ENVIRONMENT_NAME": environment,
                "CI_ENVIRONMENT_URL": f"https://{environment.replace('/', '-')}.example.com",
            }
        )

    write(f"{MARK} 60 dollars", environ=gitlab.environ)
    for commit in ("1a2b3c4d", "5e6f7a8b"):
        write(preview(commit, "review/branch"), environ=gitlab.environ)
    write(preview("5e6f7a8b", "review/5e6f7a8b"), environ=gitlab.environ)

    assert [str(each["body"]).splitlines()[0] for each in gitlab.notes] == [
        f"{MARK} 60 dollars",
        "<!-- preview -->",
        "<!-- preview of 5e6f7a8b -->",
    ]
    assert "Preview of 5e6f7a8b: https://review-branch.example.com" in str(gitlab.notes[1]["body"])


def test_note_is_found_on_later_pages(gitlab: GitLab) -> None:
    talk: list[dict[str, object]] = [{"id": n, "body": f"I quote {MARK}"} for n in range(250)]
    gitlab.notes = [*talk, {"id": 900, "body": f"{MARK} old"}]

    assert write(f"{MARK} new", environ=gitlab.environ) == "rewritten"
    assert gitlab.notes == [*talk, {"id": 900, "body": f"{MARK} new"}]


def test_note_contains_existing_reports(tmp_path: Path) -> None:
    assert note(tmp_path) == MARK

    (tmp_path / "cost.md").write_text("| total | 60 |")
    assert "| total | 60 |" in note(tmp_path)
    assert "cdk diff" not in note(tmp_path)

    (tmp_path / "diff.txt").write_text("[+] AWS::SQS::Queue\n```\n<b>")
    assert "````\n[+] AWS::SQS::Queue\n```\n<b>\n````" in note(tmp_path)


def test_note_is_truncated(tmp_path: Path) -> None:
    (tmp_path / "diff.txt").write_text("x" * (MAX_PART_LENGTH * 2))
    assert MAX_PART_LENGTH < len(note(tmp_path)) < MAX_PART_LENGTH + 500


def test_note_reports_a_wrong_token(gitlab: GitLab) -> None:
    with pytest.raises(UserError, match="401"):
        write(MARK, environ={**gitlab.environ, "MERGE_REQUEST_TOKEN": "old"})
    assert gitlab.notes == []


def test_note_reports_missing_variables(gitlab: GitLab) -> None:
    with pytest.raises(UserError, match="MERGE_REQUEST_TOKEN is missing"):
        write(MARK, environ={**gitlab.environ, "MERGE_REQUEST_TOKEN": ""})
