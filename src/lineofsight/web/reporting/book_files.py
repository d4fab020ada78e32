"""The files of a book, from the newest data and for what its maker may see."""

import datetime
from dataclasses import dataclass

from lineofsight import __version__
from lineofsight.reports import as_pdf, model
from lineofsight.reports.annex_a import files, gather, pages, workbook
from lineofsight.scope import Scope
from lineofsight.web import clock, warehouse
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.reporting import data_book, queries
from lineofsight.web.reporting.models import Book

EVERYBODY = "The whole authority"
OWN_WORK = "One’s own children"


@dataclass(frozen=True)
class Made:
    """What was made: the files by name, how much is in them, and whose children it is about."""

    contents: dict[str, bytes]
    snapshot_id: str
    reach: str
    row_count: int
    child_count: int


def make(book: Book) -> Made:
    if book.kind == Book.Kind.DATA:
        return _data(book)
    return _annex_a(book)


def _annex_a(book: Book) -> Made:
    snapshot, scope, reach = warehouse.current(), scope_for(book.by), reach_of(book.by)
    found = gather(snapshot, scope=scope, basis=warehouse.basis())
    made_from = provenance(snapshot, book.by, at=book.at)
    authority = warehouse.authority()
    said = pages.Made(
        queries.authority_name(), made_from,
        area=files.area_of(authority) if scope.everything else None,
        reach="" if scope.everything else reach,
    )  # fmt: skip
    contents = {
        files.file_name(found, "pdf"): as_pdf.document(pages.report(found, said)),
        files.file_name(found, "xlsx"): workbook.document(found, taken(book, reach, made_from)),
    }
    if scope.everything:
        outside = pages.Made(
            said.authority, provenance(snapshot, None, at=book.at), is_outside=True
        )
        name = files.file_name(found, "pdf", is_outside=True)
        contents[name] = as_pdf.document(pages.report(found, outside))
    return Made(contents, snapshot.id, reach, found.row_count, len(found.child_ids))


def _data(book: Book) -> Made:
    made = data_book.made(book, taken)
    return Made(made.contents, made.snapshot_id, made.reach, made.row_count, made.child_count)


def taken(book: Book, reach: str, made_from: model.Provenance) -> workbook.Taken:
    """What every workbook of children says of itself."""
    return workbook.Taken(
        authority=queries.authority_name(),
        by=book.by.get_full_name(),
        at=book.at.astimezone(clock.UK),
        reason=book.reason,
        reach=reach,
        provenance=made_from,
        until=book.at.astimezone(clock.UK).date() + datetime.timedelta(days=31),
    )


def provenance(snapshot, by: User | None, *, at: datetime.datetime) -> model.Provenance:
    pack = queries.pack(clock.today())
    return model.Provenance(
        snapshot_id=snapshot.id,
        frame_on=snapshot.as_at,
        pack_id=pack.id,
        pack_title=pack.title,
        pack_version=pack.version,
        product_version=__version__,
        compiled_at=at,
        compiled_by=by.get_full_name() if by else "",
    )


def reach_of(user: User) -> str:
    """Whose children somebody sees, in words: “Assessment South, Assessment North”."""
    scope: Scope = scope_for(user)
    if scope.everything:
        return EVERYBODY
    units = [held.unit.name for held in assignments_of(user, clock.today())
             if held.unit.kind != OrgUnit.Kind.AUTHORITY]  # fmt: skip
    return ", ".join(dict.fromkeys(units))[:500] if scope.teams and units else OWN_WORK
