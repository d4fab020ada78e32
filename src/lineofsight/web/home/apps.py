from django.apps import AppConfig

from lineofsight.web.ui import sections


class HomeConfig(AppConfig):
    name = "lineofsight.web.home"
    label = "home"

    def ready(self) -> None:
        sections.add(sections.Section("home", "Home", "home:home"))
