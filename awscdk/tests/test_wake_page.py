"""The page of `/wake`."""

import re
from base64 import b64encode
from hashlib import sha256

import rest


def test_policy_allows_only_the_script_of_the_button() -> None:
    (script,) = re.findall(r"<script>(.*)</script>", rest.STOPPED, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in rest.POLICY
    assert rest.POLICY.startswith("default-src 'none'")
    assert "<script" not in rest.STARTING


def test_only_a_starting_environment_reloads_the_page() -> None:
    assert 'http-equiv="refresh"' in rest.STARTING
    assert "refresh" not in rest.STOPPED
