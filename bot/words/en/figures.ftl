# Figures
metres = { $value } m
kilometres = { $value } km
seconds = { $value } s
minutes = { $value } min
hours-minutes = { $hours } h { $minutes } min
