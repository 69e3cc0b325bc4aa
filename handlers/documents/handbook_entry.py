"""One entry of the printed handbook: it begins on a page of its own, which can be handed out, and mostly fits on it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.handbook import abroad
from bot.handbook.model import Basis, Item, Law, Shot, Verification, no_surer
from handlers.documents.paper import WIDTH_CM, Cell, Paper, Said
from handlers.documents.spoken import Spoken

LABEL = 4.8
"""Centimetres of a label beside what it names."""


class Entry:
    """Writes one item."""

    def __init__(self, paper: Paper, spoken: Spoken, item: Item, laws: Mapping[str, Law], *, is_first: bool) -> None:
        self.paper, self.spoken, self.item, self.laws = paper, spoken, item, laws
        self.is_first = is_first

    def write(self) -> None:
        """From its name to when it is passed on."""
        item, spoken = self.item, self.spoken
        first, second = spoken.sorted(item.name_zh, item.name_en)
        self.paper.heading(f"{item.id or item.code} {first}", 2, new_page=not self.is_first)
        also = item.code if spoken.alone else f"{second} · {item.code}"
        self.paper.line(also, "Other name", with_next=True)
        self._facts()
        self._steps()
        self._evidence()
        self._closing()
        self._basis()
        self._authority()

    def _labelled(self, rows: Sequence[tuple[str, Cell]]) -> None:
        """Labels with what they name, one below the other; what is empty is left out."""
        told = [[self.spoken.label(key), cell] for key, cell in rows if cell]
        if told:
            self.paper.table((LABEL, WIDTH_CM - LABEL), (), told, together=True, labels=True)

    def _facts(self) -> None:
        item, spoken = self.item, self.spoken
        told = item.suggested_minutes.model_dump() if item.suggested_minutes else {}
        rows: list[tuple[str, Cell]] = [
            ("document-severity", spoken.beside(f"severity-{item.severity}")),
            ("document-minutes", spoken.say("document-minutes-of", **told) if told else ()),
            ("document-responsible", spoken.own(item.responsible_party_zh)),
            ("document-on-site", () if item.can_close_on_site else spoken.beside("document-not-on-site")),
            ("document-reserved", self._reserved()),
        ]
        self._labelled(rows)

    def _reserved(self) -> str:
        held, say = self.item.reserved, self.spoken.say
        keys = [(f"move-{name}", who) for name, who in held.moves.items()]
        keys += [(f"outcome-{name}", who) for name, who in held.outcomes.items()]
        return say("document-semicolon").join(
            say("document-reserved-line", what=say(key), who=say(f"document-officers-{who}"))
            for key, who in keys
            if who != "anyone"
        )

    def _steps(self) -> None:
        if not self.item.steps:
            return
        self.paper.part(self.spoken.both("document-steps"))
        rows: list[list[Cell]] = [
            [str(one.n), self.spoken.two(one.zh, one.en), self._by(one.by)] for one in self.item.steps
        ]
        heads = self.spoken.heads("document-number", "document-step", "document-who")
        self.paper.table((1.4, 12.2, 3.4), heads, rows, together=True)

    def _by(self, who: str) -> list[Said]:
        if who == "anyone":
            return [Said(self.spoken.say("document-officers-anyone"), "Cell dim")]
        return self.spoken.beside(f"document-officers-{who}", "Cell warning")

    def _evidence(self) -> None:
        rows = list(self._pieces())
        if not rows:
            return
        self.paper.part(self.spoken.both("document-evidence"))
        heads = self.spoken.heads("document-kind", "document-piece", "document-needed")
        self.paper.table((3.2, 10.8, 3.0), heads, rows, together=True)

    def _pieces(self) -> Iterator[list[Cell]]:
        needs, spoken = self.item.evidence, self.spoken
        for shot in needs.photos:
            yield [spoken.beside(f"document-{shot.takes}"), spoken.two(shot.zh, shot.en), self._needed(shot)]
        for key, names in (("document-paper", needs.documents), ("document-statement", needs.statements)):
            if names:
                yield [spoken.beside(key), spoken.say("document-comma").join(map(spoken.own, names)), ""]

    def _needed(self, shot: Shot) -> Cell:
        if shot.required:
            return self.spoken.beside("document-is-needed")
        return self.spoken.beside("document-is-optional", "Cell dim")

    def _closing(self) -> None:
        if self.item.closure is not None:
            closure = self.item.closure
            self._labelled([("document-closed-when", self.spoken.two(closure.zh, closure.en))])

    def _basis(self) -> None:
        if not self.item.legal_basis:
            return
        self.paper.part(self.spoken.both("document-legal-basis"))
        rows = [self._law(one) for one in self.item.legal_basis]
        heads = self.spoken.heads("document-law", "document-says", "document-mark")
        self.paper.table((5.2, 8.7, 3.1), heads, rows, together=True)

    def _law(self, basis: Basis) -> list[Cell]:
        """What is not confirmed begins with a word that says so."""
        spoken = self.spoken
        law = self.laws.get(basis.law)
        name = spoken.named(law.name_zh, law.name_en) if law else basis.law_zh or basis.law
        mark = no_surer(basis.verification, law)
        says = spoken.two(basis.says_zh, basis.says_en)
        if mark == "unverified":
            says.insert(0, Said(spoken.both("document-not-confirmed"), "Cell warning"))
        return [
            [Said(name), Said(spoken.words.fact(spoken.language, abroad.articles(basis.articles)), "Cell dim")],
            says,
            spoken.mark(mark),
        ]

    def _authority(self) -> None:
        item, spoken = self.item, self.spoken
        powers, comma = item.authority, spoken.say("document-comma")
        rows: list[tuple[str, Cell]] = [
            ("document-powers", spoken.beside(f"document-mode-{powers.mode}")),
            ("document-may-order", comma.join(map(spoken.own, powers.can_order_correction))),
            ("document-may-punish", comma.join(map(spoken.own, powers.can_punish))),
            ("document-note", spoken.own(powers.note_zh)),
            ("document-penalty", self._marked(spoken.own(item.penalty_reference_zh), item.penalty_mark)),
            ("document-recheck", self._recheck()),
            ("document-escalate", spoken.own(item.escalate_when_zh)),
        ]
        self._labelled(rows)

    def _recheck(self) -> Cell:
        """When somebody looks again; the law that asks for it with its mark."""
        again = self.item.recheck
        if again is None:
            return ()
        key = f"document-recheck-{'needed' if again.required else 'optional'}"
        basis = self.spoken.say("document-suggestion") if again.is_suggestion else self.spoken.own(again.basis)
        said = self.spoken.say(key, hours=again.within_hours, basis=basis)
        return said if again.is_suggestion else self._marked(said, again.mark)

    def _marked(self, legal: str, mark: Verification) -> Cell:
        """What rests on a law, with how far that was checked; what is not confirmed begins with a word that says so."""
        if not legal:
            return ()
        begin = [Said(self.spoken.both("document-not-confirmed"), "Cell warning")] if mark == "unverified" else []
        return [*begin, Said(legal), *([] if begin else [Said(self.spoken.both(f"document-mark-{mark}"), "Cell dim")])]
