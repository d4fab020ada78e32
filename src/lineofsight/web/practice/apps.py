from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class PracticeConfig(AppConfig):
    name = "lineofsight.web.practice"
    label = "practice"

    def ready(self):
        anybody = ("audit.see", "audit.do", "audit.moderate", "audit.recheck", "programme.see")
        add(Section("practice", "Practice", "practice:home", permission=anybody))
