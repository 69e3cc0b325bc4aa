# Importing a district file
file-unreadable = Cannot read { $file }; check the path.
file-not-yaml = Line { $line }: not valid YAML; check indentation and quotes.
file-empty = { $file } is empty.
file-missing-field = Line { $line }: { $field } is missing.
file-missing-field-in = Line { $line }: { $field } lacks { $missing }.
file-unknown-field = Line { $line }: { $field } is not known; allowed are { $allowed }.
file-wants-mapping = Line { $line }: write { $field } as "name: value".
file-wants-list = Line { $line }: write { $field } as a list.
file-wants-text = Line { $line }: { $field } must be text.
file-wants-number = Line { $line }: { $field } must be a whole number above zero.
file-wants-point = Line { $line }: { $field } must be [latitude, longitude].
file-wants-one-of = Line { $line }: { $field } must be one of { $allowed }.
file-wants-timezone = Line { $line }: no such time zone; write one like Asia/Shanghai.
file-wrong-area = Line { $line }: { $file } is not a GeoJSON polygon.
file-no-person = Line { $line }: { $person } is not the id of a person.
file-unknown-person = Line { $line }: people has no { $person }.
file-person-twice = Line { $line }: { $person } is in another team already.
file-team-twice = Line { $line }: team { $team } is written twice.
file-line = Line { $line }
file-row = Row { $line }
file-not-xlsx = { $file } is no XLSX table; save it as .xlsx.
roster-wants-rows = { $place }: write the roster as a list, each entry like who: 1002, days: mon-fri, from: "08:00", to: "20:00".
roster-wants-text = { $place }: { $field } must be a text or a list.
roster-unknown-field = { $place }: { $field } is not known; allowed are { $allowed }.
roster-missing = { $place }: { $field } is missing.
roster-who-or-team = { $place }: write either who or team.
roster-unknown-who = { $place }: { $field } "{ $value }" is nobody of this district; write an id or a name.
roster-two-of-name = { $place }: { $field } "{ $value }" is the name of several; write the id.
roster-unknown-team = { $place }: { $field } "{ $value }" is no team; allowed are { $allowed }.
roster-wants-one-of = { $place }: { $field } "{ $value }" must be one of { $allowed }.
roster-not-captain = { $place }: { $field } says captain, but "{ $value }" is none; enrol them first.
roster-wants-hour = { $place }: { $field } "{ $value }" is no time of day; write it like 08:00, in to also 24:00.
roster-wants-date = { $place }: { $field } "{ $value }" is no date; write it like 2026-03-02.
roster-wants-days = { $place }: { $field } "{ $value }" must be mon … sun, mon-fri, daily, 2026-03-02 or 2026-03-02..2026-03-08.
roster-last-before-first = { $place }: { $field } "{ $value }" is before first.
roster-twice = { $place }: the same as line { $first }; delete one.
roster-which-district = This file does not say which district it is for; add --district CHAT_ID, one of: { $districts }
roster-no-district = No district has the chat id { $chat }; import the district first.
places-wrong-point = Places, line { $line }: latitude or longitude is not valid.
places-wrong-code = Places, line { $line }: code or name is missing, or the code is there twice.
import-new-district = + district { $name }
import-district = ~ district { $name }
import-new-person = + person { $name }
import-person = ~ person { $name }
import-person-gone = - person { $name }
import-new-team = + team { $name }
import-team = ~ team { $name }
import-team-gone = - team { $name }
import-into-team = ~ { $name } → { $team }
import-places = ~ { $changed } { $changed ->
        [one] place
       *[other] places
    } changed, { $gone } removed
import-roster = + roster { $name } { $begins }–{ $ends } { $days }
import-roster-gone = - roster { $name } { $begins }–{ $ends } { $days }
import-nothing = Nothing changed.
import-done = Imported, { $count } { $count ->
        [one] change
       *[other] changes
    }.
file-wants-between = Line { $line }: { $field } must be a whole number from { $least } to { $most }.
file-wants-whole = Line { $line }: { $field } must be a whole number.
file-wants-yes-or-no = Line { $line }: { $field } must be true or false.
file-not-listed = Line { $line }: { $field } says “{ $value }”, which is not in { $register }; allowed are { $allowed }.
file-value-twice = Line { $line }: { $field } says “{ $value }”, which is taken ({ $first -> 
        [0] built in
       *[other] line { $first }
    }); choose another.
file-id-taken = Line { $line }: { $field } says “{ $value }”, by which { $code } is found; choose another, or give { $code } another in this file.
file-field-twice = Line { $line }: { $field } is written twice, first in line { $first }; delete one.
handbook-changed-meanwhile = Somebody has just made version { $version } of the handbook; import again.
handbook-added = + { $code } { $item }
handbook-changed = ~ { $code } { $item }: { $fields }
handbook-retired = - { $code } { $item } (retired; earlier cases keep it)
handbook-papers-differ = ~ laws, categories or common rules differ
handbook-same = The same as the present handbook; nothing changes.
handbook-plan = { $district }: version { $since } → { $version }; { $added } added, { $changed } changed, { $retired } retired
handbook-apply = Apply it now?
handbook-not-applied = Not applied; nothing has changed.
handbook-wants-yes = Nobody can be asked here; read the changes above and run it again with --yes.
handbook-done = Version { $version } holds from now on. Cases under way keep the one they began with.
handbook-file-right = { $file } has no mistakes: { $items } { $items ->
        [one] item
       *[other] items
    }, { $laws } { $laws ->
        [one] law
       *[other] laws
    }.
handbook-file-wrong = { $file } has { $count } { $count ->
        [one] mistake
       *[other] mistakes
    }:
handbook-of-other-district = Line { $line }: { $field } is for the district { $chat }; take "district" out of it, or change it.
handbook-in-file-wrong = Line { $line }: the handbook { $file } has { $count } { $count ->
        [one] mistake
       *[other] mistakes
    }:
handbook-names-other = The file says district: { $chat }, and --district another; take one of the two out.
handbook-export-ending = { $file } must end in { $allowed }: .yaml to change it and import it again, .docx to print it.
handbook-export-there = { $file } is there already; name another, or add --overwrite.
handbook-export-unwritable = { $file } cannot be written; check the folder and who may write there.
handbook-export-progress = Writing
handbook-exported = { $file } holds version { $version } of the handbook of { $district }: { $items } { $items ->
        [one] item
       *[other] items
    }, { $laws } { $laws ->
        [one] law
       *[other] laws
    }.
handbook-starter = (comes with Patrolbot)
file-unreadable-characters = Line { $line }: { $field } holds a control character; delete it.
file-wants-some-text = Line { $line }: { $field } is empty; write a text.
file-wants-quotes = Line { $line }: { $field } must be text; write it in quotes: "{ $value }".
file-too-long = Line { $line }: { $field } is too long; write at most { $most } { $most ->
        [one] character
       *[other] characters
    }.
file-wants-code = Line { $line }: { $field } must be 2 to 32 small letters, digits and _, beginning with a letter.
