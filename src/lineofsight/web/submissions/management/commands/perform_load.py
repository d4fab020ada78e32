from django.core.management.base import BaseCommand

from lineofsight.web.submissions import services
from lineofsight.web.submissions.models import Load


class Command(BaseCommand):
    help = "Read and load the files of one upload. The upload page starts this by itself."

    def add_arguments(self, parser) -> None:
        parser.add_argument("load", type=int)

    def handle(self, *args, load: int, **options) -> None:
        services.perform(Load.objects.get(pk=load))
