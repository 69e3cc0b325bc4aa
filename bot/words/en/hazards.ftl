# Hazards
help-hazard = hazards: yours, one by its number, a new one at a place
blank-step = STEP
hazard-minor = minor
hazard-major = major
hazard-critical = critical
hazard-clue = clue
hazard-no-body = no body yet
hazard-owners = owners of the deployment
hazard-somebody = somebody
hazard-place-itself = the place itself
hazard-nobody-may = nobody
state-found = found
state-clue = clue, to be confirmed
state-limited = limit set
state-rectified = put right, to be re-checked
state-escalated = escalated
state-dismissed = no hazard
move-find = find
move-doubt = register as a clue
move-confirm-clue = confirm the clue
move-grade = say how bad
move-hand-to = hand to another body
move-picture = add a photo
move-set-limit = set a limit
move-stay = stay there
move-fix = put right on the spot
move-rectify = put right
move-pass = pass the re-check
move-allow = allow the re-check
move-hasten = re-check earlier
move-redate = new date of the re-check
move-escalate = escalate
move-forbid = must not open
move-lift = lift the order
move-dismiss = no hazard
move-take-back = take back
button-hazard-show = Open
button-hazard-limits = Set a limit
button-hazard-grades = How bad
button-hazard-bodies = Hand to a body
button-hazard-confirm-clue = It is a hazard
button-hazard-dismiss = It is none
button-hazard-stay = I stay here
button-hazard-fix = Put right on the spot
button-hazard-rectify = Put right
button-hazard-pass = Pass the re-check
button-hazard-send-back = Send back
button-hazard-allow = Allow one of them
button-hazard-hasten = Re-check earlier
button-hazard-escalate = Escalate
button-hazard-forbid = Must not open
button-hazard-lift = Lift the order
button-hazard-photo = Add a photo
button-hazard-look = 🔎 Re-check #{ $number }
button-hazard-new = ⚠️ Hazard
button-hazard-minor = Minor
button-hazard-major = Major
button-hazard-critical = Critical
button-hazard-owners = Owners
button-hazard-days = { DAYS($what) }
button-hazard-body = { $what }
button-hazard-number = #{ $number }
hazard-limit-until = , to be put right by { $until }{ $provisional }
hazard-recheck-until = , re-check by { $until }{ $provisional }
hazard-limit-over = , limit was { $until }, over for { DAYS($days) }
hazard-recheck-over = , re-check was due { $until }, over for { DAYS($days) }
hazard-provisional = {" "}(provisional: the days of that year are not announced)
hazard-must-not-open = ⛔ MUST NOT OPEN: order { $order } of { $authority }, { $day }
hazard-must-not = ⛔{" "}
hazard-advised-to-stop = . Major hazard open, advised to stop
hazard-line-advised = 🔴 Major hazard open, advised to stop
hazard-at-door = hazard #{ $number } ({ $severity }): { $title }{ $due }{ $times }{ $advised }
hazard-forbidden-at-door = { $order } · { $hazard }
hazard-repeated = , found { $count ->
        [one] once
       *[other] { $count } times
    } before within a year
case-hazard =
    <b>⚠️ #{ $number } { $title }</b>
    { $place } · { $severity } · { $body }
    { $state }{ $due }
    { $lines }
hazard-line-found = Found by { $name }, { $at } · photos before: { $count }
hazard-line-fixed = Put right by { $name }, { $at } · photos after: { $count }
hazard-line-rechecks = May re-check: { $names }
hazard-line-allowed = Allowed to re-check though they found or fixed it: { $name }
hazard-line-rechecked = Re-checked by { $name }
hazard-line-back = Sent back { $count ->
        [one] once
       *[other] { $count } times
    }
hazard-line-escalated = Escalated to { $whom }
hazard-line-guidance = Found in a guidance visit: no limit
hazard-line-repeated = 🔁 The same was found here { $count ->
        [one] once
       *[other] { $count } times
    } within the year before
