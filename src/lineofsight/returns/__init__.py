"""What each return is: tables, fields, code sets, by collection year. Declarations only."""

from collections.abc import Mapping

from lineofsight.returns import annex_a, cin, local, ofsted_providers, published, ssd, ssda903
from lineofsight.returns.model import Code, CodeSet, Field, FieldType, Return, Table

RETURNS: Mapping[str, Return] = {
    each.id: each
    for each in (
        annex_a.ANNEX_A,
        ssda903.SSDA903,
        cin.CIN,
        ssd.SSD,
        local.LOCAL,
        ofsted_providers.OFSTED_PROVIDERS,
        published.PUBLISHED_STATISTICS,
    )
}

__all__ = ["RETURNS", "Code", "CodeSet", "Field", "FieldType", "Return", "Table"]
