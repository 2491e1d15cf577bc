#!/usr/bin/env python
import os
import signal
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # The kernel ignores SIGTERM for the first process of a container, unless it has a handler.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    execute_from_command_line(sys.argv)
