# Files of places: what is wrong with one, what it would change, what was done
place-field-file = the file
places-wants-text = Row { $line }, { $column }: “{ $value }” is a list; write one text.
places-too-long = Row { $line }, { $column }: { $length } characters; at most { $most } are kept. “{ $value }”
places-too-many-parts = Row { $line }, { $column }: more than { $most } in one cell. “{ $value }”
places-number-cut = Row { $line }, { $column }: “{ $value }” has lost its last digits in the office program; make the column text, enter it again.
place-number-cut = “{ $number }” has lost its last digits in an office program; write the whole number.
places-not-one-of = Row { $line }, { $column }: “{ $value }”; allowed are { $allowed }.
places-wrong-date = Row { $line }, { $column }: “{ $value }” is no date; write it like 2026-03-02.
places-far = Row { $line }, { $column }: “{ $value }” lies { METRES($metres) } from the district; check the figures and the coordinate system.
places-no-geojson = { $file }, line { $line }: no GeoJSON with features; export the places as a FeatureCollection.
places-no-feature = Feature { $line }, { $column }: “{ $value }”; each place needs properties and a Point.
places-no-rows = { $file } names no place; its first row names the columns, such as { $missing }.
places-code-alike = Row { $line }, { $column }: “{ $value }” differs only in its letters from { $other }; write it so.
places-no-address = Row { $line }, { $column }: “{ $value }” has a slash, or is “near” or “kinds”; no page can have it. Put it into “outside number”; a code will be given.
places-digits-alone = Row { $line }, { $column }: “{ $value }” would be the number of a case; a new code needs a letter. Put it into “outside number”; a code will be given.
places-row-twice = Row { $line }, { $column }: “{ $value }” is in row { $first } already, at the same point; delete one, or give each its own code.
places-perhaps-same = Row { $line }: { $name } may be { $other }. Write that code into its row, or bring the table in by itself: patrolbot import FILE
places-overtaken = ! { $name } ({ $code }): { $field } was changed by somebody meanwhile; theirs stays.
places-sheet-title = Mistakes
places-sheet-where = Row
places-sheet-mistake = What to do
places-plan = { $file }: { $new } new, { $changed } changed, { $same } the same, { $gone } gone, { $doubtful } perhaps there already, { $older } older than what is known, { $wrong } { $wrong ->
        [one] mistake
       *[other] mistakes
    }
places-kinds-unlisted = Kinds that the district has not listed, kept as written: { $kinds }.
places-plan-new = + { $name }
places-plan-changed = ~ { $name }: { $field } “{ $before }” → “{ $after }”
places-plan-field = ~ { $name }: { $field }
places-plan-gone = - { $name }
places-plan-doubtful = ? Row { $line }: { $name } may be { $other }{ $metres ->
        [0] {""}
       *[other] , { METRES($metres) } away
    }
places-plan-doubtful-nowhere = ? Row { $line }: { $name } may be { $other }; of one of them the position is unknown
places-plan-nowhere = { $count } { $count ->
        [one] new place has
       *[other] new places have
    } no position: it can be set later, in the file or at the door
places-plan-older = · Row { $line }: { $code } was changed later than this row says; left as it is
places-plan-more = … and { $count } more
places-plan-swapped = { $count } { $count ->
        [one] row has
       *[other] rows have
    } longitude first. To take them the other way round: --swapped
places-plan-leave = Rows that may be there already are left out. To take them as new: --duplicates new; as the place that is there: --duplicates same
places-plan-no-prune = Nothing is removed while rows have mistakes or may be there already.
places-mistakes-in = Mistakes, with the cells marked: { $file }
places-nothing = Nothing changed.
places-done = { $new } new, { $changed } changed, { $gone } gone.
places-progress = Writing places
places-exported = { $file } holds { $count } { $count ->
        [one] place
       *[other] places
    } of { $district }.
places-export-ending = { $file } must end in { $allowed }.
places-yaml-too-many = { $count ->
        [one] { $count } place is
       *[other] { $count } places are
    } in the register, and a YAML file of more than { $most } cannot be brought in again. Ask for csv, xlsx or geojson.
places-export-empty = { $district } has no places yet; bring some in: patrolbot import places.csv
places-which-district = There are several districts; add --district CHAT_ID, one of: { $districts }
places-yes = yes
places-no = no
places-sheet-places = Places
places-column-code = Code
places-column-name = Name
places-column-aliases = Other names
places-column-kind = Kind
places-column-lat = Latitude
places-column-lon = Longitude
places-column-coordinates = Coordinates
places-column-address = Address
places-column-community = Community
places-column-licence = Licence
places-column-credit = Credit code
places-column-firm = Firm
places-column-outside = Outside numbers
places-column-state = State
places-column-as-of = As of
places-column-responsible = Responsible person
places-column-contacts = Contacts
# in the chat
places-file-taken = Reading { $named } …
places-file-again = Reading { $named } anew …
places-file-plan = { $lines }
places-file-refused =
    { $named }: not brought in.
    { $lines }
places-file-no-room = The disk of the bot is full, and files have to wait. Send it again once there is room; captains hear of it.
places-file-paper = { $named } holds no places; it is kept as a paper.
places-file-failed = It could not be fetched or read. Send it again; if that does not help, tell whoever runs the bot.
places-file-writing = { $percent } % · writing { $named }
places-file-written = { $named } is written.
places-file-done =
    ✅ { $named }
    { $lines }
places-file-left = { $named } was not brought in.
places-file-at-work = { $named } is being worked on; wait until that is done.
places-file-over = { $named } is done with; send it again.
places-file-sheet = Rows with mistakes, the wrong cells red. Mend them and send this sheet back.
places-button-yes = Bring in { $count }
places-button-no = Leave it
places-button-swap = Exchange latitude and longitude ({ $count })
places-button-new = Doubtful: new
places-button-same = Doubtful: the same
places-button-wgs84 = GPS points
places-button-gcj02 = GCJ-02 points
places-button-bd09 = BD-09 points
places-button-prune = The rest is gone
places-button-keep = The rest stays
place-move-import-new = brought in by a file
place-move-import = changed by a file
place-move-import-gone = gone by a file
channel-import = by a file
