# Programs of other systems
help-apikey = let another system report here; alone: see and end keys (in private)
program-key =
    Key for { $name } in { $district } (shown this once; whoever has it can report here): { $secret }
    Address: { $url }
    It sends: curl -X POST { $url }/cases -H "Authorization: Bearer KEY" --json "@case.json", where case.json says point, words, item, source_ref.
    To end it, send /apikey.
# Words that are no name of a system: whoever sends one alone wants to see the keys
programs-no-names = list, off, end, stop, help, ?
program-name = Say what the other system is called, for example /apikey 12345 hotline
program-name-taken = { $name } has a key already. Take another name, or end the one it has: /apikey
programs-too-many = All keys of this district are in use ({ $most } at most). End one that is not used any more (/apikey), then send this again.
programs-none =
    No other system has a key. Make one: /apikey NAME, for example /apikey 12345 hotline
    { $lines }
programs-list =
    { $count } { $count ->
        [one] other system has a key
       *[other] other systems have keys
    }. For one more: /apikey NAME
    { $lines }
program-line = 🔑 { $name } · by { $by } { $at } · { $used }
program-line-ended = ⛔ { $name } · ended by { $by } { $at } (made by { $made_by })
program-used = last used { $at } · { $count } today
program-unused = never used
button-program-end = End { $name }
sure-program-end = End the key of { $name }? It can report and read nothing from then on; its cases stay.
program-ended = The key of { $name } is ended. Its cases stay.
program-ended-already = The key of { $name } was ended already.
program-made-told = 🔑 { $by } made a key with which { $name } reports here. Keys: /apikey in private
program-ended-told = 🔑 { $by } ended the key of { $name }.
program-reported = Case #{ $number }.
program-cut = The words were too long for a case (at most { $most }); the end was cut off.
needs-a-key = Another system reports here with a key of this district. A captain makes one with /apikey in private.
key-ended = This key is ended. Ask a captain of the district for another one (/apikey).
key-by-nobody = A key acts for itself; leave out "by".
program-may-not = A key reports, reads, takes back its own reports (cancel), and sees or changes places where a captain lets it. The rest is for people.
key-too-fast = Too fast: at most { $most } a minute. Try again in { SECONDS($seconds) }.
already-reported = { $ref } is case #{ $number } already, and that is not ended. Nothing was done.
other-body = This Idempotency-Key was used for another request within the last two days. Take a new one. Nothing was done.
no-place = Say where it is: "point" as [latitude, longitude], or "place" as the code or name of a registered place; one of the two, both only where nobody knows where the place lies.
place-nowhere = Nobody knows where { $place } lies. Send where the case is beside the place: "point" as [latitude, longitude], in a form "lat" and "long".
no-such-place = There is no registered place "{ $place }". Send "point" as [latitude, longitude].
happened-when = "happened_at" lies ahead, or is more than { HOURS($hours) } ago. Correct it, or leave it out.
