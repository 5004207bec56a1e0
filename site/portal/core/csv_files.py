"""CSV files that open safely in a spreadsheet.

A cell that begins with =, +, -, @, a tab or a line break is a formula to spreadsheets, also one that a
client typed; an apostrophe before it makes it text (OWASP, CSV injection).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> str:
    """The value as text that no spreadsheet runs; plain numbers stay numbers."""
    text = "" if value is None else str(value)
    if text.lstrip(" ").startswith(FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


class _Line:
    """What csv.writer writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def csv_response(
    name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """A download, sent as the rows are read; with a mark so that spreadsheets see UTF-8."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Line())
        yield "\ufeff" + writer.writerow([safe_cell(cell) for cell in header])
        for row in rows:
            yield writer.writerow([safe_cell(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
