# Sentences of messages that the version before may have left to be sent; nothing says them anew.

told-lead = { $by }：{ $move }{ $reason }：{ $item } { $place } #{ $number }
told-former = 不用去了：{ $move }{ $reason }：{ $item } { $place } #{ $number }
told-support = 牵头队伍已办完，增援可以撤了 #{ $number }
told-captain = { $by }：{ $move }{ $reason }：{ $item } { $place } #{ $number }
told-reporter = 你上报的事件：{ $move }{ $department } #{ $number }
silenced = #{ $number } 在 { MINUTES($minutes) }内不再催
piece-kept = 收到{ $what }，算作{ $piece }，证据 { $have }/{ $need } #{ $number }
    { $missing }
album-kept =
    收到 { $count } 件，证据 { $have }/{ $need } #{ $number }
    { $lines }
    { $missing }
album-piece = { $n }. { $what }：算作{ $piece }
evidence-more = 补充
start-stranger = 你好。这里是街道巡查。请值班长在群里回复你的消息发 /enrol，再回来点 /start。
