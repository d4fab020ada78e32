"""What an auditor has to do: the task list of one's parts, and what follows."""

from django.urls import reverse

from lineofsight.packs.activities import ModerationKind
from lineofsight.web.actions.models import Action
from lineofsight.web.practice import presenting
from lineofsight.web.practice.completeness import Completeness, Progress
from lineofsight.web.practice.models import Audit, AuditPart
from lineofsight.web.ui.words import counted, listed


def hub_sections(audit: Audit, parts: list[AuditPart], known: list[Completeness]) -> list[dict]:
    """The task list of one's parts: before grading, the pages of the form, learning and
    actions, finish. With several parts, each page says which it belongs to."""
    several = len(parts) > 1
    sections = [_to_hear(audit, known)] if any(one.talks for one in known) else []
    for one in known:
        sections += _pages_of(audit, one, several=several)
    closing = [task for one in known for task in _learning_and_actions(audit, one)]
    if closing:
        sections.append({"title": "Learning and actions", "items": closing})
    sections.append({"title": "Finish", "items": _finish(audit, known)})
    return [{**section, "number": n} for n, section in enumerate(sections, 1)]


def _to_hear(audit: Audit, known: list[Completeness]) -> dict:
    talks = [talk for one in known for talk in one.talks]
    heard = sum(talk.key in known[0].conversations for talk in talks)
    names = listed([_inside(talk.title) for talk in talks])
    progress = [one.of_talks() for one in known if one.talks]
    worst = next((each for each in (Progress.NOT_STARTED, Progress.IN_PROGRESS)
                  if each in progress), Progress.COMPLETE)  # fmt: skip
    grades = any(one.judged for one in known)
    task = _task(f"Hear from {names}", reverse("practice:heard", args=[audit.pk]), worst,
                 hint=f"{heard} of {len(talks)} heard")  # fmt: skip
    return {"title": "Before you grade" if grades else "Whom you hear", "items": [task]}


def _pages_of(audit: Audit, one: Completeness, *, several: bool) -> list[dict]:
    """The pages of a part: those to grade, and those that only ask. Where the framework has
    both, what the law asks stands apart from its own standards."""
    standards, called = audit.pack.term("standard").plural, one.declared.title
    graded = [domain for domain in one.domains if domain in one.judged]
    asking = [domain for domain in one.domains if domain not in one.judged]
    statutory = [domain for domain in graded if _is_statutory(audit, domain)]
    local = [domain for domain in graded if domain not in statutory]
    groups = [
        (f"Grade the {len(statutory)} statutory {standards}", statutory),
        (f"Grade the {len(local)} {standards}", local),
        (called if several or not graded else "Also answer", asking),
    ]
    return [
        {
            "title": title,
            "items": [
                _task(
                    domain.title,
                    reverse("practice:domain", args=[audit.pk, domain.key]),
                    one.of_domain(domain),
                    hint="Optional" if domain.need == "optional" else "",
                )
                for domain in domains
            ],
        }
        for title, domains in groups
        if domains
    ]


def _is_statutory(audit: Audit, domain) -> bool:
    return bool(domain.standard) and audit.pack.standard(domain.standard).kind == "statutory"


def _learning_and_actions(audit: Audit, one: Completeness) -> list[dict]:
    tasks = []
    if one.questions:
        tasks.append(_task(_learning_title(one),
                           reverse("practice:learning", args=[audit.pk]),
                           one.of_questions()))  # fmt: skip
    if one.declared.plans_actions:
        drafted = audit.action_links.exclude(action__state=Action.State.REJECTED).count()
        said = f"{counted(drafted, 'action')} drafted" if drafted else ""
        tasks.append(_task(_actions_for(audit),
                           reverse("practice:actions", args=[audit.pk]),
                           Progress.IN_PROGRESS if drafted else Progress.NOT_STARTED,
                           hint=said))  # fmt: skip
    return tasks


def _learning_title(one: Completeness) -> str:
    if one.declared.plans_actions:
        return "What went well, and what others should learn"
    return "What comes of it"


def _actions_for(audit: Audit) -> str:
    if audit.is_about_a_child:
        return "Actions that would make a difference to the child"
    return "Actions that would make a difference"


def _inside(title: str) -> str:
    """“The child” within a sentence."""
    return title[:1].lower() + title[1:]


def _task(label: str, url: str, progress: Progress, *, hint: str = "") -> dict:
    return {"label": label, "url": url, "hint": hint, "status": progress.value,
            "status_kind": presenting.STATUS_KINDS[progress]}  # fmt: skip


def _finish(audit: Audit, known: list[Completeness]) -> list[dict]:
    missing = [each for one in known for each in one.missing()]
    send = {
        "label": "Check your answers and send",
        "url": reverse("practice:check", args=[audit.pk]),
        "hint": f"{counted(len(missing), 'thing')} still missing" if missing else "",
        "status": "Cannot send yet" if missing else "Ready",
        "status_kind": "" if missing else "ok",
        "status_class": "quiet",
    }
    mine = {one.part.pk for one in known}
    others = [part for part in audit.parts.all() if part.pk not in mine and part.judges]
    if not others or not any(one.judged for one in known):
        return [send]
    return [
        send,
        {
            "label": "See the other grades and talk",
            "hint": "When you have both sent yours",
            "status": "Cannot start yet",
            "status_class": "quiet",
        },
    ]


def what_happens_next(audit: Audit) -> list[str]:
    """The steps after sending, with people's names, from the pack's own policies."""
    activity = audit.activity
    steps = []
    judging = [part for part in audit.parts.all() if part.judges]
    if len(judging) > 1:
        names = listed([part.auditor.name if part.auditor else part.declared.title.lower()
                        for part in judging])  # fmt: skip
        steps.append(f"{names} send their grades. Neither sees the other’s first.")
    elif judging:
        steps.append("You send your grades.")
    else:
        steps.append("You send your answers.")
    if audit.parts.count() > len(judging) > 0 or (not judging and audit.parts.count() > 1):
        titles = listed([_inside(part.declared.title) for part in audit.parts.all()])
        steps.append(f"It goes on when all is in: {titles}.")
    if activity.moderation.kind == ModerationKind.GROUP_SESSION and activity.is_moderated:
        steps.append("A group goes through it in a session and agrees the final grades.")
    elif activity.is_moderated:
        moderator = audit.moderator.name if audit.moderator else "A moderator"
        steps.append(f"{moderator} moderates and agrees the final grades.")
    percent = activity.moderation.sampled_percent.value
    if activity.is_moderated and percent is not None:
        steps.append(f"{percent}% of audits are moderated, drawn when they are sent.")
    if any(part.declared.plans_actions for part in audit.parts.all()):
        steps.append(f"The action plan comes into force and goes on {presenting.record_of(audit)}.")
    if activity.is_followed_up:
        policy = activity.follow_up
        anchor = "moderation" if policy.anchor.value == "moderation" else "the audit is sent"
        steps.append(f"{policy.title}: {policy.after_days.value} days after {anchor}, by somebody "
                     "who owns none of the actions.")  # fmt: skip
    return steps
