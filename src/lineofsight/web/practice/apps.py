from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class PracticeConfig(AppConfig):
    name = "lineofsight.web.practice"
    label = "practice"

    def ready(self):
        from lineofsight.web.actions import sources
        from lineofsight.web.practice import panels, raising, raising_rights
        from lineofsight.web.ui import panels as places

        places.give_audits_of_child(panels.of_child)
        places.give_audits_of_figure(panels.of_figure)
        places.give_acts_of_child(raising_rights.acts_of_child)
        sources.add(raising.AUDITS)
        anybody = ("audit.see", "audit.do", "audit.moderate", "audit.recheck", "programme.see")
        add(Section("practice", "Practice", "practice:home", permission=anybody))
