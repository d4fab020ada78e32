"""The note that goes back to the file of whom an activity is about: as text to copy, and as
a Word document.

That file is the record; here is only a working copy. The note names this child, carer or
worker and the people who did the audit; it takes no words from anybody else's record.
"""

import io
from dataclasses import dataclass

from docx import Document
from docx.shared import Pt

from lineofsight.sampling import Card
from lineofsight.web.actions.models import Action
from lineofsight.web.practice import answers, presenting
from lineofsight.web.practice.models import Audit, FollowUp
from lineofsight.web.ui.words import long_day


@dataclass(frozen=True)
class Note:
    """A heading, facts, and sections of (title, lines)."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def note_of(audit: Audit, card: Card) -> Note:
    """What goes on the file, of an audit that is final."""
    activity = audit.activity
    facts = [
        (audit.get_subject_kind_display(), f"{card.name}, record {card.child_id}"),
        ("Audit", f"{activity.title}, {_begun(audit)}"),
        *([("Day", long_day(audit.held_on))] if audit.held_on else []),
        (
            "Team",
            ", ".join(
                each for each in (audit.team_name or audit.team_id, audit.service_name) if each
            ),
        ),
        *(
            (part.declared.title, part.auditor.name if part.auditor else "nobody")
            for part in audit.parts.all()
        ),
        (presenting.final_words(audit), long_day(presenting.on(audit.judged_at))),
    ]
    if audit.is_moderated and audit.moderator:
        facts.append((audit.pack.term("moderator").one.capitalize(), audit.moderator.name))
    sections = [
        ("Final grades", _grades(audit)),
        *_answers(audit),
        ("What was said", _said(audit)),
        ("What went well, and learning", _learning(audit)),
        (audit.pack.term("action-plan").one.capitalize(), _actions(audit)),
        ("Shared with the worker", _shared(audit)),
        *_follow_ups(audit),
    ]
    kept = tuple((title, tuple(lines)) for title, lines in sections if lines)
    title = f"{activity.title}: note for {presenting.file_of(audit)}"
    return Note(title, tuple(fact for fact in facts if fact[1]), kept)


def _begun(audit: Audit) -> str:
    how = "begun" if audit.sampled_id is None else "sent out"
    return f"{how} {long_day(audit.released_on)}"


def _answers(audit: Audit) -> list[tuple[str, list[str]]]:
    """The answers of every part that was sent, page by page."""
    sent = [part for part in audit.parts.all() if part.is_submitted]
    return [
        (group["title"], [_one_line(each) for each in group["answers"]])
        for group in answers.groups(audit, sent)
    ]


def _one_line(each: dict) -> str:
    how = f" ({each['evidence']})" if each["evidence"] else ""
    return f"{each['question']} {each['answer']}{how}"


def as_text(note: Note) -> str:
    """Plain text for a form of the case system."""
    lines = [note.title, ""]
    lines += [f"{label}: {value}" for label, value in note.facts]
    for title, said in note.sections:
        lines += ["", title, *(f"- {line}" for line in said)]
    return "\n".join(lines) + "\n"


def as_word(note: Note) -> bytes:
    """A Word document with real headings and a table whose header is marked."""
    document = Document()
    document.core_properties.title = note.title
    document.core_properties.language = "en-GB"
    document.core_properties.author = "Line of Sight"
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(note.title, level=1)
    for label, value in note.facts:
        line = document.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(value)
    for title, said in note.sections:
        document.add_heading(title, level=2)
        for line in said:
            document.add_paragraph(line, style="List Bullet")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _grades(audit: Audit) -> list[str]:
    finals = {each.domain_key: each for each in audit.final_grades.all()}
    lines = []
    for domain in audit.activity.judged:
        final = finals.get(domain.key)
        if final is not None:
            word = presenting.grade_mark(audit.scale, final.grade)["word"]
            reason = f" ({final.reason})" if final.reason else ""
            lines.append(f"{domain.title}: {word}{reason}")
    return lines


def _said(audit: Audit) -> list[str]:
    titles = {talk.key: talk.title for talk in audit.activity.conversations}
    lines = []
    for each in audit.conversations.all():
        who = titles.get(each.key, each.key)
        if each.said:
            lines.append(f"{who}: {each.said}")
        elif each.why_not_possible:
            lines.append(f"{who} could not be heard: {each.why_not_possible}")
    return lines


def _learning(audit: Audit) -> list[str]:
    lines = [_asked_and_said(each) for each in answers.learning(audit)]
    moderation = getattr(audit, "moderation", None)
    if moderation and moderation.confirmed_at and moderation.learning:
        lines.append(moderation.learning)
    return lines


def _asked_and_said(each: dict) -> str:
    """Which list of learning it is from is said too: some forms have two."""
    asked = each["question"]
    return f"{asked} {each['text']}" if asked.endswith("?") else f"{asked}: {each['text']}"


def _actions(audit: Audit) -> list[str]:
    links = audit.action_links.select_related("action__owner", "action__verified_by")
    lines = []
    for link in links:
        action = link.action
        if action.state in (Action.State.REJECTED, Action.State.SUPERSEDED):
            continue
        line = f"{action.text} {action.owner.name}, by {long_day(action.due_on)}. "
        line += action.get_state_display()
        if action.verified_by_id:
            line += f" by {action.verified_by.name}, {long_day(presenting.on(action.verified_at))}"
        lines.append(f"{line}.")
    return lines


def _shared(audit: Audit) -> list[str]:
    if not audit.shared_at:
        return []
    return [f"{long_day(presenting.on(audit.shared_at))}, by {audit.shared_by.name}: "
            f"{audit.shared_note}"]  # fmt: skip


def _follow_ups(audit: Audit) -> list[tuple[str, list[str]]]:
    sections: dict[str, list[str]] = {}
    for each in audit.follow_ups.exclude(kind=FollowUp.Kind.SHARE).select_related("done_by"):
        each.audit = audit
        lines = sections.setdefault(each.declared.title, [])
        if each.state == FollowUp.State.DUE:
            lines.append(f"Due {long_day(each.due_on)}." if each.is_timed else "Still to be done.")
            continue
        done = f"{long_day(presenting.on(each.done_at))}, {each.done_by.name}"
        if each.state == FollowUp.State.CONFIRMED:
            said = each.footprint or each.found or "Done"
            lines.append(f"{done}. {said}")
        else:
            lines.append(f"{done}: not all done yet. {each.found}")
    return list(sections.items())