hazard-in-private = ⚠️ #{ $number } is a hazard ({ $state }). The rest is in the private chat.
hazard-list =
    <b>Hazards: { $count }</b>, what is due first
    { $lines }
hazard-list-line = #{ $number } { $place }: { $title } ({ $severity }) · { $state }{ $due }
hazard-list-more = … and { $count } more
hazard-list-none = No open hazards of yours. A new one: /hazard PLACE WHAT
hazard-list-in-private = Hazards are listed in the private chat.
hazard-handed-over = { $must }#{ $number } ⚠️ { $place }: { $title } ({ $severity }) · { $state }{ $due }
hazard-history = { $move }{ $what }{ $reason }{ $words }
hazard-history-order = : order { $order }
hazard-history-limit = , by { $until }
hazard-history-recheck = , re-check by { $until }
hazard-history-is = : { $what }
hazard-found = ⚠️ #{ $number } { $place }: { $title } ({ $severity }){ $due }. { $ask } Send a photo with the button below.
hazard-how-bad = How bad is it?
hazard-clue-made = ⚠️ #{ $number } Kept as a clue about { $place }: { $title }. { $ask } It counts once an officer confirms it; they are being asked.
hazard-what = What is the hazard at { $place }? Write it, with how bad and until when where you know: wiring worn out, major, 3d
hazard-where-is-it = Say where it is: /hazard PLACE WHAT, or in reply to a location.
hazard-which-place = Several places are called so; write the code too: { $names }
hazard-which = Which hazard? Write its number: /hazard 42
hazard-which-move = #{ $number } “{ $said }” is no step. Steps: limit 3d, fixed, rectified, pass, back, escalate, early, cannot, allow, forbid, lift, dismiss, photo
no-such-hazard = There is no hazard #{ $number }; check the number, or see /hazard
is-of-hazard = #{ $number } is a hazard: see /hazard { $number }
hazard-is-over = #{ $number } is over: it takes no more photos.
hazard-which-limit = #{ $number } Until when is it to be put right? Or write /hazard { $number } limit 10d
hazard-which-severity = #{ $number } How bad is it?
hazard-which-body = #{ $number } Whose is it?
hazard-which-whom = #{ $number } To whom does it go?
hazard-which-allowed = #{ $number } Who may re-check it?
hazard-ask-reason = #{ $number } Why? Write it.
hazard-ask-back = #{ $number } What is still wrong, and until when? Write it: 3d wiring still open
hazard-ask-order = #{ $number } Write the order's number, the authority and its date, with commas: FIRE-12/2026, fire, 2026-03-02
hazard-ask-lift = #{ $number } Order { $order } of { $authority } stands. Write the number of what lifts it and the authority: FIRE-15/2026, fire
hazard-order-day = “{ $day }” is no date of an order. Write it as year-month-day, today at the latest.
hazard-send-photo = #{ $number } { $title }: send the photo now.
hazard-send-photo-fix = #{ $number } { $title }: send a photo of how it is now; with it the hazard is closed.
hazard-send-photo-rectify = #{ $number } { $title }: send a photo of how it is now; it stands beside the old one, and somebody else re-checks.
hazard-photo-before = ⚠️ #{ $number } { $title }: photo kept, { $count } before.
hazard-photo-after = ⚠️ #{ $number } { $title }: photo kept, { $count } after.
hazard-photo-again = #{ $number } has this photo already; send another one.
hazard-photo-not-yours = #{ $number } Photos come from who found it, its body, or the place itself.
hazard-wants-photo = #{ $number } Send a photo of how it is now: without one it is not put right.
hazard-where = #{ $number } This one is re-checked on the spot. Send your location at { $place }, or scan the code on the door first.
hazard-not-there = #{ $number } You are farther than { METRES($most) } from it: go there and send your location again.
hazard-nowhere = #{ $number } This one is re-checked on the spot, and nobody knows where { $place } lies: scan the code on the door, then pass it.
hazard-did-confirm-clue = ⚠️ #{ $number } { $title }: It is a hazard now.
hazard-did-grade = ⚠️ #{ $number } { $title }: It is { $severity } now.
hazard-did-hand-to = ⚠️ #{ $number } { $title }: It is for { $body } now.
hazard-did-set-limit = ⚠️ #{ $number } { $title }: The limit stands{ $due }.
hazard-did-stay = ⚠️ #{ $number } { $title }: Noted: you stay there.
hazard-did-fix = ⚠️ #{ $number } { $title }: Put right on the spot, closed.
hazard-did-rectify = ⚠️ #{ $number } { $title }: Put right{ $due }. Those who may re-check are being asked.
hazard-did-pass = ⚠️ #{ $number } { $title }: Passed, closed.
hazard-did-send-back = ⚠️ #{ $number } { $title }: Sent back{ $due }.
hazard-did-allow = ⚠️ #{ $number } { $title }: Allowed, with your reason on record.{ $unsaid }
hazard-did-hasten = ⚠️ #{ $number } { $title }: Those who may re-check are being asked to come earlier{ $due }.
hazard-did-escalate = ⚠️ #{ $number } { $title }: Escalated; they are being told.
hazard-did-forbid = ⚠️ #{ $number } { $title }: Must not open: it stands on the order card, the map and the wall.
hazard-did-lift = ⚠️ #{ $number } { $title }: The order is lifted.
hazard-did-dismiss = ⚠️ #{ $number } { $title }: It was no hazard, closed.
hazard-hears-confirmed = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): an officer confirmed it.
hazard-hears-limit = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): the limit is set{ $due }.
hazard-hears-sent-back = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): sent back{ $due }: { $reason }
hazard-hears-allowed = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): the approver allows you to re-check it{ $due }: { $reason }
hazard-hears-hastened = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): the place wishes for an earlier re-check{ $due }.
hazard-hears-escalated = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): escalated to { $whom }{ $why }.
hazard-hears-forbidden = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): ⛔ must not open: order { $order } of { $authority }, { $day }.
hazard-hears-lifted = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): the order { $order } of { $authority }, { $day } is lifted.
hazard-hears-ended = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): { $state }.
hazard-hears-handed = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): { $who } handed it over to { $body }{ $due }.{ $asks }
hazard-hears-handed-limit = {" "}Until when is it to be put right?
hazard-clue-asked = ⚠️ #{ $number } { $finder } saw at { $place }: { $title }. Is it a hazard?
hazard-limit-asked = ⚠️ #{ $number } { $finder } found at { $place }: { $title } ({ $severity }). Until when is it to be put right?
hazard-recheck-asked = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): { $by } says that it is put right{ $due }. Please re-check.
hazard-recheck-nobody = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): { $by } says that it is put right{ $due }, and nobody else may re-check it. Enrol an officer, or allow one of them with a reason: /hazard { $number } allow
hazard-limit-soon = ⚠️ #{ $number } { $place }, { $title } ({ $severity }){ $due }.
hazard-limit-end = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): the limit ends now{ $due }.
hazard-limit-overdue = 🔴 #{ $number } { $place }, { $title } ({ $severity }): not put right{ $due }.
hazard-recheck-soon = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): waits for its re-check{ $due }.
hazard-recheck-end = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): the time for the re-check ends now{ $due }.
hazard-recheck-overdue = 🔴 #{ $number } { $place }, { $title } ({ $severity }): not re-checked{ $due }; the place is red until then.
hazard-escalated-waits = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): escalated to { $whom }, and still open.
hazard-alarm-finder = 🔴 #{ $number } { $place }: { $title }. Critical and open: stay there until it is made safe, or escalate. { $times ->
        [one] {""}
       *[other] Said { $times } times.
    }
