"""What the server writes to its log when something breaks: where, and never about whom.

The words of an exception may carry a value from a child's record (“could not convert …”), and
so may the line of a warning. The log keeps the kinds of the exceptions and the lines of code
they came through; that is enough to find a fault, and nothing of a record can be in it.
"""

import logging
import traceback


class WithoutWords(logging.Formatter):
    """A formatter whose tracebacks name each exception's kind and leave out what it says."""

    def formatException(self, info) -> str:
        return "\n".join(_told(info[1], set()))


def _told(error: BaseException | None, seen: set[int]) -> list[str]:
    """The oldest cause first, as Python's own tracebacks have it."""
    if error is None or id(error) in seen:
        return []
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    kind = type(error)
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    here = [f"{kind.__module__}.{kind.__qualname__} (what it said is left out)"]
    return [*_told(before, seen), *([frames] if frames else []), *here]
