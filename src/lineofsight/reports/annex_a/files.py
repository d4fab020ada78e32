"""The book's two files, made by the command line: whoever holds the data themselves."""

import getpass
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lineofsight import __version__, benchmarks, warehouse
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import Authority, load_authority
from lineofsight.packs.model import Pack
from lineofsight.reports import as_pdf, model
from lineofsight.reports.annex_a import pages, workbook
from lineofsight.reports.annex_a.gathering import Book, gather
from lineofsight.scope import WHOLE_AUTHORITY

REACH = "The whole authority"


@dataclass(frozen=True)
class Asked:
    """What is asked for, and by whom it is said to be."""

    framework: Pack
    why: str
    at: datetime
    is_outside: bool = False


@dataclass(frozen=True)
class Files:
    """`contents`: what is to be written, by file name. A name says the day, and nothing of a
    child."""

    book: Book
    by: str
    contents: dict[str, bytes]
    row_count: int
    child_count: int

    @property
    def said(self) -> str:
        if not self.row_count:
            return "Totals only: no child is in it."
        rows, children = f"{self.row_count:,} rows", f"{self.child_count:,} children"
        return f"{rows} about {children}. {workbook.SENSITIVE}"


def make(home: Path, asked: Asked, *, snapshot_id: str = "latest") -> Files:
    """Both files of a snapshot's book, or the document for outside alone."""
    authority = load_authority(home)
    snapshot = warehouse.open_snapshot(home, snapshot_id)
    by = getpass.getuser()
    book = gather(snapshot, scope=WHOLE_AUTHORITY, basis=basis_of(authority))
    provenance = model.Provenance(
        snapshot_id=snapshot.id,
        frame_on=snapshot.as_at,
        pack_id=asked.framework.id,
        pack_title=asked.framework.title,
        pack_version=asked.framework.version,
        product_version=__version__,
        compiled_at=asked.at,
        compiled_by="" if asked.is_outside else by,
    )
    made = pages.Made(authority.name, provenance, area_of(authority), is_outside=asked.is_outside)
    contents = {file_name(book, "pdf", is_outside=asked.is_outside):
                as_pdf.document(pages.report(book, made))}  # fmt: skip
    if asked.is_outside:
        return Files(book, by, contents, 0, 0)
    taken = workbook.Taken(authority.name, by, asked.at, asked.why, REACH, provenance)
    contents[file_name(book, "xlsx")] = workbook.document(book, taken)
    return Files(book, by, contents, book.row_count, len(book.child_ids))


def file_name(book: Book, form: str, *, is_outside: bool = False) -> str:
    outside = "-public" if is_outside else ""
    return f"annex-a-book-{book.as_at.isoformat()}{outside}.{form}"


def area_of(authority: Authority) -> benchmarks.Authority | None:
    """Whom the authority is compared with; None where its file does not say."""
    if authority.region:
        return benchmarks.Authority(
            authority.name, authority.code, authority.region, authority.neighbours
        )
    return benchmarks.authority(authority.code) if authority.code else None


def write(files: Files, folder: Path) -> list[Path]:
    """Write them where only their owner can read them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in files.contents.items():
        path = folder / name
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_bytes(content)
        written.append(path)
    return written
