def workers_needed(*, demand: int, concurrency: int, maximum: int) -> int:
    """Return the number of workers that a queue needs: `min(maximum, ceil(demand / concurrency))`.

    `demand` counts waiting and held tasks; `concurrency` is tasks at a time in one worker. It
    depends on nothing else, neither the clock nor the present workers: calling it twice adds no
    worker.

    Raise ValueError for a demand below 0 or a concurrency below 1: such a count is wrong, and
    treating it as "no work" would stop workers.
    """
    if demand < 0:
        raise ValueError(f"demand must not be negative, got {demand}")
    if concurrency < 1:
        raise ValueError(f"concurrency must be at least 1, got {concurrency}")
    return min(maximum, -(-demand // concurrency))


def datapoint(*, demand: int, workers: int) -> int | None:
    """Return the datapoint to publish for a queue; None if there is neither work nor a worker.

    The idle alarm of a service requests zero workers every minute while zeros arrive. Publishing
    nothing at rest keeps it from stopping a worker that has just been woken, and costs no metric.
    """
    return demand if demand or workers else None
