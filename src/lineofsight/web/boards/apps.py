from django.apps import AppConfig

from lineofsight.web.ui.sections import Section, add


class BoardsConfig(AppConfig):
    name = "lineofsight.web.boards"
    label = "boards"

    def ready(self):
        from lineofsight.web.actions import sources
        from lineofsight.web.boards import raising  # models can be imported from now on

        sources.add(raising.SOURCE)
        who = ("report.write", "report.sign")
        add(Section("boards", "Boards", "boards:home", permission=who))
