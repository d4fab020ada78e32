from django.apps import AppConfig

from lineofsight.web.ui import sections


class PeopleConfig(AppConfig):
    name = "lineofsight.web.people"
    label = "people"

    def ready(self) -> None:
        sections.add(
            sections.Section("people", "People", "people:list", permission="people.manage")
        )
