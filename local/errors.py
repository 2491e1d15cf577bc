"""The error in what an installer or another program printed."""

from __future__ import annotations

import re

MAX_LINES = 15
ERROR_LINE = re.compile(r"(npm (error|ERR!)|E:|\w*(error|exception):)", re.IGNORECASE)
# Network errors as printed by npm, pip, uv and apt.
NETWORK_ERROR = re.compile(
    r"EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ETIMEDOUT|ERR_SOCKET_TIMEOUT"
    r"|error sending request|failed to establish a new connection|name resolution"
    r"|temporary failure resolving|could not resolve|connection timed out",
    re.IGNORECASE,
)


def error_lines(output: str) -> list[str]:
    """Return the first error line of the output and what follows it; the last lines if none is."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if ERROR_LINE.match(line):
            return lines[number : number + MAX_LINES]
    return lines[-MAX_LINES:]


def is_network_error(output: str) -> bool:
    return bool(NETWORK_ERROR.search(output))
