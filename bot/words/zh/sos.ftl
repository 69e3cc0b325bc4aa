# 紧急求助
help-sos = 紧急求助：值班长和最近两队马上收到
help-ack = 接手一起求助
help-clear = 求助已解除
help-falsealarm = 求助是误报
button-sos = 🆘 紧急求助
button-acknowledge = 我来指挥
button-clear = 已解除
button-false-alarm = 误报
mark-raised = 🆘
mark-acknowledged = 🆘
mark-cleared = ☑️
mark-false-alarm = ✖️
state-raised = 求助中
state-acknowledged = 救援中
state-cleared = 已解除
state-false-alarm = 误报
move-call = 紧急求助
move-call-again = 再次求助
move-acknowledge = 接手求助
move-clear = 解除
move-false-alarm = 误报
sos-title = { $mark } <b>{ $name }{ $team } 紧急求助</b>{ $drill } #{ $number }
sos-title-team = { $mark } <b>{ $team } 联系不上</b>{ $drill } #{ $number }
sos-of-team = ({ $team })
sos-incident = 在 #{ $incident } 现场没有动静，问了没有回应
sos-words = 💬 { $words }
sos-position = 📍 { $at } · 位置 { $age }前({ $hour })
sos-near = { $place }{ $direction } { $metres }
sos-at-case = 📍 { $at } · 这是事件地点，本人位置未知
sos-no-position = 📍 位置未知，请打电话联系
sos-going = 🚨 马上赶去：{ $teams }
sos-team = { $team }{ $far }{ $busy }
sos-far = {" "}{ $metres }
sos-busy = (手上有事)
sos-waits = ⏳ { $called } 求助 · 还没有值班长接手
sos-taken = ✅ { $called } 求助 · { $by } { $at } 接手指挥
sos-cleared = { $called } 求助 · { $by } { $at } 解除{ $reason }
sos-false = { $called } 求助 · { $by } { $at } 定为误报{ $reason }
sos-reason = ：{ $reason }
sos-times = 🔁 第 { $times } 次呼叫
sos-raised = 🆘 已求助：全体值班长和 { $teams } 都已收到。先保证自己安全，请打开实时位置共享。#{ $number }
sos-raised-where = 🆘 已求助：全体值班长和 { $teams } 都已收到。不知道你在哪里，请马上打开实时位置共享。#{ $number }
sos-again = 🆘 又通知了一遍，共 { $times } 次。#{ $number }
sos-position-kept = 📍 你的位置已写上卡片。#{ $number }
told-acknowledge = 🆘 { $by } 接手指挥，解除前请继续。#{ $number }
told-clear = ☑️ { $by } 已解除。{ $reason } #{ $number }
told-false-alarm = ✖️ { $by } 定为误报：{ $reason } #{ $number }
did-acknowledge = 由你指挥救援，解除前会一直提醒。#{ $number }
did-clear = 已解除，已通知所有人。#{ $number }
did-false-alarm = 定为误报，已通知所有人。#{ $number }
no-call = 现在没有未解除的求助。
no-such-call = 没有求助 #{ $number }，请核对编号。
which-call = 未解除的求助不止一起，请写编号，如 /ack 42。
is-a-call = #{ $number } 是紧急求助，请用 /ack { $number }、/clear { $number } 或 /falsealarm { $number } 原因；经过见 /history { $number }。
case-call =
    #{ $number } 🆘 { $who } 紧急求助 · { $state }
    求助 { $reported }，已呼叫 { $times } 次；说的话 { $words }
    地点 { $place }，定位 { $fixed }；所在事件 { $incident }
    接手 { $taken } { $by }；结束 { $ended } { $ended_by }；原因 { $reason }
    { $lines }
