"""Finding items of the handbook by what people say."""

from bot.handbook import Handbook, Item


def recognise(book: Handbook, text: str) -> Item | None:
    """The item that *text* speaks of: the longest wording in it wins; None where none or two fit alike."""
    said = f" {' '.join(text.lower().split())} "
    best: list[tuple[str, Item]] = []
    for word, item in _wordings(book):
        if best and len(word) < len(best[0][0]):
            break
        if _is_in(word, said):
            best.append((word, item))
    found = {item.code for _, item in best}
    return best[0][1] if len(found) == 1 else None


def named(book: Handbook, text: str) -> Item | None:
    """An item by code, exact name, or words."""
    plain = text.strip()
    found = [i for i in book.items if plain.lower() in {i.code, i.name_zh, i.name_en.lower()}]
    return found[0] if found else recognise(book, plain)


def _wordings(book: Handbook) -> list[tuple[str, Item]]:
    return sorted(((word, item) for item in book.items for word in _words_of(item)), key=lambda row: -len(row[0]))


def _words_of(item: Item) -> set[str]:
    names = {item.name_zh.split("(")[0].split("(")[0], item.name_en.split("(")[0].strip().lower()}
    said = {word.lower() for word in (*item.words.zh, *item.words.en)}
    return {w.lower() for w in (names | said) if len(w) > 1} if item.code != "other" else set()


def _is_in(word: str, said: str) -> bool:
    """Chinese wordings anywhere, others as whole words."""
    return f" {word} " in said.translate(_PUNCTUATION) if word.isascii() else word in said


_PUNCTUATION = str.maketrans(dict.fromkeys(",.;:!?,。;:!?()()'\"/", " "))
