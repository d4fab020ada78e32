from django.core.management.base import BaseCommand

from lineofsight.web import clock
from lineofsight.web.frameworks.queries import follow
from lineofsight.web.home import mail_of_the_day


class Command(BaseCommand):
    help = "Write and send today's summaries. The page that moves the demo's day starts this."

    def handle(self, *args, **options) -> None:
        follow(clock.today())
        mail_of_the_day.perform()
