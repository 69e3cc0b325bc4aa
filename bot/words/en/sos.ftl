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
sos-near = { $metres } { $direction } of { $place }
sos-at-case = 📍 { $at } · place of the case, own position unknown
sos-no-position = 📍 Position unknown; call them
sos-going = 🚨 Go there now: { $teams }{ $measured }
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
sos-times = 🔁 Said for the { $times ->
    [one] first
    [2] second
    [3] third
   *[other] { $times }th
 } time
sos-raised = 🆘 Help is called: all captains and { $teams } are told. Stay safe; share your live location. #{ $number }
sos-raised-where = 🆘 Help is called: all captains and { $teams } are told. Your position is unknown: share your live location now. #{ $number }
sos-again = 🆘 Told again, { $times } times now. #{ $number }
sos-position-kept = 📍 Your position is on the card now. #{ $number }
told-acknowledge = 🆘 { $by } leads the help. Go on until it is cleared. #{ $number }
told-clear = ☑️ Over: { $by } cleared it. { $reason } #{ $number }
told-false-alarm = ✖️ False alarm, says { $by }: { $reason } #{ $number }
did-acknowledge = You lead the help now; you are reminded until it is cleared. #{ $number }
did-clear = Cleared; everybody is told. #{ $number }
did-false-alarm = A false alarm; everybody is told. #{ $number }
no-call = There is no open call for help.
no-such-call = There is no call for help #{ $number }; check the number.
which-call = More than one call for help is open; write the number, as in /ack 42.
is-of-sos = #{ $number } is a call for help: use /ack_{ $number }, /clear_{ $number } or /falsealarm { $number } REASON; /history_{ $number } tells all of it.
case-call =
    #{ $number } 🆘 { $who } · { $state }
    Called { $reported }, told { $times }×; said { $words }
    Place { $place }, known { $fixed }; on scene of { $incident }
    Taken { $taken } by { $by }; ended { $ended } by { $ended_by }; reason { $reason }
    { $lines }
sos-passed-on = Passed on to the captains and the teams on their way #{ $number }
sos-false-passed-on = A captain decides that; they are told #{ $number }
sos-says = 🆘 { $name }: { $words } #{ $number }
sos-sends = 🆘 { $name } sends a { $what } { $words } #{ $number }
sos-says-false = 🆘 { $name } says it was a false alarm: { $words } A captain decides; go on until then. #{ $number }
told-set-off = 🆘 { $team }, { $by }: on the way. #{ $number }
told-reach = 🆘 { $team }, { $by }: there. #{ $number }
did-set-off = The captains are told that { $team } is on the way #{ $number }
did-reach = The captains are told that { $team } is there #{ $number }
sos-former = 🔁 Called again: the newest message counts
sos-found = 🆘 Here is where { $name } is #{ $number }
sos-false-sure = End the call for help as a false alarm: { $reason } #{ $number }
button-sos-false-sure = Yes, end it
button-sos-was-false = It was a false alarm
sos-offered = Do you need help now? One tap calls all captains and the two nearest teams.
