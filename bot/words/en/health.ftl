# Somebody notices: what is late, and what is not well
late-occasion = ⚠️ { $count ->
    [one] One thing has
   *[other] { $count } things have
    } been due for { MINUTES($minutes) } and are not decided. The bot is behind; watch the limits yourself until it says that all is well.
late-update = ⚠️ { $count ->
    [one] One message has
   *[other] { $count } messages have
    } waited { MINUTES($minutes) } to be worked off. Who wrote may need an answer by hand.
late-letter = ⚠️ { $count ->
    [one] One message of mine has
   *[other] { $count } messages of mine have
    } waited { MINUTES($minutes) } to be sent. Somebody may not know yet; tell them another way.
late-dead = ⚠️ { $count ->
    [one] One message could not be worked off and is
   *[other] { $count } messages could not be worked off and are
    } kept for 7 days; the oldest came { MINUTES($minutes) } ago. Ask the people concerned to send it again.
late-dead-of = ⚠️ { $count ->
    [one] One message could not be worked off and is
   *[other] { $count } messages could not be worked off and are
    } kept for 7 days; the oldest came { MINUTES($minutes) } ago. Ask for it again: { $who }
late-killed = ⚠️ { $count ->
    [one] One message ended the program again and again and was put aside; it is
   *[other] { $count } messages ended the program again and again and were put aside; they are
    } kept for 7 days, the oldest came { MINUTES($minutes) } ago. Ask who reported without an answer what it was, and report it in other words. Whoever runs the bot: look into the log (inbox.killed).
late-killed-of = ⚠️ { $count ->
    [one] One message ended the program again and again and was put aside; it is
   *[other] { $count } messages ended the program again and again and were put aside; they are
    } kept for 7 days, the oldest came { MINUTES($minutes) } ago. Whoever runs the bot: look into the log (inbox.killed). Ask what was reported, and report it in other words: { $who }
late-refused = ⚠️ { $count ->
    [one] One message of mine was
   *[other] { $count } messages of mine were
    } refused by Telegram for good, { MINUTES($minutes) } ago. Somebody may not know something; look at the open cases with /board.
late-refused-of = ⚠️ { $count ->
    [one] One message of mine was
   *[other] { $count } messages of mine were
    } refused by Telegram for good, { MINUTES($minutes) } ago. Tell those concerned another way (people, cases): { $who }
late-rival = ⚠️ Another program has taken messages with this bot's token for { MINUTES($minutes) }. Reports may go to it instead of to me: watch the group yourselves. Whoever runs the bot: stop the other program, or change the token.
late-copy = ⚠️ The daily copy of the database has failed for { MINUTES($minutes) }. See the log (copy.failed) and whether the disk is full; it is tried again every hour.
late-copy-hangs = ⚠️ The daily copy of the database has come to no end for { MINUTES($minutes) }. Look whether the disk of the copies answers; then restart the bot.
late-full-disk = 🔴 The disk of the bot is full. Its reserve of { $figure } MB is given up, so reports, orders and SOS are still stored; pictures, copies and exports wait. Whoever runs the bot: make room now, or nothing is stored soon.
late-disk = 🔴 { $figure } MB are left on the disk of the bot; reports are still stored, new pictures, copies and exports may not be. Whoever runs the bot: make room now.
well-again-copy = ✅ The daily copy of the database is made and checked again.
well-again-copy-hangs = ✅ The daily copy of the database is no longer stuck.
well-again-occasion = ✅ Nothing is overdue to be decided any more.
well-again-update = ✅ All messages are worked off again.
well-again-letter = ✅ All messages of mine are sent again.
well-again-rival = ✅ I alone take the messages again. Where a report of the last minutes has no card, ask for it again.
well-again-full-disk = ✅ The reserve on the disk of the bot is laid again.
well-again-disk = ✅ There is room on the disk of the bot again.
unstored-cry = 🆘 NOT STORED. { $name } calls for help in { $district }. I can store nothing and told captains only: no team is sent, { $name } hears nothing from me. Ring them, send somebody.
unstored-cry-words = 🆘 NOT STORED. { $name } calls for help in { $district }: { $words }
    I can store nothing and told captains only: no team is sent, { $name } hears nothing from me. Ring them, send somebody.
