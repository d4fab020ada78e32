from django.apps import AppConfig

from lineofsight.web.ui import sections


class PerformanceConfig(AppConfig):
    name = "lineofsight.web.performance"
    label = "performance"

    def ready(self) -> None:
        from lineofsight.web.actions import sources
        from lineofsight.web.performance import raising  # models can be imported from now on

        sources.add(raising.FIGURES)
        sections.add(
            sections.Section(
                "performance", "Performance", "performance:scorecard", permission="figures.see"
            )
        )
