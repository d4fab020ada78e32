from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class DataQualityConfig(AppConfig):
    name = "lineofsight.web.data_quality"
    label = "data_quality"

    def ready(self) -> None:
        from lineofsight.web import warehouse
        from lineofsight.web.data_quality import work
        from lineofsight.web.data_quality.services import taking_up
        from lineofsight.web.ui import panels

        warehouse.when_loaded(taking_up.take_up_new)
        panels.give_acts_of_child(work.acts_of_child)
        add(Section("data_quality", "Data quality", "data_quality:home", permission="figures.see"))
