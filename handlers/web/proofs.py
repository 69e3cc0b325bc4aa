"""The evidence of a case as the API tells it: facts of the words in both languages, pictures as addresses."""

from typing import Any

from bot.words import Words
from handlers.telegram.writing import notes

Part = dict[str, Any]


def told(words: Words, root: str, number: int, evidence: Part) -> Part:
    """*evidence* of the case with that number as :class:`handlers.web.case_answers.Evidence` has it.

    *root* is the address of the district.
    """
    criterion, pair, outcome = evidence["criterion"], evidence["pair"], evidence["outcome"]
    return {
        **evidence,
        "outcome": {"code": outcome, **named(words, {"word": f"outcome-{outcome}"})},
        "criterion": {"zh": words.fact("zh", criterion), "en": words.fact("en", criterion)} if criterion else None,
        "asked": [_asked(words, one) for one in evidence["asked"]],
        "pair": _pair(f"{root}/cases/{number}/pair", *pair) if pair else None,
        "pieces": [_piece(root, one) for one in evidence["pieces"]],
    }


def history(words: Words, lines: list[Part]) -> list[Part]:
    """Lines of a history, each with its sentence in both languages."""
    return [{**{k: v for k, v in one.items() if k != "told"}, **named(words, one["told"], "said")} for one in lines]


def named(words: Words, fact: Any, name: str = "name") -> dict[str, str]:
    """A fact of the words in both languages."""
    bare = notes.bare(fact)
    return {f"{name}_zh": words.fact("zh", bare), f"{name}_en": words.fact("en", bare)}


def _asked(words: Words, one: Part) -> Part:
    waiver = one["waiver"]
    why = {**waiver, **named(words, waiver["reason"], "reason")} if waiver else None
    return {"code": one["key"], **named(words, one["name"]), **one, "waiver": why}


def _pair(path: str, before: int, after: int) -> Part:
    """The address names the pieces, so that another pair is another picture to whoever keeps it."""
    return {"before": before, "after": after, "picture": f"{path}?of={before}-{after}"}


def _piece(root: str, piece: Part) -> Part:
    of = f"{root}/evidence/{piece['id']}"
    picture, clip = (f"{of}/picture" if piece["is_picture"] else None), (f"{of}/clip" if piece["is_clip"] else None)
    return {**piece, "picture": picture, "clip": clip}
