"""Every deliberate error of the product.

A `UserError` is shown to a person as it stands, without a traceback: it says what is
wrong, where, and what to do about it. It never carries a value from a child's record.
Anything else that is raised is a bug.
"""

import errno
import os


class UserError(Exception):
    """Something a person can put right. `exit_code` is what the command line ends with."""

    exit_code = 1

    def __init__(self, problem: str, *, where: str = "", advice: str = ""):
        self.problem = problem
        self.where = where
        self.advice = advice
        super().__init__(str(self))

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{sentence} {self.advice}".strip()


class UnusableFile(UserError):
    """A file that was given cannot be read at all, so nothing of the load is kept."""


class LoadRefused(UserError):
    """The files can be read, but not loaded together (the same file twice, no date)."""


class WarehouseError(UserError):
    """There is no such snapshot, or the warehouse folder is not as it should be."""


class PackError(UserError):
    """A framework pack says something that cannot be followed; carries its line."""


class UnknownName(UserError):
    """An indicator, period, unit or report that does not exist was asked for."""


class NotAllowedByScope(UserError):
    """The caller asked for more than their scope allows."""


class TransitionNotAllowed(UserError):
    """A record is not in a state from which it can go where it was asked to go."""


class NotWritten(UserError):
    """The disk is full, or the folder may not be written to."""


class ActivityChanged(UserError):
    """The log of who did and read what is not as it was written."""


_OF_THE_DISK = {
    errno.ENOSPC: ("the disk is full.", "Make room and try again."),
    errno.EDQUOT: ("the disk is full.", "Make room and try again."),
    errno.EROFS: ("this disk can only be read.", "Choose a folder that can be written to."),
    errno.EACCES: ("this may not be written or opened.", "Check who may write here."),
    errno.EPERM: ("this may not be written or opened.", "Check who may write here."),
    errno.ENOTDIR: ("this is no folder.", "Check the path."),
    errno.EEXIST: ("a file of this name is in the way.", "Choose another folder."),
    errno.EISDIR: ("this is a folder, and a file is wanted.", "Check the path."),
    errno.ENOENT: ("there is no such folder.", "Make it first, or check the path."),
    errno.ENAMETOOLONG: ("the name is too long.", "Choose a shorter one."),
}


def of_the_disk(error: Exception) -> NotWritten | None:
    """In one sentence what the operating system would not do; None where it may be a bug.

    The database's own errors carry the system's words and no number.
    """
    number = getattr(error, "errno", None)
    if not isinstance(error, OSError):
        number = next((each for each in _OF_THE_DISK if os.strerror(each) in str(error)), None)
    if number not in _OF_THE_DISK:
        return None
    problem, advice = _OF_THE_DISK[number]
    return NotWritten(problem, where=str(getattr(error, "filename", None) or ""), advice=advice)
