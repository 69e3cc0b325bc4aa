# 排班
help-roster = 看排班，换班
weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日
roster-none = 往后 { $days } 天没有你的班。
roster-own =
    你的班（{ $page }/{ $pages }）
    { $lines }
roster-own-line = { $weekday } { $day } { $begin }–{ $end }
roster-own-captain = { $weekday } { $day } { $begin }–{ $end } 值班长
roster-day =
    { $day } { $weekday } 排班 { $people } 人（{ $page }/{ $pages }）
    { $lines }
roster-line = { $begin }–{ $end } { $team }：{ $names }
roster-line-before = { $weekday } { $begin }–{ $end } { $team }：{ $names }
roster-no-team = 未编队
roster-gap-nobody = ⚠️ { $begin }–{ $end } 没排人
roster-gap-captain = ⚠️ { $begin }–{ $end } 没排值班长
button-roster-whole = 全部排班
button-roster-own = 我的班
button-page-back = ◀ 上一页
button-page-forth = 下一页 ▶
button-day-back = ◀ 前一天
button-day-forth = 后一天 ▶
button-swap = 换班 { $weekday } { $day } { $begin }
shift-soon = { $weekday } { $begin }–{ $end } 有你的班，到时请点上岗（/duty）。
shift-missed = ⚠️ { $weekday } { $begin }–{ $end } 的班还有 { $count } 人没上岗：{ $names }
