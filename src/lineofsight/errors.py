"""Every deliberate error of the product.

A `UserError` is shown to a person as it stands, without a traceback: it says what is
wrong, where, and what to do about it. It never carries a value from a child's record.
Anything else that is raised is a bug.
"""


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


class ActivityChanged(UserError):
    """The log of who did and read what is not as it was written."""
