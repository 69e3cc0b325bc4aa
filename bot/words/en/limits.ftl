# What holds in a district: limits, sending, language, the morning report, sound
help-limits = see and set limits, sending, language, morning report, sound
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
limits-set = { $limit } for { $of }: { $new } from now on (it was { $old }). Open cases count by it.
limits-setting-set = { $limit } for { $of }: { $new } from now on (it was { $old }).
limits-same = { $limit } for { $of } is { $new } already.
limits-told = { $by } changed { $limit } for { $of }: { $new } (it was { $old }).
limits-of-what = There is no severity, group or item "{ $what }"; send /limits and choose from the lists.
limit-out-of-bounds = { $limit } can be from { $least } to { $most }; write another length.
limits-dispatch-how = There is no way "{ $value }"; write /limits dispatch send or /limits dispatch suggest.
limits-quiet-how = There is no sound "{ $value }"; write /limits quiet on or /limits quiet off.
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
limit-none = none of its own
length-hours = { $value } h
length-minutes = { $value } min
length-seconds = { $value } s
dispatch-send = the nearest is sent
dispatch-suggest = a captain chooses of three
quiet-on = only what cannot wait
quiet-off = every new message
button-scope = { $scope }
button-length = { $length }
button-default = Take away
button-hour = { $hour }
