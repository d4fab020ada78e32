"""Local extracts: seventeen templates for what no return to government tells.

`EXTRACTS` has every template by name; `LOCAL` is all of them as one return, whose tables are
the templates. Each is loaded alone, with other templates, or beside the Standard Safeguarding
Dataset or Annex A in one go.
"""

from collections.abc import Mapping

from lineofsight.returns.local import (
    children_in_care,
    fostering,
    help_and_protection,
    missing_and_leaving,
    the_service,
)
from lineofsight.returns.local.model import Column, Extract, Told
from lineofsight.returns.model import Return

EXTRACTS: Mapping[str, Extract] = {
    extract.name: extract
    for module in (
        help_and_protection,
        children_in_care,
        missing_and_leaving,
        fostering,
        the_service,
    )
    for extract in module.EXTRACTS
}
LOCAL = Return(
    id="local",
    title="Local extracts",
    source="the authority’s own records, by the templates of this product",
    tables=tuple(extract.table for extract in EXTRACTS.values()),
)
GOES_WITH = ("ssd", "annex_a")
"""Returns that local extracts may be loaded together with: those that speak for the same day."""

__all__ = ["EXTRACTS", "GOES_WITH", "LOCAL", "Column", "Extract", "Told"]
