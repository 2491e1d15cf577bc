class Refusal(SystemExit):
    """Ends the command with one sentence and no traceback: what is wrong, where, and what else."""
