# The morning report
morning-report =
    { $district }, yesterday ({ $day }): { $cases ->
        [0] no case
        [one] one case, { $on_time } on time ({ $percent } %)
       *[other] { $cases } cases, { $on_time } on time ({ $percent } %)
    }
    Now { $open } open, { $waiting } waiting for confirmation (/board, /confirm)
    Head of the history: { $head }
    { $group ->
        [gone] ⚠️ I am not in the group: add me again and make me an admin.
        [muted] ⚠️ I may not write in the group: make me an admin.
        [demoted] ⚠️ I am no admin of the group: make me one, with the right to pin.
       *[well] {""}
    }
