# Steps
steps = 📋 { $item }: { $count } steps, tap each when done, { $done } done #{ $number }
    { $lines }
    ✅ Closed when: { $closure }
step-line = { $mark } { $n }. { $step }{ $by }
step-done = ☑️
step-open = ▫️
officers-anyone = { "" }
officers-certified = { " " }(certified)
officers-two-certified = { " " }(two certified)
button-tick = { $done ->
    [0] { $n }
   *[other] ✓ { $n }
 }
button-handbook = 📖 Whole entry
button-hand-over = ↗️ Transfer to the department
no-department = The sub-district handles this itself; no transfer is needed #{ $number }. To transfer: /transfer { $number } DEPARTMENT NOTE.

# Evidence
evidence-missing = { $count } more { $count ->
        [one] piece is
       *[other] pieces are
    } missing to close as “{ $outcome }” #{ $number }. Send each; tap to say which it is:
    { $lines }
evidence-line = · { $piece }
evidence-short = { $piece }
evidence-still = Still missing: { $piece }
evidence-more = one more
proof-scene = photo of the scene
proof-document = the paper
proof-statement = statement
proof-officer = second certified officer
button-piece = 📷 { $piece }
button-cannot = 🚫 No photo possible, ask the captain
button-counts-as = 🔁 It is something else
button-waive = ✅ Do without it
button-officer = ✋ I was there
piece-now = Send it now: { $piece } #{ $number }
piece-counts-as-which = What does it count as? #{ $number }
piece-counts-now = Now counts as: { $piece }; evidence { $have }/{ $need } #{ $number }
card-evidence = 📷 Evidence { $have }/{ $need }
card-evidence-missing = 📷 Evidence { $have }/{ $need }, missing: { $missing }
card-picture-seen = ⚠️ Same picture in another case: { $numbers }
closure-unknown = the handbook does not say
picture-seen = ⚠️ A photo of #{ $number } is the same as in #{ $other }; check it: { $item } { $place }
pair-caption = #{ $number } left: before, right: after
ask-waive = { $by } cannot get: { $piece }. Do without it? { $item } { $place } #{ $number }
waive-no-photo = no photo possible
nothing-to-waive = Nothing is missing, nothing to waive #{ $number }.

# Who may
reserved-certified = This is for certified officers #{ $number }. Who can: { $names }
reserved-two-certified = This is for two certified officers #{ $number }. Who can: { $names }
second-officer-asked = A second certified officer must confirm; they were asked to tap “I was there” #{ $number }.
ask-officer = ✋ { $by } asks you as the second certified officer: { $item } { $place } #{ $number }
officer-noted = Noted: { $name } was there #{ $number }
officer-not-certified = The second officer must be certified, and you are not #{ $number }.
officer-already = You have confirmed already #{ $number }.
move-step = step of the handbook
