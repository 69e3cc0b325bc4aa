# Shifts and their handover
help-shift = begin a shift, hand it over
shift-how = Use /shift start to begin, /shift end NOTES to hand over, /shift take 43 to take over, /shift withdraw to take an offer back.
shift-now =
    { $district }, shift { $at }, until { $until }
    On duty { $on_duty }, on break { $on_break }
    { $lines }
shift-in-private = Sent to your private chat.
shift-captains = Captains: { $names }
shift-team = { $team }: { $names }
shift-more-teams = { $count } more { $count ->
        [one] team
       *[other] teams
    } on duty (/teams)
shift-no-team = In no team: { $names }
shift-resting = On break: { $names }
shift-teams-off = Nobody on duty: { $teams }
shift-overdue = 🔴 Overdue: { $count }
shift-open = Open: { $count }
shift-held = On hold: { $count }
shift-waiting = Waiting to be confirmed: { $count }
shift-due = ⚠️ Hazards that are due, grave, or must not open: { $count }
shift-line-left = #{ $number } { $item } { $place } · { $state } · { $who } · { MINUTES($minutes) } left, by { $at }
shift-line-over = #{ $number } { $item } { $place } · { $state } · { $who } · { MINUTES($minutes) } over
shift-line-held = ⏸ #{ $number } { $item } { $place } · { $state } until { $at } · { $who }
shift-line-done = #{ $number } { $item } { $place } · { $state } · { $who }
shift-line-ended = #{ $number } { $item } { $place } · { $state }
shift-nothing-open = Nothing is open
shift-gap = ⚠️ No contact with Telegram from { $since } to { $until }; what was said then may have come late
button-shift-start = How things stand
button-shift-end = Hand over
button-shift-take = Take over
button-shift-withdraw = Withdraw
handover-offer =
    Handover #{ $number }: { $name } hands over
    { $lines }
    Tap below to take over, or send /shift_take_{ $number }
handover-notes = Notes: { $notes }
handover-orphaned = { $name } is captain no longer: whoever takes over is responsible
handover-offered = #{ $number } Offered to the other captains; you are responsible until one takes over. Withdraw with /shift withdraw.
handover-open = #{ $number } Nobody has taken over yet and you are still responsible; withdraw with /shift withdraw.
handover-notes-too-long = Notes are at most { $most } { $most ->
        [one] letter
       *[other] letters
    }; write them shorter.
handover-own = #{ $number } This is your own handover; to go on, send /shift withdraw.
handover-not-yours = #{ $number } { $name } hands over; only they can withdraw.
handover-taken = #{ $number } { $name } has taken over; nothing is left to do.
handover-gone = #{ $number } This handover was withdrawn.
handover-yours = #{ $number } You have taken over from { $name } and are on duty.
handover-withdrawn = #{ $number } Withdrawn; you go on.
handover-done = #{ $number } { $name } has taken over; you are off duty.
handover-done-but-case = #{ $number } { $name } has taken over; your team still holds #{ $case }, so you stay on duty until it is done or reassigned.
handover-taken-over =
    Handover #{ $number }: { $name } → { $taker }, taken over at { $at }
    { $lines }
handover-back =
    Handover #{ $number }: { $name } withdrew it at { $at } and goes on
    { $lines }
handover-nobody =
    ⚠️ #{ $number } Nobody has taken over for { MINUTES($minutes) }: { $name } is still responsible
    { $lines }
    Find somebody, or send /shift_take_{ $number }
handover-nobody-at-all =
    ⚠️ #{ $number } Nobody has taken over for { MINUTES($minutes) }, and { $name } is captain no longer
    { $lines }
    Find somebody, or send /shift_take_{ $number }
no-handover = No handover waits to be taken over.
no-such-handover = There is no handover #{ $number }; check the number.
which-handover = Several handovers wait; write a number: { $numbers }
case-handover =
    #{ $number } Handover · { $state }
    Offered { $offered } by { $name }; taken over by { $taker }; ended { $ended }
    { $lines }
is-of-handover = #{ $number } is the handover of a shift: /shift_take_{ $number } takes over; /case_{ $number } and /history_{ $number } tell all of it.
state-offered = offered
state-taken = taken over
state-withdrawn = withdrawn
move-offer = hand over
move-take-over = take over
move-withdraw = withdraw
