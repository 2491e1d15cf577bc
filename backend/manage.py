#!/usr/bin/env python
import os
import signal
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # As the first process of a container it would not hear SIGTERM at all: the kernel ends that one
    # only where it has said what it does then.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    execute_from_command_line(sys.argv)
