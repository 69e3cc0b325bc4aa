# Roster
help-roster = see the roster, swap shifts
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
roster-none = No shift is planned for you in the next { $days } days.
roster-own =
    Your shifts ({ $page }/{ $pages })
    { $lines }
roster-own-line = { $weekday } { $day } { $begin }–{ $end }
roster-own-captain = { $weekday } { $day } { $begin }–{ $end } captain
roster-day =
    Roster of { $weekday } { $day }, { $people } people ({ $page }/{ $pages })
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
shift-missed = ⚠️ { $count } people are not on duty for the shift { $weekday } { $begin }–{ $end }: { $names }
