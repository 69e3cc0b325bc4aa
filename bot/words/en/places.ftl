place-unknown-code = No place has the code “{ $code }” here; look at the label again, or find it by name: /place NAME
place-code-given = The code { $code } was given already; each place has its own.
place-no-such-field = “{ $field }” is nothing that is kept of a place.
place-is-gone = { $name } ({ $code }) is gone; only a captain may change that.
place-gone-undo = { $name } ({ $code }) is gone; if it is there after all, take that back first: /place undo { $code }
place-no-such-version = { $code } has no version { $version }; the newest is { $newest }. Look at it again.
place-no-such-code = A new code has no slash and is neither “near” nor “kinds”: not { $code }.
place-conflict = { $name }: somebody else changed { $field } meanwhile, to “{ $theirs }”; yours is “{ $yours }”. Look at it again, then change it if yours is right.
place-state-unknown = state unknown
place-state-open = open
place-state-closed = closed for now
place-state-resuming = resuming work
place-state-gone = gone
place-field-name = the name
place-field-kind = the kind
place-field-point = the location
place-field-address = the address
place-field-aliases = the other names
place-field-community = the community
place-field-responsible = the responsible person
place-field-contacts = the contacts
place-field-licence = the licence
place-field-credit = the credit code
place-field-firm = whether it is a firm
place-field-outside = the numbers in other systems
place-field-state = the state
place-field-raw = the location as it was given

# Places: found, looked at, registered, corrected
button-place-report = 📢 Report here
button-place-note = ⚠ Add a note
button-place-photo = 📷 Photo
button-place-photos = 🖼 Photos
button-place-contacts = ☎️ Contacts
button-place-way = 🧭 Directions
button-place-correct = ✏️ Correct
button-place-history = 🕘 Changes
button-place-gone = ✖ It is gone
button-place-back = ‹ Back
button-place-older = Older ›
button-place-new = ➕ Register it here
button-place-found = { $n } { $name } · { $told }
button-place-found-metres = { $n } { $name } · { $told } · { $metres }
button-place-found-gone = { $n } { $name } · gone
button-place-is = { $name } · { $told } · { $metres }
button-place-other = ➕ None of these: register it
button-place-register = ✅ Register
button-place-kind = { $kind }
button-place-kind-other = Another kind
button-place-contact = ☎️ Contact
button-place-take = Yes: “{ $name }”
button-place-skip = Skip
button-place-no-point = Skip: location unknown
button-place-nowhere = Location unknown
button-place-set-point = 📍 Set location
button-place-drop = ✖ Cancel
button-place-as-sent = It is here
# country: CN
button-place-shifted = Correct the shift
button-place-field = { $field }
button-place-value = { $value }
button-place-mine = Mine: { $value }
button-place-theirs = Theirs: { $value }

place-in-private = Places are shown in private.
place-brief = { $name } · { $kind }
place-card =
    { $colour } { $name } · { $kind } · { $state }
    { $code }
    { $lines }
place-colour-unknown = ⚪
place-colour-first = ❗
place-colour-green = 🟢
place-colour-yellow = 🟡
place-colour-orange = 🟠
place-colour-red = 🔴
place-mark = { $mark }
place-mark-colour = { $colour } { $mark }
place-code-metres = { $code } · { $metres }
place-mark-source = { $colour } { $mark } · { $source }
place-mark-at = { $colour } { $mark } · { $at }
place-mark-source-at = { $colour } { $mark } · { $source } · { $at }
place-led-on = { $code } { $name } was merged into { $into }, which is shown here.
place-card-gone = ⚠ This place is gone.
place-card-name = Name: { $value }
place-card-kind = Kind: { $value }
place-card-point = Location: { $value }
place-card-state = State: { $value }
place-card-address = Address: { $value }
place-card-community = Community: { $value }
place-card-aliases = Other names: { $value }
place-card-responsible = Responsible: { $value }
place-card-outside = Outside numbers: { $value }
place-card-contacts = Contacts: { $value }
place-card-licence = Licence: { $value }
place-card-credit = Credit code: { $value }
place-card-firm = Firm: { $value }
place-card-unknown = Unknown: { $fields }
place-no-point = no location
place-card-nowhere = 📍 Position unknown
place-card-no-point = 📍 Position unknown: tap Set location and send it at the door
place-firm-yes = yes
place-firm-no = no
place-nobody-knows = unknown
place-short-name = name
place-short-kind = kind
place-short-point = location
place-short-address = address
place-short-aliases = other names
place-short-community = community
place-short-responsible = responsible person
place-short-contacts = contacts
place-short-licence = licence
place-short-credit = credit code
place-short-firm = firm
place-short-outside = outside numbers
place-short-state = state
place-short-until = until
place-short-other = something else

