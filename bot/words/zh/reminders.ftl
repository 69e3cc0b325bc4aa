# 催办
remind-arrive = { $late }到场时限已过，请尽快到场，{ $due } 前办结：{ $item } { $place } #{ $number }
remind-arrive-captain = { $late }队伍还没到场：{ $item } { $place } #{ $number }
remind-close-70 = { $late }请抓紧处置，{ $due } 前办结：{ $item } { $place } #{ $number }
remind-overdue = { $late }🔴 { $minutes ->
        [0] 时限已到
       *[other] 已超时 { MINUTES($minutes) }
    }，请尽快办结：{ $item } { $place } #{ $number }
remind-overdue-captain = { $late }🔴 { $minutes ->
        [0] 时限已到
       *[other] 超时 { MINUTES($minutes) }
    }：{ $item } { $place } #{ $number }{ $missing }
remind-nowhere = 。缺位置，请补位置或手动派队
remind-untouched = { $late }⚠️ { MINUTES($minutes) }没人动过（{ $state }，{ $team }）{ $over }。请派队、点知道了或作废：{ $item } { $place } #{ $number }
untouched-over = ，已超时 { MINUTES($minutes) }
remind-confirm = 待确认 { $count } 件：{ $numbers }
remind-transfer = { $late }转办到期，请问 { $department }：{ $item } { $place } #{ $number }
late-mark = (迟到的提醒){" "}
gap-messages-lost = ⚠️ 与 Telegram 断开超过一天，{ $begin } 到 { $end } 的消息可能丢失，缺的请重发。
