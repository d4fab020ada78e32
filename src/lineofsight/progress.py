"""A bar for whatever takes longer than a person likes to wait without a word."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

Report = Callable[[float], None]


class Progress(AbstractContextManager):
    """`with Progress("Loading") as report: report(0.4)`; without a report the bar pulses.

    Drawn on standard error, and only on a terminal, so that output can be piped; elsewhere
    one line says what is being done.
    """

    def __init__(self, words: str):
        # Imported here: most commands show no bar, and it takes longer to import than they do.
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self.words = words
        console = Console(stderr=True)
        self._plain = not console.is_terminal
        self._console = console
        self._bar = RichProgress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console
        )

    def __enter__(self) -> Report:
        if self._plain:
            self._console.print(f"{self.words} …")
            return lambda part: None
        self._bar.start()
        self._task = self._bar.add_task(self.words, total=None)
        return self._report

    def _report(self, part: float) -> None:
        self._bar.update(self._task, total=1.0, completed=part)

    def __exit__(self, *error) -> None:
        if not self._plain:
            self._bar.update(self._task, total=1.0, completed=0.0 if error[0] else 1.0)
            self._bar.stop()


def counted(items: Iterable, words: str, total: int) -> Iterator:
    """Go through `items`, showing how many of `total` are done."""
    with Progress(words) as report:
        for number, item in enumerate(items, start=1):
            yield item
            report(number / total)
