from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "lineofsight.web.frameworks"
    label = "frameworks"
