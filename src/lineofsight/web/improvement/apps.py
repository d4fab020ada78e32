from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class ImprovementConfig(AppConfig):
    name = "lineofsight.web.improvement"
    label = "improvement"

    def ready(self):
        from lineofsight.web.actions import sources
        from lineofsight.web.improvement import raising  # models can be imported from now on
        from lineofsight.web.ui import panels

        for source in raising.SOURCES:
            sources.add(source)
        panels.give_acts_of_child(raising.acts_of_child)
        add(Section("improvement", "Improvement", "improvement:home", permission="action.see"))
