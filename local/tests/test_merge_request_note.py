import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from local.pipeline.note import MARK, MOST, note, write
from local.terminal import RefusedError

TOKEN = "a-token"
NOTES = "/api/v4/projects/7/merge_requests/3/notes"


class GitLab:
    """As much of its interface as the note needs: pages of notes, a new one, a changed one."""

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


def test_a_merge_request_has_one_note_that_is_written_anew(gitlab: GitLab) -> None:
    assert write(f"{MARK} 60 dollars", environ=gitlab.environ) == "written"
    assert write(f"{MARK} 70 dollars", environ=gitlab.environ) == "rewritten"
    assert [each["body"] for each in gitlab.notes] == [f"{MARK} 70 dollars"]


def test_it_is_found_behind_a_hundred_others_which_stay(gitlab: GitLab) -> None:
    talk: list[dict[str, object]] = [{"id": n, "body": f"I quote {MARK}"} for n in range(250)]
    gitlab.notes = [*talk, {"id": 900, "body": f"{MARK} old"}]

    assert write(f"{MARK} new", environ=gitlab.environ) == "rewritten"
    assert gitlab.notes == [*talk, {"id": 900, "body": f"{MARK} new"}]


def test_it_says_what_there_is(tmp_path: Path) -> None:
    assert note(tmp_path) == MARK

    (tmp_path / "cost.md").write_text("| total | 60 |")
    assert "| total | 60 |" in note(tmp_path)
    assert "cdk diff" not in note(tmp_path)

    (tmp_path / "diff.txt").write_text("[+] AWS::SQS::Queue\n```\n<b>")
    assert "````\n[+] AWS::SQS::Queue\n```\n<b>\n````" in note(tmp_path)


def test_what_is_too_long_is_cut(tmp_path: Path) -> None:
    (tmp_path / "diff.txt").write_text("x" * (MOST * 2))
    assert MOST < len(note(tmp_path)) < MOST + 500


def test_a_wrong_token_is_told_and_writes_nothing(gitlab: GitLab) -> None:
    with pytest.raises(RefusedError, match="401"):
        write(MARK, environ={**gitlab.environ, "MERGE_REQUEST_TOKEN": "old"})
    assert gitlab.notes == []


def test_what_is_missing_is_named(gitlab: GitLab) -> None:
    with pytest.raises(RefusedError, match="MERGE_REQUEST_TOKEN is missing"):
        write(MARK, environ={**gitlab.environ, "MERGE_REQUEST_TOKEN": ""})