hazard-alarm = 🔴 #{ $number } { $place }: { $title } ({ $body }). Critical and open; nobody has acted yet. Major hazard open, advised to stop. { $times ->
        [one] {""}
       *[other] Said { $times } times.
    }
hazard-alarm-in-group = 🔴 #{ $number } A critical hazard is open. Open the private chat for it: /hazard { $number }
hazard-days-known =
    Working days that were not announced are known now; on another day { $count ->
        [one] is one re-check
       *[other] are { $count } re-checks
    }:
    { $lines }
hazard-redated = #{ $number }{ $due }
hazard-recheck-by-another = #{ $number } Who found or fixed it does not re-check it. Those who may: { $who }. If none is free, its approver allows one: /hazard { $number } allow
hazard-recheck-on-spot = #{ $number } Only minor ones pass from photos. Go there and send your location, or scan the code on the door.
hazard-order-stands = #{ $number } Order { $order } of { $authority } stands. That authority lifts it first: /hazard { $number } lift
hazard-no-order = #{ $number } No order stands that it must not open.
hazard-other-authority = #{ $number } Only { $authority }, which gave the order, lifts it.
hazard-lifted-by-theirs = #{ $number } Only people of { $authority }, which gave the order, lift it: ask { $names }.
hazard-forbidden-already = #{ $number } Order { $order } of { $authority } stands already.
hazard-of-guidance = #{ $number } was found in a guidance visit, which sets no limits. Plan a visit for that: /visit
hazard-allow-not-self = #{ $number } Nobody allows it to themselves; another approver may.
hazard-allow-needless = #{ $number } They neither found nor fixed it: they may re-check it anyway.
hazard-allow-nobody = #{ $number } There is nobody to allow: no certified officer of its body found or fixed it.
hazard-early-already = #{ $number } An earlier re-check is wished for already.
hazard-not-critical = #{ $number } is not critical: nobody has to stay.
hazard-certificate-over = #{ $number } Your certificate ended on { $until }. Have a captain enter the new one, or ask another officer.
hazard-grade-by-officer = #{ $number } Officers of its body say now how bad it is: /hazard { $number }
hazard-has-a-limit = #{ $number } has a limit: send a photo as rectified, and somebody else re-checks it.
hazard-stays-ordered = order { $order } of { $authority } stands
hazard-stays-state = it is “{ $state }” now
hazard-not-settled = ⚠️ #{ $number } { $place }, { $title }: the visit is kept, the re-check is not: it stays “{ $state }”{ $due }. { $why }{ $first }
hazard-not-settled-first = {" "}First somebody says that it is put right, with a photo.
hazard-patrol = patrol
hazard-line-within = Found in #{ $number }
move-cannot = not free
button-hazard-cannot = Not free in time
hazard-cannot-needless = #{ $number } You found or fixed it: nobody waits for you to re-check it.
hazard-did-cannot = ⚠️ #{ $number } { $title }: Noted, you are not free in time.
hazard-others-free = #{ $number } { $who } neither found nor fixed it and is free now: ask them to re-check it.
hazard-others-none = Nobody else may re-check it.
hazard-others-said = Not free by their own word: { $names }.
hazard-others-unsaid = Nobody knows whether they are free: { $names }{ $due }. Ask them first.
hazard-ask-allow =
    #{ $number } Why is nobody else free in time? Write it: it stays on record with your name.
    { $lines }
hazard-allow-unsaid = {" "}Whether { $names } could come nobody knows: your word stands for it, and they are told.
hazard-hears-none-free = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): the approver says that nobody else is free in time, and allows { $whom } to re-check it{ $due }: { $reason } If you can come, you may re-check it.
hazard-none-free = ⚠️ #{ $number } { $place }, { $title } ({ $severity }): nobody who may re-check it is free in time{ $due }. Allow one of those who found or fixed it, with a reason.
hazard-history-allow = : { $name }{ $unsaid }
hazard-history-unsaid = {" "}(nobody knew whether { $names } could come)
matter-hazard = <b>#{ $number }</b> Hazard · { $place }
matter-hazard-critical = critical and open, nobody has acted yet
matter-hazard-open = critical and still open ({ $state })
hazard-recheck-from-photo = #{ $number } A minor one passes from photos, and there is none of how it is now. Send one, or go there.
