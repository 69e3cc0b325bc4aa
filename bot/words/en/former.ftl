# Sentences of messages that the version before may have left to be sent; nothing says them anew.

told-lead = { $by }: { $move }{ $reason }: { $item } { $place } #{ $number }
told-former = No need to go: { $move }{ $reason }: { $item } { $place } #{ $number }
told-support = The leading team has finished; support may leave #{ $number }
told-captain = { $by }: { $move }{ $reason }: { $item } { $place } #{ $number }
told-reporter = Your report: { $move } { $department } #{ $number }
silenced = #{ $number } Silent for { MINUTES($minutes) }
piece-kept = Got the { $what } as { $piece }; evidence { $have }/{ $need } #{ $number }
    { $missing }
album-kept =
    Got { $count } together; evidence { $have }/{ $need } #{ $number }
    { $lines }
    { $missing }
album-piece = { $n }. { $what }: counts as { $piece }
evidence-more = one more
start-stranger = Hello. This is the street patrol. Ask a captain to reply to your message in the group with /enrol, then come back and send /start.
