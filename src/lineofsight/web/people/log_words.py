"""What an event of the log says in words."""

import json

from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.ui.words import counted

SAID = {
    ActivityEvent.READ: "Opened a child’s record",
    "access.refused": "Was refused a page",
    "access.taken": "Opened a record with a reason",
    "access.ended": "Ended an access with a reason",
    "access.seen": "Read that a record was opened with a reason",
    "demo.seeded": "The demo was filled",
    "demo.day_moved": "Moved the demo to another day",
}


def said(event: ActivityEvent) -> str:
    """“Was shown a list of 66 children”, “Report signed off”."""
    if event.verb == ActivityEvent.LISTED:
        children = json.loads(event.detail).get("children", 0)
        return f"Was shown a list of {counted(children, 'child', 'children')}"
    if event.verb in SAID:
        return SAID[event.verb]
    words = event.verb.replace(".", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def about(event: ActivityEvent) -> str:
    """What it was done to; of a list the page it stood on. Never a child."""
    kind = "on the page" if event.verb == ActivityEvent.LISTED else event.subject_kind
    subject = "" if event.subject_kind == "child" else f"{kind} {event.subject_id}"
    return subject.replace("performance:", "performance, ").replace("home:home", "home").strip()
