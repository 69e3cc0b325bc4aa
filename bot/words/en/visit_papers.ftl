# Papers of a visit: the record as a file, the text for the official system, calendars
visit-paper-file-title = Record of inspection #{ $number }
visit-paper-title = Record of a combined inspection #{ $number }
visit-paper-draft = Draft: this record is not signed yet.
visit-paper-foot = Working record of the patrol's system; it is no legal paper. What has legal effect is drawn up in the official system.
visit-paper-page = Inspection #{ $number } · page { $page } of { $pages }
visit-paper-made = written on { $at }
visit-paper-place = Place
visit-paper-code = Code of the place
visit-paper-place-was = Planned for the place
visit-paper-credit = Credit code
visit-paper-address = Address
visit-paper-kind = Kind of visit
visit-paper-source = Comes from
visit-paper-source-is = { $source }, { $number }
visit-paper-advised = Advised against by
visit-paper-advised-is = { $rule }; decided otherwise because: { $reason }
visit-paper-reason = Reason
visit-paper-lists = Checklists
visit-paper-list-own = { $list }, edition { $edition } of the district
visit-paper-list-starter = { $list }, edition { $edition } that came along
visit-paper-rests-on = Rests on
visit-paper-official = Official inspection code
visit-paper-official-case = Number in the official system
visit-paper-bodies = Bodies
visit-paper-officers = Officers
visit-paper-officer = { $name }, { $body }, certificate { $certificate }
visit-paper-helpers = Helpers
visit-paper-recused = Recused
visit-paper-approval = Approval
visit-paper-not-approved = not approved yet
visit-paper-not-approved-by = not approved yet: { $bodies }
visit-paper-approved = { $name }, { $at }; { $bodies }
visit-paper-approved-late = { $name }, { $at }, afterwards (emergency); { $bodies }
visit-paper-notified = Place was told
visit-paper-begun = Begun
visit-paper-there = On the spot
visit-paper-there-scan = the code on the door was scanned, without a position, { $at }
visit-paper-there-scan-and-fix = the code on the door was scanned, { METRES($metres) } from the place, { $at }
visit-paper-there-fix = a position { METRES($metres) } from the place, { $at }
visit-paper-there-fix-near = a position within 100 m of the place, { $at }
visit-paper-there-not = neither a scan nor a position: on the word of its officers
visit-paper-read = Read back
visit-paper-signed-at = Signed
visit-paper-result = Result
visit-paper-counted = Answered: { $done } of { $count }; failed: { $found }
visit-paper-items = Items
visit-paper-head-n = No.
visit-paper-head-item = Item
visit-paper-head-answer = Answer
visit-paper-open = not answered
visit-paper-answer-pass = pass
visit-paper-answer-fail-fixed = fail, fixed on the spot
visit-paper-answer-fail-limit = fail
visit-paper-answer-fail-transfer = fail, handed over
visit-paper-answer-na = does not concern
visit-paper-severity = Severity: { $severity }
visit-paper-severity-minor = minor
visit-paper-severity-major = major
visit-paper-severity-critical = critical
visit-paper-hours = { $hours ->
        [0] the same day
       *[other] { HOURS($hours) }
    }
visit-paper-limit = To be put right within: { $hours ->
        [0] the same day
       *[other] { HOURS($hours) }
    }
visit-paper-to = Handed over to { $body }
visit-paper-by = { $name }, { $at }
visit-paper-by-together = { $name }, { $at }, together with other unchanged items
visit-paper-noted = Noted by { $name }: { $answer } { $words }
visit-paper-no-picture = (photo not at hand)
visit-paper-omitted = { $count ->
        [one] One more photo is kept with the visit.
       *[other] { $count } more photos are kept with the visit.
    }
visit-paper-disputes = What officers differed about
visit-paper-dispute = Item { $n }: { $said }. What counts: { $settled }
visit-paper-dispute-said = { $name } { $answer } ({ $at })
visit-paper-dispute-open = not settled yet
visit-paper-then = { $one }; { $other }
visit-paper-hazards = Hazards
visit-paper-hazard = #{ $number } { $title } · { $severity } · { $state } { $until }
visit-paper-until = · until { $at }
visit-paper-signatures = Signatures
visit-paper-unsigned = Nobody has signed yet.
visit-paper-signs-officer = Officer: { $name }
visit-paper-signs-place = For the place: { $name }
visit-paper-how-tap = signed by a tap of their own
visit-paper-how-drawn = signed by hand on the screen
visit-paper-how-photo = signed on paper, photographed
visit-paper-how-refused = refused to sign; witness: { $witness }; written down by { $name }
visit-paper-caption = Record of inspection #{ $number }. This file goes from the chat after a day.
visit-paper-photos-caption = Photos of inspection #{ $number } by item: 07-1 is the first of item 7. This file goes from the chat after a day.
visit-paper-photos-left = { $count ->
        [one] One photo is missing: it cannot be had now, or there was no room for it.
       *[other] { $count } photos are missing: they cannot be had now, or there was no room for them.
    }
visit-paper-photos-none = None of the photos of inspection #{ $number } can be had now. Ask again later: /visit { $number } official
visit-paper-not-begun = Visit #{ $number } has not begun: there is nothing to copy yet.
button-visit-record = 📄 Record
button-visit-official = 📋 Copy for the official system
visit-official =
    #{ $number } For the official system; tap to copy. It goes from this chat after a day.
    <pre>Place: { $place }
    Credit code: { $credit }
    Bodies: { $bodies }
    Officers:
    { $officers }
    Date: { $at }
    Kind: { $kind }
    Official code: { $official }
    Failed items:
    { $items }</pre>
visit-official-more =
    #{ $number } More failed items:
    <pre>{ $items }</pre>
visit-official-none = none
visit-official-item = { $n }. { $text }; found: { $words }; measure: { $measure }; limit: { $limit }
visit-official-fixed = put right on the spot
visit-official-limited = to be put right within a limit
visit-official-handed = handed over to { $body }
calendar-visit = Inspection #{ $number }: { $place } ({ $state })
calendar-recheck = Re-check by today: #{ $number } { $title }
