from django.core.management.base import BaseCommand

from lineofsight.web.data_quality.models import FileCheck
from lineofsight.web.data_quality.services import checking_files


class Command(BaseCommand):
    help = "Check the files of one upload without loading them. The page starts this by itself."

    def add_arguments(self, parser) -> None:
        parser.add_argument("check", type=int)

    def handle(self, *args, check: int, **options) -> None:
        checking_files.perform(FileCheck.objects.get(pk=check))
