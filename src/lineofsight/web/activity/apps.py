from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "lineofsight.web.activity"
    label = "activity"
