# Copies of the database, and the audit of its history
copy-unusable = { $file } is no usable copy: { $what }. Nothing was changed; take another copy.
copy-not-a-file = This database is not a SQLite file; copy it with pg_dump and put it back with pg_restore.
copy-chain-broken = The history in { $file } does not hold (district { $district }, line { $line }). Nothing was changed; take another copy.
copy-made = Copied and checked: { $file }, { $lines } { $lines ->
        [one] line
       *[other] lines
    } of history, { $megabytes } MB.
copy-put-back = Restored from { $file }: { $lines } { $lines ->
        [one] line
       *[other] lines
    } of history. Start the bot again.
copy-set-aside = { $count } { $count ->
        [one] message that waited in the copy is not sent any more: what it says
       *[other] messages that waited in the copy are not sent any more: what they say
    } is old.
copy-before = The former database lies in { $file }.
copy-progress = Copying
audit-whole = ✅ { $name }: { $lines } { $lines ->
        [one] line
       *[other] lines
    }, { $erased } with erased words, head { $head }
audit-broken = ❌ { $name }: line { $line } does not fit (case #{ $number }, recorded { $at } UTC)
audit-head = ✅ { $head } is line { $line } of { $name }, recorded { $at } UTC; { $since } { $since ->
        [one] line
       *[other] lines
    } came after it.
audit-head-gone = ❌ No line has { $head }: the history was changed since, or this is another database.
audit-none = No district yet, so no history.
copy-target-there = { $file } is there already; name another, or add --overwrite.
copy-target-ours = { $file } is the database itself, or belongs to it; name another file.
