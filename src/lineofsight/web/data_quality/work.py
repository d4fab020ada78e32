"""What of data quality waits for somebody, as lines of their own due list."""

import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse

from lineofsight.web.data_quality import lists
from lineofsight.web.data_quality.models import Finding
from lineofsight.web.people.models import User
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.ui.panels import Act
from lineofsight.web.ui.words import counted

LINES = (
    ("correct", Finding.TO_CORRECT, "to put right in the data", "Correct"),
    ("check", (Finding.State.CORRECTED,), "of your team to check", "Check"),
    ("confirm", (Finding.State.CHECKED,), "to confirm", "Confirm"),
)


def items_of(user: User, day: datetime.date) -> list[dict]:
    """One line for each thing to do, however many findings it is: due with the first of them."""
    if not scope_for(user).child_level:
        return []
    reach = lists.reach_of(user)
    found = lists.on_ones_desk(user, reach).order_by()
    items = []
    for key, states, what, act in LINES:
        said = found.filter(state__in=states).aggregate(
            count=Count("pk"), first=Min("due_on"), late=Count("pk", filter=Q(due_on__lt=day))
        )
        if said["count"]:
            items.append(
                {
                    "due_on": said["first"],
                    "is_late": said["late"] > 0,
                    "when": lists.when(said["first"], day),
                    "kind": "Data",
                    "title": f"{counted(said['count'], 'finding')} {what}",
                    "detail": f"{said['late']:,} late" if said["late"] else "None late",
                    "url": f"{reverse('data_quality:list')}?whose=mine&state={key}",
                    "act": act,
                }
            )
    return items


def acts_of_child(user: User, child_id: str) -> list[Act]:
    """On a child's page: the faults of the record that wait, if there are any."""
    count, reference = lists.of_child(user, child_id)
    if not count:
        return []
    reach = lists.reach_of(user)
    whose = lists.lists_of(reach)[-1]
    url = f"{reverse('data_quality:list')}?whose={whose}&child={reference}"
    return [Act(f"See {counted(count, 'fault')} in this child’s data", url)]
