"""Being told in the product and by e-mail: at once where it cannot wait, and never lost."""

import smtplib
import socket

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from lineofsight.web import clock
from lineofsight.web.notices import services
from lineofsight.web.notices.models import Letter, Notice

pytestmark = pytest.mark.django_db


class Refusing(EmailBackend):
    """A mail server that is not there, or that does not know one address."""

    error: Exception = ConnectionRefusedError("smtp.council.example said no")

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def mail_server_is_down(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    Refusing.error = ConnectionRefusedError("smtp.council.example said no")


@pytest.fixture
def tell_urgently(django_capture_on_commit_callbacks):
    def tell(person):
        with django_capture_on_commit_callbacks(execute=True):
            return services.tell(
                person, "concern", "A child may be unsafe now. Read this and acknowledge it.",
                url="/practice/concerns/1/", about="concern:1", urgent=True,
            )  # fmt: skip

    return tell


def tell(person, about="audit:1"):
    return services.tell(person, "reminder", "An audit waits.", url="/practice/", about=about)


def test_what_can_wait_is_told_in_the_product_only(person):
    manager = person("team-manager")
    tell(manager)

    assert Notice.objects.visible_to(manager).unread().count() == 1
    assert mail.outbox == [] and not Letter.objects.exists()


def test_nobody_reads_what_another_was_told(person):
    tell(person("team-manager"))

    assert not Notice.objects.visible_to(person("director")).exists()


def test_what_is_urgent_is_e_mailed_at_once(person, tell_urgently):
    manager = person("team-manager")
    tell_urgently(manager)

    (sent,) = mail.outbox
    assert sent.to == [manager.email]
    assert "https://lineofsight.example/practice/concerns/1/" in sent.body
    assert "It cannot be stopped" in sent.body
    assert "text/html" in {part.mimetype for part in sent.alternatives}
    assert Letter.objects.get().sent_at is not None


def test_what_is_undone_is_not_e_mailed(person):
    """The e-mail belongs to the transaction of what it tells of."""
    manager = person("team-manager")
    services.tell(manager, "concern", "Read this.", url="/", about="concern:1", urgent=True)

    assert mail.outbox == []
    assert Letter.objects.waiting().count() == 1


def test_who_wants_no_summary_still_gets_what_is_urgent(person, tell_urgently):
    manager = person("team-manager")
    services.choose_digest(manager, wants=False)
    tell_urgently(manager)

    assert len(mail.outbox) == 1


def test_an_e_mail_that_cannot_be_sent_waits_and_administrators_are_told(
    person, tell_urgently, mail_server_is_down, settings
):
    manager, administrator = person("team-manager"), person("administrator")
    tell_urgently(manager)

    letter = Letter.objects.get()
    assert (letter.sent_at, letter.tries, letter.failure) == (None, 1, "ConnectionRefusedError")
    told = Notice.objects.visible_to(administrator).get()
    assert (told.kind, told.url) == ("mail-failed", "/connections/post/")

    services.deliver()
    assert Notice.objects.visible_to(administrator).count() == 1, "told once, until it is read"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.deliver() == services.Delivered(sent=1)
    assert [sent.to for sent in mail.outbox] == [[manager.email]]
    assert services.deliver() == services.Delivered()


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"x@y.example": (550, b"no such user")}),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"no"),
        TimeoutError("too slow"),
        socket.gaierror("no such host"),
    ],
)
def test_no_failure_of_a_mail_server_reaches_whoever_raises_a_concern(
    person, tell_urgently, mail_server_is_down, error
):
    Refusing.error = error
    tell_urgently(person("team-manager"))

    letter = Letter.objects.get()
    assert letter.failure == type(error).__name__
    assert "example" not in letter.failure and letter.sent_at is None


def test_one_address_that_does_not_exist_keeps_nobody_elses_e_mail_back(
    person, settings, monkeypatch
):
    gone, here = person("team-manager"), person("group-manager")
    for each in (gone, here):
        services.tell(each, "concern", "Read this.", url="/", about="concern:1", urgent=True)

    def send(self, messages):
        if messages[0].to == [gone.email]:
            raise smtplib.SMTPRecipientsRefused({gone.email: (550, b"no such user")})
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", send)

    assert services.deliver() == services.Delivered(sent=1, failed=1)


def test_an_e_mail_that_another_process_is_sending_is_left_alone(person):
    services.tell(person("team-manager"), "concern", "Read.", url="/", about="c:1", urgent=True)
    Letter.objects.update(taken_at=clock.machine_now())

    assert services.deliver() == services.Delivered()
    assert mail.outbox == []


def test_whoever_has_left_is_written_to_no_more(person):
    manager = person("team-manager")
    services.tell(manager, "concern", "Read this.", url="/", about="concern:1", urgent=True)
    manager.is_active = False
    manager.save()

    assert services.deliver() == services.Delivered()


def test_without_a_mail_server_nothing_is_written(person, tell_urgently, settings):
    settings.MAIL_IS_ON = False
    tell_urgently(person("team-manager"))

    assert not Letter.objects.exists()
    assert services.deliver() == services.Delivered()


def test_reading_marks_what_was_read_and_nothing_else(person):
    manager = person("team-manager")
    one, _ = tell(manager), tell(manager, about="audit:2")

    assert services.mark_read(manager, about="audit:1") == 1
    one.refresh_from_db()
    assert one.read_at is not None
    assert services.mark_read(manager) == 1
    assert services.mark_read(manager) == 0


def test_a_mail_header_cannot_be_smuggled_in(person):
    """A subject is ours; a name with a line break must not become a header of its own."""
    manager = person("team-manager", name="Ruth\nBcc: other@elsewhere.example")
    services.tell(manager, "concern", "Read this.", url="/", about="concern:1", urgent=True)
    services.deliver()

    assert mail.outbox[0].recipients() == [manager.email]
