from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lineofsight.web.notices"
    label = "notices"
