# Reminders
remind-arrive = { $late }Arrive limit passed, get there. Finish by { $due }: { $item } { $place } #{ $number }
remind-arrive-captain = { $late }The team has not arrived: { $item } { $place } #{ $number }
remind-close-70 = { $late }Hurry, finish by { $due }: { $item } { $place } #{ $number }
remind-overdue = { $late }🔴 { $minutes ->
        [0] Time is up
       *[other] Overdue by { MINUTES($minutes) }
    }, finish now: { $item } { $place } #{ $number }
remind-overdue-captain = { $late }🔴 { $minutes ->
        [0] Time is up
       *[other] Overdue by { MINUTES($minutes) }
    }: { $item } { $place } #{ $number }{ $missing }
remind-nowhere = . Location missing: set it, or send a team by hand
remind-untouched = { $late }⚠️ Nobody has touched this for { MINUTES($minutes) } ({ $state }, { $team }){ $over }. Send a team, tap Seen, or void it: { $item } { $place } #{ $number }
untouched-over = {", "}overdue by { MINUTES($minutes) }
remind-confirm = { $count } { $count ->
        [one] case waits
       *[other] cases wait
    } for confirmation: { $numbers }
remind-transfer = { $late }Transfer is due, ask { $department }: { $item } { $place } #{ $number }
late-mark = (late reminder){" "}
gap-messages-lost = ⚠️ I was cut off from Telegram for more than a day: messages from { $begin } to { $end } may be lost; send again what is missing.
