"""Cards and orders: one view of a case, put into words and buttons for the group and for each member."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from bot.cases.case import Assignment
from bot.incidents import holds, hours, unsafe
from bot.incidents import phrases as incidents_phrases
from bot.incidents.card import CaseView
from bot.incidents.orders import asked
from bot.incidents.reporting import merging
from bot.incidents.table import BY_RADIO, DECLINE_REASONS, ENDED, HELD, LIVE, OPEN, RESOLVED, STANDS, WITH_TEAM
from bot.outbox.letters import Letter, Posting, Rows
from bot.register import fixes
from bot.screens.board import Board
from bot.values import formats, texts
from bot.words import Words
from handlers.telegram.writing import case_buttons, notes, question_lines, saying
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.saying import Raw, Say


class CaseWriter(ABC):
    """Writes letters about one case from the view of it at the moment of sending."""

    def __init__(self, words: Words, board: Board) -> None:
        self.words = words
        self.board = board

    async def write(self, letter: Letter) -> Call | None:
        """The call that sends or edits *letter*; None when its reason is gone."""
        if letter.case_id is None:
            return None
        looked = await self.board.view(letter.case_id, letter.chat_id, letter.purpose)
        if looked is None:
            return None
        view, posting = looked
        return self.put(letter, view, posting, letter.language or view.language)

    @abstractmethod
    def put(self, letter: Letter, view: CaseView, posting: Posting | None, language: str) -> Call | None:
        """What *view* says, in words and buttons; *posting* is the message that stands."""

    def _call(self, letter: Letter, text: str, rows: Rows, posting: Posting | None, language: str) -> Call:
        mark = self.words.say(language, "repeated-mark") + "\n" if letter.repeated and posting is None else ""
        return notes.written(self.words, letter, language, mark + text, rows, posting.message_id if posting else None)


class CardWriter(CaseWriter):
    """Writes letters of the kind card."""

    def put(self, letter: Letter, view: CaseView, posting: Posting | None, language: str) -> Call | None:
        """The group's card, or the same in private; or what it asks, for who reported, as long as that is open."""
        if letter.purpose.startswith(f"{asked.PURPOSE}:"):
            return self._question(letter, view, posting, language)
        text, rows = card_text(self.words, view, language, alone=letter.chat_id > 0), case_buttons.card_buttons(view)
        return self._call(letter, text, rows, None if "anew" in letter.facts else posting, language)

    def _question(self, letter: Letter, view: CaseView, posting: Posting | None, language: str) -> Call | None:
        asks = asked.open_asks(view.incident)
        if not asks or asked.purpose_of(asks[0]) != letter.purpose:
            return None
        only = replace(view, incident=replace(view.incident, asks=asks))
        say = Say(self.words, language)
        text: str = say("asked-of", number=view.incident.number, question=question_lines.line(say, only))
        if view.incident.program_id is not None:
            text = "\n".join((text, place_line(say, view, alone=letter.chat_id > 0), _reporter_line(say, view)))
        return self._call(letter, text, case_buttons.question_buttons(only), posting, language)


class OrderWriter(CaseWriter):
    """Writes letters of the kind order."""

    def put(self, letter: Letter, view: CaseView, posting: Posting | None, language: str) -> Call | None:
        """A new order while it holds, or the one that stands as it is now.

        Where the team is further by then than when it was called, the new one makes no sound; those before it say all
        the same that it comes.
        """
        team_id, anew = int(letter.facts["team_id"]), bool(letter.facts.get("anew"))
        held = view.incident.of_team(team_id)
        if held is None if anew else posting is None:
            return None
        second = self.words.say(language, "order-second") if anew and letter.facts.get("second") else ""
        text = second + order_text(self.words, view, team_id, language)
        call = self._call(letter, text, case_buttons.order_buttons(view, team_id), None if anew else posting, language)
        if not anew:
            return call
        is_known = held is not None and held.stage > letter.facts.get("stage", 0)
        return replace(call.hushed() if is_known else call, then=self._along(letter, view))

    def _along(self, letter: Letter, view: CaseView) -> tuple[Call, ...]:
        """The native location and what the reporter sent, silent, after the order itself."""
        point = view.incident.point
        calls = [notes.spot(letter, point.lat, point.lon)] if point else []
        sent = [e for e in view.evidence if e.stage == "report" and e.file_id][:3]
        return (*calls, *(notes.file(letter, str(piece.kind), str(piece.file_id)) for piece in sent))


