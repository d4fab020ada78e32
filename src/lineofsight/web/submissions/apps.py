from django.apps import AppConfig

from lineofsight.web.ui import sections


class SubmissionsConfig(AppConfig):
    name = "lineofsight.web.submissions"
    label = "submissions"

    def ready(self) -> None:
        sections.add(
            sections.Section(
                "submissions", "Data", "submissions:home", permission="submissions.see"
            )
        )
