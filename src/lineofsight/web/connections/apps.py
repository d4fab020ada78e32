from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "lineofsight.web.connections"
    label = "connections"

    def ready(self) -> None:
        from lineofsight.web.connections.services import tell_administrators
        from lineofsight.web.notices.services import when_mail_fails

        when_mail_fails(tell_administrators)
