# Checklists
no-such-list = There is no checklist { $code }; see /lists.
help-lists = checklists of visits: see, take as a form, bring in
blank-list = list
lists-shown =
    Checklists. Tap one for its form (XLSForm); change it, and send it back with the caption /lists.
    { $lines }
lists-line = { $list } · edition { $edition } · { $count } { $count ->
        [one] item
       *[other] items
    } · { $by } { $at }
lists-line-brought = { $list } · came along · { $count } { $count ->
        [one] item
       *[other] items
    }
button-list-file = { $list }
list-file = { $list }: { $count } { $count ->
        [one] item
       *[other] items
    }. Change it, and send it back as a reply or with the caption /lists.
lists-too-many = The district has { $most } { $most ->
        [one] list
       *[other] lists
    }, and no more fit; change one of them.
list-changed-meanwhile = Somebody has just changed { $code }; take it anew with /lists { $code }.
list-file-plan = { $lines }
list-plan = { $code } { $list }: { $new } new, { $changed } changed, { $gone } gone
list-plan-first = A list that is not there yet.
list-plan-itself = ~ the list: { $fields }
list-plan-new = + { $number } { $code } { $text }
list-plan-changed = ~ { $number } { $code } { $text }: { $fields }
list-plan-gone = - { $code } { $text }
list-plan-more = … and { $count } more
list-file-same =
    { $named } says what is known; nothing changes.
    { $lines }
list-file-done = ✅ { $list } is edition { $edition }, { $count } { $count ->
        [one] item
       *[other] items
    }. Visits that have begun keep theirs.
list-button-yes = Bring in ({ $count })
list-field-was = { $field } { $before } → { $after }
list-field-section = section
list-field-text-zh = Chinese text
list-field-text-en = English text
list-field-department = department
list-field-severity = severity
list-field-limit = limit
list-field-handbook = item of the handbook
list-field-basis = law
list-field-basis-verification = how far the law was checked
list-field-on-the-spot = put right on the spot
list-field-photo = photo
list-field-certified = certified officers
list-field-hint-zh = Chinese hint
list-field-hint-en = English hint
list-field-name-zh = Chinese name
list-field-name-en = English name
list-field-place-kinds = kinds of places
list-field-sections = sections
list-field-subject-zh = who is visited, in Chinese
list-field-subject-en = who is visited, in English
list-field-note-zh = Chinese note
list-field-note-en = English note
list-field-country = country
list-field-order = order of the items
# XLSForm
form-no-survey = { $file } has no sheet called survey; a form has { $sheets }. /lists gives one to begin with.
form-wants-caption = This is a form of a checklist; send it again with the caption /lists.
form-no-items = The form asks nothing; rows may be { $allowed }.
form-too-many = The form has { $count ->
        [one] one item
       *[other] { $count } items
    }; a list holds { $most }. Split it into several.
form-missing = { $sheet }, row { $line }: { $column } is empty; write it.
form-missing-one-of = { $sheet }, row { $line }: { $column } is empty; allowed are { $allowed }.
form-missing-limit = { $sheet }, row { $line }: { $column } is empty; write now, hours (h24) or days (d7).
form-wants-one-of = { $sheet }, row { $line }: { $column } says “{ $value }”; allowed are { $allowed }.
form-wants-limit = { $sheet }, row { $line }: { $column } says “{ $value }”; write now, hours (h24) or days (d7).
form-wants-code = { $sheet }, row { $line }: { $column } says “{ $value }”; write 2 to 32 small letters, digits and _, beginning with a letter.
form-wants-item-code = { $sheet }, row { $line }: { $column } says “{ $value }”; write up to 16 letters, digits and _, beginning with a letter.
form-wants-yes-or-no = { $sheet }, row { $line }: { $column } says “{ $value }”; write yes or no.
form-too-long = { $sheet }, row { $line }: { $column } is too long; write at most { $most } { $most ->
        [one] character
       *[other] characters
    }.
form-twice = { $sheet }, row { $line }: { $column } says “{ $value }”, which stands above already; choose another.
form-no-handbook = { $sheet }, row { $line }: { $column } says “{ $value }”, which is no item of the handbook; write the code of one, or nothing.
form-no-kind = { $sheet }, row { $line }: “{ $value }” is no kind of place; see /place kinds.
form-no-country = { $sheet }, row { $line }: “{ $value }” is no country; write its two letters, such as CN or IE.
form-no-answer = { $sheet }, row { $line }: the answer “{ $value }” is not supported; allowed are { $allowed }.
form-no-type = { $sheet }, row { $line }: the type “{ $value }” is not supported; allowed are { $allowed }.
form-not-supported = { $sheet }, row { $line }: { $column } says “{ $value }”, which is not supported; empty the cell. Allowed columns: { $allowed }.
form-group-in-group = { $sheet }, row { $line }: a group within a group; end the one before first.
form-end-without-group = { $sheet }, row { $line }: end group without its begin group; delete the row.
form-outside-group = { $sheet }, row { $line }: an item between two groups; put it into one.
form-group-open = { $sheet }, row { $line }: the last group has no end; write end group below.
form-column-twice = { $sheet }, row { $line }: the column { $column } stands there twice; delete one.
form-column-meant = { $sheet }, row { $line }: no column { $column }; write { $allowed }.
form-no-column = { $sheet }, row { $line }: there is no column { $column }; add it, its cells may say { $allowed }.
form-rows-unused = { $sheet }: rows { $rows } ({ $types }) are filled by a phone, ask nothing, and are not used.
form-columns-unused = { $sheet }: columns not used: { $columns }.
form-sheets-unused = Sheets not used: { $sheets }.
# The captains' page of checklists
list-page-same = { $list } says what is known; nothing changes.
list-page-file = The file is empty or larger than { $most } MB. Choose a form (XLSForm, .xlsx).
screen-checklists = Checklists
screen-checklists-pick = Choose a list.
screen-checklists-count = Items: { $n }
screen-checklists-edition = edition { $n }
screen-checklists-came-along = edition { $n } that came along
screen-checklists-editions = Editions
screen-checklists-older = An older edition: visits that began with it keep it.
screen-checklists-take = Take as a form (XLSForm)
screen-checklists-file = Bring in a form (.xlsx)
screen-checklists-busy = The form is being read …
screen-checklists-would = { $file } would change this; nothing is written yet.
screen-checklists-same = { $file } says what is known; nothing changes.
screen-checklists-wrong = { $file } cannot be brought in. Put this right, and choose it again.
screen-checklists-bring = Bring in
screen-checklists-leave = Leave it
screen-checklists-for = For: { $kinds }
screen-checklists-of-number = No.
screen-checklists-of-asks = Item
screen-checklists-of-department = Department
screen-checklists-of-severity = Severity
screen-checklists-of-limit = Limit
screen-checklists-of-law = Law
screen-checklists-law-secondary = quoted by another page
screen-checklists-law-unverified = not checked yet
screen-checklists-item-on-the-spot = can be put right on the spot
screen-checklists-item-photo = photo where it fails
screen-checklists-item-certified = certified officers only
