from django.apps import AppConfig

from lineofsight.web.ui import sections


class ReportingConfig(AppConfig):
    name = "lineofsight.web.reporting"
    label = "reporting"

    def ready(self) -> None:
        from lineofsight.web.actions import sources
        from lineofsight.web.reporting import raising  # models can be imported from now on

        sources.add(raising.REPORTS)
        sections.add(
            sections.Section("reporting", "Reports", "reporting:home", permission="report.see")
        )
