# The code on the door: labels, their page, digits for a browser
label-word-qr = qr, label, labels, qrcode
label-word-digits = digits
label-word-large = large, big
label-word-from = from
label-word-kind = kind
label-word-community = community
label-word-all = all
place-qr =
    Which labels? 24 to a sheet of A4, { $most } to a file.
    One place: /place qr CODE — on a sheet of its own: /place qr large CODE
    A kind or a community: /place qr kind KIND, /place qr community NAME
    { $where }
    Your own line on large labels: { $words } (/limits label WORDS)
place-qr-how = That is not understood. Labels: /place qr, then codes, or “kind KIND”, “community NAME” or “all”, then “from CODE” to go on behind one.
place-qr-many = Name at most { $most } in one go; send the rest in a second command.
place-digits-how = Which place? The page of the label says it: /place digits CODE
place-door-digits =
    { $secret } — type it on the page of { $name } ({ $code }).
    Valid for { MINUTES($minutes) }, once, for that page only. Whoever asks you for it is not from the patrol.
label-button-all = All places
label-button-kind = { $kind }
label-button-community = { $community }
label-button-district = { $district }
label-button-digits = Digits for a browser
label-to-page = They open { $url }/p/…, in any phone.
label-to-chat = No public address is set (PATROL_PUBLIC_URL): these labels open the chat with the bot, for people of the district only. Once there is one, print them anew.
label-private-first = The file comes in private only: open { $link } first, then ask again.
label-none = No place is registered yet, so there is nothing to print. Bring the places in first.
label-none-so = No place is like that, so there is nothing to print. /place qr shows which there are.
label-of-gone = { $name } ({ $code }) is gone; no label is printed for it. Leave this code out.
label-making = Labels: { $done } made; it goes on.
label-file =
    { $count ->
        [one] One label
       *[other] { $count } labels
    } on { $pages ->
        [one] one sheet
       *[other] { $pages } sheets
    }. Print in original size.
label-goes-on = More than fit into one file; the next: { $command }
label-file-title = Labels of { $district }
label-how-page = Scan: this place, and how to report
label-how-chat = For the patrol: scan with Telegram
label-far = 📍 Your phone says that you are { $metres } away from where this place is registered. Compare number and name; if the place has moved, correct its location.
label-reported = Case #{ $number } at { $name } ({ $code }). Answer what is asked about it in Telegram; add a photo there.
label-reported-already = That is case #{ $number } already, at { $name } ({ $code }). For something else say what it is.
label-reported-nowhere = Case #{ $number } at { $name } ({ $code }): critical, captains hear of it now. Nobody knows where that lies: send the bot the location in private.
label-report-where = Nobody knows yet where { $name } ({ $code }) lies. Send the bot your location in private: that makes the case here.
place-of-another-district = The place with the code “{ $code }” belongs to another district, in which you are not registered.
place-which-district = Several of your districts have a place with the code { $code }. Which one?
place-digits-wrong = These digits do not open this page: wrong, used, or older than 5 minutes. Ask the bot for new ones.
place-digits-taken = These digits are somebody else's at this moment.
label-page-title = Place { $code }
door-how-title = To report something
door-how-danger = Danger to people: call { $call } at once.
door-how-danger-any = Danger to people: call the emergency number at once.
door-how-else = Anything else: tell a patrol, or the office of { $district }, and say the number { $code }.
door-gone = This place is gone; this label does not count any more.
door-merged = This number was joined to another one: the place is now { $code }.
door-onward = To { $code }
door-unknown = There is no place with the number “{ $code }”. Read it from the label once more, or scan it again.
door-choose = Several districts have a place with the number { $code }. Which one is this?
door-other-district = This place belongs to a district in which you are not registered: you see what everybody sees.
door-wait = Too many looks from here. Try again in { SECONDS($seconds) }.
door-as = { $name } · { $district }
door-known-title = Before you go in
label-colour-unknown = Grey: its condition is unknown, nothing confirmed is on record
label-colour-first = Read the note below first
label-colour-green = Green: no confirmed trouble
label-colour-yellow = Yellow: something is to be seen to
label-colour-orange = Orange: mind it
label-colour-red = Red: mind it before all else
door-report-words = What is it? (may stay empty)
door-report = Report here
door-telegram = Open in Telegram
door-public = As everybody sees it
door-inside = Back
door-leave = I leave this browser
door-there = Am I at the right door?
door-far = Your phone says that you are { $metres } away from where this place is registered (± { $accuracy }). Compare number and name.
door-near = You are at the registered place (within { $metres }).
door-nowhere = Your phone does not say where it is.
door-member-title = For the patrol
door-member-telegram = Open this place in Telegram
door-member-how = Telegram is on another phone? Send the bot { $bot } in private: /place digits { $code } — and type the six digits here.
door-digits = Six digits
door-enter = Show me
limit-label = line on large labels
limit-name-label = label
limit-also-label = labels, slogan
limits-label-how = Now: { $now }. Write it behind: /limits label WORDS (no longer than { $most }), or /limits label default for none.
limits-label-long = That is too long for a label: it holds { $most }. Say it shorter.
