# What strangers may read: /public
help-public = choose what the public may read of cases
publishing-never = hazard, dispute, mediat, conflict, quarrel, call for help, domestic
public-in-private = This is for our private chat: open { $link } and send /public there.
public-is-off =
    Strangers read nothing of { $district }. Chosen so far:
    { $lines }
public-is-on =
    Everybody can read of { $district } now, under /open311/v2 of the command centre's address:
    { $lines }
public-is-on-of-nothing =
    It is on for { $district }, but no item is chosen: strangers read nothing.
    { $lines }
lately-public-on = on, { $count ->
        [one] 1 item
       *[other] { $count } items
    }
lately-public-off = off, { $count ->
        [one] 1 item
       *[other] { $count } items
    } chosen
public-line = { $group }: { $items }
public-and-more = { $items } and { $more } more
public-none = no item yet
public-groups = Choose items: strangers read of cases of these alone, once it is on. Which group?
public-group-off = { $group }: tap to choose an item, tap again to take it back. Strangers read nothing yet.
public-group-on = { $group }: tap to choose an item, tap again to take it back. It counts at once.
public-sure =
    Turn on reading by the public for { $district }?
    { $count ->
        [one] Everybody on the internet will read of cases of 1 item:
       *[other] Everybody on the internet will read of cases of { $count } items:
    } number, item, open or closed, the minute of the report and of the end, when it is due, the spot to about 100 m. Also while your teams are on the way. What somebody has copied cannot be called back.
    Never: words, photos, names, teams, reasons, calls for help, disputes, hazards, dangerous cases, drills.
public-told-on = { $by } turned on reading by the public for { $district }: everybody can read of cases of { $count ->
        [one] 1 item
       *[other] { $count } items
    }, without words, photos or names.
public-told-off = { $by } turned off reading by the public for { $district }: strangers read nothing any more.
public-told-items = { $by } changed what the public reads of { $district }: { $count ->
        [0] nothing now.
        [one] cases of 1 item now.
       *[other] cases of { $count } items now.
    }
public-what = There is no item or group "{ $what }"; send /public and choose from the lists.
public-never = { $item } is never published: it is about danger, a hazard or a dispute, or says too little.
button-public-see = See or change it
button-public-on = Turn it on…
button-public-off = Turn it off
button-public-items = Choose items
button-public-group = { $group } { $chosen }/{ $count }
button-public-chosen = ✅ { $item }
button-public-not = ▫️ { $item }
button-public-all = All of these
button-public-no-more = None of these
button-public-groups = Other groups
button-public-back = How it stands
button-public-sure = Yes, let everybody read
button-public-leave = No, leave it off
