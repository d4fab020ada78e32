"""The list of themes and what is coded with it. Nothing coded is ever rewritten."""

import re
from contextlib import nullcontext

from django.db import transaction
from django.utils.text import slugify

from lineofsight.packs.model import Pack
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.practice.models import (
    Audit,
    AuditTheme,
    Concern,
    ConcernTheme,
    Theme,
    ThemeChange,
)
from lineofsight.web.practice.services.planning import NotPossible

What = ThemeChange.What


def take_from(pack: Pack) -> list[Theme]:
    """The pack's themes, as rows that findings can be coded with; those known stay. Where all
    are known, as they are after the first time, nothing is locked and one query asked."""
    keys = [each.key for each in pack.themes]
    known = {each.key: each for each in Theme.objects.filter(key__in=keys)}
    with transaction.atomic() if len(known) < len(set(keys)) else nullcontext():
        for each in pack.themes:
            if each.key not in known:
                known[each.key], _ = Theme.objects.get_or_create(
                    key=each.key, defaults={"title": each.title, "about": each.about}
                )
    return [known[key] for key in keys]


@transaction.atomic
def add(title: str, *, by, about: str = "") -> Theme:
    """A theme of the authority's own."""
    return _made(title, by=by, about=about)


@transaction.atomic
def rename(theme: Theme, *, title: str, by) -> None:
    before = theme.title
    Theme.objects.filter(pk=theme.pk).update(title=_title(title))
    theme.refresh_from_db()
    _changed(theme, What.RENAMED, f"From “{before}”", by=by)


@transaction.atomic
def merge(theme: Theme, *, into: Theme, by, reason: str) -> None:
    """Count a theme with another from now on; what was coded stays as it was coded."""
    now, into = _as_they_are_now(theme, into)
    if into.current.pk == theme.pk or into.is_closed:
        raise NotPossible("A theme is merged into another that is still in use.")
    if now.is_closed:
        raise NotPossible("This theme is closed already.")
    Theme.objects.filter(pk=theme.pk).update(merged_into=into, is_closed=True)
    theme.refresh_from_db()
    _changed(theme, What.MERGED, f"Into “{into.title}”. {_reason(reason)}", by=by)


@transaction.atomic
def split(theme: Theme, *, titles: list[str], by, reason: str) -> list[Theme]:
    """Close a theme and open its parts. What was coded so far stays with the whole: nobody
    can know which part was meant."""
    wanted = [title for title in titles if title.strip()]
    if len(wanted) < 2:
        raise NotPossible("Name at least two parts.")
    if _as_they_are_now(theme)[0].is_closed:
        raise NotPossible("This theme is closed already.")
    parts = [_made(title, by=by, about="", split_from=theme) for title in wanted]
    Theme.objects.filter(pk=theme.pk).update(is_closed=True)
    theme.refresh_from_db()
    names = ", ".join(f"“{part.title}”" for part in parts)
    _changed(theme, What.SPLIT, f"Into {names}. {_reason(reason)}", by=by)
    return parts


@transaction.atomic
def code_audit(audit: Audit, coded: list[tuple[Theme, str, str]], *, by) -> None:
    """Code an audit's findings: (theme, strength or concern, domain or ""). What is already
    coded stays; a closed theme takes nothing new."""
    for theme, kind, domain_key in coded:
        _takes_more(theme)
        AuditTheme.objects.get_or_create(
            audit=audit, theme=theme, kind=kind, domain_key=domain_key,
            defaults={"coded_by": by, "coded_at": clock.now()},
        )  # fmt: skip
    activity.record("audit.coded", by=by, subject_kind="audit", subject_id=audit.pk)


@transaction.atomic
def uncode_audit(coding: AuditTheme, *, by) -> None:
    """Take a code off that was a mistake; the log keeps that it was there."""
    activity.record("audit.uncoded", by=by, subject_kind="audit", subject_id=coding.audit_id,
                    detail={"theme": coding.theme.key, "kind": coding.kind})  # fmt: skip
    coding.delete()


@transaction.atomic
def code_concern(concern: Concern, themes: list[Theme], *, by) -> None:
    for theme in themes:
        _takes_more(theme)
        ConcernTheme.objects.get_or_create(
            concern=concern, theme=theme, defaults={"coded_by": by, "coded_at": clock.now()}
        )
    activity.record("concern.coded", by=by, subject_kind="concern", subject_id=concern.pk)


def _made(title: str, *, by, about: str, split_from: Theme | None = None) -> Theme:
    title = _title(title)
    key = slugify(re.sub(r"[’']", "", title))[:60]
    if Theme.objects.filter(key=key).exists():
        raise NotPossible(f"There is a theme “{title}” already.")
    theme = Theme.objects.create(
        key=key, title=title, about=about.strip(), is_own=True, split_from=split_from
    )
    _changed(theme, What.ADDED, "", by=by)
    return theme


def _as_they_are_now(*themes: Theme) -> list[Theme]:
    """Read again and locked: of two people who merge two themes into each other at once, the
    second is refused."""
    rows = Theme.objects.select_for_update(of=("self",)).select_related("merged_into")
    now = {
        each.pk: each for each in rows.filter(pk__in=[each.pk for each in themes]).order_by("pk")
    }
    return [now[each.pk] for each in themes]


def _takes_more(theme: Theme) -> None:
    if theme.is_closed:
        raise NotPossible(f"The theme “{theme.title}” is closed.", advice="Choose another.")


def _title(title: str) -> str:
    if not title.strip():
        raise NotPossible("Give the theme a name.")
    return title.strip()


def _reason(reason: str) -> str:
    if not reason.strip():
        raise NotPossible("Say why the list changes.")
    return reason.strip()


def _changed(theme: Theme, what: str, detail: str, *, by) -> None:
    ThemeChange.objects.create(theme=theme, what=what, detail=detail, by=by, at=clock.now())
    activity.record(f"theme.{what}", by=by, subject_kind="theme", subject_id=theme.pk)
