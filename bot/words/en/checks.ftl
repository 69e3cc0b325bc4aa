# Checks on screens: visits that are due, hazards, places that must not open, pairs, figures
checks-not-yours = Checks are for captains, viewers, and officers of bodies.
checks-wants = Fill in: { $field }.
checks-link =
    Open checks and hazards: { $url }
    Valid for { MINUTES($minutes) }, once only; do not forward it.
checks-on-board = { $parts }
checks-board-must = ⛔ { $count } must not open: { $numbers }
checks-board-critical = 🔴 { $count ->
        [one] { $count } critical hazard open
       *[other] { $count } critical hazards open
    }: { $numbers }
checks-board-due = 📋 { $count ->
        [one] { $count } check due
       *[other] { $count } checks due
    }: { $numbers }
checks-board-overdue = ⚠️ { $count ->
        [one] { $count } hazard overdue
       *[other] { $count } hazards overdue
    }: { $numbers }
screen-checks = Checks
screen-checks-lists = Due
screen-checks-gallery = Before and after
screen-checks-figures = Figures
screen-checks-mine = only mine and my body’s
screen-checks-count-orders = must not open
screen-checks-count-checks = checks due
screen-checks-count-hazards = hazards open
screen-checks-late-checks = { $n } late
screen-checks-late-hazards = { $n } overdue
screen-checks-critical = { $n } critical
screen-checks-list-orders = Must not open
screen-checks-list-checks = Checks due today
screen-checks-list-hazards = Hazards by due date
screen-checks-none-orders = No order stands.
screen-checks-none-checks = No check is due today.
screen-checks-none-hazards = No hazard is open.
screen-checks-none-pairs = No pairs yet: they appear when a hazard with photos of before and after is closed.
screen-checks-now = under way
screen-checks-today = today
screen-checks-over-today = over today
screen-checks-left = { $n } d left
screen-checks-over = { $n } d over
screen-checks-limit = put right by { $day }
screen-checks-recheck-by = re-check by { $day }
screen-checks-provisional = provisional: working days not announced
screen-checks-may-recheck = May re-check: { $names }
screen-checks-nobody-may = Nobody may re-check it: the approver decides.
screen-checks-must-not = Must not open: order { $order } of { $authority }, { $day }
screen-checks-unapproved = not approved by all
screen-checks-waits = waits for approval by { $bodies }
screen-checks-before = Before: { $n }
screen-checks-after = After: { $n }
screen-checks-one-before = Before
screen-checks-one-after = After
screen-checks-no-before = No photo of before.
screen-checks-no-after = No photo of after yet.
screen-checks-visit = Visit #{ $n }
screen-checks-photos-in-chat = Photos come through the chat: /hazard { $n } photo
screen-checks-joined-by = Joined by { $bodies }
screen-checks-answered = Items answered: { $n } of { $all }
screen-checks-result-pass = { $n } passed
screen-checks-result-fail-fixed = { $n } fixed on the spot
screen-checks-result-fail-limit = { $n } failed
screen-checks-result-fail-transfer = { $n } handed to another body
screen-checks-result-na = { $n } not applicable
screen-checks-stars = The place gave: { $stars } of 5
screen-checks-complaints = complaints: { $n }
screen-checks-page = Open the visit’s page
screen-checks-history = History
screen-checks-problem = It cannot be shown now.
screen-checks-optional = { $field } (optional)
screen-checks-do = Do it: { $move }
checks-days = { DAYS($days) }
screen-checks-field-days = Limit
screen-checks-field-severity = How bad
screen-checks-field-body = Body
screen-checks-field-whom = To whom
screen-checks-field-order = Order’s number
screen-checks-field-authority = Authority
screen-checks-field-day = Date of the order
screen-checks-field-reason = Reason
screen-checks-field-who = Who
screen-checks-field-name = Name
screen-checks-field-official = Number of the official code
screen-checks-field-since = First day
screen-checks-field-until = Last day
screen-checks-field-to = To which body
screen-checks-last-days = { $n } days
screen-checks-cut = Only the newest 1,000 are counted. Choose fewer days.
screen-checks-figure-made = visits made
screen-checks-figure-joined = visits joined
screen-checks-figure-avoided = visits avoided
screen-checks-avoided-note = the last result was enough
screen-checks-figure-whole = wishes with all planned items checked
screen-checks-figure-hazards = hazards found
screen-checks-figure-on-spot = put right on the spot
screen-checks-figure-in-time = hazards closed on time
screen-checks-figure-waiting = hazards not yet due
screen-checks-figure-first-time = re-checks passed first time
screen-checks-figure-by-kind = Visits by kind
screen-checks-figure-by-body = Visits by body
screen-checks-figure-again = The same hazard again, by place
screen-checks-of = { $good } of { $all }
screen-checks-few = too few for a share
screen-checks-range = 95 %: { $low } to { $high }
screen-checks-sums = By kind each visit counts once ({ $made }); by body once for each body that took part ({ $made } and { $joined } joined).
screen-checks-more = { $n } more
screen-wall-checks = checks due
screen-wall-late = late
screen-wall-hazards = hazards open
screen-wall-critical = critical
screen-wall-overdue = overdue
screen-wall-shut = Must not open:
screen-checks-open = open the checks
screen-checks-wait-must = ⛔ must not open: { $n }
screen-checks-wait-critical = 🔴 critical hazards open: { $n }
screen-checks-wait-overdue = ⚠️ hazards overdue: { $n }
