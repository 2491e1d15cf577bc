"""`python -P fork_server.py FD`: load Django once, and fork every backend process from that.

FD is a socket. A request is a command as JSON, with the file that the command prints to. The
responses are lines: `PID` once it was forked, and `PID EXIT_CODE` once it has ended. The end of the
socket ends this process.
"""

import ctypes
import gc
import json
import os
import runpy
import shutil
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path

MAX_REQUEST_BYTES = 64 * 1024
PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
LIBC = ctypes.CDLL(None)


def main() -> None:
    channel = socket.socket(fileno=int(sys.argv[1]))
    # A forked command must not inherit the channel.
    channel.set_inheritable(False)
    is_loaded = load()

    def report_ended(*_: object) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG)) != (0, 0):
                channel.sendall(b"%d %d\n" % (ended[0], os.waitstatus_to_exitcode(ended[1])))

    signal.signal(signal.SIGCHLD, report_ended)
    while True:
        request, files, _, _ = socket.recv_fds(channel, MAX_REQUEST_BYTES, 1)
        if not request:
            return
        # The exit code is reported after the process id.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        parent = os.getpid()
        number = os.fork()
        if not number:
            channel.close()
            end_with(parent)
            become_process_of(json.loads(request), output=files[0], is_loaded=is_loaded)
            return
        os.close(files[0])
        channel.sendall(b"%d\n" % number)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def load() -> bool:
    """Import what every backend process imports. False where that fails."""
    # None of it is garbage, and collecting takes a sixth of the time.
    gc.disable()
    try:
        import django

        django.setup()
        from django.urls import reverse

        from config import celery, schema  # noqa: F401

        celery.app.loader.import_default_modules()
        reverse("graphql")
    except BaseException:  # noqa: BLE001 each process then raises and prints the error itself
        traceback.print_exc()
        return False
    finally:
        gc.freeze()
        gc.enable()
    return True


def end_with(parent: int) -> None:
    """Have the kernel send SIGTERM to this process once its parent is gone."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        # The kernel does not report a parent that was gone before this call.
        if os.getppid() != parent:
            sys.exit()


def become_process_of(command: list[str], *, output: int, is_loaded: bool) -> None:
    """Run the command in this process, in a group of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    os.setsid()
    for number in (1, 2):
        os.dup2(output, number)
    os.close(output)
    if not is_loaded:
        os.execvp(command[0], command)
    is_module = command[:2] == ["python", "-m"]
    sys.argv = command[2:] if is_module else command[command[0] == "python" :]
    program = sys.argv[0]
    if sys.platform == "linux":
        # Shown by `top` and `pgrep`.
        LIBC.prctl(PR_SET_NAME, Path(program).name.encode())
    if is_module:
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(shutil.which(program) or program, run_name="__main__")


if __name__ == "__main__":
    main()
