"""The records of reports, by what they are about."""

from lineofsight.web.reporting.models.books import Book
from lineofsight.web.reporting.models.making import Making
from lineofsight.web.reporting.models.pauses import ReportPause
from lineofsight.web.reporting.models.publications import Publication, PublishedFile
from lineofsight.web.reporting.models.reports import Report
from lineofsight.web.reporting.models.writing import ReportAction, SectionText

__all__ = [
    "Book",
    "Making",
    "Publication",
    "PublishedFile",
    "Report",
    "ReportAction",
    "ReportPause",
    "SectionText",
]
