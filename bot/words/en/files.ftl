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
file-wants-country = Line { $line }, { $field }: no such country; write its two letters, such as CN or IE.
file-wants-timezone = Line { $line }: no such time zone; write one like Asia/Shanghai.
file-no-person = Line { $line }: { $person } is not the id of a person.
file-unknown-person = Line { $line }: people has no { $person }.
file-person-twice = Line { $line }: { $person } is in another team already.
file-team-twice = Line { $line }: team { $team } is written twice.
file-camera-twice = Line { $line }: camera { $camera } is written twice.
file-wants-link = Line { $line }: { $field } must be an address that begins with http:// or https://, without a name and password in it.
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
no-district-yet = There is no district yet; bring one in first: patrolbot import district.yaml (samples/yunhe/district.yaml shows how)
roster-which-district = This file does not say which district it is for; add --district CHAT_ID, one of: { $districts }
roster-no-district = No district has the chat id { $chat }; import the district first.
places-missing-columns = { $file } has no columns { $missing }; name them in its first line.
places-missing = Places, line { $line }: { $column } is empty.
places-twice = Places, line { $line }: the code { $value } is in line { $first } already; give each place its own.
places-wrong-point = Places, line { $line }: “{ $value }” is no latitude and longitude; write degrees like 30.3147 and 120.2741.
places-swapped = Places, line { $line }: “{ $value }” is the wrong way round; latitude (30 …) and longitude (120 …) are swapped.
places-wrong-system = Places, line { $line }: “{ $value }” is no coordinate system; allowed are { $allowed }.
import-no-country = ! no country: write country (CN, IE …) under district, or send /setup in the group; until then no emergency number and no law is shown
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
import-cameras = ~ { $changed ->
        [one] one camera
       *[other] { $changed } cameras
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
file-wants-yes-or-no = Line { $line }: { $field } must be yes or no, or true or false.
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
file-read-as = Read as { $encoding }.
file-no-text = { $file } is neither text nor a table; save it as UTF-8.
file-too-large = { $file } is too large; at most { $most } MB unpacked are read.
file-of-other-kind = { $file } is { $kind ->
        [xls] an old Excel or Word file; save it as .xlsx
        [xlsx] an XLSX table
        [docx] a Word document
        [pdf] a PDF
        [picture] a picture
        [database] a database
        [archive] a packed file; unpack it first
        [kmz] a packed KML map; export it as GeoJSON
        [kml] a KML map; export it as GeoJSON
        [gpx] a GPX track
        [html] a web page
       *[xml] an XML file
    }. Needed is { $wanted ->
        [yaml] YAML
        [geojson] GeoJSON
       *[table] a table: .xlsx or .csv
    }.
file-too-deep = Line { $line }: more than { $most } { $most ->
        [one] list
       *[other] lists
    } within lists; write it flatter.
file-too-much = Line { $line }: names of other parts add up to too much; write them out.
file-holds-itself = Line { $line }: this part contains itself.
file-wants-plain = Line { $line }: { $field } is no plain text, number or date.
file-person-twice-in-people = Line { $line }: { $person } stands in people twice; delete one.
file-only-charts = { $file } holds no table, only charts.
file-too-many-cells = { $file } holds more cells than { $most }, or much that is none; save only the sheet that is needed as CSV.
file-too-many-parts = Line { $line }: names and values are more than { $most }; split the file, or bring tables in as CSV.
file-too-many-rows = The table is too large; at most { $most } { $most ->
        [one] row
       *[other] rows
    } and 400 columns are read.
file-cell-too-long = Row { $line }: a cell of more than { $most } { $most ->
        [one] character
       *[other] characters
    }; a quotation mark may not be closed.
file-formula-without-value = Sheet { $sheet }, cell { $cell }: a formula without its result; open the file in Excel and save it.
file-other-sheets = Read: sheet { $sheet }. Not read: { $others }.
file-columns-unused = { $file }: columns not used: { $columns }.
area-no-json = { $file }, line { $line }: not valid JSON; export the area as GeoJSON.
area-no-geojson = { $file } is no GeoJSON, or a part of it is empty; export the area as GeoJSON.
area-no-polygon = { $file } holds no polygon; draw the area as one.
area-other-shape = { $file } holds a { $shape }; leave only polygons in it.
area-wrong-ring = { $file }: an outline must be at least three points, each [longitude, latitude] in numbers.
area-too-detailed = { $file } has more than { $most } { $most ->
        [one] point
       *[other] points
    }; simplify the outline.
area-in-metres = { $file } is in metres; export it in degrees (WGS 84, EPSG:4326).
area-swapped = { $file } has latitude first; GeoJSON wants [longitude, latitude].
area-out-of-range = { $file } holds figures that are no degrees.
area-crosses-itself = { $file }: the outline is not valid near { $point } ({ $reason }); correct it there.
area-joined = { $file }: { $count } { $count ->
        [one] part was
       *[other] parts were
    } joined: { $names }.
area-leaves-out = Outside the area { $count ->
        [one] lies
       *[other] lie
    }: { $names }. Reports there will be asked about.
# country: CN
area-points-shifted = Outside the area { $count ->
        [one] lies
       *[other] lie
    }: { $names }. As { $system } all would be inside: write "coordinates: { $system }" under district if they come from a Chinese map.
# country: CN
area-itself-shifted = Outside the area { $count ->
        [one] lies
       *[other] lie
    }: { $names }. If the area was drawn on a Chinese map, write "area: {"{"}file: …, coordinates: { $system }{"}"}".
area-or-points-swapped = Outside the area { $count ->
        [one] lies
       *[other] lie
    }: { $names }. Latitude and longitude look swapped; points are [latitude, longitude].
import-anyway = Bring it in all the same?
import-this = Bring this in?
import-not-applied = Not brought in; nothing has changed.
file-wants-group = Line { $line }, { $field }: { $value } is a person's id; a group's is below zero, such as -1001234567890.
import-wants-yes = Nobody can be asked here; read the lines above and run it again with --yes.
import-progress = Writing places
import-stopped = Stopped; nothing has changed.
import-at-work = Another import is writing this district's places. Wait until it is done; if it was killed, a minute.
import-taken-over = Another import has changed this district's places meanwhile, or this one stood still for a minute; nothing has changed. Run it again.
roster-no-table = { $file } holds no roster: name columns { $heads } in one row, or put dates in the first row and names in the first column.
roster-field-twice = { $place }: { $field } is written twice (first in line { $first }); delete one.
roster-wants-span = { $place }: "{ $value }" is no span of hours; write it like 08:00-20:00.
roster-unknown-code = { $place }: nobody has said which hours "{ $value }" means; write "{ $value } 08:00-16:00" beside the table.
roster-cell = Cell { $cell }
roster-rows-above = { $count } { $count ->
        [one] row
       *[other] rows
    } above the table not used.
roster-row-aside = Row { $line } not used: { $value }
roster-sheets-aside = Sheets without a roster: { $sheets }.
roster-ask-code = Hours of { $code }, such as 08:00-16:00 (- for a day off)
drill-wants-start = Line { $line }: { $field } must be a time with its zone, such as 2026-03-02T08:00:00+08:00.
drill-wants-figure = Line { $line }: { $field } must be a number from { $least } to { $most }.
drill-wants-span = Line { $line }: { $field } must be two numbers of seconds, the smaller first, such as [5, 30].
drill-wants-time = Line { $line }: { $field } must be minutes and seconds in quotes, such as "2:30".
