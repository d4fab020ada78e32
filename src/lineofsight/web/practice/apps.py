from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class PracticeConfig(AppConfig):
    name = "lineofsight.web.practice"
    label = "practice"

    def ready(self):
        add(Section("practice", "Practice", "practice:home", permission="audit_read"))
