# Figures
metres = { $value } m
kilometres = { $value } km
seconds = { $value } s
minutes-seconds = { $minutes } min { $seconds } s
minutes = { $value } min
hours = { $hours } h
hours-minutes = { $hours } h { $minutes } min
days = { $days } { $days ->
        [one] day
       *[other] days
    }
days-hours = { $days } { $days ->
        [one] day
       *[other] days
    } { $hours } h
under-a-minute = under a minute

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
day-of-month = { $day } { $month }
day-clock = { $day } { $clock }
