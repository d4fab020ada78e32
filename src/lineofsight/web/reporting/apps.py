from django.apps import AppConfig

from lineofsight.web.ui import panels, sections


class ReportingConfig(AppConfig):
    name = "lineofsight.web.reporting"
    label = "reporting"

    def ready(self) -> None:
        from lineofsight.web.actions import sources
        from lineofsight.web.reporting import pausing, raising  # models can be imported from now on

        sources.add(raising.REPORTS)
        panels.give_rests_of_year(pausing.rests_of_year)
        sections.add(
            sections.Section("reporting", "Reports", "reporting:home", permission="report.see")
        )
