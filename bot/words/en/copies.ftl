# Copies of the database, and the audit of its history
copy-unusable = { $file } is no usable copy: { $what }. Nothing was changed; take another copy.
copy-not-a-file = This database is not a SQLite file; copy it with pg_dump and put it back with pg_restore.
copy-no-room = The disk has { $free } MB free, a copy takes { $wanted } MB. Make room, then try again.
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
copy-before = The former database lies in { $file }. It is deleted after { DAYS($days) }, like copies of the night; bring it elsewhere to keep it longer.
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
copy-target-ours = { $file } is the database itself or a file of its folder, where nothing is written over; name one elsewhere.
since-nothing = No case came in or changed after this copy was made.
since-unreadable = The present database cannot be read: what came in after this copy was made cannot be listed.
since-cases = After this copy was made { $new } { $new ->
        [one] case
       *[other] cases
    } came in and { $changed } { $changed ->
        [one] changed
       *[other] changed
    }. The copy has none of this:
since-new = { $district } #{ $number } · { $at } · new, { $state } · { $words }
since-changed = { $district } #{ $number } · { $at } · { $was } → { $state } · { $words }
since-erased = { $count } { $count ->
        [one] person was
       *[other] people were
    } erased (/forgetme) after this copy was made. The copy brings what was about them back: ask each of them to send /forgetme again. Telegram ids: { $ids }
since-more = … and { $count } more; all of them: patrolbot restore { $file } --show
since-ask = Put the copy in place of the database all the same? What is listed stays only in the former database, which is kept beside it.
since-wants-yes = Nothing was changed. Read the list; then call it again with --yes.
copy-schema-kept = Its schema was left as it is: start the earlier version. This one would bring it up to date again.
