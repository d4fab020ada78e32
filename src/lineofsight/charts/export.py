"""A chart as a file on its own: SVG as it is, PNG drawn from it.

The PNG is made by Typst, which is here for the reports and reads SVG; nothing is fetched.
"""

import tempfile
from pathlib import Path

import font_source_sans_pro
import typst

TYPEFACE = "Source Sans Pro"
FONT_FOLDER = str(Path(font_source_sans_pro.__file__).parent / "files")
"""A typeface that comes with us, for machines that have no sans serif of their own."""

PIXELS_PER_INCH = 144.0
"""Twice the size on a screen, so that it is sharp in a document."""


def png(svg: str) -> bytes:
    """The drawing as PNG on white, with a small margin."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "chart.svg").write_text(svg, encoding="utf-8")
        page = Path(folder) / "chart.typ"
        page.write_text(
            "#set page(width: auto, height: auto, margin: 12pt, fill: white)\n"
            '#image("chart.svg")\n',
            encoding="utf-8",
        )
        return typst.compile(page, format="png", ppi=PIXELS_PER_INCH, font_paths=[FONT_FOLDER])
