# Alert notes, contacts and photos of places; places that are one, or gone; kinds of places
file-kind-twice = Line { $line }: the kind { $code } is written twice.
file-wants-kind-code = Line { $line }: { $field } must be a code of small letters, digits and _, at most { $most } long, such as tea_house.
import-kinds = ~ { $changed ->
        [one] one kind of place
       *[other] { $changed } kinds of places
    } changed, { $gone } removed
place-field-into = where its code leads
place-field-merged = what was merged into it
place-field-alert = alert notes
place-field-photo = photos
place-move-new = registered
place-move-edit = corrected
place-move-merge = merged into another
place-move-merged = another merged into it
place-move-parted = that merge taken back
place-move-gone = marked gone
place-move-undo = taken back
place-move-alert = alert note written
place-move-alert-end = alert note ended
place-move-alert-first = alert note: to be read first now
place-move-alert-not-first = alert note: need not be read first any more
place-move-alert-until = alert note: another end
place-move-photo = photo added
place-which-code = Which place? Write its code behind, such as /place { $part } P001.
place-note-kind-dog = Dog
place-note-kind-violence = Attacked people before
place-note-kind-goods = Dangerous goods
place-note-kind-structure = Unsafe structure
place-note-kind-fall = Fall from a height
place-note-kind-electric = Electricity
place-note-kind-air = Bad air
place-note-kind-infection = Infection
place-note-kind-no-signal = No signal
place-note-kind-access = Way in
place-note-kind-other = Other
place-note-which = { $name } ({ $code }): what is there to know before somebody goes in?
place-note-which-kind = “{ $text }”: tap which kind it is.
place-note-ask-text = { $kind }: what is there, and where exactly? Facts for safety only, such as “big dog, not on a chain, back yard”.
place-note-ask-ground = { $kind }: what does it rest on? A case (#12), an order and its date, or who saw it when.
place-note-wants-text = Write what is there, in a few words.
place-note-wants-ground = Write what it rests on: a case (#12), an order, or who saw it when.
place-note-too-long = { $letters } letters are too long: at most { $most }. Whoever reads it stands at the door.
place-note-judges = “{ $words }” judges somebody. Write what happened instead, and when: “threw a bottle at the team, 3 May”.
place-note-no-such-kind = “{ $kind }” is no kind of note; there are { $allowed }.
place-note-days = A note stands for 1 day to { DAYS($most) }.
place-note-days-over = { DAYS($days) } after it was written are over already: it stands until { $until }. If it does not hold any more, end it.
place-note-many = { $name } ({ $code }) already has { $most }, more than anybody reads at a door: end one that does not hold any more first.
place-note-must = ❗read first
place-note-need-not = for information
place-note-line = ⚠ { $kind }: { $text } ({ $ground }; until { $until })
place-note-line-first = { place-note-must } · { $kind }: { $text } ({ $ground }; until { $until })
place-note-line-over = ended { $until } · { $kind }: { $text } ({ $ground })
place-note-stands = ⚠ { $name } ({ $code }) · { $kind }: { $text }
    Rests on: { $ground }
    { $must } · until { $until }
place-note-longer = Stands longer: { $name } ({ $code }) · { $kind }, until { $until }
    { $text } ({ $ground }) · { $must }
place-note-ended = Ended: { $name } ({ $code }) · { $kind }. It is not shown any more, and stays in the history.
place-note-ends = ⚠ { $name } ({ $code }) · { $kind }: { $text }
    Last day: { $until }. Does it still hold?
place-note-ends-for-good = ⚠ { $name } ({ $code }) · { $kind }: { $text }
    Last day: { $until }; ninety days are over then. If it still holds, write a new one: /place note { $code }
place-note-not-there = That note is not there any more.
place-note-over = That note ended on { $until }.
place-note-not-yours = Only its author or a captain may change that note.
place-note-at-most = A note stands for { DAYS($most) } at most. If it still holds then, write a new one.
place-notes = { $name } ({ $code }): { $count ->
        [one] one note
       *[other] { $count } notes
    }
    { $lines }
place-notes-none = { $name } ({ $code }) has no alert notes.
place-note-first = ❗ #{ $number }: read this before you go in
    { $lines }
place-note-first-in-group = ❗ #{ $number }: there is a note to read before you go in; open it in private.
place-note-unread = ❗ Not read yet by { $names }
place-note-read = #{ $number }: noted that you have read it.
place-note-read-more = #{ $number }: noted. More has come to read before you go in; it is in the next message.
place-contact-line = { $name } · { $role } · { $phone }
place-contacts = { $name } ({ $code }); that you looked is written down
    { $lines }
place-contact-none = No contact of { $name } ({ $code }) is known.
place-contact-not-yours = The contacts of { $name } ({ $code }) are for captains, and for the team on a case there.
place-photo-send = Send the photo of { $name } ({ $code }) here.
place-photo-no-photo = That is no photo; send a photo, not a file.
place-photo-kept = Kept: photo { $count } of { $name } ({ $code }).
place-photo-again = { $name } ({ $code }) has this photo already.
place-photo-many = { $name } ({ $code }) already has { $most } of them; a captain may hide one that is out of date: /place photos { $code }
place-photo-none = { $name } ({ $code }) has no photo yet. /place photo { $code } takes one.
place-photos = { $name } ({ $code }): { $count ->
        [one] one photo
       *[other] { $count } photos
    } in private.
place-photo-line = { $name } ({ $code }), { $at }
place-photo-hidden = Hidden: that photo of { $code } is for captains alone now.
place-photo-shown = Shown again: that photo of { $code }.
place-merge-which = Write both codes: /place merge CODE CODE. The first becomes the second.
place-merge-itself = { $code } is one place; write the code of the other one too.
place-merged-already = { $name } ({ $code }) was merged into { $into } already.
place-merge-into-gone = { $name } ({ $code }) is gone; merge it the other way round.
place-merged = { $name } ({ $code }) is { $other } ({ $into }) from now on: the old code leads there, names and numbers are joined, both histories stay.
place-gone-already = { $name } ({ $code }) is gone already.
place-marked-gone = { $name } ({ $code }) is marked gone. Its code stays, and its history.
place-nothing-to-undo = { $name } ({ $code }) is neither gone nor merged.
place-undo-first = { $other } was merged into { $into } since then: take that back first (/place undo { $other }).
place-back = { $name } ({ $code }) is back: { $state }. Taken back: { $undone }.
place-parted = { $name } ({ $code }) is a place of its own again, and { $other } ({ $into }) has its own names and numbers.
sure-place-merge = { $name } ({ $code }) becomes { $other } ({ $into }). Sure?
sure-place-gone = { $name } ({ $code }) is gone for good? Sure?
button-note-must = Read before going in
button-note-need-not = Need not be read first
button-note-longer = Longer
button-note-days = Stands { DAYS($days) }
button-note-end = Does not hold any more
button-note-open = { $kind }
button-note-read = Read
button-photo-hide = Hide
button-place-undo = Undo
