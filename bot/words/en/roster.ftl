# Roster
help-roster = see the roster, swap shifts
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
roster-none = No shift is planned for you in the next { DAYS($days) }.
roster-own =
    Your shifts ({ $page }/{ $pages })
    { $lines }
roster-own-line = { $weekday } { $day } { $begin }–{ $end }
roster-own-captain = { $weekday } { $day } { $begin }–{ $end } captain
roster-day =
    Roster of { $weekday } { $day }, { $people } { $people ->
        [one] person
       *[other] people
    } ({ $page }/{ $pages })
    { $lines }
roster-line = { $begin }–{ $end } { $team }: { $names }
roster-line-before = { $weekday } { $begin }–{ $end } { $team }: { $names }
roster-no-team = in no team
roster-gap-nobody = ⚠️ { $begin }–{ $end } nobody is planned
roster-gap-captain = ⚠️ { $begin }–{ $end } no captain is planned
button-roster-whole = Whole roster
button-roster-own = My shifts
button-page-back = ◀ Back
button-page-forth = More ▶
button-day-back = ◀ Day before
button-day-forth = Next day ▶
button-swap = Swap { $weekday } { $day } { $begin }
shift-soon = You have a shift { $weekday } { $begin }–{ $end }; tap to go on duty when you are there (/duty).
shift-missed = ⚠️ { $count } { $count ->
        [one] person is
       *[other] people are
    } not on duty for the shift { $weekday } { $begin }–{ $end }: { $names }. Call them
swap-how = Use /roster swap 2 March NAME to give them your shift of that day (with two shifts on it also the hour, 20:00); /roster yes 7 agrees, /roster no 7 does not, /roster withdraw 7 takes it back.
swap-to-whom = Who is to take the shift { $weekday } { $day } { $begin }–{ $end }?
swap-nobody-free = Nobody is free { $weekday } { $day } { $begin }–{ $end }; ask a captain.
button-swap-to = { $name }
button-swap-yes = Yes
button-swap-no = No
button-swap-withdraw = Withdraw
swap-no-shift = You have no shift then; see /roster.
swap-which-shift = You have two shifts that day; write the hour too, as in /roster swap 2 March 20:00 NAME.
swap-too-late = This shift has begun and can no longer be swapped.
swap-not-them = They cannot take this shift: a captain's goes to a captain, a member's to a member.
swap-planned-then = { $name } has a shift of their own then; choose somebody else.
swap-two-of-name = Several are called "{ $name }". Which one?
swap-nobody-of-name = Nobody is called "{ $name }"; write a name or an id, or reply to their message.
swap-open = This shift is being swapped; withdraw that first: /roster withdraw { $id }
swap-offer = { $name } offers you ({ $other }) the shift { $weekday } { $day } { $begin }–{ $end }. Send /roster yes { $id } or /roster no { $id }
swap-offered = { $other } is asked: { $weekday } { $day } { $begin }–{ $end }. It stays with { $name } until they agree and a captain confirms. Withdraw with /roster withdraw { $id }
swap-agreed-told = Agreed; a captain has to confirm: { $name } → { $other }, { $weekday } { $day } { $begin }–{ $end } (swap { $id })
swap-agreed-you = { $other } agrees; a captain has to confirm: { $weekday } { $day } { $begin }–{ $end } of { $name } (swap { $id })
swap-confirm = A swap to confirm: { $weekday } { $day } { $begin }–{ $end }, { $name } → { $other }; both agree. Send /roster yes { $id } or /roster no { $id }
swap-outcome = { $outcome }: { $weekday } { $day } { $begin }–{ $end }, { $name } → { $other } (swap { $id })
swap-confirmed = Swapped
swap-declined = Declined, nothing changes
swap-refused = Not confirmed by a captain, nothing changes
swap-withdrawn = Withdrawn, nothing changes
swap-decided = { $outcome } (swap { $id })
swap-own = This is a swap of your own; another captain has to confirm it.
swap-not-asked = Swap { $id } does not wait for your answer.
no-such-swap = There is no swap { $id }.
