from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class ActionsConfig(AppConfig):
    name = "lineofsight.web.actions"
    label = "actions"

    def ready(self):
        add(Section("actions", "Actions", "actions:mine", permission="action.see"))
