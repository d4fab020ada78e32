"""A return as it lies in a snapshot, under its published names: what was read at the load.

What intake understood stands as the code it means, or as it was written where that was kept. A
day that could not be read is blank here: only the file itself says what stood there.
"""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lineofsight.quality.schema import KEY_HEADINGS, keys_of, published_name
from lineofsight.quality.selecting import PLACE
from lineofsight.returns import RETURNS
from lineofsight.warehouse import Snapshot
from lineofsight.warehouse.layout import return_file

AS_WRITTEN = "__original"
NUMBERS = {
    "details": "cin_details_number",
    "assessment": "assessment_number",
    "plan": "cpp_number",
}
"""Intake's numbers of a census's nested blocks, by what the rules call them."""
YES_AND_NO = {"annex_a": ("Y", "N")}


def tables_of(snapshot: Snapshot) -> dict[str, pa.Table]:
    """Published table name → its rows with published headings."""
    return_id = snapshot.manifest.return_id
    stored = {
        name: pq.read_table(file)
        for name in RETURNS[return_id].by_name
        if (file := return_file(snapshot.path, return_id, name)).is_file()
    }
    return {published_name(return_id, name): _published(return_id, name, stored) for name in stored}


def _published(return_id: str, name: str, stored: dict[str, pa.Table]) -> pa.Table:
    found = stored[name]
    columns = {PLACE: pa.array(range(len(found)), pa.int64())}
    for field in RETURNS[return_id].by_name[name].fields:
        if field.name in found.column_names:
            columns[field.published] = _value(return_id, found, field.name)
    for key in keys_of(return_id, name):
        if NUMBERS[key] in found.column_names:
            columns[KEY_HEADINGS[key]] = found.column(NUMBERS[key]).cast(pa.string())
    if return_id == "cin" and name == "assessments" and "assessment_factors" in stored:
        columns["AssessmentFactors"] = _factors(found, stored["assessment_factors"])
    return pa.table(columns)


def _value(return_id: str, found: pa.Table, column: str) -> pa.ChunkedArray:
    value = found.column(column)
    if pa.types.is_boolean(value.type):
        yes, no = YES_AND_NO.get(return_id, ("1", "0"))
        value = pc.if_else(value, yes, no)
    if column + AS_WRITTEN not in found.column_names:
        return value
    written = found.column(column + AS_WRITTEN)
    is_text = pa.types.is_string(value.type)
    return pc.coalesce(written, value if is_text else value.cast(pa.string()))


def _factors(assessments: pa.Table, factors: pa.Table) -> pa.Array:
    """The codes of each assessment, as the census has them within it."""
    codes: dict[int, list[str]] = {}
    written = _value("cin", factors, "assessment_factor").to_pylist()
    for number, code in zip(
        factors.column(NUMBERS["assessment"]).to_pylist(), written, strict=True
    ):
        codes.setdefault(number, []).append(code)
    numbers = assessments.column(NUMBERS["assessment"]).to_pylist()
    return pa.array([codes.get(each) for each in numbers], pa.list_(pa.string()))
