#!/usr/bin/env python3
"""Makes the lists that tests read, as different programs write them: openpyxl, LibreOffice, and by
hand the XML of WPS. Needs openpyxl and soffice; what it makes is committed.

    python3 tests/lists.py
"""
import datetime
import pathlib
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl
from openpyxl.styles import Alignment

HERE = pathlib.Path(__file__).parent / "cli/lists.in"
DATED = (2024, 1, 1, 0, 0, 0)


def packed(path, parts):
    """A ZIP that is the same every time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts:
            info = zipfile.ZipInfo(name, DATED)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, data)


def repacked(path):
    with zipfile.ZipFile(path) as zip_:
        parts = [(name, zip_.read(name)) for name in zip_.namelist()]
    packed(path, parts)


def openpyxl_units():
    """A title over all columns, a head of two rows, kinds in merged cells, real days, a number as
    text, a second sheet with another order of columns, a third that is no roster, and a hidden one."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(*DATED)
    sheet = book.active
    sheet.title = "县直单位"
    sheet.append(["延津县信息报送单位名录", None, None, None, None, None, None])
    sheet.merge_cells("A1:G1")
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append([None, None, None, None, None, None, "2024年1月"])
    sheet.append(["序号", "单位类别", "单位全称（必填）", "简 称", "起止日期", None, "备注"])
    sheet.append([None, None, None, None, "起", "止", None])
    sheet.merge_cells("E3:F3")
    for column in "ABCDG":
        sheet.merge_cells(f"{column}3:{column}4")
    rows = [
        ("1", "县直部门", "延津县财政局", "财政局", None, None, None),
        ("2", None, "延津县林业局", "林业局", datetime.date(2015, 11, 1), datetime.date(2019, 3, 15), "并入自然资源局"),
        (3, None, "延津县自然资源局", "自然资源局", datetime.date(2019, 3, 16), None, None),
        (4, "其他", "延津县先进制造业开发区\n管理委员会", "开发区", "2010年", "至今", None),
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B5:B7")
    sheet.append(["共4个单位，填表人：某某"])
    sheet.merge_cells("A9:G9")

    towns = book.create_sheet("乡镇")
    towns.append(["署名", "单位名称", "别名"])
    towns.append(["东屯镇", "延津县东屯镇人民政府", "东屯镇政府；东屯"])
    towns.append(["潭龙街道", "延津县潭龙街道办事处", None])

    notes = book.create_sheet("填表说明")
    notes.append(["请各单位于1月5日前报回"])
    hidden = book.create_sheet("旧")
    hidden.append(["单位全称", "署名"])
    hidden.append(["延津县旧局", "旧局"])
    hidden.sheet_state = "hidden"
    book.save(HERE / "openpyxl.xlsx")
    repacked(HERE / "openpyxl.xlsx")

    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(*DATED)
    sheet = book.active
    sheet.title = "发放名单"
    sheet.append(["《延津政务快报》发放名单"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "方式", "发放单位", "份数"])
    for row in [
        (1, "报", "市政府办公室", 2),
        (2, "送", "县委办公室", "3份"),
        (3, "发", "县委常委", 11),
        (4, "发", "副县长", 7),
        (5, "发", "各乡（镇）政府、街道办事处", None),
    ]:
        sheet.append(row)
    sheet["D7"] = 13
    sheet.append(["合计", None, None, 36])
    sheet.merge_cells("A8:C8")
    book.save(HERE / "receivers.xlsx")
    repacked(HERE / "receivers.xlsx")


CSV = """单位全称,署名,标题写法,类别,起始日期,截止日期
延津县财政局,财政局,县财政局,县直部门,,
延津县林业局,林业局,,县直部门,2015-11-01,2019-03-15
"延津县东屯镇人民政府",东屯镇,,乡镇街道,,
"""


def libreoffice_units():
    """The same table as LibreOffice saves it, new and old; the days are days there."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "libreoffice.csv").write_text(CSV, encoding="utf-8")
        for ending in ("xlsx", "xls"):
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
                 "--infilter=CSV:44,34,76,1", "--convert-to", ending, "--outdir", folder,
                 folder / "libreoffice.csv"],
                check=True, capture_output=True,
            )
            shutil.copy(folder / f"libreoffice.{ending}", HERE / f"libreoffice.{ending}")
    repacked(HERE / "libreoffice.xlsx")


def gbk():
    """As Excel in China saves “CSV（逗号分隔）”."""
    (HERE / "gbk.csv").write_bytes(CSV.replace("\n", "\r\n").encode("gbk"))


def wps():
    """As WPS writes it: its own namespaces, shared strings in rich runs with phonetics, a built-in
    format of days that only East Asian programs have (31), cells without a row's `r`, a space kept,
    an empty tail of formatted cells, a cell far away that is only formatted."""
    strings = [
        "单位全称", "署名", "启用日期", "停用日期", "类别",
        "延津县水利局", "水利局", "县直部门", " 延津县供销合作社联合社 ", "供销社", "至今",
    ]
    runs = "".join(
        f'<si><r><rPr><sz val="11"/><rFont val="宋体"/><charset val="134"/></rPr>'
        f'<t xml:space="preserve">{text[:2]}</t></r><r><rPr><b/></rPr>'
        f'<t xml:space="preserve">{text[2:]}</t></r><phoneticPr fontId="1" type="noConversion"/></si>'
        if len(text) > 4 else f'<si><t>{text}</t><phoneticPr fontId="1" type="noConversion"/></si>'
        for text in strings
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet {main} xmlns:r="{relations}" xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/><dimension ref="A1:XFD1048576"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultColWidth="9" defaultRowHeight="13.5" outlineLevelRow="3"/><sheetData>
<row r="1" spans="1:5"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>
<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" t="s"><v>6</v></c><c r="C2" s="1"><v>43540</v></c><c r="D2" t="s"><v>10</v></c><c r="E2" t="s"><v>7</v></c></row>
<row r="3"><c r="A3" t="s"><v>8</v></c><c r="B3" t="str"><f>"供"&amp;"销社"</f><v>供销社</v></c><c r="C3"><v>36526</v></c><c r="D3" s="1"/><c r="E3" t="inlineStr"><is><t>县直单位</t></is></c></row>
<row r="1048576"><c r="XFD1048576" s="1"/></row>
</sheetData><pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/><headerFooter/></worksheet>"""
    styles = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet {main}><numFmts count="1"><numFmt numFmtId="43" formatCode="_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ "/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font><font><sz val="9"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"><alignment vertical="center"/></xf></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="31" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>"""
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    packed(HERE / "wps.xlsx", [
        ("[Content_Types].xml", head + f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{office}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{office}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="{office}.styles+xml"/></Types>'),
        ("_rels/.rels", head + f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", head + f'<workbook {main} xmlns:r="{relations}"><fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/><workbookPr/><bookViews><workbookView windowWidth="28800" windowHeight="12240"/></bookViews><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="144525"/></workbook>'),
        ("xl/_rels/workbook.xml.rels", head + f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{relations}/styles" Target="styles.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", head + f'<sst {main} count="{len(strings)}" uniqueCount="{len(strings)}">{runs}</sst>'),
        ("xl/styles.xml", styles),
    ])


def broken():
    """Half of a file, as a cut transfer leaves it."""
    whole = (HERE / "openpyxl.xlsx").read_bytes()
    (HERE / "broken.xlsx").write_bytes(whole[: len(whole) // 2])


openpyxl_units()
libreoffice_units()
gbk()
wps()
broken()
