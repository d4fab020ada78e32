from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "lineofsight.web.api"
    label = "api"
