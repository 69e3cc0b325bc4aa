# Moves of an incident, and refusals
not-yours = #{ $number } That step is not yours to make: { $move_word }. Ask a captain if it is needed.
not-sent-yet = #{ $number } No team is sent yet. A captain sends one: /assign { $number } TEAM
not-now = #{ $number } is "{ $state_word }" now, so { $move_word } is not possible; the buttons on its card show what is.
not-own-work = #{ $number } Your own work is confirmed by somebody else: a captain, or who reported it.
no-such-case = There is no case #{ $number }; check the number.
which-case = Which case? { $cases }. Write its number, as in /{ $command }_{ $number }, or reply to its card.
which-case-none = No case is meant. Write its number, as in /{ $command } 42, or reply to its card.
case-short = #{ $number } { $item }
which-of-list = Which case? { $cases } … Write its number, as in “{ $number } on my way”, or tap its number.
case-at = #{ $number } { $item } ({ $place })
needs-reason = Write a reason, as in /{ $command } { $number } REASON.
needs-team = Write a team, as in /assign { $number } TEAM.
needs-minutes = Write how long, as in /hold { $number } 40m REASON.
needs-outcome = Choose the outcome.
needs-pieces = Write which piece, as in /waive { $number } PIECE REASON.
needs-point = Send a location.
needs-item = Choose the item.
needs-severity = Write a severity: low, medium, high or critical.
needs-into = Write the case to merge into, as in /merge { $number } 41.
needs-department = Write the department, as in /transfer { $number } DEPARTMENT NOTE.
already-leads = #{ $number } That team leads it already; choose another.
already-sent = #{ $number } That team was sent there already; choose another.
already-that-item = #{ $number } It is that item already; nothing to change.
nothing-to-undo = #{ $number } There is no automatic step to undo.
cancel-too-late = #{ $number } A team is on scene; only a captain can void it now. Ask one.
merge-with-itself = #{ $number } A case cannot be merged with itself; write the number of another one.
merge-into-ended = #{ $number } That case has ended and takes nothing in; write the number of one that is open.
lead-only = #{ $number } The leading team does that; yours supports.
captains-only = #{ $number } Only a captain can do that.
captains-only-command = Only a captain can use this command.
house-only = That is done by the program itself; nobody can ask for it.
no-such-team = There is no team "{ $team }"; see /teams for the names.
two-teams = "{ $team }" fits more than one team: { $teams }. Write the whole name of one.
two-teams-begin = "{ $text }" may begin with the name of more than one team: { $teams }. Put the name that is meant in quotation marks, as in "{ $team }".
no-such-outcome = There is no outcome "{ $outcome }"; use one of { $outcomes }.
no-such-severity = There is no severity "{ $severity }"; use one of { $severities }.
no-such-item = There is no item "{ $item }"; tap More and choose from the list.
cannot-pull = #{ $number } That team cannot be pulled any more; choose another.
own-team-not-available = #{ $number } Nobody of your team is on duty; send /duty first, then tap again.
own-team-busy = #{ $number } Your team holds another case and cannot take this one too; the nearest free team is sent.
own-team-cannot = #{ $number } Your team does not handle this kind; one that does is sent.
wrong-time = There is no time { $time }; write it like at 14:05.
time-before-previous = { $time } is before the previous step; write a later time.
stale-button = This button is out of date; use the newest card.
question-settled = #{ $number } That question is settled; no answer is needed any more.
done-take = #{ $number } It is yours and you are on scene. Photograph it, deal with it, finish it
done-dispatch = #{ $number } { $team } has the order and is to accept it
done-reassign = #{ $number } { $team } has the order instead and is to accept it; the former team is told
done-accept = #{ $number } Accepted. Go there
done-decline = #{ $number } Declined, you need not go; another team is looked for
done-arrive = #{ $number } Arrived. Photograph it, deal with it, finish it
done-resolve = #{ $number } Finished; a captain or the reporter confirms it
done-confirm = #{ $number } Confirmed; the case is closed
done-send-back = #{ $number } Sent back; { $team } does it again and is to accept it
done-send-back-open = #{ $number } Sent back; it waits for a team
done-hold = #{ $number } On hold until { $until }, then it goes on by itself; earlier: /resume_{ $number }
done-resume = #{ $number } Goes on: { $state }
done-backup = #{ $number } { $team } is sent along
done-relocate = #{ $number } Place corrected; a team on its way is told
done-recategorise = #{ $number } It is now: { $item }
done-prioritise = #{ $number } Severity is now { $severity }
done-waive = #{ $number } Waived: { $pieces }. Still missing: { $missing }
done-waive-all = #{ $number } Waived: { $pieces }. Nothing is missing now
done-undo = #{ $number } Taken back; it is { $state } again
done-release = #{ $number } Taken from { $freed }; another team is looked for
done-cancel = #{ $number } Voided{ $count ->
        [0] {""}
       *[other] {"; "}{ $freed } will hear that they need not go
    }
