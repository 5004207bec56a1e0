"""No cell of our CSV files is a formula to a spreadsheet."""

import csv
import io

import pytest

from portal.core.csv_files import csv_response, safe_cell

FORMULAS = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"), [(-3.5, "-3.5"), (7, "7"), (None, ""), ("Luna", "Luna"), ("a=b", "a=b")]
)
def test_everything_else_stays_as_it_is(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_a_file_is_read_back_cell_by_cell() -> None:
    answer = csv_response("x.csv", ["á", "=b"], [['uno; "dos"\ntres', "=1"], ["", None]])
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["á", "'=b"], ['uno; "dos"\ntres', "'=1"], ["", ""]]
    assert answer["Content-Disposition"] == 'attachment; filename="x.csv"'
    assert answer["Cache-Control"] == "no-store"
