"""How often a key, or an address without one, may ask: counted by the minute of the machine."""

from django.core.cache import cache

from lineofsight.web import clock


def is_too_often(who: str, *, most: int, seconds: int = 60) -> bool:
    """Count one more, and say whether it is more than `most` within these seconds.

    Windows are fixed: at their edge, twice as many may pass. The count is in the cache that
    all server processes share.
    """
    window = int(clock.machine_now().timestamp()) // seconds
    key = f"asked:{who}:{seconds}:{window}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out in between: a new window has begun
        return False