done-transfer = #{ $number } Handed to { $department }; you are reminded on { $due }. Their answer: /answered_{ $number }, or /returned { $number } REASON
done-answered = #{ $number } { $department } has answered; the case is closed
done-returned = #{ $number } { $department } returned it; it is open again and waits for a team
done-reopen = #{ $number } Open again; a team is looked for
both = { $one }, { $other }
no-team-yet = #{ $number } No team has it yet; first /assign_{ $number }
time-not-yet = { $time } has not come yet; write a time that has passed.
severity-which = #{ $number } How severe is it? Tap one
because = { " " }({ $reason })
point = { $lat }, { $lon }
reason-radio = said by radio by mistake
reason-late = the first team has accepted
reason-pulled = pulled to #{ $number }
card-sent-back = ↩️ Sent back: { $reason }
arrive-why = #{ $number } Your position is { METRES($metres) } from the scene. Why have you arrived all the same? Tap the reason:
button-far-gps = GPS is wrong
button-far-moved = The scene moved
button-far-crowd = Went on foot
decline-why = #{ $number } Why decline? One tap, and it is declined
reason-busy = Busy
reason-too-far = Too far
reason-unsafe = Unsafe
reason-not-ours = Not ours
reason-equipment = No equipment
reason-no-photo = No photo possible
reason-other = Other
reason-said = { $said }
sure-move = { $will } Tap once, then it is done.
will-do = { $move_word } #{ $number }{ $words }?
will-release = { $case }: { $count ->
        [0] open it for another team
       *[other] take it from { $freed }
    }{ $words }? Another team is looked for.
will-cancel = { $case }: void it{ $words }? It ends; { $count ->
        [0] no team is on it
       *[other] { $freed } will be told not to go
    }.
will-merge = { $case } is the same as { $into_case }{ $apart }? #{ $number } ends; its words, photos and reporter go to #{ $into }, and { $count ->
        [0] no team is on it
       *[other] { $freed } will be told not to go
    }.
cases-apart = , { METRES($metres) } away
will-transfer = { $case }: hand it to { $department }? It ends here, you are reminded of their answer on { $due }, and { $count ->
        [0] no team is on it
       *[other] { $freed } will be told not to go
    }.
