"""What a case asks on its card, and until when; what silence means."""

from bot.incidents import asks as incident_asks
from bot.incidents.card import CaseView
from bot.incidents.reporting.duplicates import Original
from bot.incidents.table import LIVE
from bot.values import formats
from handlers.telegram.writing.saying import Say


def line(say: Say, view: CaseView) -> str:
    """What the case asks just now, and what follows from silence; nothing where it asks nothing."""
    if not view.incident.asks or view.incident.state not in LIVE:
        return ""
    ask, _, value = view.incident.asks[0].partition(":")
    until = (view.incident.asked_until or view.now).astimezone(view.zone)
    if ask == incident_asks.DANGER:
        return danger(say, view)
    if ask == incident_asks.PLACE:
        return _place(say, view, until.strftime("%H:%M:%S"))
    if view.original is not None:
        return _same(say, view.original, until.strftime("%H:%M:%S"))
    return say(f"ask-{ask}", value=value, until=until.strftime("%H:%M:%S"))


def _same(say: Say, other: Original, until: str) -> str:
    """What this may be the same as: how old that is, its words and how many photos it has."""
    words = say("original-words", words=other.words) if other.words else ""
    photos = say("original-photos", count=len(other.photos)) if other.photos else ""
    age = formats.duration(say.language, other.age_s)
    return say("ask-same-as", value=other.number, age=age, words=words, photos=photos, until=until)


def _place(say: Say, view: CaseView, until: str) -> str:
    """At which of several places it is taken to be, by what that was decided, and that it may be another."""
    found = incident_asks.which(view.incident.asks)
    if found is None or not view.candidates:
        return ""
    return say(f"ask-place-{found.by}", place=view.candidates[0].label, until=until)


def danger(say: Say, view: CaseView) -> str:
    """What may be the matter, in the words that say so, and what follows from silence."""
    question = incident_asks.danger(view.incident.asks)
    if question is None or view.incident.state not in LIVE:
        return ""
    until = question.until.astimezone(view.zone).strftime("%H:%M:%S")
    key = "ask-danger" if question.until > view.now else "ask-danger-unanswered"
    return say(key, words=question.words, until=until)
