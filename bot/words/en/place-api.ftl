# Places for programs and pages
place-api-added = { $name } is registered as { $code }.
place-api-changed = { $name } ({ $code }) is changed, now version { $version }.
place-api-conflict = { $code } was changed by somebody else since version { $version }: "conflicts" names both values. Look again (version { $newest }), and send it once more if yours is right. Nothing was done.
place-api-gone = { $code } is gone; only captains change it.
place-gone-by-captains = Only captains say that a place is gone.
place-needs-name = Say what the place is called: "name".
place-no-such-kind = There is no kind of places "{ $kind }". GET /api/places/kinds lists them.
place-outside = The point lies outside the district's area. Check latitude and longitude; if it is right, send it again with "sure": true.
place-there = It seems to be registered already: { $name }, { $code }. Change that one; if yours is another place, send it again with "sure": true.
place-needs-version = Say which version you saw: "version", or the header If-Match with the ETag of the place.
place-wrong-match = If-Match is not the ETag of a place, or names another version than "version".
place-wrong-box = "bbox" is west,south,east,north in degrees, south no greater than north.
place-wrong-after = "after" is the "next" of the page before, asked for with the same filters.
which-district = Say which district: "district" with its id (GET /api/districts lists them).
key-no-places = This key sees no places. A captain lets it, with /apikey in private.
key-only-looks = This key looks at places and changes none. A captain lets it, with /apikey in private.
# What a key may do with places
program-places = { $name } { $reach }. From now on it:
program-places-set = { $name } { $reach }.
program-places-told = 🔑 { $by } decided: { $name } { $reach }.
program-places-none = sees no places
program-places-look = looks at places (never at people of theirs)
program-places-change = looks at places, registers and corrects them
button-program-places = { $name }: places
button-program-places-none = No places
button-program-places-look = Look at places
button-program-places-change = Look and change
