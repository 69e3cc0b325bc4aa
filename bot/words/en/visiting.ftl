# A visit on the spot: item by item, read back, signed
visiting-step = { $lines }
visiting-said = { $said }
visiting-head = 📋 <b>#{ $number } { $place }</b> · { $done } of { $count }
visiting-item =
    { $section }
    <b>{ $n }. { $text }</b>
visiting-of-no-list = Found on the spot
visiting-about = { $severity } · { $body } · limit: { $limit }
visiting-anybody = any body
visiting-no-limit = none, this is guidance
visiting-hours = { HOURS($hours) }
visiting-within = within { HOURS($hours) }
visiting-at-once = at once
visiting-severity-minor = minor
visiting-severity-major = major
visiting-severity-critical = critical
visiting-result-pass = pass
visiting-result-fail-fixed = fail, fixed on the spot
visiting-result-fail-limit = fail
visiting-result-fail-transfer = handed over
visiting-result-na = does not concern
visiting-answer = <b>{ $result }</b>
visiting-answer-more = <b>{ $result }</b>, { $more }
visiting-and = { $one }: { $other }
visiting-to = to { $body }
visiting-last = Last time, { $day }: { $said }
visiting-last-none = Not asked here before
visiting-now = Now: { $said } ({ $name })
visiting-noted-by = { $name } noted: { $said }
visiting-other = { $name }: { $n } { $said }
visiting-only-note = Yours is a note: { $body } decides this item.
visiting-note-expired = Yours is a note: your certificate ended on { $day }; a captain enters the new one by /enrol officer.
visiting-write = Press, or write: { $n } pass · { $n } fail 3 days worn cable
visiting-ask-severity = How bad is { $n }? The first takes the limit from the list, too.
visiting-ask-limit = By when is { $n } put right? The list's own comes first.
visiting-ask-body = Who gets { $n }?
visiting-ask-photo = Send a photo of { $n }.
visiting-ask-signature = Send a photo of the signature; write the name under it.
visiting-ask-witness = Write who saw that they refused to sign.
visiting-why-open =
    { $count ->
        [one] 1 item is open: { $numbers }.
       *[other] { $count } items are open: { $numbers }.
    }
    Write why; then the record is read out.
visiting-conflict = ⚠️ { $n } has two answers. Keep one of them.
visiting-conflict-said = { $name }, { $at }: { $said }
visiting-differs = ⚠️ { $n }: another officer answered otherwise; one of you settles it.
visiting-all-answered =
    { $count ->
        [one] The only item is answered.
       *[other] All { $count } items are answered.
    }
    Read the record out to the responsible person.
visiting-for-others = Nothing is left for you. Open for the others: { $numbers }
visiting-kept = ✓ { $n }: { $result }
visiting-kept-many =
    { $count ->
        [one] ✓ 1 answer kept
       *[other] ✓ { $count } answers kept
    }
visiting-together =
    { $count ->
        [one] ✓ 1 unchanged item passed
       *[other] ✓ { $count } unchanged items passed together
    }
visiting-noted = { $numbers }: kept as a note; { $body } decides.
visiting-alone = Not passed together: { $reasons }. Look at each and write one a line, for example: { $n } pass
visiting-alone-stays = Not passed together: { $reasons }. To change one, write it by itself.
visiting-alone-answered = { $numbers } answered already
visiting-alone-noted = { $numbers } noted by somebody
visiting-alone-others = { $numbers } of another body
visiting-alone-critical = { $numbers } critical
visiting-alone-first = { $numbers } never checked here before
visiting-alone-failed = { $numbers } failed last time
visiting-alone-changed = { $numbers } did not concern this place last time
visiting-open-already = { $n } is open here already as #{ $number }; no second one is made of it.
visiting-hazard-stays = { $n }: the answer is kept. Hazard #{ $number } stays as it is: { $why }.
visiting-critical = 🔴 { $n } is critical, hazard #{ $number }: stay until it is put right, or escalate it.
visiting-photo-please = { $n } wants a photo: send one with { $n } under it.
visiting-photo-kept =
    { $count ->
        [one] ✓ 1 photo of { $n }
       *[other] ✓ { $count } photos of { $n }
    }
