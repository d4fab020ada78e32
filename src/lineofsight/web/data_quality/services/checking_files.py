"""Checking files without loading them: kept aside, checked by a process of its own, deleted."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.quality import check_runs
from lineofsight.web import clock, kept_aside
from lineofsight.web.activity import services as activity
from lineofsight.web.data_quality.models import FileCheck
from lineofsight.web.data_quality.services.taking_up import take_up
from lineofsight.web.notices.services import tell
from lineofsight.web.people.models import User

State = FileCheck.State
UNEXPECTED = (
    "Something went wrong in the product itself while these files were checked. Tell whoever "
    "looks after Line of Sight; the details are in its log."
)
STOPPED = "The check was stopped before it ended. Give the files again."
TOLD = {
    State.DONE: "The files you gave have been checked.",
    State.REFUSED: "The files you gave could not be checked.",
    State.INTERRUPTED: "Checking the files you gave was interrupted.",
}


@dataclass(frozen=True)
class Given:
    """What somebody gave: the return, last year's, the provider lists."""

    files: Sequence[UploadedFile]
    previous: Sequence[UploadedFile] = field(default=())
    providers: Sequence[UploadedFile] = field(default=())


@transaction.atomic
def _noted(given: Given, *, by: User, **facts) -> FileCheck:
    check = FileCheck.objects.create(
        by=by,
        at=clock.now(),
        file_names=_names(given.files),
        previous_names=_names(given.previous),
        provider_names=_names(given.providers),
        **facts,
    )
    folder = folder_of(check)
    folder.mkdir(parents=True, mode=0o700)
    for name in ("files", "previous", "providers"):
        kept_aside.keep(getattr(given, name), folder / name)
    activity.record("check.started", by=by, subject_kind="file-check", subject_id=check.pk)
    return check


def take_in(
    given: Given, *, by: User, collection_year: int, return_id: str = "", authority: str = ""
) -> FileCheck:
    """Keep the files aside and start; the check's page tells how it goes."""
    check = _noted(
        given, by=by, collection_year=collection_year, return_id=return_id, authority=authority
    )
    if settings.LOADS_IN_BACKGROUND:
        kept_aside.start("perform_check", check.pk)
    else:
        perform(check)
    return check


def perform(check: FileCheck) -> None:
    """Check the files that were kept aside; whatever happens, they are then deleted."""
    folder = folder_of(check)
    try:
        with kept_aside.held(folder):
            check.move(State.RUNNING)
            run = check_runs.check_files(
                settings.HOME,
                kept_aside.files_in(folder / "files"),
                return_id=check.return_id or None,
                collection_year=check.collection_year,
                previous=kept_aside.files_in(folder / "previous"),
                providers=kept_aside.files_in(folder / "providers"),
                authority=check.authority or None,
                checked_at=clock.now(),
            )
            take_up(run)
            _end(check, State.DONE, run_key=run.id)
    except TransitionNotAllowed:
        raise
    except UserError as refusal:
        _end(check, State.REFUSED, outcome=str(refusal))
    except BaseException:
        _end(check, State.INTERRUPTED, outcome=UNEXPECTED)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def notice_if_interrupted(check: FileCheck) -> None:
    """One that is said to be going on, while nobody is at work on it, has been stopped."""
    if not check.is_going_on or kept_aside.is_held(folder_of(check)) or _is_starting(check):
        return
    _end(check, State.INTERRUPTED, outcome=STOPPED)
    shutil.rmtree(folder_of(check), ignore_errors=True)


def folder_of(check: FileCheck) -> Path:
    return settings.HOME / "uploads" / f"check-{check.pk}"


@transaction.atomic
def _end(check: FileCheck, state: State, **facts: str) -> None:
    check.move(state, **facts)
    activity.record(f"check.{state}", by=check.by, subject_kind="file-check", subject_id=check.pk)
    tell(
        check.by,
        "check-ended",
        TOLD[state],
        url=reverse("data_quality:file-check", args=[check.pk]),
        about=f"check:{check.pk}",
    )


def _names(files: Sequence[UploadedFile]) -> list[str]:
    return [Path(file.name).name for file in files]


def _is_starting(check: FileCheck) -> bool:
    """A process takes a moment to come up; within a minute it is not called interrupted."""
    waited = (clock.now() - check.at).total_seconds()
    return check.state == State.WAITING and 0 <= waited < 60
