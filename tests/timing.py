"""How long something keeps a processor: for what a stranger could make long, and for what must not grow."""

import gc
import time
from collections.abc import Callable

_TRIES = 3


def takes_at_most(seconds: float, call: Callable[[], object]) -> None:
    """Fail unless one of three calls of `call` keeps this thread's processor for less than `seconds`.

    One slow call says little: the collector comes by, a neighbour empties the cache. Slow code is slow
    each time.
    """
    took = []
    for _try in range(_TRIES):
        gc.collect()
        began = time.thread_time()
        call()
        took.append(time.thread_time() - began)
        if took[-1] < seconds:
            return
    told = ", ".join(f"{each:.2f}" for each in took)
    raise AssertionError(f"{told} seconds of CPU, where less than {seconds} are allowed")
