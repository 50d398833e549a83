"""Looks at an uploaded spreadsheet before anything parses it. Whatever is wrong with it is one sentence."""

import re
import zlib
from dataclasses import dataclass
from typing import NoReturn
from zipfile import BadZipFile, LargeZipFile, ZipFile

from zhijia.base.verdict import Refused, need

MOST_BYTES = 50 * 2**20
MOST_ENTRIES = 2_000
MOST_UNPACKED = 400 * 2**20
MOST_CELLS = 12_000_000  # the reader holds the whole rectangle in memory, empty cells too
BLOCK = 2**20

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")

TOO_BIG = "文件超过 %(most)s MB，请拆分成几个文件后分别导入"
EMPTY = "文件是空的，请检查后重新上传"
OLD_EXCEL = "这是旧版 .xls 文件，请在 Excel 中另存为 .xlsx 后重新上传"
LOCKED = "文件设有打开密码，请在 Excel 中取消密码并另存后重新上传"
WEB_PAGE = "这个文件其实是网页表格，请用 Excel 打开并另存为 .xlsx 后重新上传"
BROKEN = "文件已损坏，无法读取，请用 Excel 打开并另存为 .xlsx 后重新上传"
OTHER = "只能导入 .xlsx 和 .csv 文件，请另存后重新上传"
BOMB = "文件展开后过大，不能导入，请删除多余内容并另存后重新上传"
STRETCHED = "表格范围过大（%(rows)s 行 × %(columns)s 列），请删除多余的空行、空列后重新上传"


class BadFile(Refused):
    """The file cannot be taken in; says what to do."""


def refuse(message, **values) -> NoReturn:
    verdict = need(False, message, field="file", **values)
    raise BadFile(verdict.reasons)


def kind_of(file, size) -> str:
    """xlsx or csv, by content; anything else is refused with its sentence."""
    if size > MOST_BYTES:
        refuse(TOO_BIG, most=MOST_BYTES // 2**20)
    if not size:
        refuse(EMPTY)
    file.seek(0)
    head = file.read(4096)
    if head.startswith(OLE):
        file.seek(0)
        refuse(LOCKED if ENCRYPTED in file.read() else OLD_EXCEL)
    if head.startswith(b"PK"):
        check_package(file)
        return "xlsx"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        refuse(WEB_PAGE)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(OTHER)
    return "csv"


def check_package(file):
    """A workbook whose parts, really unpacked, stay within bounds; sizes written in the file are not believed."""
    try:
        with ZipFile(file) as package:
            entries = package.infolist()
            if len(entries) > MOST_ENTRIES:
                refuse(BOMB)
            names = {entry.filename for entry in entries}
            if "xl/workbook.xml" not in names:
                refuse(
                    OTHER
                    if "xl/workbook.bin" in names or "mimetype" in names or "word/document.xml" in names
                    else BROKEN
                )
            if any(entry.flag_bits & 1 for entry in entries):
                refuse(LOCKED)
            unpacked = 0
            for entry in entries:
                unpacked = check_entry(file, entry, unpacked)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        refuse(BROKEN)


def check_entry(file, entry, unpacked) -> int:
    extent = Extent() if entry.filename.startswith("xl/worksheets/") else None
    tail = b""
    for block in unpack(file, entry):
        unpacked += len(block)
        if unpacked > MOST_UNPACKED:
            refuse(BOMB)
        if extent is not None:
            extent.see(tail + block)
            tail = block[-64:]
    if extent is not None:
        extent.check()
    return unpacked


def unpack(file, entry):
    """Blocks of the part as they unpack, whatever length its header claims."""
    file.seek(entry.header_offset)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04":
        raise BadZipFile
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = entry.compress_size
    if entry.compress_type == 0:
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
        return
    if entry.compress_type != 8:
        raise NotImplementedError
    stream = zlib.decompressobj(-15)
    while left > 0 and (packed := file.read(min(BLOCK // 4, left))):
        left -= len(packed)
        while packed:
            yield stream.decompress(packed, BLOCK)
            packed = stream.unconsumed_tail
    if not stream.eof:
        raise EOFError


# Only what lies far out matters: column AA and beyond, row 100 000 and below. One pass over the bytes as they unpack.
FAR = re.compile(rb"r\s*=\s*[\"'](?:([A-Za-z]{2,})(\d{1,10})|[A-Za-z]?(\d{6,10}))")


@dataclass
class Extent:
    """How far the cells of a sheet reach: one cell in the last corner would ask for the memory of all between."""

    rows: int = 99_999
    columns: int = 26

    def see(self, block):
        for letters, line, far_line in FAR.findall(block):
            self.rows = max(self.rows, int(line or far_line))
            self.columns = max(self.columns, column_number(letters[:8]))

    def check(self):
        if self.rows * self.columns > MOST_CELLS:
            refuse(STRETCHED, rows=self.rows, columns=self.columns)


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
