# Reports and evidence
not-registered = You are not registered in this district; ask a captain to reply to your message with /enrol.
viewer-may-only-look = Viewers may look, not report or act.
not-a-position = That is not a valid position; turn GPS on and send it again.
no-district = This belongs to no district yet; write in the district's group.
report-where = Send a location, or the name of a registered place; or write “don't know”.
report-where-second = A new report. Send its location, or the name of a registered place; or write “don't know”. Does it belong to #{ $number }? Write “#{ $number }”
button-report-joins = It belongs to #{ $number }
report-what-then = What is it? Write one sentence; a captain then asks you where.
report-where-at = Nobody knows yet where { $name } lies. Send the location: that makes the case there; or write “don't know”.
report-place-where = #{ $number } Nobody knows where { $place } lies: send the location. Until then the case stays where it is.
report-taken = #{ $number } Taken
report-place-nobody = #{ $number } Taken. Several have this name: which one? Without an answer it is { $place }
report-place-address = #{ $number } Taken. Several have this name; by the address it is { $place }. Is it another? Tap it
report-place-near = #{ $number } Taken. Several have this name; near you is { $place }. Is it another? Tap it
report-place-clock = #{ $number } Taken. Several have this name; it goes to { $place }. Is it another? Tap it
place-meant = It is { $place } #{ $number }
report-without-point = #{ $number } Taken without a location. Set it, or send a team by hand: /assign { $number } TEAM
report-nowhere = #{ $number } Taken without a location. A captain sets it or sends a team by hand. You find out where? Tap Set location
report-grave-where = #{ $number } Taken as critical; captains hear of it now. Where is it? Send its location, or the name of a registered place; or write “don't know”.
report-noted-where = #{ $number } Noted. Send its location, or the name of a registered place; or write “don't know”.
button-report-said = 📍 Report it here
captain-hears-nowhere = #{ $number } { $item } { $place }: location missing. Set it, or send a team by hand
place-found = #{ $number } Location set; the nearest free team is sent
place-found-at = #{ $number } Location set: { $place }; the nearest free team is sent
place-stays = #{ $number } Stays where it was
place-stays-unknown = #{ $number } Stays without a location; a captain sends a team by hand
lies-elsewhere = #{ $number } Noted: you stand there, it lies elsewhere. Send where it lies, or write “don't know”
lies-elsewhere-unknown = #{ $number } The team hears that you stand there and that it lies elsewhere; show them the way
reporter-stands = #{ $number } { $item } { $place }: the reporter stands here, it lies elsewhere; ask them
location-was-anothers = #{ $number } { $item } { $place }: this location is of another report; ask where it is, then /relocate_{ $number }
button-elsewhere = 📍 I only stand here
button-what-is-it = What is it?
button-not-known-where = 🤷 I don't know where
pin-corrected = #{ $number } Place corrected
# country: CN
pin-shifted = #{ $number } Shift corrected
arrived-by-pin = #{ $number } Counted as arrived
new-case-made = #{ $number } New case made
new-case-made-other-stays = #{ $number } New case made. #{ $former } is still at this location, where a team stands; say where it is: /relocate_{ $former }
not-a-case-done = #{ $number } Voided
note-kept = #{ $number } Noted
reaction-kept = 👍
reaction-again = 🤔
pieces-list =
    📷 #{ $number } { $item }: { $have } of { $need }
    { $lines }
    { $next }
pieces-line-there = ✓ { $piece } · no. { $n }
pieces-line-missing = ☐ { $piece }
pieces-line-waived = – { $piece } · not needed
pieces-line-more = + { $what } · no. { $n } · not asked for
pieces-line-again = ✗ { $what } · no. { $n } · same as no. { $of }, does not count
pieces-line-early = ✗ { $what } · no. { $n } · sent before the arrival, cannot be: { $piece }
pieces-next = Now send: { $piece }
pieces-arrive-first = Send after your arrival: { $piece }
pieces-await = Done, waits to be confirmed.
pieces-all-there = All there.
pieces-finish = All there. Finish it: tap Done.
pieces-former = 📷 #{ $number }: the list is further down
album-which = Which case are these for?
button-album-piece = 🔁 Change no. { $n }
piece-kept-with = Put with #{ $number }
piece-which = Which case is this for?
piece-dropped = Taken off #{ $number }
piece-photo = photo
piece-video = video
piece-voice = voice note
piece-document = document
piece-text = text
stage-report = part of the report
stage-before = before the work
stage-after = after the work
button-not-this-case-n = No. { $n }: not this case
button-not-this-case = Not this case
button-send-location = 📍 Send my location
private-what = To report, tap below and send your location; for the rest see /help.
answers-limited = Too many messages; no more answers for a minute. Reports are still taken.
pieces-limited = Not kept: more than { $most } { $most ->
        [one] piece
       *[other] pieces
    } in { MINUTES($minutes) }. Send the important ones again later.
case-has-enough = Not kept: #{ $number } has { $most } { $most ->
        [one] piece
       *[other] pieces
    } of yours already. Evidence that it still lacks is taken; tell a captain the rest.
item-retired = { $item } is not used any more; choose another item.
words-corrected = ✏️ #{ $number } The reporter corrected their words: { $words }
edit-taken = #{ $number } Corrected as you wrote
edit-too-often = Edited too often: #{ $number } stays as it was told before; to add something, reply to the card.
edit-noted = Your edit is only noted in the history of #{ $number }; to add something, reply to the card.
pictures-added = #{ $number }: { $what }, part of this report
pictures-photos = { $count } { $count ->
        [one] photo
       *[other] photos
    }
pictures-pieces = { $count } { $count ->
        [one] piece
       *[other] pieces
    }
piece-added = #{ $number }: added to this report
piece-moved = #{ $number }: moved here from #{ $former }
piece-is-new = #{ $former }: taken off; it is a new report. Send where it is
button-new-report = It is a new report
danger-added = ⚠ #{ $number } { $item } { $place }: the reporter says “{ $words }”. Take care, and say if you need backup
words-moved = ↪️ #{ $number } { $place }: “{ $words }” was about #{ $other }, not about this one. Here it is { $item }; go on
words-taken-back = ↪️ #{ $number } { $place }: “{ $words }” was not about this one. Here it is { $item }; go on
asked-of = #{ $number }: { $question }
asked-over = #{ $number }: it goes as { $item }. Is it something else? Tap
button-other-item = Something else
asked-ended = #{ $number }: { $state }
