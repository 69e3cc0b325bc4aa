# The morning report
morning-report =
    { $district }, yesterday ({ $day }): { $cases ->
        [one] one case
       *[other] { $cases } cases
    }, { $on_time } on time ({ $percent } %)
    Now { $open } open, { $waiting } waiting for confirmation (/board, /confirm)
    Head of the history: { $head }
