"""The register of places as the desk knows it."""

from bot.places.labels import card as labels_card
from bot.places.merging import merging
from bot.places.notes import at_door, ending, writing
from bot.places.photos import photos
from bot.places.standing import colours, linking
from bot.places.talk import answers, offers
from bot.work.features import Feature

FEATURE = Feature(
    "places",
    decides={ending.SUBJECT: ending.decide, colours.ONE: colours.decide, colours.ALL: colours.decide_all},
    settles=((40, colours.renew_stirred),),
    repeats=(merging.merge, merging.gone),
    at_door=(at_door.at_door,),
    answers={writing.DRAFT: writing.said},
    takes_pieces=(photos.taken, answers.piece),
    case_places=(linking.codes,),
    place_offers=(offers.own, labels_card.offer),
)
"""``place_note:12/`` is the end of an alert note, which its author hears of before."""
