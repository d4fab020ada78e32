from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lineofsight.errors import UserError
from lineofsight.web import warehouse
from lineofsight.web.people.bring_in import bring_in, departments_of, read_posts


class Command(BaseCommand):
    help = (
        "Make units from the departments of the newest data, and accounts with their roles from "
        "a list of posts (CSV). Bringing in the same list again changes nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("people", type=Path)

    def handle(self, *args, people: Path, **options) -> None:
        try:
            departments = departments_of(warehouse.current())
            result = bring_in(departments, read_posts(people), by=None)
        except FileNotFoundError as error:
            raise CommandError(f"There is no file {people}.") from error
        except UserError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{result.units} units, {result.people} people, {result.roles} roles given."
        )
        for title, count in sorted(result.without_role.items()):
            self.stdout.write(f"No role goes with “{title}” ({count}).")
