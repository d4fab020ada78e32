from django.core.management.base import BaseCommand

from lineofsight.web.reporting import making
from lineofsight.web.reporting.models import Making


class Command(BaseCommand):
    help = "Compile or publish one report. The report's page starts this by itself."

    def add_arguments(self, parser) -> None:
        parser.add_argument("making", type=int)

    def handle(self, *args, **options) -> None:
        making.perform(Making.objects.get(pk=options["making"]))
