# Calls for help
help-sos = call for help: captains and the two nearest teams are told at once
help-ack = take a call for help
help-clear = a call for help is over
help-falsealarm = a call for help was a false alarm
button-sos = 🆘 SOS: help, now
button-set-off = On my way
button-reach = There
button-acknowledge = I take it
button-clear = Cleared
button-false-alarm = False alarm
mark-raised = 🆘
mark-acknowledged = 🆘
mark-cleared = ☑️
mark-false-alarm = ✖️
state-raised = calls for help
state-acknowledged = help is being led
state-cleared = over
state-false-alarm = false alarm
move-call = call for help
move-call-again = call again
move-add = say more
move-set-off = set off
move-reach = there
move-acknowledge = take the call
move-clear = clear
move-false-alarm = false alarm
sos-title = { $mark } <b>{ $name }{ $team } calls for help</b>{ $drill } #{ $number }
sos-title-team = { $mark } <b>{ $team } does not answer</b>{ $drill } #{ $number }
sos-of-team = {" "}({ $team })
sos-incident = On scene of #{ $incident }, no sign of life, no answer to two questions
sos-words = 💬 { $words }
sos-position = 📍 { $at } · position { $age } old ({ $hour })
sos-position-imprecise = 📍 { $at } · position { $age } old ({ $hour }), imprecise (±{ $accuracy })
sos-at-case = 📍 { $at } · place of the case, own position unknown
sos-no-position = 📍 Position unknown; call them
sos-going = 🚨 Go there now: { $teams }{ $measured }
sos-called = 👥 Called: { $teams }
sos-measured-base = {" "}· distances to the base of the caller's team
sos-measured-team = {" "}· distances to where others of the caller's team are
sos-measured-old = {" "}· distances to an old position
sos-team = { $team }{ $far }{ $busy }{ $stage }
sos-stage-1 = {", "}on the way
sos-stage-2 = {", "}there
sos-far = {" "}{ $metres }
sos-far-base = {" "}{ $metres } from its base
sos-busy = {" "}(busy)
sos-waits = ⏳ Called { $called } · no captain has taken it yet
sos-taken = ✅ Called { $called } · { $by } leads since { $at }
sos-cleared = Called { $called } · cleared by { $by } at { $at }{ $reason }
sos-false = Called { $called } · false alarm, { $by } at { $at }{ $reason }
sos-reason = : { $reason }
sos-times = 🔁 Called { $times } { $times ->
        [one] time
       *[other] times
    }
sos-raised = 🆘 #{ $number } Help is called; it goes out now to { $people } { $people ->
        [one] person
       *[other] people
    }: all captains and { $teams }. Stay safe; share your live location. Wrong button, or safe again? Tap below: a captain then ends it.
sos-raised-where = 🆘 #{ $number } Help is called; it goes out now to { $people } { $people ->
        [one] person
       *[other] people
    }: all captains and { $teams }. Your position is unknown: share your live location now. Wrong button, or safe again? Tap /falsealarm_{ $number }: a captain then ends it.
sos-again = 🆘 #{ $number } Sent again, { $times } { $times ->
        [one] time
       *[other] times
    } now: { $reached } reached so far, { $waiting } waiting.
sos-position-kept = 📍 #{ $number } Your position is on the card now.
told-acknowledge = 🆘 #{ $number } { $by } leads the help. Go on until it is cleared.
told-acknowledge-caller = 🆘 #{ $number } { $by } has taken your call for help. Keep sharing your position and answer the phone.
told-clear = ☑️ #{ $number } Over: { $by } cleared it, nobody needs to go any more. { $reason }
told-clear-caller = ☑️ #{ $number } { $by } ended your call for help. If you still need help: /sos. { $reason }
told-false-alarm = ✖️ #{ $number } A false alarm, says { $by }; nobody needs to go any more: { $reason }
told-false-alarm-caller = ✖️ #{ $number } { $by } called your call for help a false alarm: { $reason }. If you still need help: /sos
did-acknowledge = #{ $number } You lead the help now; you are reminded until it is cleared.
did-clear = #{ $number } Cleared; all who were called are being told.
did-false-alarm = #{ $number } A false alarm; all who were called are being told.
no-call = There is no open call for help.
no-such-call = There is no call for help #{ $number }; check the number.
which-call = More than one call for help is open; write the number, as in /ack 42.
is-of-sos = #{ $number } is a call for help: use /ack_{ $number }, /clear_{ $number } or /falsealarm { $number } REASON; /history_{ $number } tells all of it.
case-call =
    #{ $number } 🆘 { $who } · { $state }
    Called { $reported }, sent out { $times } { $times ->
        [one] time
       *[other] times
    }
    { $lines }
sos-place = 📍 { $at } · position of { $hour }
sos-on-scene = On scene of #{ $incident }
sos-taken-by = Taken { $at } by { $by }
sos-ended-by = Ended { $at } by { $by }{ $reason }
sos-passed-on = #{ $number } Being passed on to the captains and the teams on their way
sos-passed-on-safe = #{ $number } Being passed on to the captains and the teams on their way. Wrong button, or safe again? Tap below: a captain then ends it.
sos-how-it-ends = #{ $number } A captain ends your call for help. Wrong button, or safe again? Tap below: captains hear it at once.
sos-false-passed-on = #{ $number } Captains are being told: a false alarm, you are safe. A captain ends the call; answer your phone.
sos-says = 🆘 #{ $number } { $name }: { $words }
sos-sends = 🆘 #{ $number } { $name } sends a { $what } { $words }
sos-says-false = 🆘 #{ $number } { $name } says: a false alarm, I am safe. { $words } Ring them to make sure, then end it; go on until then.
told-set-off = 🆘 #{ $number } { $team }, { $by }: on the way.
told-reach = 🆘 #{ $number } { $team }, { $by }: there.
did-set-off = #{ $number } The captains hear that { $team } is on the way
did-reach = #{ $number } The captains hear that { $team } is there
sos-former = 🔁 Called again: the newest message counts
sos-found = 🆘 #{ $number } Here is where { $name } is
sos-false-sure = #{ $number } End this call for help as a false alarm: { $reason }? All who were called hear that they need not come.
button-sos-false-sure = Yes, end it
button-sos-was-false = False alarm: I am safe
sos-offered = Do you need help now? One tap calls all captains and the two nearest teams.
sos-offered-or = Nobody has heard this yet. Call for help, or report it: tap below.
