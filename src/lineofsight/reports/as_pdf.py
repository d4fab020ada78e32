"""The report as a tagged PDF (PDF/UA-1): the accessible form for paper.

Set by Typst from one template. The report goes in as data, so no character that somebody
wrote can act on the document. Title, language, reading order, table heads and the text of
each chart are in the file; a report that could not be made accessible is not made at all.
"""

import threading
from datetime import UTC
from functools import cache, lru_cache
from importlib.resources import files

import typst

from lineofsight.charts.export import FONT_FOLDER
from lineofsight.reports import model
from lineofsight.reports.printable import for_print

STANDARD = "ua-1"
_one_at_a_time = threading.Lock()
"""The compiler keeps its fonts between documents and is not made for two threads at once."""


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=[FONT_FOLDER])


def document(report: model.Report) -> bytes:
    """The PDF's bytes: the same report always gives the same bytes on one machine."""
    template = files("lineofsight.reports").joinpath("templates/report.typ").read_bytes()
    with _one_at_a_time:
        return _compiler().compile(
            template,
            format="pdf",
            sys_inputs={"report": for_print(report)},
            pdf_standards=[STANDARD],
            timestamp=report.provenance.compiled_at.astimezone(UTC).replace(microsecond=0),
        )


@lru_cache(maxsize=256)
def picture(svg: str, *, pixels_per_inch: float = 160) -> bytes:
    """A drawing as PNG, for Word, which shows no SVG in its older versions. Kept, because a
    report and its public copy mostly hold the same drawings."""
    source = (
        b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        b'#image(bytes(sys.inputs.svg), format: "svg")'
    )
    with _one_at_a_time:
        return _compiler().compile(
            source, format="png", sys_inputs={"svg": svg}, ppi=pixels_per_inch
        )
