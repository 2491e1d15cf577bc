"""Reconcile job rows with the broker, so that no row waits forever.

A message is lost with a broker that was emptied or restored from an older state; its row is then
enqueued again. A task that was killed at its time limit, or has become a dead letter, cannot close
its row: `tasks.close_job` does so at once, and this module where that was lost too.
"""

import base64
import json
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import redis
import structlog
from celery import current_app
from celery.signals import after_task_publish
from kombu.exceptions import OperationalError

from apps.core.jobs import Job, Reason, job_of
from celery_scale_to_zero import signals
from celery_scale_to_zero.broker.client import UNACKED, Broker
from celery_scale_to_zero.broker.client import broker as the_broker
from celery_scale_to_zero.broker.dead_letters import list_dead_letters
from celery_scale_to_zero.broker.deliveries import CHUNK_SIZE, chunks, queue_keys
from celery_scale_to_zero.broker.task_runs import Run

logger = structlog.get_logger(__name__)

# Counter of the messages of all jobs.
PUBLISHED = "scaling:jobs:published"
# The broker's run id and counter when the last check found no unfinished row. While they are the
# same there is nothing to do, so that a paused database is not woken. A restarted broker may have
# lost messages, whatever its counter says.
SETTLED = "scaling:jobs:settled"

# The text search comes first: decoding 100,000 messages takes seconds.
SELECT_MESSAGES = """
local bodies = {}
local function add(message)
  local headers = type(message) == 'table' and message['headers']
  local task = type(headers) == 'table' and headers['task']
  for _, wanted in ipairs(ARGV) do
    if task == wanted then table.insert(bodies, {task, message['body']}) end
  end
end
local function decoded(text)
  for _, wanted in ipairs(ARGV) do
    if string.find(text, wanted, 1, true) then
      local readable, value = pcall(cjson.decode, text)
      return readable and type(value) == 'table' and value or nil
    end
  end
end
"""
FIND_WAITING = (
    SELECT_MESSAGES
    + """
local last, first = table.remove(ARGV), table.remove(ARGV)
for _, text in ipairs(redis.call('LRANGE', KEYS[1], first, last)) do add(decoded(text)) end
return bodies
"""
)
FIND_HELD = (
    SELECT_MESSAGES
    + """
for _, text in ipairs(redis.call('HVALS', KEYS[1])) do
  local entry = decoded(text)
  if entry then add(entry[1]) end
end
return bodies
"""
)


def count_published() -> None:
    """Count every job message that this process publishes."""
    after_task_publish.connect(_count, weak=False, dispatch_uid="jobs")


def close_killed_jobs() -> None:
    """Close the row of every task that this process, a worker, kills or takes for a dead letter."""
    for signal, reason in (
        (signals.task_timed_out, Reason.TIMED_OUT),
        (signals.task_became_dead_letter, Reason.INTERRUPTED),
    ):
        signal.connect(partial(_send_close_job, reason), weak=False, dispatch_uid=reason)


def reconcile(
    *, broker: Broker, queues: Collection[str], jobs: Collection[Job], thoroughly: bool = False
) -> int:
    """Resume or close every row without a message or a worker; return their number.

    Does not query the database if nothing was published since a check that found all rows settled,
    unless `thoroughly`.
    """
    state = _state(broker)
    if not thoroughly and broker.get(SETTLED) == state:
        return 0
    unfinished = {job.task: set(job.unfinished()) for job in jobs}
    if not any(unfinished.values()):
        broker.set(SETTLED, state)
        return 0
    known = known_keys(broker=broker, queues=queues, jobs=jobs)
    buried = _buried(broker=broker, jobs=jobs)
    lost = 0
    for job in jobs:
        for key in unfinished[job.task] - known[job.task]:
            lost += 1
            logger.warning("job_lost", task=job.task, key=key, buried=key in buried[job.task])
            if key in buried[job.task]:
                job.close(key, Reason.INTERRUPTED)
            else:
                job.resume(key)
    return lost


def known_keys(
    *, broker: Broker, queues: Collection[str], jobs: Collection[Job]
) -> dict[str, set[str]]:
    """Return {task: keys of the rows whose message is in a queue or held by a worker}."""
    arguments = {job.task: job.argument for job in jobs}
    find_waiting, find_held = map(broker.register_script, (FIND_WAITING, FIND_HELD))
    # Before and after the queues, so that no message is missed on its way from a queue to a worker,
    # or back.
    found: Any = find_held([UNACKED], [*arguments])
    keys = [key for queue in queues for key in queue_keys(queue)]
    for key, first in chunks(broker=broker, keys=keys):
        found += find_waiting([key], [*arguments, first, first + CHUNK_SIZE - 1])
    found += find_held([UNACKED], [*arguments])
    known: dict[str, set[str]] = {task: set() for task in arguments}
    for task, body in found:
        _, kwargs, _ = json.loads(base64.b64decode(body))
        known[task].add(str(kwargs.get(arguments[task])))
    return known


def _buried(*, broker: Broker, jobs: Collection[Job]) -> Mapping[str, set[str]]:
    buried: dict[str, set[str]] = {job.task: set() for job in jobs}
    arguments = {job.task: job.argument for job in jobs}
    for letter in list_dead_letters(broker):
        if letter.task in buried:
            kwargs = json.loads(letter.arguments)
            buried[letter.task].add(str(kwargs.get(arguments[letter.task])))
    return buried


def _state(broker: Broker) -> str:
    server: Any = broker.info("server")
    return f"{server['run_id']}:{broker.get(PUBLISHED) or 0}"


def _send_close_job(reason: Reason, /, run: Run, **_: Any) -> None:
    job = job_of(run.task)
    if job is None:
        return
    arguments = {"task": job.task, "key": str(run.kwargs.get(job.argument)), "reason": reason}
    try:
        current_app.send_task("apps.scaling.tasks.close_job", kwargs=arguments)
    except OperationalError:  # reconciling finds the row
        logger.warning("row_not_closed", task=job.task, exc_info=True)


def _count(sender: Any = None, **_: Any) -> None:
    if job_of(str(sender)) is None:
        return
    try:
        the_broker().incr(PUBLISHED)
    except redis.RedisError:  # the task is published; the nightly run is a thorough one
        logger.warning("job_not_counted", task=sender, exc_info=True)
