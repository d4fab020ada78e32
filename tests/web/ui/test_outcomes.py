"""What a page says first, about what was just done or refused."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string


def outcome(level: int) -> str:
    return render_to_string("ui/base.html", {"messages": [Message(level, "The audit is sent.")]})


def test_what_was_done_is_a_status_called_done():
    page = outcome(messages.SUCCESS)
    assert "<h2>Done</h2><p>The audit is sent.</p>" in page
    assert 'role="status"' in page


def test_what_was_refused_is_an_alert_called_not_done():
    page = outcome(messages.ERROR)
    assert "<h2>Not done</h2><p>The audit is sent.</p>" in page
    assert 'role="alert"' in page
