# Figures
metres = { $value } m
kilometres = { $value } km
seconds = { $value } s
minutes-seconds = { $minutes } min { $seconds } s
minutes = { $value } min
hours = { $hours } h
hours-minutes = { $hours } h { $minutes } min
