"""Logs of functions whose log group is a resource of the stack."""

from typing import Any

from ministack.services import cloudwatch_logs, lambda_svc


def skip_deleted_log_groups() -> None:
    """Prevent an invocation that outlives its function from creating its log group again.

    The emulator completes such invocations, and the schedule starts one every minute.
    """
    write = lambda_svc._emit_lambda_logs

    def write_to_existing_group(function: dict[str, Any], *arguments: Any, **options: Any) -> None:
        config = function.get("config") or function
        group = (config.get("LoggingConfig") or {}).get("LogGroup")
        if group is None or group in cloudwatch_logs._log_groups:
            write(function, *arguments, **options)

    lambda_svc._emit_lambda_logs = write_to_existing_group
