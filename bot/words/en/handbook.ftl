# Steps
steps = 📋 { $item }: { $count } { $count ->
        [one] step
       *[other] steps
    }, tap each when done, { $done } done #{ $number }
    { $lines }
    ✅ Closed when: { $closure }
step-line = { $mark } { $n }. { $step }{ $by }
step-done = ☑️
step-open = ▫️
officers-anyone = { "" }
officers-certified = { " " }(certified)
# country: CN
officers-two-certified = { " " }(two certified)
button-tick = { $done ->
    [0] { $n }
   *[other] ✓ { $n }
 }
button-handbook = 📖 Whole entry
button-hand-over = ↗️ Transfer to the department

# Evidence
evidence-missing = #{ $number } { $count ->
        [one] One more piece is missing for “{ $outcome }”. Send it:
       *[other] { $count } more pieces are missing for “{ $outcome }”. Send each; tap to say which it is:
    }
    { $lines }
evidence-line = · { $piece }
evidence-short = { $piece }
evidence-still = Still missing: { $piece }
proof-scene = photo of the scene
proof-document = the paper
proof-statement = statement
# country: CN
proof-officer = second certified officer
proof-location = the place: send your location
not-on-the-spot = #{ $number } “{ $item }” cannot be put right on the spot. Order it corrected (/done { $number } ordered) or hand it on (/transfer_{ $number }).
arrive-first = Say first that you have arrived: /arrived_{ $number }. Then send: { $piece }
shows-no-result = #{ $number } It was sent before the arrival, or before the case was sent back, so it cannot be: { $piece }. Send a new one.
button-piece = 📷 { $piece }
button-cannot = 🚫 No photo possible, ask the captain
button-counts-as = 🔁 It is something else
button-waive = ✅ Do without it
# country: CN
button-officer = ✋ I was there
piece-now = Send it now: { $piece } #{ $number }
piece-counts-as-which = What does it count as? #{ $number }
changed-too-often = #{ $number } You have changed this too often; it stays as it is. Leave the next change to your team, or ask a captain.
piece-counts-now = Now counts as: { $piece }; evidence { $have }/{ $need } #{ $number }
card-evidence = 📷 Evidence { $have }/{ $need }
card-evidence-missing = 📷 Evidence { $have }/{ $need }, missing: { $missing }
card-picture-seen = ⚠️ Same picture in another case: { $numbers }
closure-unknown = the handbook does not say
picture-seen = ⚠️ A photo of #{ $number } is the same as in #{ $other }; check it: { $item } { $place }
pair-caption = #{ $number } left: before, right: after
cannot-which = Which photo is not possible? #{ $number }
ask-waive = #{ $number } { $by } cannot get: { $piece }. Do without it? { $item } { $place }
waive-which = Do without which? A tap records “no photo possible”; for another reason: /waive { $number } HOW MANY REASON.
nothing-to-waive = #{ $number } Nothing is missing, nothing to waive.

# Who may
reserved-certified = #{ $number } This is for certified officers. Who can: { $names }
# country: CN
reserved-two-certified = #{ $number } This is for two certified officers. Who can: { $names }
# country: CN
second-officer-asked = #{ $number } A second certified officer must confirm; they were asked to tap “I was there”.
# country: CN
ask-officer = ✋ #{ $number } { $by } asks you as the second certified officer: { $item } { $place }
# country: CN
officer-noted = #{ $number } Noted: { $name } was there
# country: CN
officer-not-certified = #{ $number } The second officer must be certified, and you are not.
# country: CN
officer-already = #{ $number } You have confirmed already.
move-step = step of the handbook

# The handbook, to be read
help-handbook = look something up in the handbook: a word, a code, a law; in reply to a case: its entry
button-browse = ☰ All categories
button-rules = ⚖️ Common rules
button-of-category = ☰ Same category
button-category = { $name } ({ $count })
button-entry = { $id } { $item }
button-steps = 📋 Back to the steps
book-categories = 📖 Handbook: { $count } { $count ->
        [one] item
       *[other] items
    }. Choose a category, or send /handbook WORD.
