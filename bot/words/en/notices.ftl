# One notice to everybody on duty
help-all = tell everybody on duty something
notice =
    📢 { $by }:
    { $text }
all-sent = Going out now to { $people ->
    [one] one person
   *[other] { $people } people
 } on duty{ $in_group ->
    [0] {""}
   *[other] , { $in_group } of them in the group
 }.
all-how = Write what everybody is to know, as in /all TEXT.
all-nobody = Nobody else is on duty; see /teams.
all-too-soon = One notice a minute: write it again in { SECONDS($seconds) }.
