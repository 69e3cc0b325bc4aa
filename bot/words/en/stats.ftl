# Figures of a time in the chat: /stats
help-stats = figures of today, a week or a month
stats-word-today = today
stats-word-week = week, 7 days
stats-word-month = month, 30 days
stats-how = Choose one: /stats today, /stats week, /stats month
stats =
    📊 { $days ->
        [one] Today
       *[other] Since { $since } ({ DAYS($days) })
    }
    { $lines }
stats-incidents = Cases of the patrol: { $cases }, on time: { $on_time }
stats-visits = 🔎 Visits: { $count } ({ $kinds }){ $cases }
stats-bodies = By body: { $bodies }
stats-part = { $name } { $count }
stats-joined = Joined: { $joined }, avoided: { $avoided }{ $cases }
stats-whole = Every planned item checked: { $share }{ $cases }
stats-hazards = ⚠️ Hazards: { $count }, put right on the spot { $on_spot }, still in time { $waiting }{ $cases }
stats-in-time = Closed on time: { $share }{ $cases }
stats-first-time = Passed when looked at again first: { $share }{ $cases }
stats-few = { $good } of { $count }
stats-share = { $good } of { $count }, { $rate } % (between { $low } and { $high } %)
stats-cases = { $more ->
        [0] : { $cases }
       *[other] : { $cases }, { $more } more: /dashboard
    }
stats-cut = Only the newest thousand of something are counted.
