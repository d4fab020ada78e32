from django.apps import AppConfig

from lineofsight.web.ui import sections


class ReportingConfig(AppConfig):
    name = "lineofsight.web.reporting"
    label = "reporting"

    def ready(self) -> None:
        sections.add(
            sections.Section("reporting", "Reports", "reporting:home", permission="report.see")
        )
