from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lineofsight.web.ui"
    label = "ui"
