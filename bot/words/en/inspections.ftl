# Combined inspections: wishes, plans, approvals
help-visit = visits: yours, one of them, a wish for a place
is-of-inspection = #{ $number } is a visit: /visit_{ $number } shows what can be done with it.
state-planned = planned, not approved
state-approved = approved
state-notified = place notified
state-under-way = under way
state-read-back = read back, being signed
state-signed = signed
state-fed-back = result given
state-no-access = no access
state-handed-over = handed over
move-plan = plan
move-approve = approve
move-approve-late = approve afterwards
move-approve-part = approve its part
move-turn-down = not now
move-notify = notify the place
move-move-to = move to other days
move-join = join
move-leave = leave
move-name-officer = name an officer
move-name-helper = name a helper
move-code-number = note the number of the official code
move-recuse = take out
move-answer = answer an item
move-read-back = read back
move-correct = correct
move-sign = sign
move-feed-back = give the result
move-rate = rate
move-close = close
move-no-access = no access
move-hand-over = hand over
visit-kind-emergency = 🔴 Emergency · { $kind }
visit-kind-daily = daily inspection
visit-kind-single = single case
visit-kind-special = special inspection
visit-kind-recheck = re-check
visit-kind-guidance = guidance
visit-source-complaint = complaint
visit-source-passed-on = passed on
visit-source-alarm = alarm
visit-source-own-wish = the firm's own wish
visit-source-hazard = hazard
visit-source-case = case
button-visit-within = 📋 Act in this case
visit-case-nowhere = #{ $number } is at no registered place: link it to one first, or name the place: /visit PLACE #{ $number }
visit-days = { $since } to { $until }
# How one is shown
visit-card =
    🔎 <b>Visit</b> #{ $number } · { $state }
    <b>{ $place }</b> { $address }
    { $kind } · { $days } · { $bodies }
    Officers: { $officers }
    Lists: { $lists }
    { $lines }
visit-brief = 🔎 Visit #{ $number } · { $days } · { $state }: officers of bodies do it, the patrol has nothing to do.
visit-line = 🔎 #{ $number } { $place } · { $kind } { $days } · { $bodies } · { $state }
visit-waits = ⏳ Waits for approval: { $bodies }
visit-waits-late = 🔴 Begun in an emergency, not approved yet: { $bodies }
visit-source = From: { $source }, number { $number }
visit-advised = Decided against the advice ({ $rule }): { $reason }
visit-by-rule-cooling = cool-down
visit-by-rule-cap = yearly cap
visit-by-rule-overlap = one visit for both
visit-helpers = Helpers: { $names }
visit-recused = Taken out: { $names }
visit-rests-on = Rests on: { $words }
visit-no-standing = Nobody has said on what inspections rest here. A captain enters it: /visit rules standing WORDS
visit-place-merged = The place became part of this one since (it was { $code }); the visit goes on here.
visit-place-gone = ⚠️ The place is marked as gone: cancel the visit, or say that there was no access.
visit-certificate-was = ⚠️ The certificate of { $name } ended on { $day }
visit-officers-missing = ⚠️ { $count } more certified { $count ->
        [one] officer
       *[other] officers
    } needed
button-visit-open = #{ $number } { $place }
button-visit-approve = ✅ Approve
button-visit-approve-part = ✅ Approve our part
button-visit-approve-late = ✅ Approve afterwards
button-visit-turn-down = Not now
button-visit-begin = ▶️ Begin
button-visit-go-on = ▶️ Go on
button-visit-notify = 📨 Notice for the place
button-visit-notified = ✅ I sent it to them
button-visit-name-officer = 👤 Officer
button-visit-name-helper = Helper
button-visit-move-to = 📅 Other days
button-visit-anew = 📅 Ask anew, from today
button-visit-no-access = 🚪 No access
button-visit-recuse = Take out
button-visit-hand-over = Hand over
button-visit-code-number = 🔢 Official number
button-visit-more = ⋯ More
button-visit-leave = 🚶 Leave it
button-visit-cancel = ❌ Cancel
button-visit-officer = { $name } · { $body }
button-visit-person = { $name }
# The wish and its answer
button-visit-plan = 🔎 Plan a visit
button-visit-at = { $name } · { $told }
button-visit-go = ✅ Plan it
button-visit-go-alone = Go alone
button-visit-join = 🤝 Join #{ $number }
button-visit-ask-still = Ask the approver
button-visit-avoid = Do not go
button-visit-drop = Drop it
button-visit-day-1 = Tomorrow
button-visit-day-7 = Within 7 days
button-visit-at-go = ✅ { $place }: plan
button-visit-at-join = 🤝 { $place }: join
button-visit-at-ask = { $place }: ask the approver
button-visit-decide-go = Go, with a reason
button-visit-decide-not = Not now
visit-wish =
    🔎 <b>{ $place }</b>
    { $kind } · { $days } · { $body }
    Lists: { $lists } · Officers: { $officers }
    { $lines }
