# 值班与交接
help-shift = 开始值班、交接班
shift-how = 用 /shift start 开始值班，/shift end 交接事项 交班，/shift take 43 接班，/shift withdraw 收回交班。
shift-now =
    { $district }值班 { $at }，到 { $until }
    在岗 { $on_duty } 人，休息 { $on_break } 人
    { $lines }
shift-in-private = 已发到私聊。
shift-captains = 值班长：{ $names }
shift-team = { $team }：{ $names }
shift-more-teams = 另有 { $count } 队在岗（/teams）
shift-no-team = 未编队：{ $names }
shift-resting = 休息：{ $names }
shift-teams-off = 无人在岗：{ $teams }
shift-overdue = 🔴 超时 { $count } 件
shift-open = 未结 { $count } 件
shift-held = 挂起 { $count } 件
shift-waiting = 待确认 { $count } 件
shift-due = ⚠️ 到期、重大、严禁开工的隐患 { $count } 条
shift-line-left = #{ $number } { $item } { $place } · { $state } · { $who } · 剩 { MINUTES($minutes) }（{ $at } 前）
shift-line-over = #{ $number } { $item } { $place } · { $state } · { $who } · 超时 { MINUTES($minutes) }
shift-line-held = ⏸ #{ $number } { $item } { $place } · { $state }至 { $at } · { $who }
shift-line-done = #{ $number } { $item } { $place } · { $state } · { $who }
shift-line-ended = #{ $number } { $item } { $place } · { $state }
shift-nothing-open = 没有未结事件
shift-gap = ⚠️ { $since } 到 { $until } 与 Telegram 断联，其间的消息可能晚到
button-shift-start = 现在情况
button-shift-end = 交班
button-shift-take = 接班
button-shift-withdraw = 收回交班
handover-offer =
    交接班 #{ $number }：{ $name } 交班
    { $lines }
    接班请点下面，或发 /shift_take_{ $number }
handover-notes = 交接事项：{ $notes }
handover-orphaned = { $name } 已不是值班长，接班后由接班人负责
handover-offered = #{ $number } 正在发给其他值班长，有人接班前仍由你负责。可收回：/shift withdraw
handover-open = #{ $number } 你的交班还没人接，仍由你负责；收回请发 /shift withdraw
handover-notes-too-long = 交接事项最多 { $most } 字，请写短些。
handover-own = #{ $number } 这是你自己的交班，要继续值班请发 /shift withdraw
handover-not-yours = #{ $number } 交班是 { $name } 的，只有本人能收回
handover-taken = #{ $number } { $name } 已接班，不用再接
handover-gone = #{ $number } 这次交班已收回
handover-yours = #{ $number } 你已接 { $name } 的班，已上岗
handover-withdrawn = #{ $number } 已收回，你继续值班
handover-done = #{ $number } { $name } 已接班，你已下岗
handover-done-but-case = #{ $number } { $name } 已接班；你队还有 #{ $case }，办结或改派前你仍在岗
handover-taken-over =
    交接班 #{ $number }：{ $name } → { $taker }，{ $at } 已接班
    { $lines }
handover-back =
    交接班 #{ $number }：{ $name } { $at } 收回，继续值班
    { $lines }
handover-nobody =
    ⚠️ #{ $number } 交班 { MINUTES($minutes) }没人接：{ $name } 仍在负责
    { $lines }
    请安排人接班，或发 /shift_take_{ $number }
handover-nobody-at-all =
    ⚠️ #{ $number } 交班 { MINUTES($minutes) }没人接，{ $name } 也不再是值班长
    { $lines }
    请安排人接班，或发 /shift_take_{ $number }
no-handover = 现在没有待接的交班。
no-such-handover = 没有这次交班 #{ $number }，请核对编号
which-handover = 待接的交班不止一个，请写编号：{ $numbers }
case-handover =
    #{ $number } 交接班 · { $state }
    { $offered } { $name } 交班；接班人 { $taker }；结束 { $ended }
    { $lines }
is-of-handover = #{ $number } 是交接班：接班请发 /shift_take_{ $number }，详情见 /case_{ $number } 和 /history_{ $number }。
state-offered = 等人接班
state-taken = 已接班
state-withdrawn = 已收回
move-offer = 交班
move-take-over = 接班
move-withdraw = 收回交班
