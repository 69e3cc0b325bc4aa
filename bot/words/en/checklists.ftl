# Checklists
no-such-list = There is no checklist { $code }; see /lists.
# XLSForm
form-no-survey = { $file } has no sheet called survey; a form has { $sheets }. /lists CODE gives one to begin with.
form-no-items = The form asks nothing; rows may be { $allowed }.
form-too-many = The form asks { $count } items; a list holds { $most }. Split it into several.
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
form-columns-unused = { $sheet }: columns not used: { $columns }.
form-sheets-unused = Sheets not used: { $sheets }.
