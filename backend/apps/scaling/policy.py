def workers_needed(*, demand: int, concurrency: int, maximum: int) -> int:
    """How many workers a queue needs: `min(maximum, ceil(demand / concurrency))`.

    `demand` counts tasks, waiting and held; `concurrency` is tasks at a time in one worker. It
    looks at nothing else, neither the clock nor the workers there are: asking twice adds nobody.

    Raises ValueError for a demand below 0 or a concurrency below 1: nobody can have counted that,
    and taking it for "no work" would stop workers.
    """
    if demand < 0:
        raise ValueError(f"a demand of {demand} tasks cannot be")
    if concurrency < 1:
        raise ValueError(f"a worker with {concurrency} tasks at a time does nothing")
    return min(maximum, -(-demand // concurrency))


def datapoint(*, demand: int, workers: int) -> int | None:
    """What is published of a queue; None, and so nothing, where neither work nor a worker is there.

    An idle alarm asks for no workers every minute for as long as zeros arrive. Silence at rest
    keeps it from taking back a worker that has just been woken, and costs no metric.
    """
    return demand if demand or workers else None