visit-counted = { $made } of { $cap } this year{ $last } (for this body and kind; { $all } by all)
visit-counted-uncapped = { $made } this year, without a cap{ $last } (for this body and kind; { $all } by all)
visit-bodies-and = { $first } and { $last }
visit-beside = Beside the cool-down of { DAYS($days) }, not under it. { $why }
visit-beside-case = An act inside a case.
visit-beside-emergency = An emergency.
visit-last = , last { $day }, { $bodies }
visit-never = , never visited before
visit-says-go = ✅ Nothing stands against it.
visit-says-join = 🤝 Join the visit of { $days } by { $bodies } (#{ $number }): one visit, each item asked once.
visit-says-not-now =
    ⏸ Not now: { $rule }, until { $day }. { $result }
    This is advice: your approver decides.
visit-rule-name-cooling = cool-down of { DAYS($days) } for the same list
visit-rule-name-cap = this year's cap is reached
visit-at-door = Check #{ $number } is due { $days }
visit-result = Last result, { $day } by { $bodies } (#{ $number }): { $passed } passed, { $failed } failed.
visit-result-ahead = Visit #{ $number } by { $bodies } goes there on { $day }.
visit-several =
    🔎 { $count } { $count ->
        [one] place
       *[other] places
    }:
    { $lines }
visit-several-line = <b>{ $place }</b>
visit-several-unclear = { $said }: not one clear place; wish it alone.
visit-which-place = Which place is { $said }? { $more }
visit-which-more = { $count } more: write more of the name, or send your location first for the nearest.
visit-avoided = Noted: nobody goes, the last result stands.
visit-dropped = Dropped.
visit-asked-still = Asked { $names } ({ $body }); you hear what is decided.
visit-wish-ask =
    🔎 { $name } wants to visit <b>{ $place }</b>
    { $kind } · { $days } · { $body } · { $lists }
    { $lines }
visit-wish-not = { $place }, { $kind } { $days }: { $name } decided not now: { $reason }
visit-why-decide = Write the reason for your decision; it goes on record.
visit-decided = #{ $number } planned and approved, with your reason; { $name } is told.
visit-avoided-by-you = Noted; { $name } is told.
visit-joined =
    🤝 Joined #{ $number }: <b>{ $place }</b>
    { $days } · { $bodies }
    Officers: { $officers }
    Lists: { $lists }
    { $lines }
visit-part-waits = ⏳ { $lists }: its items are asked as soon as your approver says yes.
visit-left = #{ $number }: { $body } does not go along any more.
visit-planned =
    🔎 Planned #{ $number }: <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    Officers: { $officers }
    { $lines }
visit-planned-emergency =
    🔎 Emergency #{ $number }: <b>{ $place }</b>. Begin now; it must be approved within a day.
    { $kind } · { $bodies }
    Officers: { $officers }
    { $lines }
visit-asked = Asked for approval: { $names } ({ $body })
visit-no-approver = ⚠️ { $body } has no approver who may approve this. A captain enrols one: /enrol approver
visit-approvers-go = ⚠️ All approvers of { $body } take part, and nobody approves their own visit: cancel it and name others, or a captain enrols an approver: /enrol approver
visit-approver-unreached = ⚠️ { $names } ({ $body }) cannot be reached: they open { $link }
visit-unreached = ⚠️ { $names } cannot be reached: they open { $link }
# Asked, and told
visit-ask =
    🔎 Approve #{ $number }? <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    Officers: { $officers }
    Lists: { $lists }
visit-ask-again =
    🔎 Still to approve: #{ $number } <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    Officers: { $officers }
visit-ask-part =
    🔎 { $body } joins #{ $number }. Approve your part? <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    Officers: { $officers }
    Lists: { $lists }
visit-ask-late =
    🔴 #{ $number } was begun in an emergency. Approve it afterwards, within a day: <b>{ $place }</b>
    { $kind } · { $bodies } · { $officers }
visit-ask-late-again =
    🔴 Still not approved: #{ $number } <b>{ $place }</b>, begun in an emergency
    { $kind } · { $bodies } · { $officers }
visit-settled-approved = ✅ #{ $number } <b>{ $place }</b>: approved by { $name }, { $at }
visit-settled-turned-down = ❌ #{ $number } <b>{ $place }</b>: { $name } said not now, { $at }: { $reason }
visit-settled-over = #{ $number } <b>{ $place }</b>: nothing to approve any more ({ $state }; { $name }, { $at })
visit-wish-settled-approved = ✅ <b>{ $place }</b>: { $name } decided to go, { $at }: { $reason }
visit-wish-settled-turned-down = ❌ <b>{ $place }</b>: { $name } decided not now, { $at }: { $reason }
visit-late-unasked =
    🔴 #{ $number } was begun in an emergency, and nobody can approve it yet:
    { $lines }
visit-late-over = 🔴 #{ $number } { $place }: nobody has approved this emergency for a day. Ask your approver.
visit-approved = #{ $number } approved; its officers are told.
visit-part-approved = #{ $number } Your part is approved. Still asked: { $bodies }
visit-told-planned =
    🔎 { $name } planned #{ $number } with you: <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    Officers: { $officers }
visit-told-approved =
    ✅ #{ $number } is approved: <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    { $next }
visit-next-wait = Next: wait for the approval; its officers are told.
visit-next-over = Next: its days are over. Move it (which asks for approval anew) or cancel it.
visit-next-officers =
    { $count ->
        [one] Next: one more certified officer is needed, tap Officer.
       *[other] Next: { $count } more certified officers are needed, tap Officer.
    }
visit-next-part = Next: wait until the body that joined has approved, or let it leave.
visit-next-notify-today = Next: give the place notice; you may begin today.
visit-next-notify-later = Next: give the place notice, then begin on the day.
visit-next-begin-today = Next: go there, scan the code on the door and tap Begin.
visit-next-begin-later = Next: on the day, go there, scan the code on the door and tap Begin.
visit-next-answer = Next: answer all items, then read the record out.
visit-next-sign = Next: its officers and the responsible person sign.
visit-next-tell = Next: forward the result to the place and tap *The place has it*.
visit-next-close = Next: tap Close; it closes by itself after three days.
visit-next-closed = It is done. Hazards that are still open: /hazard
visit-next-again = To go there after all, wish for it anew: /visit PLACE
visit-next-handed = Whoever took it over goes on with it; nothing is left to do here.
visit-told-approved-late = ✅ #{ $number } { $place }: { $name } has approved the emergency.
visit-told-turned-down =
    #{ $number } { $place }: { $name } says not now: { $reason }
    { $next }
visit-told-moved =
    📅 #{ $number } { $place } is moved to { $days } ({ $state }).
    { $next }
visit-told-cancelled =
    ❌ #{ $number } { $place } is cancelled by { $name }: { $reason }
    { $next }
visit-told-handed-over =
    #{ $number } { $place } is handed over to { $to }: { $reason }
    { $next }
visit-told-no-access =
    🚪 #{ $number } { $place }: no access: { $reason }
    { $next }
visit-told-joined =
    🤝 { $body } joins #{ $number }: <b>{ $place }</b>
    { $days } · { $bodies }
    Officers: { $officers }
visit-told-left = #{ $number } { $place }: { $body } does not go along any more.
visit-told-named =
    👤 { $name } named you for #{ $number }: <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    Officers: { $officers }
    { $next }
visit-told-helper = { $name } named you as a helper of #{ $number }: { $place }, { $days }. You go along; officers answer.
visit-told-recused = You are taken out of #{ $number } { $place }: { $reason }
visit-told-recuses = #{ $number } { $place }: { $who } is taken out: { $reason }
visit-told-unreached = #{ $number }: { $name } cannot be reached in private; tell them yourself.
visit-today =
    🔎 Today: #{ $number } <b>{ $place }</b> { $address }
    { $kind } · { $bodies }
    Officers: { $officers }
    { $next }
visit-window-over = ⏰ #{ $number } { $place }: its days are over ({ $days }) and nobody went. Move it, which asks for approval anew, or cancel it.
visit-stands-under-way = ⏰ #{ $number } { $place }: begun on { $day } and not finished. Go on, or hand it over.
visit-stands-read-back = ⏰ #{ $number } { $place }: read out on { $day } and not signed. Sign, and have the place sign.
visit-stands-signed = ⏰ #{ $number } { $place }: signed on { $day }, and the place has no result. Give it the result.
visit-history-not-yours = Only officers and captains read the history of a visit. /visit { $number } says where and when it is.
visit-notice =
    { $place }: notice of a visit
    When: { $days }
    By: { $bodies }
    Who: { $officers }
    What: { $kind }, { $lists }
    Our number: #{ $number }. Please have the responsible person and the papers at hand.
visit-did-turn-down =
    #{ $number } Turned down; its officers are told.
    { $next }
visit-did-notify =
    #{ $number } { $place } is notified.
    { $next }
visit-did-move-to =
    #{ $number } moved to { $days } ({ $state }).
    { $next }
visit-did-name-officer =
    #{ $number } { $place }: { $who } goes along. Officers: { $officers }
    { $lines }
    { $next }
visit-did-name-helper = #{ $number } { $who } helps.
visit-did-code-number = #{ $number } The official code has the number { $official }.
visit-did-recuse = #{ $number } { $who } is taken out. Officers: { $officers }
visit-did-no-access =
    #{ $number } No access: noted.
    { $next }
visit-did-hand-over =
    #{ $number } handed over to { $to }.
    { $next }
visit-did-cancel =
    #{ $number } cancelled.
    { $next }
visit-why-turn-down = Write why not now; its officers read it.
visit-why-no-access = Write why there was no access.
visit-why-cancel = Write why it is cancelled.
visit-why-recuse = Write why { $who } is taken out of #{ $number }.
visit-why-hand-over = Write to whom and why, as in: gas leak at the main valve
visit-which-days = Write the day or days: 12-06, or 12-01..12-10.
visit-which-helper = Write the name of the helper.
visit-which-code-number = #{ $number } Which number does the official code have? Write it.
visit-code-number-long = #{ $number } That is too long for a number (at most { $most }). Write the number alone.
visit-official-number = Official code: { $official }
visit-which-name-officer = #{ $number } Who goes along?
visit-which-step = #{ $number } What is to be done?
visit-which-recuse = #{ $number } Who is taken out?
# My visits
visit-mine =
    🔎 { $count } { $count ->
        [one] visit
       *[other] visits
    }
    { $lines }
visit-mine-line = #{ $number } <b>{ $place }</b> · { $kind } { $days } · { $bodies } · { $step }
visit-mine-asked = ❓ <b>{ $place }</b>: { $name } asks you to decide
button-visit-decide = ❓ { $place }
visit-in-private = Visits are spoken of in private: open our chat.
visit-none = You have no visits. Plan one: /visit PLACE, or look what is near.
visit-more = … { $count } more: /visit NUMBER
button-visit-near = 📍 Places near me
visit-none-due = No visit is due today.
visit-step-go-on = ▶️ under way: go on
visit-step-late = 🔴 to be approved
visit-step-over = ⏰ its days are over: move or cancel it
visit-step-wait = ⏳ waits for approval
visit-step-begin = ▶️ begin it
visit-step-ahead = ahead
visit-step-done = 📄 give the result
# What holds here
visit-rules =
    Visits here:
    { $lines }
    Captains change it: /visit rules cooldown 30 · cap fire daily 4 · standing WORDS
visit-rule-cooldown = Cool-down: { DAYS($days) } for a place and list
visit-rule-yearly = Cap: { $count } a year for a place, body and kind
visit-rule-cap = Cap of { $body }, { $kind }: { $count } a year
visit-rule-standing = They rest on: { $words }
visit-every-body = every body
visit-rules-how = Write one of: /visit rules cooldown 30, /visit rules cap fire daily 4, /visit rules standing WORDS
visit-rules-figure = Write a whole number up to { $most }.
import-visits = ~ { $count } { $count ->
        [one] rule
       *[other] rules
    } for visits changed
file-wants-at-most = Line { $line }: { $field } must be { $most } at most.
# Refusals
visit-how = Name the place: /visit PLACE [daily|special|guidance|recheck] [12-06] [LIST] [+OFFICER]. A single case: /visit PLACE complaint NUMBER
visit-unknown = There is no visit #{ $number }; /visit lists yours.
visit-not-approved = #{ $number } is not approved yet: its approver is asked. In an emergency, wish it anew with: emergency
visit-part-not-approved = #{ $number } { $body } has joined and not approved its part yet; ask it, or let it go: /visit_{ $number } leave
visit-approval-over = #{ $number } The approval was for days up to { $day }. Ask anew for other days.
visit-not-yet = #{ $number } is for { $day } or later. Move it first: /visit_{ $number } move today
visit-own = #{ $number } Nobody approves their own visit: another approver of the body does.
visit-of-another-body = #{ $number } An approver of { $body } decides this.
visit-approved-already = #{ $number } is approved already; nothing is left to do.
visit-part-read = #{ $number } was read out already. Its officers take it back first (correct), then approve.
visit-approver-goes = #{ $number } { $name } approved this visit, and nobody approves their own: name somebody else.
visit-own-wish = Nobody decides about their own wish: another approver of the body does.
visit-wish-of-body = An approver of { $body } decides this.
visit-joined-only = #{ $number } { $body } leads this visit; a body that joined leaves it: /visit_{ $number } leave
visit-leads = #{ $number } Only a body that joined can leave; the one that leads cancels: /visit_{ $number } cancel
visit-needs-two = #{ $number } A firm is visited by two officers with certificates in date: name another one first.
visit-needs-one = #{ $number } No officer with a certificate in date is named: name one first.
visit-recuse-not-theirs = #{ $number } { $name } is taken out by themselves, by their own body, or by the approver of { $body }; ask one of them.
visit-was-recused = #{ $number } They were taken out of this visit and cannot be named again.
visit-items-open = #{ $number } { $count } { $count ->
        [one] item is
       *[other] items are
    } not answered; answer them, or say why not.
visit-at-gone-place = #{ $number } { $place } is marked as gone: cancel the visit, or say that there was no access.
visit-certificate-over = The certificate of { $name } ended on { $day }; a captain enters the new one by /enrol officer.
visit-place-is-gone = { $place } is marked as gone: nobody is visited there.
visit-which-list = No list suits { $place }: name one of { $lists }
visit-window-wrong = Name days from today on, { DAYS($most) } at most: 12-06, or 12-01..12-10
visit-needs-source = A single case needs its source and number: /visit PLACE complaint 12345-678 (or passed-on, alarm, own-wish)
visit-no-officer = { $name } is no officer with a certificate: only officers inspect.
visit-no-auxiliary = { $name } is an auxiliary: they register what they see and do not inspect. Name an expert, or an officer.
visit-two-of-name = Several are called { $name }; write the number.
visit-nobody-named = Nobody here is called { $name }; check the name.
visit-nobody-to-choose = #{ $number } Nobody is left to choose.
visit-other-body = You are not of { $body }; leave the body out.
visit-no-approver-reached = No approver of { $body } can be reached in private. A captain enrols one: /enrol approver
visit-wish-of-another = That is somebody else's wish; make your own: /visit PLACE
visit-wish-over = This wish is settled already; /visit lists your visits.
visit-join-late = #{ $number } does not go there on these days any more; wish anew: /visit PLACE
visit-wish-past = These days are over (the last was { $day }). Tap other days, or wish anew: /visit PLACE
visit-decide-past = These days are over (the last was { $day }). Say not now, and ask { $name } to wish for other days.
visit-decide-join = #{ $number } goes there on these days by now. Say not now, and ask { $name } to join it: /visit PLACE
visit-moves-onto = #{ $number } #{ $other } by { $bodies } goes to { $place } on these days. Name other days, or cancel this one and join it: /visit { $place }
visit-no-place = No place is found for { $said }; try its code, or register it: /place new
visit-too-many-places = Name { $most } { $most ->
        [one] place
       *[other] places
    } at most at once.
visit-days-how = Write days as 12-06, tomorrow, or 12-01..12-10.
