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
late-refused = ⚠️ { $count ->
    [one] One message of mine was
   *[other] { $count } messages of mine were
    } refused by Telegram for good, { MINUTES($minutes) } ago. Somebody may not know something; look at the open cases with /board.
late-rival = ⚠️ Another program has taken messages with this bot's token for { MINUTES($minutes) }. Reports may go to it instead of to me: watch the group yourselves. Whoever runs the bot: stop the other program, or change the token.
late-copy = ⚠️ The daily copy of the database has failed for { MINUTES($minutes) }. See the log (copy.failed) and whether the disk is full; it is tried again every ten minutes.
well-again-copy = ✅ The daily copy of the database is made and checked again.
well-again-occasion = ✅ Nothing is overdue to be decided any more.
well-again-update = ✅ All messages are worked off again.
well-again-letter = ✅ All messages of mine are sent again.
well-again-rival = ✅ I alone take the messages again. Where a report of the last minutes has no card, ask for it again.
ready-well = All is well.
unwell-loop = The program answers { SECONDS($figure) } late (at most { SECONDS($most) }).
unwell-database = A write to the database takes { SECONDS($figure) } (at most { SECONDS($most) }).
unwell-database-full = The disk is full: nothing can be written. Make room; everything goes on by itself.
unwell-database-readonly = The database or its folder cannot be written (read-only, or not ours). Make it writable; everything goes on by itself.
unwell-database-locked = Another program holds the database locked. Stop it; everything goes on by itself.
unwell-database-disk = The disk refuses to write or read. Look at the disk; everything goes on by itself when it works again.
unwell-database-damaged = The database file is damaged. Stop the program and put back a copy: patrolbot restore FILE.
unwell-database-waiting = The database takes no writes; perhaps another program holds it locked.
unwell-database-unstored = What comes from Telegram cannot be stored; it stays there and comes again.
unwell-poll = The last good contact with Telegram was { SECONDS($figure) } ago (at most { SECONDS($most) }).
unwell-poll-rival = Another program takes messages with the same token; reports may go to it. Stop it, or change the token.
unwell-inbox = The oldest message has waited { SECONDS($figure) } to be worked off (at most { SECONDS($most) }).
unwell-outbox = The oldest due letter has waited { SECONDS($figure) } to be sent (at most { SECONDS($most) }).
unwell-tick = The clock last ticked { SECONDS($figure) } ago (at most { SECONDS($most) }).
unknown-database = The database cannot be written.
unknown-poll = There was no contact with Telegram yet.
unknown-inbox = The messages that came in cannot be read from the database.
unknown-outbox = The letters to send cannot be read from the database.
unknown-tick = The clock has not ticked yet.
