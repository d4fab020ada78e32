"""Static files: our stylesheet out of its parts, the front-end packages npm fetched, hashed names.

Nothing here is needed for a page to work: where a package is missing, `vendor_url` is empty
and the page does without.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PARTS = Path(__file__).parent / "css"
STYLESHEET = "ui/los.css"

# The order matters: tokens first, then what uses them, exceptions for width and print last.
STYLESHEET_PARTS = (
    "tokens base frame type layout "
    "line button tags figure summary notes table pagination due chips feed exceptions "
    "scorecard measure children identity tasks history hub grades chart form checks errors session "
    "report practice restack narrow print forced"
).split()

# package: (folder in node_modules, the files of it that pages use)
VENDOR = {
    "govuk-frontend": ("govuk-frontend/dist/govuk", ("govuk-frontend.min.js",)),
    "htmx": ("htmx.org/dist", ("htmx.min.js",)),
}


def stylesheet() -> str:
    """The whole stylesheet, its parts in order."""
    return "\n".join((PARTS / f"{part}.css").read_text() for part in STYLESHEET_PARTS)


class _Finder(finders.BaseFinder):
    """What both finders share: they need no check, and find by going through their list."""

    def check(self, **_: object) -> list:
        return []

    def find(self, path: str, **options: object) -> str | list[str]:
        every = options.get("find_all") or options.get("all")
        found = [
            storage.path(name)
            for name, storage in self.list(None)
            if path == (f"{storage.prefix}/{name}" if storage.prefix else name)
        ]
        return found if every else (found[0] if found else [])


class StylesheetFinder(_Finder):
    """Offers the stylesheet as one file, written anew when a part of it has changed."""

    def list(self, _: object) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=settings.HOME / "build")
        storage.prefix = ""
        target = Path(storage.path(STYLESHEET))
        newest = max(part.stat().st_mtime for part in PARTS.glob("*.css"))
        if not target.exists() or target.stat().st_mtime <= newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            fresh.write_text(stylesheet())
            fresh.replace(target)
        yield STYLESHEET, storage


class VendorFinder(_Finder):
    """Offers the few files of the front-end packages that pages use, if npm fetched them."""

    def list(self, _: object) -> Iterator[tuple[str, FileSystemStorage]]:
        for package, (folder, names) in VENDOR.items():
            storage = FileSystemStorage(location=settings.NODE_MODULES / folder)
            storage.prefix = f"vendor/{package}"
            yield from ((name, storage) for name in names if storage.exists(name))


class HashedNames(CompressedManifestStaticFilesStorage):
    """Hashed names once `collectstatic` has run, plain names before.

    Source-map comments are not followed: the packages' maps are not served.
    """

    manifest_strict = False
    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if name in self.hashed_files else name


@cache
def vendor_url(path: str) -> str:
    """The address of a front-end package's file (`htmx/htmx.min.js`), or nothing."""
    name = f"vendor/{path}"
    return staticfiles_storage.url(name) if finders.find(name) else ""
