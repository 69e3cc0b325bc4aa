# The trial at the end of the set-up
trial-line-team = ▫️ Trial of a whole case: first make a team (/team new NAME)
trial-line-base = ▫️ Trial of a whole case: first give { $team } a base (/team base { $team })
trial-line-ready = ❓ Trial of a whole case, for one captain, nothing is counted: press Begin the trial
trial-line-runs = ⏳ Trial #{ $number }: { $name } plays it in private; it ends by itself at { $until }
trial-line-over = ❓ Trial #{ $number } ended before it was through: press Begin the trial
trial-line-done = ✅ Trial #{ $number } played through
setup-next-base = give { $team } a base with /team base { $team }.
setup-next-trial = press Begin the trial below.
setup-next-trial-runs = { $name } plays trial #{ $number } to its end, in private.
button-trial-begin = Begin the trial
trial-in-private = The trial is in your private chat.
trial-wants-private = { $name }, the trial comes in private: open our chat, then press Begin the trial again.
trial-first-team = Make a team first: /team new NAME.
trial-first-base = Give { $team } a base first: /team base { $team }.
trial-first-free = Every team with a base has a case now; begin the trial when one is free.
trial-runs = { $name } plays trial #{ $number } until { $until }; begin yours after it.
trial-of-another = Trial #{ $number } is played by { $name } alone.
trial-elsewhere = Trial #{ $number } has gone on: press the button of its newest message.
trial-is-over = Trial #{ $number } is over.
trial-card =
    🧪 <b>DRILL</b> #{ $number } · nobody is sent, nothing is counted
    Stage: { $state } · { $team } · { $name } plays all parts
trial-step-dispatched =
    🧪 <b>DRILL</b> #{ $number } · you play all parts; its card stands in the group
    Now you are { $team }. This order has come: a bicycle lies across the way to the market.
    Press Accept.
trial-step-accepted =
    🧪 <b>DRILL</b> #{ $number } · accepted, and the card says so
    You are { $team }, on the way. A real team that shares its position is counted as arrived by that.
    Press Arrived.
trial-step-on-scene =
    🧪 <b>DRILL</b> #{ $number } · { $team } is on scene
    Here a real team sends photos before and after; the card counts them. A trial needs none.
    Press Done.
trial-team-done = 🧪 <b>DRILL</b> #{ $number } · { $team } is done; it goes on below
trial-step-resolved =
    🧪 <b>DRILL</b> #{ $number } · now you are who reported it
    { $team } says it is done. A real reporter looks and confirms, or sends it back.
    Press Confirm.
trial-step-closed =
    🧪 <b>DRILL</b> #{ $number } · ✅ closed: that is the whole way of a case
    Next: { $next }
trial-step-stopped =
    🧪 <b>DRILL</b> #{ $number } · ended before it was through; nothing is left of it
    Press Begin the trial for another.
is-of-trial = #{ $number } is a drill: it takes nothing but the button of its newest message in private.
case-trial =
    🧪 <b>DRILL</b> #{ $number } · { $state }
    Begun { $reported } by { $name }, who plays { $team } and the reporter
    Ends by itself at { $until }; it is in no figure
state-stopped = ended early
move-begin = begin
move-stop = end early
screen-trial = DRILL #{ $n } · { $team } · { $state } · until { $until }