will-reopen = { $case }: open it again{ $words }? A team is looked for; its time still counts from the first report.
reason-on-break = everybody of the team is on break
reason-off-duty = nobody of the team is on duty any more
reason-misplaced = its location was of another report
reason-left-team = nobody of the team is left to hold it
reason-dissolved = the team is dissolved
reason-which = #{ $number } { $move }: send one line of reason
reason-which-or = Why? Tap, or send one line of reason: { $move } #{ $number }
button-reason = { $reason }
assign-whom = #{ $number } Send whom?
assign-which = #{ $number } "{ $team }" may mean { $teams }. Which one?
assign-sure = #{ $number } { $team } is { $doubt }. Send it all the same? Yes sends it
assign-instead = #{ $number } { $by } sent { $sent } { SECONDS($seconds) } ago. Send { $team } instead{ $doubt }? Yes: { $sent } is told not to go.
assign-replaced = #{ $number } { $by } sent { $team } { SECONDS($seconds) } after you; { $sent }, whom you had sent, is told not to go.
doubt-besides = , although it is { $doubt }
doubt-busy = busy
doubt-off-duty = off duty
doubt-none = free
button-sure = Yes
button-team = { $team }
button-team-metres = { $team } { $metres } { $doubt } · { $age }
button-pull = Pull { $team } { METRES($metres) } (from #{ $number })
button-seen = Seen
button-cancel = Void
button-confirm-all = Confirm one by one
button-new-case = It is a new case
button-number = #{ $number }
joined-as-support = #{ $number } Another team has accepted; you go along as support
support-step = #{ $number } Noted for your team as support: { $move }
asked-the-captain = #{ $number } The captain is asked; go on until the answer comes
backup-sent = #{ $number } { $team } is sent along as backup
backup-unanswered = #{ $number } No backup answered and no other team is free. To send one by hand: /backup { $number } TEAM
backup-nobody = #{ $number } No team is free for backup; the captain is asked
place-where-first = #{ $number } Send where it is: a location, or the name of a registered place
place-where = #{ $number } Send the new location
place-set-at = #{ $number } Place changed: { $place }; a team on its way is told
place-set = #{ $number } Place changed; a team on its way is told
item-which = #{ $number } Which item is it? Tap one
item-set = #{ $number } It is { $item }
kept-as-it-is = #{ $number } Kept as it is
merged-into = #{ $number } is merged into #{ $into }; its words, photos and reporter are there now.
pulled = #{ $number } The team is pulled here and has the order
nothing-to-confirm = No case waits for confirmation.
confirm-next = #{ $number } Confirm: { $item } { $place } · { $outcome } · took { $took } · photos { $have }/{ $need }{ $left }
    Closed when: { $closure }
    { $seen }
confirm-left = . { $count } more after this
told-end = ✅ #{ $number } is closed: { $item } { $place } · { $outcome } by { $team }, { $took } after your report · confirmed by { $by }
told-end-cancelled = ✖️ #{ $number } was called off: { $item } { $place } · by { $by }{ $reason }
lead-hears-dispatch = { $case }: your team leads now. Finish by { $due }.
lead-hears-reassign = { $case }: your team leads now. Finish by { $due }.
lead-hears-send-back = { $case }: { $by } sent it back{ $reason }. Do it again by { $due }.
lead-hears-hold = { $case }: { $by } put it on hold until { $until }{ $reason }. It goes on by itself then; to ask for it earlier: /resume_{ $number }
lead-hears-resume = { $case }: it goes on ({ $state }). Finish by { $due }.
lead-hears-relocate = { $case }: { $by } changed the place. Go to the new one, sent below.
lead-hears-recategorise = { $case }: { $by } changed the item from “{ $was_item }” to “{ $item }”. Steps and photos may differ, look again; finish by { $due }.
lead-hears-prioritise = { $case }: { $by } changed the severity from { $was_severity } to { $severity }. Finish by { $due }.
lead-hears-waive = { $case }: { $by } does without: { $pieces }{ $reason }. You need not send that; the rest stays.
former-hears-take = { $case }: no need to go. { $lead } is there already and deals with it.
former-hears-reassign = { $case }: no need to go. { $lead } goes instead{ $reason }.
former-hears-decline = { $case }: no need to go. { $by } declined for your team{ $reason }; { $next }.
former-hears-expire = { $case }: not accepted in time, so it is no longer yours; { $next }. If you can go after all: /accept_{ $number }
former-hears-hold = { $case }: { $by } put it on hold until { $until }{ $reason }. No need to go; your team is free for others.
former-hears-release = { $case }: no need to go. It was taken from your team{ $reason }; { $next }.
former-hears-cancel = { $case }: no need to go. { $by } voided it{ $reason }.
former-hears-merge = { $case }: no need to go. { $by } merged it into { $into }, where it is dealt with.
former-hears-transfer = { $case }: no need to go. { $by } handed it to { $department }.
support-hears-resolve = { $case }: the leading team has finished; you may leave.
captain-hears-decline = { $case }: { $team } declined{ $reason }; { $next }.
captain-hears-release = { $case }: { $team } is off it{ $reason }; { $next }.
reporter-hears-merge = { $case }: what you reported is the same as { $into } and goes on there.
reporter-hears-transfer = { $case }: what you reported was handed to { $department }. You hear when they answer.
reporter-hears-answered = { $case }: { $department } has answered; what you reported is closed.
reporter-hears-reopen = { $case }: what you reported is open again{ $reason }. A team is looked for.
next-leads = { $team } leads now
next-looked-for = another team is looked for
next-nowhere = its location is missing
support-given-back = { $case }: { $team } supports no longer{ $reason }. Another team is sent as soon as one is free.
the-clock = System
move-report = report
move-take = handled by the finder
move-dispatch = send
move-reassign = reassign
move-accept = accept
move-decline = decline
move-expire = not accepted in time
move-arrive = arrive
move-resolve = finish
move-confirm = confirm
move-send-back = send back
move-hold = hold
move-resume = resume
move-backup = backup
move-relocate = change the place
move-recategorise = change the item
move-prioritise = change the severity
move-waive = waive evidence
move-undo = undo the automatic step
move-release = release
move-cancel = void
move-merge = merge
move-transfer = transfer
move-answered = department answered
move-returned = department returned it
move-reopen = reopen
move-assign = assign
move-note = note
move-edited = edit words
move-evidence = add evidence
move-support-accept = support accepted
move-support-arrive = support arrived
move-support-expire = support did not answer
move-support-decline = support declined
move-support-resolve = support left
move-support-release = support released
place-near = { $metres } { $direction } of { $place }
place-at = at { $place }
nobody-free = #{ $number } { $item }, { $place }: no team can be sent ({ $counts }). To send one all the same, tap it.
nobody-free-several = No team can be sent to { $count ->
        [one] one case
       *[other] { $count } cases
    }. To send one all the same write, for example, /assign { $number } Team 2
    { $lines }
nobody-free-line = #{ $number } { $item }, { $place } ({ $counts })
no-team-at-all = #{ $number } { $item }, { $place }: there is no team yet that could go. Make one with /team new.
suggest-teams = #{ $number } { $item } { $place }: which team? Without a tap within a minute the nearest goes
pull-offer = #{ $number } { $item } { $place }: no team is free. Pull which? Without a tap within a minute one is pulled
team-silent = #{ $number } { $team } gave no answer: nothing more is sent to it by itself until it gives a sign. Call them
ask-transfer = #{ $number } { $item } { $place }: { $by } asks to hand it to { $department }. If you agree, tap, or /transfer { $number } DEPARTMENT NOTE
ask-resume = #{ $number } { $item } { $place }: { $by } asks to go on with it. If you agree, tap
ask-hold = #{ $number } { $item } { $place }: { $by } asks to put it on hold for { MINUTES($minutes) }{ $reason }. If you agree, tap
backup-wanted = #{ $number } { $item } { $place }: { $by } asks for backup and no team is free. To send one by hand: /backup { $number } TEAM
case-whole =
    #{ $number } { $item } · { $severity } · { $state }
    📍 { $place }
    Reported { $reported } by { $reporter }; limit { $due }
    { $lines }
case-words = Words: { $words }
case-source = Source: { $source }
case-held = On hold for { SECONDS($held) }
case-photos = Photos { $have }/{ $need }
case-finished = Finished { $at }
case-team = { $role } { $team }: { $steps }{ $reason }
case-team-sent = sent { $at }
case-team-accepted = accepted { $at }
case-team-arrived = arrived { $at }
case-team-ended = { $outcome } { $at }
role-lead = lead
history =
    #{ $number }, { $count } { $count ->
        [one] entry
       *[other] entries
    }
    { $lines }
