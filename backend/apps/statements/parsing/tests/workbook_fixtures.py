"""Workbooks of Excel, written by hand so that they may also be hostile."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Styles of cells: none, a date, a date with time, a time.
STYLES = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 21))
EPOCH = datetime.fromisoformat("1899-12-30")

Cell = str | float | bool | date | time | None


def make_workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]] | str],
    *,
    hidden: Sequence[str] = (),
    shared_text: str = "",
) -> bytes:
    """Return an XLSX with sheets of rows, or of the XML of a sheet."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{shared_text}</t></si></sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{STYLES}</cellXfs></styleSheet>',
    }
    names, links = "", ""
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        names += f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="s{number}"/>'
        links += (
            f'<Relationship Id="s{number}" Type="{RELATIONSHIPS}/worksheet"'
            f' Target="worksheets/sheet{number}.xml"/>'
        )
        xml = rows if isinstance(rows, str) else sheet_xml(rows)
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    for part in ("styles", "sharedStrings"):
        links += f'<Relationship Id="{part}" Type="{RELATIONSHIPS}/{part}" Target="{part}.xml"/>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>{names}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
    )
    return make_archive(parts)


def make_archive(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def sheet_xml(rows: Sequence[Sequence[Cell]]) -> str:
    lines = ""
    for number, row in enumerate(rows, start=1):
        cells = (_cell_xml(cell, column, number) for column, cell in enumerate(row))
        lines += f'<row r="{number}">{"".join(cells)}</row>' if row else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell_xml(cell: Cell, column: int, row: int) -> str:
    place = f'r="{chr(ord("A") + column)}{row}"'
    match cell:
        case None:
            return ""
        case bool():
            return f'<c {place} t="b"><v>{int(cell)}</v></c>'
        case str():
            text = escape(cell)
            return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        case datetime():
            return f'<c {place} s="2"><v>{(cell - EPOCH).total_seconds() / 86_400}</v></c>'
        case date():
            return f'<c {place} s="1"><v>{(cell - EPOCH.date()).days}</v></c>'
        case time():
            seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
            return f'<c {place} s="3"><v>{seconds / 86_400}</v></c>'
        case _:
            return f"<c {place}><v>{cell}</v></c>"