# --- words


def _name(view: CaseView, language: str) -> str:
    return view.item.name_zh if language == "zh" else view.item.name_en


def _hour(view: CaseView, at: Any) -> str:
    return str(at.astimezone(view.zone).strftime("%H:%M")) if at else "?"


def _why_held(say: Say, view: CaseView) -> str:
    """Why it is on hold, in brackets; nothing where nobody said so."""
    why = holds.why(view.incident.marks)
    if why in DECLINE_REASONS:
        why = say(f"reason-{why.replace('_', '-')}")
    return say("because", reason=why) if why else ""


def card_text(words: Words, view: CaseView, language: str, *, alone: bool) -> str:
    """The group's card: what, where, who, until when, and why this team; lines that say nothing are left out.

    *alone*: the same for one who reads it in private.
    """
    say = Say(words, language)
    incident = view.incident
    lines = [
        say(
            "card-title",
            mark=_mark(say, view),
            number=incident.number,
            item=_name(view, language),
            severity=say(f"severity-{view.severity}"),
            drill=say("drill-mark") if view.drill else "",
        ),
        _emergency(say, view),
        place_line(say, view, alone=alone),
        _reporter_line(say, view),
        *_also_lines(say, view),
        _state_line(say, view),
        _choice_line(say, view),
        _sent_back_line(say, view),
        _unsafe_line(say, view),
        _nobody_line(say, view),
        _support_line(say, view),
        question_lines.line(say, view),
        _evidence_line(say, view) if incident.state in WITH_TEAM | {RESOLVED} else "",
        _criterion_line(say, view) if incident.state == RESOLVED else "",
        say("card-picture-seen", numbers=", ".join(f"#{n}" for n in view.flagged)) if view.flagged else "",
        _commands_line(say, view),
    ]
    return "\n".join(line for line in lines if line)


def _criterion_line(say: Say, view: CaseView) -> str:
    """When the handbook calls it closed: whoever confirms on the card has read it there."""
    closure = view.item.closure
    return say("card-criterion", closure=say.words.fact(say.language, closure.named)) if closure else ""


def _evidence_line(say: Say, view: CaseView) -> str:
    """How much of the evidence there is, and what is missing, by kind."""
    if not view.need:
        return ""
    if not view.missing:
        return say("card-evidence", have=view.have, need=view.need)
    names = [say("evidence-short", piece=say.words.fact(say.language, one.name).split("(")[0]) for one in view.missing]
    return say("card-evidence-missing", have=view.have, need=view.need, missing=say.itemised(names))


def _mark(say: Say, view: CaseView) -> str:
    state = view.incident.state
    key = "overdue" if view.is_overdue else state.replace("_", "-")
    return say(f"mark-{key}")


def _emergency(say: Say, view: CaseView) -> str:
    live = view.incident.state in LIVE
    if view.severity != "critical" or not live:
        return ""
    numbers = view.country.call_first
    return say("card-call-first", numbers=numbers) if numbers else say("card-call-first-unknown")


def place_line(say: Say, view: CaseView, *, alone: bool) -> str:
    """The registered place that it is at, else the nearest, with distance and direction; unknown is said so."""
    incident, near = view.incident, view.near
    if incident.point is None:
        place = view.place if alone else incident.place  # its name is all that leads there
        return say("card-no-point-at" if place else "card-no-point", place=place or "", number=incident.number)
    relayed = say("card-relayed") if incident.relayed else ""
    relayed = say("card-stands") if STANDS in incident.marks else relayed
    if near is None or not near.is_near:
        at = f"{incident.point.lat:.5f}, {incident.point.lon:.5f}"
        return say("card-place", at=at, relayed=relayed)
    return say("card-place", at=saying.near_words(say, near, alone=alone), relayed=relayed)


def _reporter_line(say: Say, view: CaseView) -> str:
    said = view.incident.words
    at = _hour(view, view.incident.reported_at)
    name = view.reporter or say("unknown")
    line = (
        say("card-reporter-words", name=name, at=at, words=texts.cut(texts.line(said), 300))
        if said
        else say("card-reporter", name=name, at=at)
    )
    named = "" if view.incident.program_id and view.incident.source == view.reporter else view.incident.source
    source = " ".join(filter(None, (named, view.incident.source_ref)))
    gone = say("card-reporter-gone") if view.reporter_gone else ""
    return line + gone + (" · " + say("card-source", source=source) if source else "")


