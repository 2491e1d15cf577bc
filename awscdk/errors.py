class CommandError(SystemExit):
    """Ends a command with a message and without a traceback."""
