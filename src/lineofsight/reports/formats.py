"""The four formats by name, for whoever offers a download."""

from collections.abc import Callable
from dataclasses import dataclass

from lineofsight.errors import UnknownName
from lineofsight.reports import as_docx, as_html, as_pdf, as_xlsx, model


@dataclass(frozen=True)
class Format:
    key: str
    label: str
    content_type: str
    render: Callable[[model.Report], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    form.key: form
    for form in (
        Format("pdf", "PDF", "application/pdf", as_pdf.document),
        Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document", as_docx.document),
        Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", as_xlsx.document),
        Format("html", "Web page", "text/html; charset=utf-8", as_html.document),
    )
}


def format_named(key: str) -> Format:
    try:
        return FORMATS[key]
    except KeyError:
        raise UnknownName(
            f"“{key}” is not a format.", advice=f"Formats are {', '.join(FORMATS)}."
        ) from None


def file_name(report: model.Report, key: str) -> str:
    """“monthly-quality-2026-10-v1.pdf”: what it is, of when, which version."""
    public = "-public" if report.public_copy else ""
    return f"{report.definition_key}-{report.period_id}-v{report.issue.version}{public}.{key}"
