from django.apps import AppConfig

from lineofsight.web.ui import sections


class PerformanceConfig(AppConfig):
    name = "lineofsight.web.performance"
    label = "performance"

    def ready(self) -> None:
        sections.add(
            sections.Section(
                "performance", "Performance", "performance:scorecard", permission="figures.see"
            )
        )
