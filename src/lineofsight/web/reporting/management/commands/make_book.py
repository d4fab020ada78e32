from django.core.management.base import BaseCommand

from lineofsight.web.reporting import books
from lineofsight.web.reporting.models import Book


class Command(BaseCommand):
    help = "Make one book. The page of books starts this by itself."

    def add_arguments(self, parser) -> None:
        parser.add_argument("book", type=int)

    def handle(self, *args, book: int, **options) -> None:
        books.perform(Book.objects.get(pk=book))
