# Privacy
help-privacy = see what is stored
help-mydata = get your own data
help-forgetme = erase your own data
privacy-notice =
    Stored: name, account number, roles, team, hours of duty, planned shifts, positions while on duty or while you call for help, your reports and photos, each step you take; of officers and approvers also body, certificate with its end, and deed.
    Why: to send teams, to keep time, to keep a record.
    How long: tracks { DAYS($tracks) }; sent messages { DAYS($letters) }; who looked at what, cameras too, { DAYS($looks) }; pictures on our disk { DAYS($photos) }; exported files { DAYS(1) }; copies of the database { DAYS($copies) }; cases and evidence stay.
    Get it: /mydata  Erase it: /forgetme (both in private)
only-in-private = Send this command in our private chat.
my-data-caption = All your data, { $count } { $count ->
        [one] row
       *[other] rows
    }.
forget-open-cases = These cases are still open: { $cases }. Finish them or hand them over first.
forget-on-duty = You are on duty: send /off first.
forget-last-captain = You are the only captain: enrol another one first.
forget-sure = Erase your name, tracks, the texts and voice notes you sent and the photos of your reports, and leave every district. Cases, photos of the work and the hashes of the record stay; copies of the database go after { DAYS($copies) }. This cannot be undone.
forgetting = You are being erased. It goes on beside everything else; I write when it is done.
forgotten =
    Erased: { $texts } { $texts ->
        [one] text
       *[other] texts
    }, { $files } { $files ->
        [one] file
       *[other] files
    }. { $messages } of my messages { $messages ->
        [one] is
       *[other] are
    } written anew or deleted, one after the other.
    { $stay ->
        [0] No older message of mine that bears your name or words stays in chats.
        [one] 1 message that I cannot take back stays in chats.
       *[other] { $stay } messages that I cannot take back stay in chats.
    }
    Copies of the database hold it until { $until }. Goodbye.
move-forget = erase personal data