unstored-full = 🔴 My disk is full: I store nothing, send no team and remind nobody. Report by telephone or radio; for SOS /sos still reaches the captains. I say here when it works again.
unstored-other = 🔴 I can store nothing just now: I send no team and remind nobody. Report by telephone or radio; for SOS /sos still reaches the captains. I say here when it works again.
unstored-over = ✅ I store again. What was sent here meanwhile I take up now; where a card is missing, send it again.
figures-not-yours = Figures are for who shows PATROL_API_TOKEN as bearer token. Without a token only this machine reads them, and nobody where PATROL_PUBLIC_URL is set.
ready-well = All is well.
unwell-loop = The program answers { SECONDS($figure) } late (at most { SECONDS($most) }).
unwell-database = A write to the database takes { SECONDS($figure) } (at most { SECONDS($most) }).
unwell-database-full = The disk is full: nothing can be written. Make room; everything goes on by itself.
unwell-database-readonly = The database or its folder cannot be written (read-only, or not ours). Make it writable; everything goes on by itself.
unwell-database-locked = Another program holds the database locked. Stop it; everything goes on by itself.
unwell-database-disk = The disk refuses to write or read. Look at the disk; everything goes on by itself when it works again.
unwell-database-lost = Another patrolbot took over this database; this one has stopped writing and ends.
unwell-database-damaged = The database file is damaged. Stop the program and put back a copy: patrolbot restore FILE.
unwell-database-waiting = The database takes no writes; perhaps another program holds it locked.
unwell-database-held-up = Something that the program itself began to write does not come to its end, and all else waits for it.
unwell-database-unreachable = The database server cannot be reached, or takes no one. Bring it back; everything goes on by itself.
unwell-database-unstored = What comes from Telegram cannot be stored; it stays there and comes again.
unwell-poll = The last good contact with Telegram was { SECONDS($figure) } ago (at most { SECONDS($most) }).
unwell-poll-rival = Another program takes messages with the same token; reports may go to it. Stop it, or change the token.
unwell-inbox = The oldest message has waited { SECONDS($figure) } to be worked off (at most { SECONDS($most) }).
unwell-inbox-room = Messages are stored and wait for room to be worked off: the disk is full. Make room; everything goes on by itself.
unwell-outbox = The oldest due letter has waited { SECONDS($figure) } to be sent (at most { SECONDS($most) }).
unwell-tick = The clock last ticked { SECONDS($figure) } ago (at most { SECONDS($most) }).
unknown-database = The database cannot be written.
unknown-poll = There was no contact with Telegram yet.
unknown-inbox = The messages that came in cannot be read from the database.
unknown-outbox = The letters to send cannot be read from the database.
unknown-tick = The clock has not ticked yet.
# Where the bot stands in its group
standing-gone = 🔴 I am no longer in the group of { $district }: I hear no report and can tell nobody there. Add me again and make me an admin; until then take reports by telephone.
standing-muted = 🔴 I may not write in the group of { $district } any more: no card and no reminder gets through there. Make me an admin.
standing-demoted = ⚠️ I am no admin of the group of { $district }: I cannot pin the board, and may not see locations and photos. Make me an admin with the right to pin messages.
standing-back-demoted = ⚠️ I am in the group of { $district } again after { MINUTES($minutes) }, but no admin: I may not see locations and photos. Make me an admin with the right to pin messages.
standing-well = ✅ All is as it should be in the group of { $district } again, after { MINUTES($minutes) }. Ask who reported meanwhile to report again.
standing-back = I am here again after { MINUTES($minutes) }. What was said meanwhile I did not hear: report it again. { $cases ->
    [0] No case is open.
    [one] The card of the one open case follows.
   *[other] The cards of the { $cases } open cases follow.
    }
late-unread = ⚠️ { $count ->
    [one] Something that Telegram told me is
   *[other] { $count } things that Telegram told me are
    } newer than this program and could not be read, the oldest { MINUTES($minutes) } ago. Kept for 7 days. Whoever runs the bot: install the newest version. Where somebody waits for an answer, ask what they sent.
unwell-groups-lost = In one of the groups the bot was thrown out, muted or is no admin any more, since { SECONDS($figure) }; its captains were told.
unwell-parts-disk = The look at the disk has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-auditor = The look for what is late has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-heartbeat = The heartbeat has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-presence = The look where the bot stands in its groups has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-roll = The look who would hear of an SOS has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-copies = The look for the daily copy has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-clean = The hourly cleaning has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-intake = Taking in messages has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-lanes = Working off messages has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-courier = Sending messages has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-feed = Keeping the pages live has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-likenesses = The look for photos used twice has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-hooks = Telling other systems has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-exports = Writing exports has not gone well for { SECONDS($figure) }; see the log.
unwell-parts-imports = Reading files that were sent has not gone well for { SECONDS($figure) }; see the log.