visiting-full = The photo is not kept: this visit has { $most } of yours. Say in words what else you saw.
visiting-which-item = The photo is kept. Write the number of its item.
visiting-line-no-item =
    “{ $said }” is not kept: there is no item { $n }, { $count ->
        [one] the list has 1 item.
       *[other] the list has { $count } items.
    } Write that line again.
visiting-no-item =
    There is no item { $n }: { $count ->
        [one] the list has 1 item.
       *[other] the list has { $count } items.
    }
visiting-problem-result = “{ $said }” does not say what was found. Write: { $n } pass, { $n } fail 3 days, { $n } fixed, { $n } n/a or { $n } hand over.
visiting-problem-several = “{ $said }”: several items at once can only pass. Write any other result one a line, for example: { $n } fail 3 days
visiting-problem-limit = “{ $said }”: only a fail has a limit. Write { $n } fail 3 days, or leave the limit out.
visiting-problem-long = “{ $said }”: that limit is too long. Write at most { DAYS(999) }.
visiting-problem-range = “{ $said }”: write the smaller number first, as in 7-12 pass.
visiting-told-part = ✅ { $name } approved the part of { $body }.
visiting-told-late = ✅ { $name } has approved the emergency.
visiting-told-joined = 🤝 { $name }: { $body } joins this visit.
visiting-part-waits = ⏳ The approver of { $body } has not approved its part. Answer and sign once that is done.
visiting-part-left = ⏳ { $numbers } wait for the approval of { $body }; read back now, they are left out.
visiting-part-left-out = ⚠️ The part of { $body } was not approved; not checked: { $numbers }
visiting-unshown = ⚠ Begun without a scan or a position
visiting-unshown-yet = ⚠ Begun without a scan or a position: scan the code on the door or send your location, else the record says so.
visiting-reached-scan = ✓ The code on the door was scanned: you are on the spot.
visiting-reached-fix = ✓ You are { METRES($metres) } from the place: on the spot.
visiting-far = You are { METRES($metres) } from the place, so this does not show that you are there. Come within { METRES(100) } and send your location again.
visiting-nowhere = #{ $number } Nobody knows where this place lies, so a location does not show that you are there. Scan the code on the door.
visiting-located = Your location is known for 15 minutes. Begin a visit or look at a hazard again now.
visiting-code =
    <b>Inspection #{ $number }</b> · { $place }
    { $kind } · { $bodies }
    Officers: { $officers }
    Lists: { $lists }
    { $lines }
visiting-code-official = Official number: { $official }
visiting-code-page = Who came, why, and what was found: { $url }
visiting-code-no-page = There is no public page here; the place gets the result as text and file.
visiting-read-out = <b>Read this out to the responsible person:</b>
visiting-no-fails = Nothing failed.
visiting-fail = { $n }. { $text }: { $said }
visiting-more-fails =
    { $count ->
        [one] and 1 more in the record
       *[other] and { $count } more in the record
    }
visiting-counts = Pass { $pass } · fixed { $fixed } · fail { $fail } · handed over { $handed } · does not concern { $na }{ $noted ->
        [0] {""}
       *[other] {" "}· only noted { $noted }
    } · open { $open }
visiting-signed-officer-tap = ✍️ { $name }, { $at }
visiting-signed-officer-drawn = ✍️ { $name }, { $at }
visiting-signed-place-drawn = ✍️ The place: { $name } { $at }
visiting-signed-place-photo = ✍️ The place: { $name } { $at }, photo
visiting-signed-place-refused = ✍️ The place refused to sign; seen by { $witness }, { $at }
visiting-wants-officers =
    { $count ->
        [one] 1 officer still has to sign.
       *[other] { $count } officers still have to sign.
    }
visiting-wants-place = The responsible person still has to sign.
visiting-is-signed = ✅ The signatures are complete.
visiting-forward = Forward the result above to the place, then press.
visiting-told-place =
    The place has the result.
    { $next }
visiting-ended =
    This visit is over: { $state }.
    { $next }
visiting-result =
    <b>Result of inspection #{ $number }</b> · { $place } · { $day }
    { $count ->
        [0] Nothing failed.
        [one] 1 item failed:
       *[other] { $count } items failed:
    }
    { $lines }
