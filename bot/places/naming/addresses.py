"""An address as strangers may read it: the house, but not whose door in it. Pure."""

import re
import unicodedata

MOST_LETTERS = 300
"""Of a longer address no more is read."""

_N = r"[0-9A-Za-z一二三四五六七八九十百零〇两甲乙丙丁东南西北#]"
_HOUSE = re.compile(rf"{_N}(?:{_N}|[-–—~])*\s*号(?!楼|门|室|房|铺|摊|店|商铺|档|单元|库|车|柜|大街|路|街|线)院?")
"""A house number: what stands behind it is within the house."""

_WITHIN = re.compile(
    rf"(?:{_N}|[-–—])*{_N}\s*(?:号楼|单元|室|幢|栋|座|楼|层|户|房|号门|号铺|号摊|号店|号商铺|号档|号库|号车|铺|摊位?|档口?)"
    r"|地下|负[一二三1-3]|阁楼|隔间|底楼|顶楼|[BFbf][0-9]{1,2}(?![0-9A-Za-z])|[0-9]{1,2}[Ff](?![0-9A-Za-z])|(?<=[一-鿿])[0-9]{3,4}$"
    r"|(?<=[一-鿿])[0-9]{1,3}-[0-9]{1,4}"
)
_HAN = re.compile(r"[一-鿿]")
_TRAILING = " ,，、;；:：-–—（(【["

_UNIT = re.compile(
    r"""^(?:the\s+)?(?:
        (?:flat|apartment|apt|unit|suite|ste|room|rm|floor|fl|level|door|studio|bedsit|bed|shop|stall|stand|booth)
            \b\.?\s*(?:no\.?|number|\#)?\s*[\w/-]{0,8}
        | (?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|top|ground|lower|upper|basement|attic|rear|front
            |garden)
            \s*(?:floor|flat|apartment|level|left|right|rear|front)?(?:\s*(?:left|right|rear|front|flat))?
        | \#\s*[\w-]+ | basement | attic | penthouse | [a-z]?\d{0,4}[a-z]?\s*\#\s*[\w-]+
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(
    r"^(?:flat|apartment|apt|unit|suite|ste|room|rm|shop|stall)\b\.?\s*(?:no\.?|\#)?\s*\w{1,6}[\s,/-]+(?=\d|\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,]+(?:flat|apartment|apt|unit|suite|ste|room|rm|floor|fl|level|door|studio|stall|booth)\b\.?\s*(?:no\.?|\#)?\s*[\w/-]{1,8}$"
    r"|[\s,]+(?:\d+(?:st|nd|rd|th)|first|second|third|top|ground)\s+floor$|\s*\#\s*[\w-]+$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"^\d+[a-z]?\s*/\s*\d+[a-z]?\s+", re.IGNORECASE)
"""``3/12 Main Street``: which of them is the house, countries disagree."""


def without_unit(address: str) -> str:
    """*address* without room, unit, floor, building of a compound and stall; its house number stays."""
    said = " ".join(unicodedata.normalize("NFKC", address[:MOST_LETTERS]).split())
    return _chinese(said) if _HAN.search(said) else _english(said)


def _chinese(said: str) -> str:
    house, within = _HOUSE.search(said), _WITHIN.search(said)
    if house is not None and (within is None or house.start() <= within.start()):
        return said[: house.end()]
    if within is not None:
        return said[: within.start()].rstrip(_TRAILING)
    return re.split(r"[(（【\[]", said, maxsplit=1)[0].rstrip(_TRAILING)


def _english(said: str) -> str:
    kept: list[str] = []
    for part in (one.strip() for one in re.split(r"[,;]", said)):
        bare = re.split(r"[(\[]", part, maxsplit=1)[0].strip()
        bare = _PAIR.sub("", _BEFORE.sub("", bare)) if not _UNIT.match(bare) else ""
        bare = _AFTER.sub("", bare).strip()
        if bare and not _UNIT.match(bare):
            kept.append(bare)
    return ", ".join(kept)
