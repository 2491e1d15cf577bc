"""A worker of the test's application: `python -m celery_scale_to_zero.tests.worker BROKER_URL`.

The same worker as that of `celery worker`, without the imports of Celery's command line and of a
whole Django project: it costs a third of the CPU time to start.
"""

import os
import sys
import time
from argparse import ArgumentParser

import structlog


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("broker_url")
    parser.add_argument("--hostname", default="test@%h")
    parser.add_argument("--clock-skew", type=float, default=0.0, help="seconds")
    arguments = parser.parse_args()
    # Before Celery is imported: some of its modules take the function as it is then.
    own_time = time.time
    time.time = lambda: own_time() + arguments.clock_skew
    # With it Celery would load the Django project of the tests.
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    # By default a traceback is coloured, which takes longer than most tasks.
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    from celery.utils.nodenames import host_format

    from celery_scale_to_zero.configuration import configure
    from celery_scale_to_zero.tests.application import SCALING, app

    configure(lambda: SCALING)
    app.conf.update(broker_url=arguments.broker_url)
    worker = app.Worker(
        hostname=host_format(arguments.hostname),
        queues=[app.conf.task_default_queue],
        concurrency=1,
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


if __name__ == "__main__":
    sys.exit(main())
