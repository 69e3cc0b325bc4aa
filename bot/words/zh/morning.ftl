# 早报
morning-report =
    { $district }昨日（{ $day }）{ $cases ->
        [0] 没有事件
       *[other] { $cases } 件，按时办结 { $on_time } 件（{ $percent }%）
    }
    现有 { $open } 件未结，{ $waiting } 件待确认（/board，/confirm）
    留痕链头：{ $head }
    { $group ->
        [gone] ⚠️ 我不在群里：请把我重新拉进群并设为管理员。
        [muted] ⚠️ 我在群里不能发言：请把我设为管理员。
        [demoted] ⚠️ 我不是群管理员：请设为管理员，并允许置顶。
       *[well] {""}
    }
