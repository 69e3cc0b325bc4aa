# Needs you now: what waits for a captain
matters = { $count ->
        [one] <b>Needs you now</b>
       *[other] <b>Needs you now: { $count }</b>
    }
    { $lines }
    { $more }
matters-more = and { $count } more
matters-none = ✓ Nothing needs you now.
matters-over = You are off duty: what needs a captain goes to those on duty.
matter-line = { $mark } { $head }: { $said }{ $by }
matter-late = (late reminder) { $said }
matter-by = {" "}({ $name } took it)
matter-in-group = ‼️ { $line }
matter-head = <b>#{ $number }</b> { $item }{ $team }{ $place }
matter-head-silent = No answer, passed over until they give one
matter-head-confirm = { $count ->
        [one] 1 case is done, confirm it
       *[other] { $count } cases are done, confirm them
    }
matter-team = {" · "}{ $team }
matter-place = {" · "}{ $place }
matter-number = #{ $number }
matter-mark-lost = 🔴
matter-mark-critical = 🔴
matter-mark-waits = 🟠
matter-mark-late = ⏰
matter-mark-look = 👁
matter-nobody = no team can go ({ $counts })
matter-nowhere = location missing: set it, or send a team by hand
matter-no-teams = there is no team yet, make one with /team new
matter-suggest = which team? Without a tap the nearest goes in 60 s
matter-pull = backup wanted, no team is free; pull one?
matter-critical = critical
matter-danger = nobody says whether somebody is in danger (“{ $words }”)
matter-hold = the team asks to hold it for { MINUTES($minutes) }{ $why }
matter-resume = the team asks to go on
matter-backup = backup wanted, no team is free
matter-waive = the team cannot get “{ $piece }”
matter-transfer = the team asks to transfer it to { $department }
matter-unsafe = { $team } declined, unsafe{ $why }
matter-alike = a photo is the same as in #{ $other }
matter-arrive = the team has not arrived
matter-overdue = overdue since { $at }
matter-untouched = nobody has touched it for half an hour
matter-due = ask { $department }, the answer is due
matter-silent = { $team } (since { $at })
matter-hidden = Put away
matter-taken = #{ $number } is yours; no reminders for { MINUTES($minutes) }.
matter-taken-already = { $by } has #{ $number }.
button-matter = { $does }
button-matter-first = #{ $number } { $does }
button-matters-more = and { $count } more…
matter-do-seen = I take it
matter-do-hide = Seen
matter-do-relocate = 📍 Location
matter-do-assign = Send…
matter-do-cancel = Void
matter-do-backup = Backup
matter-do-hold = Hold
matter-do-resume = Go on
matter-do-waive = Do without
matter-do-transfer = Transfer
matter-do-no = No
matter-do-get-it = No, get it
matter-do-compare = Before, after
matter-do-send-back = Send back
matter-do-answered = Answered
matter-do-returned = Returned
matter-do-confirm-all = Confirm…
matter-do-danger-yes = Danger
matter-do-danger-no = No danger
matter-do-team = { $team }
matter-do-team-doubt = { $team }, { $doubt }
matter-do-pull = Pull { $team }
wish-refused = The team hears that you said no to #{ $number }.
no-hold = #{ $number } { $item } { $place }: { $by } says no to a hold. Carry on.
no-resume = #{ $number } { $item } { $place }: { $by } says no, it stays on hold.
no-waive = #{ $number } { $item } { $place }: { $by } says no, get “{ $piece }” and send it.
no-transfer = #{ $number } { $item } { $place }: { $by } says no to a transfer. It is yours, carry on.