history-line = { $at } { $what } · { $by } · { $channel } { $how } { $late }
history-plain = { $move }{ $team }{ $reason }{ $words }
history-other = { $move }{ $reason }{ $words }
history-report = reported{ $at }{ $words }
history-take = { $team } found it and deals with it itself{ $instead }
history-dispatch = sent { $team }{ $reason }{ $pulled }{ $override }
history-reassign = sent { $team }{ $instead }{ $reason }{ $pulled }{ $override }
history-accept = { $team } accepted
history-decline = { $was_team } declined{ $reason }{ $words }
history-expire = { $was_team } did not accept in time
history-arrive = { $team } arrived{ $reason }
history-resolve = { $was_team } finished: { $outcome }{ $words }
history-confirm = confirmed and closed
history-send-back = sent back{ $reason }; { $state }
history-hold = on hold for { MINUTES($minutes) }, until { $until }{ $reason }{ $free }
history-resume = goes on: { $state }
history-backup = sent { $team } along{ $reason }{ $pulled }
history-relocate = place: { $place }
history-recategorise = item: { $item }
history-prioritise = severity: { $severity }
history-waive = does without: { $pieces }{ $reason }
history-undo = took back “{ $undone }”; { $state } again
history-release = taken from { $was_team }{ $reason }
history-cancel = voided{ $reason }
history-merge = merged into { $into }
history-transfer = handed to { $department }{ $due }{ $words }
history-answered = { $department } answered; closed
history-returned = { $department } returned it{ $reason }; open again
history-reopen = opened again (was { $from_state }){ $reason }
history-edited = words changed to{ $words }
history-evidence = evidence counts as: { $piece }
history-step = step { $n } “{ $step }”: { $done }
history-step-done = done
history-step-open = not done after all
history-support-accept = support { $team } accepted
history-support-arrive = support { $team } arrived
history-support-expire = support { $team } did not accept in time
history-support-decline = support { $team } declined
history-support-resolve = support { $team } left
history-support-release = support { $team } was taken off{ $reason }
history-words = {" "}“{ $words }”
history-team = : { $team }
history-instead = {" "}instead of { $team }
history-freed = , team freed
history-override = {" "}(although busy or off duty)
history-pulled = {" "}(pulled from #{ $number })
history-due = , answer due { $at }
history-another-case = another case
from-to = { $was } → { $now }
automatic-step = automatic step
entered-at = (entered at { $at })
implied = (implied)
channel-group = in the group
channel-private = in private
channel-button = by button
channel-clock = by itself
channel-chat = in the group
channel-membership = membership
channel-web = on the page
board =
    { $count } open, { $overdue } overdue, { $waiting } waiting for a team{ $nowhere } ({ $now })
    { $lines }
board-pinned =
    📋 { $count } open, { $overdue } overdue, { $waiting } waiting for a team{ $nowhere } · as of { $now }
    { $lines }
    { $more }
board-pinned-empty = 📋 No open cases · as of { $now }
board-more = … and { $count } more: /board
board-line-left = #{ $number } until { $at } · { $item }{ $place } · { $state } { $who }
board-line-over = 🔴 #{ $number } { MINUTES($minutes) } over · { $item }{ $place } · { $state } { $who }
board-line-held = ⏸ #{ $number } on hold until { $at } · { $item }{ $place } · { $who }
board-line-done = ✔ #{ $number } to be confirmed · { $item }{ $place } · { $who }
board-place = , { $place }
board-nowhere-count = {", "}{ $count } without a location
board-nowhere = location missing: /relocate_{ $number }
board-waits = ({ $reasons })
board-empty-but =
    The patrol has no open case now.
    { $lines }
board-empty = No open cases now.
button-list-back = ‹ { $page }
button-list-on = { $page } ›
button-list-again = ⟳ { $page }/{ $pages }
nothing-with-you = Fine. No case is with you now.
order-waits = #{ $number } waits for you: answer "ok" or "decline"
case-in-hand = #{ $number } is yours: "here", "done", "backup"
case-on-hold = #{ $number } is on hold and resumes by itself; to ask for it earlier: /resume_{ $number }
asked-nowhere = #{ $number }: location missing, so nobody is sent; a captain sets it or sends a team by hand
asked-nobody = #{ $number }: { $state }, nobody is sent
asked-teams = #{ $number } { $teams }
asked-sent = { $team }: sent { $at }, not accepted yet{ $far }
asked-accepted = { $team }: accepted { $at }{ $far }
asked-there = { $team }: on scene since { $at }
asked-far = , { $far } away, { $position }
radio-sure = #{ $number } Did { $team } say by radio: “{ $move }”? One tap writes it down
radio-no-case = { $team } leads no case. Name the case, as in: 42 arrived.
radio-which = "{ $team }" is case #{ $number } and a team that leads #{ $other }. Say which: the team by its name, the case as #{ $number }.
question-is-no-reason = That is a question, not a reason. Write the reason, or leave it.
button-radio-yes = Yes
button-take-back = Undo
danger-unanswered = #{ $number } { $item } { $place }: nobody answered whether somebody is in danger ({ $words }). Support is sent. Ask who reported.
danger-unanswered-nobody = #{ $number } { $item } { $place }: nobody answered whether somebody is in danger ({ $words }), and no team is free to support. Ask who reported, or send a team.
radio-too-late = #{ $number } has moved on since; use the buttons on its card.
asked-team = { $team }: { $state }