def _also_lines(say: Say, view: CaseView) -> list[str]:
    """Whose reports became part of it, each with their own words under their own name."""
    told = [*merging.more_lines(view.incident), *(one.word for one in view.also)]
    return [_in_words(say, word) for word in told]


def _in_words(say: Say, word: Any) -> str:
    """A fact of the words, with every text of people in it escaped."""
    return Raw(say.words.fact(say.language, notes.safe(word)))


def _state_line(say: Say, view: CaseView) -> str:
    incident, lead = view.incident, view.lead
    state = say("state-nowhere" if incident.is_nowhere else f"state-{incident.state.replace('_', '-')}")
    team = view.team_name(lead.team_id) if lead else ""
    if incident.state in ENDED or incident.state == RESOLVED:
        return _ended_line(say, view, state)
    due = _hour(view, view.due_at)
    if incident.state == HELD:
        until = _hour(view, incident.hold_until)
        return say("card-held", state=state, team=team or say("nobody"), until=until, why=_why_held(say, view))
    if view.is_overdue:
        over = int((view.now - view.due_at).total_seconds() // 60)
        key = "card-overdue-nowhere" if incident.is_nowhere else "card-overdue"
        return say(key, state=state, team=team or say("nobody"), due=due, minutes=over)
    if lead is None:
        return say("card-waiting", state=state, due=due)
    since = lead.arrived_at or lead.accepted_at or lead.sent_at
    how = say("by-radio" if incident.marks.get(BY_RADIO) == lead.id else "automatic") if incident.undo_move else ""
    return say("card-with-team", state=state, team=team, since=_hour(view, since), due=due, how=how)


def _ended_line(say: Say, view: CaseView, state: str) -> str:
    incident = view.incident
    finished_by = incident.finished_by
    team = say("nobody") if finished_by is None else view.team_name(finished_by)
    end = _in_words(say, view.ending.said) if view.ending else ""
    if incident.resolved_at is None:
        return end
    took = formats.duration(say.language, hours.took_s(incident) or 0.0)
    outcome = say(f"outcome-{incident.outcome or 'fixed'}")
    on_time = "card-resolved" if incident.resolved_at <= view.due_at else "card-resolved-late"
    line = say(on_time, state=state, team=team, outcome=outcome, took=took, have=view.have)
    entered = hours.entered_at(incident)
    line = Raw(line + " " + say("entered-at", at=_hour(view, entered))) if entered else line
    line = Raw(line + "\n" + end) if end else line
    in_their_place = view.reporter_gone and incident.state == RESOLVED
    return Raw(line + "\n" + say("card-captain-confirms")) if in_their_place else line


def _choice_line(say: Say, view: CaseView) -> str:
    """Why this team: ``二队 · 240 m · position 40 s old; 一队 is nearer (180 m) but on break``."""
    why = view.incident.marks.get("choice")
    lead = view.lead
    if not why or lead is None or lead.arrived_at or view.incident.state not in WITH_TEAM or lead.override:
        return ""
    if why.get("metres") is None or why["team"] != view.team_name(lead.team_id):
        return ""
    metres = formats.metres(say.language, why["metres"])
    if why.get("best_saved"):
        return say("choice-best-saved", team=why["team"], metres=metres)
    said = _known_by(say, why, metres)
    for other in why.get("nearer", [])[:2]:
        nearer = say(
            "choice-nearer",
            team=other["team"],
            metres=formats.metres(say.language, other["metres"]),
            reason=say(f"nearer-{str(other['reason']).replace('_', '-')}"),
        )
        said = Raw(said + nearer)
    return said


def _known_by(say: Say, why: dict[str, Any], metres: str) -> str:
    """What the choice went by: a fix with its age and, where it is coarse, how coarse; else the base."""
    if why.get("source") == "base" or why.get("age_s") is None:
        return say("choice-from-base", team=why["team"], metres=metres)
    age, off_m = formats.duration(say.language, why["age_s"]), why.get("accuracy_m")
    if off_m is not None and fixes.is_imprecise(off_m):
        accuracy = formats.metres(say.language, off_m)
        return say("choice-imprecise", team=why["team"], metres=metres, age=age, accuracy=accuracy)
    return say("choice", team=why["team"], metres=metres, age=age)


def _unsafe_line(say: Say, view: CaseView) -> str:
    """Who declined because it is unsafe there, in whose words: whoever goes next reads it."""
    said = unsafe.warned(view.incident)
    if said is None:
        return ""
    why = say("unsafe-words", words=said.words) if said.words else ""
    return say("card-unsafe", team=view.team_name(said.team_id), name=said.name, why=why)


def _sent_back_line(say: Say, view: CaseView) -> str:
    """Why it is to be done again, while it is being done."""
    reason = view.incident.marks.get("sent_back")
    is_again = reason and view.incident.state in WITH_TEAM | {OPEN}
    return say("card-sent-back", reason=reason) if is_again else ""


def _nobody_line(say: Say, view: CaseView) -> str:
    counts = view.incident.marks.get("nobody")
    if not counts or view.incident.state != OPEN:
        return ""
    reasons = say.listed(say(f"nobody-{r.replace('_', '-')}", count=n) for r, n in counts.items())
    return say("card-nobody", reasons=reasons)


def _support_line(say: Say, view: CaseView) -> str:
    names = [notes.escape(view.team_name(a.team_id)) for a in view.incident.support]
    return say("card-support", teams=say.listed(names)) if names else ""


def _commands_line(say: Say, view: CaseView) -> str:
    """The text command beside every button: presses are lost when the bot is away for long."""
    shown = [formats.command(m.command, view.incident.number) for m in case_buttons.shown(view) if m.command]
    return " · ".join(shown)


def order_text(words: Words, view: CaseView, team_id: int, language: str) -> str:
    """The order in private. Line 1: what and how severe; line 2: where; then the reporter's words and the limits."""
    say = Say(words, language)
    incident, held = view.incident, view.incident.of_team(team_id)
    title = say(
        "order-title",
        mark=_mark(say, view),
        number=incident.number,
        item=_name(view, language),
        severity=say(f"severity-{view.severity}"),
        drill=say("drill-mark") if view.drill else "",
    )
    lines = [title, _unsafe_line(say, view), _sent_back_line(say, view), place_line(say, view, alone=True)]
    lines += [
        *(_in_words(say, line) for line in (view.door.on_order() if view.door and held else ())),
        _reporter_line(say, view),
        *_also_lines(say, view),
        _emergency(say, view),
        question_lines.danger(say, view),
    ]
    if held is None:
        last = next((a for a in reversed(incident.assignments) if a.team_id == team_id), None)
        lead = view.team_name(view.lead.team_id) if view.lead else ""
        to_team = view.ending.to_team if view.ending else None
        lines.append(_in_words(say, incidents_phrases.ended_word(incident, last, lead, to_team)))
        return "\n".join(line for line in lines if line)
    lines.append(_held_line(say, view, held))
    lines.append(_far_line(say, held))
    if held.arrived_at:
        lines.append(_evidence_line(say, view))
    lines.append(
        " · ".join(
            formats.command(m.command, incident.number) for m in case_buttons.order_moves(view, held) if m.command
        )
    )
    return "\n".join(line for line in lines if line)


def _far_line(say: Say, held: Assignment) -> str:
    """How far it was when it was sent, until it is there."""
    if held.sent_metres is None or held.arrived_at is not None:
        return ""
    metres, off_m = formats.metres(say.language, held.sent_metres), held.sent_accuracy_m
    if off_m is not None and fixes.is_imprecise(off_m):
        return say("order-far-imprecise", metres=metres, accuracy=formats.metres(say.language, off_m))
    return say("order-far", metres=metres)


def _held_line(say: Say, view: CaseView, held: Assignment) -> str:
    role = "" if held is view.lead else say("role-support")
    if view.incident.state == HELD:
        return say("order-held", role=role, until=_hour(view, view.incident.hold_until), why=_why_held(say, view))
    key = ("order-sent", "order-accepted", "order-on-scene")[held.stage]
    since = held.arrived_at or held.accepted_at or held.sent_at
    return say(key, due=_hour(view, view.due_at), role=role, since=_hour(view, since))
