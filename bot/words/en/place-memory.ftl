door-title = { $name } ({ $code })
door-title-coloured = { $name } ({ $code }) · { $colour }
door-line = 🚪 { $title }
door-colour-green = green
door-colour-yellow = yellow
door-colour-orange = orange
door-colour-red = red
door-sign-green = 🟢
door-sign-yellow = 🟡
door-sign-orange = 🟠
door-sign-red = 🔴
door-sign = •
door-mark = { $sign } { $said }
door-source = { $said } ({ $source })
door-more = { $count } more: tap At the door
door-confirmed = { $count ->
        [one] 1 confirmed case
       *[other] { $count } confirmed cases
    } in { DAYS($days) }, newest { $day }: { $items }
door-reporters = { $count ->
        [one] 1 reporter
       *[other] { $count } reporters
    }
door-system = { $name }
door-self-found = { $count } found by teams
door-whole = #{ $number } 🚪 { $title }
    { $lines }
door-nothing-known = Nothing on record
door-none = #{ $number } No place is linked. Tap where it is
door-none-near = #{ $number } No registered place within 100 m
door-which = #{ $number } Which place? Tap it
door-chosen = #{ $number } Linked to { $name }
door-unlinked = #{ $number } No longer linked to { $name }. Is it another? Tap it
door-unlinked-none-near = #{ $number } No longer linked to { $name }. No registered place within 100 m
door-not-yours = #{ $number } Its place is changed by who reported it, the team that was sent, or a captain.
door-case-over = #{ $number } is over; a captain changes its place.
door-too-far = #{ $number } is not within { METRES($most) } of { $name }; a captain can link it.
door-in-private = What is known at a door is read in private: send me /case there.
button-door = 🚪 At the door
button-door-none = Not here
button-door-other = Another place
button-door-at = { $place } · { $metres }
button-door-beside = It is { $place }
report-taken-door = #{ $number } Taken, at the nearest door: { $place }. Is it the one beside? Tap it
history-link-place = linked to { $place }
history-unlink-place = no longer linked to { $was_place }
limit-orange = Cases that make a place orange
limit-name-orange = orange
limit-doordays = Days that cases count at a door
limit-name-doordays = doordays
limits-orange-how = How many cases make it orange? Write a whole number from { $least } to { $most }, as in /limits orange 3
limits-doordays-how = How many days? Write a whole number from { $least } to { $most }, as in /limits doordays 30
door-cases = { $count ->
        [one] 1 case
       *[other] { $count } cases
    }
door-days = { DAYS($count) }
button-door-cases = { $count }
button-door-days = { DAYS($count) }
screen-door = Place
screen-door-none = No place is linked
screen-door-unlink = Not here
history-at = {" "}at { $place }
limit-also-orange = colour, color
limit-also-doordays = door
move-link-place = link to a place
move-unlink-place = unlink from its place
screen-door-at = { $name } · { $metres }
screen-door-other = Another place
screen-door-in-chat = Hazard, act: in Telegram ↗
