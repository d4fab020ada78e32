from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class PartnershipConfig(AppConfig):
    name = "lineofsight.web.partnership"
    label = "partnership"

    def ready(self):
        from lineofsight.web.partnership import raising  # models can be imported from now on
        from lineofsight.web.ui import panels

        panels.give_acts_of_child(raising.acts_of_child)
        panels.give_acts_of_audit(raising.acts_of_audit)
        who = ("partnership.contribute", "report.write", "programme.plan")
        add(Section("partnership", "Partners", "partnership:home", permission=who))