book-category = 📖 { $name }: which entry?
book-several = Several entries fit “{ $said }”: which one?
book-nothing = Nothing in the handbook fits “{ $said }”; try another word, or choose a category.
book-rules = ⚖️ <b>Rules for all items</b>{ $at }
    { $lines }
rule-text = { $n }. { $rule }
    ✓ { $basis } (read in full)
rule-secondary = { $n }. { $rule }
    ◐ { $basis } (quoted elsewhere, not read in full)
rule-unverified = { $n }. ❗ <b>Not verified</b>, not to be relied on: { $rule }
    { $basis }
entry = 📖 <b>{ $item }</b>{ $at }
    { $id } <code>{ $code }</code>
    { $lines }
entry-quoted = <blockquote expandable><b>In its own language</b>
    { $lines }</blockquote>
entry-page = {" "}({ $page }/{ $pages })
entry-retired = ⚠️ Retired: no new cases
entry-severity = Severity: { $severity } · suggested minutes: accept { $accept }, arrive { $arrive }, close { $close }
entry-party = Responsible: { $party }
entry-steps = { "" }
    <b>Steps</b>
entry-step = { $n }. { $step }{ $by }
entry-evidence = { "" }
    <b>Evidence</b>
entry-photo = 📷 { $piece }{ $need }
entry-recording = 🎥 { $piece }{ $need }
entry-needed = { "" }
entry-optional = {" "}(if possible)
entry-document = 📄 { $piece }
entry-statement = 🗣 { $piece }
entry-closed = { "" }
    <b>Closed when</b>
    ✅ { $closure }
entry-on-site = Can be closed on the spot
entry-not-on-site = ⚠️ Do not close it as “fixed on the spot”: order to correct, or hand it on to the department
entry-recheck = 🔁 Check again within { HOURS($hours) } ({ $basis })
entry-our-suggestion = our suggestion
entry-recheck-text = { $law } (read in full)
entry-recheck-secondary = { $law } (quoted elsewhere, not read in full)
entry-recheck-unverified = ❗ <b>not verified</b>, not to be relied on: { $law }
entry-law = { "" }
    <b>Legal basis</b>
entry-basis-text = ✓ { $law }{ $edition } { $articles }: { $says } (read in full)
entry-basis-secondary = ◐ { $law }{ $edition } { $articles }: { $says } (quoted elsewhere, not read in full)
entry-basis-unverified = ❗ <b>Not verified</b>, not to be relied on: { $law }{ $edition } { $articles }; said to be: { $says }
law-edition = {" "}({ $edition })
entry-penalty-text = ✓ For reference only, no decision: { $penalty } (read in full)
entry-penalty-secondary = ◐ For reference only, no decision: { $penalty } (quoted elsewhere, not read in full)
entry-penalty-unverified = ❗ <b>Not verified</b>, for reference only, no decision; said to be: { $penalty }
entry-authority = { "" }
    <b>Authority</b>
entry-order = May order a correction: { $who }
entry-punish = May punish: { $who }
entry-note = Note: { $note }
entry-escalate = ⬆️ Tell the captain when: { $when }
entry-version = { "" }
    Entry of version { $version }, handbook of version { $newest }
version-own = { $n }
version-starter = as supplied, edition { $n }
entry-warning = ⚠️ { $warning }
mode-self = The team handles it itself.
mode-self-then-transfer = The team handles what it can; beyond its powers: transfer to who may punish.
mode-self-then-mediate-or-police = The team handles what it can; then mediation or the police.
mode-check-catalogue = Check the sub-district’s published catalogue first; not in it: transfer.
mode-joint = Together with the department in charge.
mode-report-to-department = Beyond the team’s powers: record it and report to the department in charge.
mode-transfer = Beyond the team’s powers: stop it, record it, transfer.

# In the chat box
brief = 📖 <b>{ $item }</b> { $id }
    { $lines }
brief-step = { $n }. { $step }{ $by }
brief-more = … { $count } more { $count ->
        [one] step
       *[other] steps
    }
brief-closed = ✅ Closed when: { $closure }
brief-line = { $id } · { $category } · { $severity }
in-line-refused = Only for registered people