place-elsewhere = { $code } is no place of { $district }, but of another district; look for it there.
place-list =
    { $head }
    { $lines }
place-list-found = “{ $said }”: { $count } found, tap one
place-list-in-group = “{ $said }”: { $count } found; look in the private chat
place-list-near = { $count } around you, nearest first
place-list-gone = { $count } of them gone, at the end.
place-list-line = { $n } { $name } · { $kind }
place-list-count = { $count }
place-list-count-more = { $count } or more
place-list-narrow = { $count } more on the next pages, the likeliest first. To see fewer, write more of the name, or the code.
place-list-over = This list is over; send /place NAME again.
place-nothing = Nothing found for “{ $said }”. Spell it another way, or register it here.
place-nothing-to-see = Nothing found for “{ $said }”. Spell it another way.
place-near-where = Tap below to send your location and see what is around.
place-none-near = No registered place within 1 km. You may register one here.
place-none-near-to-see = No registered place within 1 km.
place-no-report = { $name } ({ $code }) is gone: nothing can be reported there; send a location instead.
place-report-taken = #{ $number } taken; now write a word or send a photo

place-new-where =
    ➕ New place: tap below to send its location
    { $lines }
place-new-what =
    ➕ New place: write its name, or photograph the sign
    { $lines }
place-new-ready =
    ➕ New place: tap Register
    { $lines }
place-new-outside =
    ➕ This lies outside the district. Is it here? If not, send the location again
    { $lines }
# country: CN
place-new-shifted =
    ➕ This lies outside the district, as if a map had shifted it. Correct the shift?
    { $lines }
place-new-here = ✓ Location: where you are
place-new-nowhere = · Location: unknown for now; send one at any time
place-new-point = ✓ Location: { $where }
place-new-name = ✓ Name: { $name }
place-new-kind = ✓ Kind: { $kind }
place-new-photos = ✓ Photos: { $count }
place-new-reach = ✓ Contact: { $name }
place-new-kinds = Choose its kind:
place-new-perhaps =
    ➕ Is “{ $name }” the name of the new place? Nothing is changed yet: tap to take it
    { $lines }
place-new-perhaps-contact =
    ➕ Is “{ $name }” the contact? Nothing is changed yet: tap to take it
    { $lines }
place-new-contact = Write name and phone of a contact:
place-new-same = Is it one of these? The same name, a similar one close by, or the same door ({ $count }):
place-is-photos = ✅ { $count ->
        [one] Your photo is
       *[other] Your { $count } photos are
    } kept with it.
place-is-no-contact = The contact you wrote is not kept: tell a captain, who may correct the contacts.
place-new-dropped = Not registered.
place-new-over = Nothing is being registered; send /place new to begin.
place-name-cut = A name has room for { $most } { $most ->
        [one] sign
       *[other] signs
    }: what comes after is left out. Write it shorter, if that is wrong.
place-registered = ✅ Registered: { $code }
place-is-registered = ✅ Registered

place-perhaps = ✏️ { $name }, { $field }: “{ $value }”? Nothing is changed yet: tap to take it, or write what it is
place-correct =
    ✏️ { $name }: what is wrong?
    { $lines }
place-ask-words =
    { $name }: write the right { $field }
    Now: { $now }
place-ask-choice =
    { $name }: choose the { $field }
    Now: { $now }
place-ask-point = { $name }: stand at the door and tap below to send the location.
place-ask-contacts =
    { $name }: write who can be reached, all of them anew: name (role) number; next one
    Now: { $now }
place-ask-outside =
    { $name }: write its numbers in other systems, all of them anew: system=number; next one
    Now: { $now }
place-nothing-written = No letters there; write it again, or tap Back.
place-corrected = ✅ Corrected: { $field }
place-two-values =
    { $name }: somebody just changed the { $field }. Which one?
    Theirs: { $theirs }
    Mine: { $mine }
place-edit-over = This correction is over; open the place and correct it again.

place-past =
    🕘 { $name } ({ $code })
    { $lines }
place-past-none = Nothing was changed.
place-past-house = import
place-past-line =
    { $version } · { $at } { $name } { $did }
    { $fields }
place-past-line-bare = { $version } · { $at } { $name } { $did }
place-past-field = · { $field }: { $was } → { $became }
place-past-file = · from { $file }
place-past-field-hidden = · { $field }: changed

place-kind-unknown = kind unknown
place-word-talk = no, nope, yes, yep, yeah, wait, wait a minute, wait a sec, one moment, one sec, stop, cancel, back, skip, hello, hi, sorry, please, thanks, thank you, thx, never mind, not now, later, nothing, i don't know, don't know, no idea, hmm, help, oops
place-word-new = new, register
help-place = find a place, see what is near, register a new one
