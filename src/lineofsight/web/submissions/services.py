"""Taking files in: kept aside, read by a process of its own, loaded whole or not at all."""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from lineofsight import loading
from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.web import clock, kept_aside, warehouse
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.notices.services import tell
from lineofsight.web.people.models import User
from lineofsight.web.submissions.models import Load

UNEXPECTED = (
    "Something went wrong in the product itself while these files were read, and nothing was "
    "loaded. Tell whoever looks after Line of Sight; the details are in its log."
)
TOLD = {
    Load.State.LOADED: "The files you gave have been loaded.",
    Load.State.REFUSED: "The files you gave could not be loaded.",
    Load.State.INTERRUPTED: "Loading the files you gave was interrupted; nothing was loaded.",
}
STOPPED = "The load was stopped before it ended, and nothing was loaded. Give the files again."


def take_in(
    files: Iterable[UploadedFile],
    *,
    by: User,
    as_at: date | None = None,
    collection_year: int | None = None,
) -> Load:
    """Keep the files aside and start reading them; the load's page tells how it goes."""
    files = list(files)
    with transaction.atomic():
        load = Load.objects.create(
            by=by,
            at=clock.now(),
            file_names=[Path(file.name).name for file in files],
            as_at=as_at,
            collection_year=collection_year,
        )
        kept_aside.keep(files, folder_of(load))
        activity.record("load.started", by=by, subject_kind="load", subject_id=load.pk)
    if settings.LOADS_IN_BACKGROUND:
        kept_aside.start("perform_load", load.pk)
    else:
        perform(load)
    return load


def perform(load: Load) -> None:
    """Read and load the files that were kept aside; whatever happens, they are then deleted."""
    folder = folder_of(load)
    try:
        with kept_aside.held(folder):
            load.move(Load.State.RUNNING)
            loaded = loading.load_files(
                settings.HOME,
                kept_aside.files_in(folder),
                created_at=clock.now(),
                as_at=load.as_at,
                collection_year=load.collection_year,
                data_quality=pack_on(clock.today()).data_quality,
            )
            loading.settle_outside(settings.HOME, loaded.snapshot)
            _end(load, Load.State.LOADED, snapshot_id=loaded.snapshot.id, recognised=loaded.said)
    except TransitionNotAllowed:
        raise
    except UserError as refusal:
        _end(load, Load.State.REFUSED, outcome=str(refusal))
    except BaseException:
        _end(load, Load.State.INTERRUPTED, outcome=UNEXPECTED)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if load.state == Load.State.LOADED:
        warehouse.tell_loaded()


def notice_if_interrupted(load: Load) -> None:
    """A load that is said to be going on, while nobody is at work on it, has been stopped."""
    if not load.is_going_on or kept_aside.is_held(folder_of(load)) or _is_starting(load):
        return
    _end(load, Load.State.INTERRUPTED, outcome=STOPPED)
    shutil.rmtree(folder_of(load), ignore_errors=True)


def folder_of(load: Load) -> Path:
    return settings.HOME / "uploads" / f"load-{load.pk}"


@transaction.atomic
def _end(load: Load, state: Load.State, **facts: str) -> None:
    load.move(state, **facts)
    detail = {"snapshot": load.snapshot_id} if load.snapshot_id else {}
    activity.record(
        f"load.{state}", by=load.by, subject_kind="load", subject_id=load.pk, detail=detail
    )
    if state in TOLD:
        tell(load.by, "load-ended", TOLD[state], url=reverse("submissions:load", args=[load.pk]),
             about=f"load:{load.pk}")  # fmt: skip


def _is_starting(load: Load) -> bool:
    """A process takes a moment to come up; within a minute it is not called interrupted."""
    waited = (clock.now() - load.at).total_seconds()
    return load.state == Load.State.WAITING and 0 <= waited < 60
