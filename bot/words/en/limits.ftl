# What holds in a district: limits, sending, language, the morning report, sound, pictures on the wall
help-limits = see and set limits, sending, language, morning report, sound, pictures on the wall
limits =
    { $district }, what holds here:
    { $lines }
    To change something, tap, or write for example /limits close 12m, /limits high accept 45s, /limits parking arrive default.
limits-line = { $limit }: { $value } ({ $where })
limits-setting = { $limit }: { $value }
limits-of =
    What holds for { $of }:
    { $lines }
    Which one is to change?
limits-of-which = For which? Page { $page } of { $pages }.
limits-which-length = { $limit } for { $of } is { $now } now. How long? From { $least } to { $most }; another length: write it at the end of the command.
limits-which = { $limit }: which?
limits-which-wall =
    { $limit }: which?
    People on the pictures may be recognisable to everybody in the room. /hide keeps a single one off.
limits-set = { $limit } for { $of }: { $new } from now on (it was { $old }). Open cases count by it.
limits-setting-set = { $limit } for { $of }: { $new } from now on (it was { $old }).
limits-wall-on =
    { $limit }: { $new } from now on (it was { $old }).
    People on them may be recognisable. Answer a picture with /hide to keep it off, or write /hide 42 for the one that shows.
limits-same = { $limit } for { $of } is { $new } already.
limits-same-none = { $limit } for { $of } has no rule of its own anyway.
limits-told = { $by } changed { $limit } for { $of }: { $new } (it was { $old }).
limits-of-what = There is no severity, group or item "{ $what }"; send /limits and choose from the lists.
limits-no-such = There is no limit "{ $name }", nor such a severity, group or item; what can be set is { $names }, for the rest send /limits and choose from the lists.
limits-not-that = "{ $name }" is not the name of a limit; names are { $names }: write one before the value, or send /limits and choose.
limit-out-of-bounds = { $limit } can be from { $least } to { $most }, not { $given }. A number alone means minutes; seconds are written like 45s.
limits-dispatch-how = There is no way "{ $value }"; write /limits dispatch send or /limits dispatch suggest.
limits-quiet-how = There is no sound "{ $value }"; write /limits quiet on or /limits quiet off.
limits-wall-how = The wall has no "{ $value }"; write /limits wall on or /limits wall off.
limits-of-district = the district
limits-of-severity = severity { $severity }
limits-of-group = group { $group }
limits-of-item = { $item }
limits-of-case = case #{ $number }
limits-of-handbook = handbook
limits-by-default = default
limits-list-severity = Severities
limits-list-group = Groups
limits-list-item = Items
limit-accept = Accept
limit-arrive = Arrive
limit-close = Close
limit-confirm = Confirm
limit-remind-every = Remind every
limit-dispatch = Sending
limit-language = Language
limit-report = Morning report
limit-quiet = Sound in the group
limit-wall = Pictures on the wall
limit-name-accept = accept
limit-name-arrive = arrive
limit-name-close = close
limit-name-confirm = confirm
limit-name-remind-every = remind
limit-name-dispatch = dispatch
limit-name-language = language
limit-name-report = report
limit-name-quiet = quiet
limit-name-wall = wall
limit-also-accept = acceptance
limit-also-arrive = arrival
limit-also-close = finish, handle
limit-also-confirm = check
limit-also-remind-every = reminder, reminders
limit-also-dispatch = sending
limit-also-language = languages
limit-also-report = morning
limit-also-quiet = silence
limit-also-wall = pictures, photos
limit-value-default = default
limit-value-send = send
limit-value-suggest = suggest
limit-value-on = on
limit-value-off = off
limit-value-zh = zh, chinese
limit-value-en = en, english
limit-none = none of its own
dispatch-send = the nearest is sent
dispatch-suggest = a captain chooses of three
quiet-on = only what cannot wait
quiet-off = every new message
wall-on = on, the newest of each case
wall-off = off
button-scope = { $scope }
button-length = { $length }
button-default = Take away
button-hour = { $hour }