visiting-in-private = The visit goes on in your private chat.
visiting-is-in-private = Sent to your private chat.
# Buttons
button-visiting-begin = ▶️ Begin #{ $number }
button-visiting-show = ▶️ Go on with #{ $number }
button-visiting-pass = ✅ Pass
button-visiting-fixed = 🔧 Fixed on the spot
button-visiting-fail = ❌ Fail
button-visiting-na = ➖ Does not concern
button-visiting-hand = 📤 Hand over
button-visiting-section = ✅ { $count } unchanged here
button-visiting-back = ◀ { $n }
button-visiting-on = { $n } ▶
button-visiting-next = Next open
button-visiting-again = ↩ Back
button-visiting-later = Photo later
button-visiting-code = Show code
button-visiting-no-access = No access
button-visiting-read = 📖 Read out
button-visiting-finish = Finish with open items
button-visiting-look = Look at the items
button-visiting-as-listed = As listed: { $severity }, { $limit }
button-visiting-severity-minor = Minor
button-visiting-severity-major = Major
button-visiting-severity-critical = Critical
button-visiting-limit = { HOURS($hours) }
button-visiting-at-once = At once
button-visiting-to = { $body }
button-visiting-keep-mine = Keep mine: { $result }
button-visiting-keep-theirs = Keep { $name }: { $result }
button-visiting-sign = ✍️ I sign
button-visiting-photo = 📷 The place signed
button-visiting-refused = The place refuses
button-visiting-correct = Correct
button-visiting-told = The place has it
button-visiting-close = Close
button-visiting-page = The place's page
# What is refused
visiting-part-open = #{ $number }: { $n } was not kept, since the part of { $body } is not approved. Ask its approver to tap *Approve our part* first.
visiting-part-no-signature = #{ $number }: the part of { $body } was not approved. Its officers do not sign; the others do.
visiting-none = There is no inspection #{ $number }.
visiting-not-yours = You do not take part in #{ $number }; ask one of its officers to name you.
visiting-begun-already = #{ $number } has begun already; it goes on below.
visiting-no-list = #{ $number } has no checklist; name one when you plan it.
visiting-not-begun = #{ $number } has not begun; press Begin first.
visiting-over = #{ $number } is signed or over: its items stay as they are. Register what is new with /hazard.
visiting-read-back-already = #{ $number } was read out already; press Correct, then send it again.
visiting-gone-on = #{ $number } has gone on: press the button of its newest message.
visiting-no-severity = Say minor, major or critical for item { $number }.
visiting-to-whom = Say to whom { $number } is handed over, for example: { $number } hand over fire.
visiting-no-id = This answer has no id; open the page again.
visiting-limit-long = The limit of { $n } is too long: at most { DAYS(999) }.
visiting-together-on-spot = Scan the code on the door or send your location first: unchanged items of #{ $number } are passed together only on the spot.
visiting-together-none = Nothing in this section of #{ $number } may be passed together; answer the items one by one.
visiting-item-full = You answered { $n } { $most ->
        [one] time
       *[other] times
    } already, so this answer is not kept; let somebody else who is there answer it.
visiting-others-settle = { $body } settles { $n }; ask its officer.
visiting-conflicts-open = #{ $number } has two answers to { $numbers }; keep one of each first.
visiting-items-open =
    { $count ->
        [one] #{ $number } has 1 open item: { $numbers }. Answer it, or press Finish with open items and say why.
       *[other] #{ $number } has { $count } open items: { $numbers }. Answer them, or press Finish with open items and say why.
    }
visiting-read-already = #{ $number } was read out already; sign it below.
visiting-read-first = Read #{ $number } out first, then sign.
visiting-signed-already = #{ $number } is signed already.
visiting-you-signed = You signed already.
visiting-place-signed = The place's signature is there already.
visiting-signed-now = The signatures of #{ $number } are complete.
visiting-signed-one = Your signature for #{ $number } is kept.
visiting-no-picture = #{ $number }: that file is no picture. Send a photo of the signature.
visiting-as-photo = #{ $number }: a file may be anything. Send the signature as a photo.
visiting-came-late = #{ $number }: you were named after it began and answered nothing in it. Who was there signs; or press Correct and answer an item first.
visiting-officer-taps = Officers of #{ $number } sign by a tap of their own.
visiting-wants-witness = #{ $number }: write who saw that they refused.
visiting-wants-picture = #{ $number }: the signature needs a picture.
visiting-place-draws = #{ $number }: the place signs with a finger or on paper, not by a tap.
visiting-done-already = #{ $number }: that was done already.
