"""What the command line asks of the web application: Django is started here, and only then."""

import os
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lineofsight.web.settings")
    django.setup()


def manage(arguments: Sequence[str]) -> None:
    """Django's own commands."""
    start()
    execute_from_command_line(["lineofsight manage", *arguments])


def verify_activity() -> str:
    """A sentence that says the log is whole; raises a `UserError` that says where it is not."""
    start()
    from lineofsight.web.activity import verification

    return verification.verify().sentence


def run_due() -> str:
    """What the calendar asked for today, in words."""
    start()
    from lineofsight.web import clock
    from lineofsight.web.practice import services

    return services.run_due(clock.today())
