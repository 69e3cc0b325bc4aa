"""What the columns of a file of places may be called, in either language. Pure."""

import re
import unicodedata
from functools import lru_cache

CALLED = {
    "code": ("编号", "编码", "场所编号", "场所编码", "id", "place code"),
    "name": ("名称", "名字", "场所名称", "场所", "单位名称", "店名", "place"),
    "aliases": ("别名", "其他名称", "曾用名", "简称", "alias", "other names", "also known as"),
    "kind": ("类型", "类别", "种类", "场所类型", "type", "category"),
    "lat": ("纬度", "latitude"),
    "lon": ("经度", "longitude", "lng", "long"),
    "point": ("lat, lon", "latitude, longitude", "纬度,经度", "point"),
    "coordinates": ("坐标系", "coordinate system", "crs", "datum"),
    "address": ("地址", "详细地址", "场所地址", "经营地址"),
    "community": ("社区", "所属社区", "村社", "neighbourhood", "neighborhood"),
    "responsible": ("负责人", "责任人", "法定代表人", "法人", "person in charge", "responsible person"),
    "contacts": ("联系方式", "联系人和电话"),
    "contact": ("联系人", "联系人姓名", "contact name", "contact person"),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "telephone", "mobile", "phone number"),
    "licence": ("许可证", "许可证号", "执照", "营业执照号", "license", "licence number", "license number"),
    "credit": ("统一社会信用代码", "信用代码", "社会信用代码", "credit code", "unified credit code"),
    "firm": ("是否单位", "单位", "是否企业", "is firm", "is a firm"),
    "outside": ("外部编号", "其他系统编号", "outside number", "outside numbers", "external id"),
    "state": ("状态", "经营状态", "营业状态", "status"),
    "as_of": ("更新时间", "更新日期", "数据日期", "as of", "updated", "updated at", "date"),
}
"""The columns, each with what it may be called besides."""

OUTSIDE = re.compile(r"(?:outside|outside number|external id|外部编号|其他系统编号)\s*[:.\uff1a]\s*(.+)", re.IGNORECASE)
"""A column of numbers in one other system, whose name follows."""

NEEDED = ("name", "lat", "lon")
"""What every new place has."""

_BESIDE = re.compile(r"\s*[(（\[【].*?(?:[)）\]】]|$)\s*|[*\uff0a\ufeff]")
"""What people put beside the name of a column: a unit, a hint, a star for what is needed."""


MOST_HEAD = 200
"""So many letters of a cell are looked at for the name of a column: what is beside it may be long."""


def fold(head: str) -> str:
    """The name of a column without what people write differently."""
    told = unicodedata.normalize("NFKC", _BESIDE.sub("", head)).lower().replace("_", " ").replace("-", " ")
    return re.sub(r"\s*,\s*", ", ", " ".join(told.split()))


HEADS = {fold(head): column for column, others in CALLED.items() for head in (column, *others)}


def column_of(head: str) -> str:
    """The column that *head* names, ``outside:SYSTEM`` for numbers of one system; empty where nobody knows it."""
    return _column_of(head.strip()[:MOST_HEAD])


@lru_cache(maxsize=2000)
def _column_of(head: str) -> str:
    folded = fold(head)
    if found := HEADS.get(folded):
        return found
    parts = {HEADS.get(part.strip(), "") for part in re.split(r"[ /|\n]+", folded)}
    if len(parts) == 1 and (both := parts.pop()):  # the same in two languages
        return both
    system = OUTSIDE.fullmatch(head)
    return f"outside:{system[1].strip()[:64]}" if system else ""
