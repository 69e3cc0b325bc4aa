# 步骤
steps = 📋 { $item }：{ $count } 步，做完一步点一下，已做 { $done } #{ $number }
    { $lines }
    ✅ 办结标准：{ $closure }
step-line = { $mark } { $n }. { $step }{ $by }
step-done = ☑️
step-open = ▫️
officers-anyone = { "" }
officers-certified = （持证）
officers-two-certified = （两名持证）
button-tick = { $done ->
    [0] { $n }
   *[other] ✓ { $n }
 }
button-handbook = 📖 手册全文
button-hand-over = ↗️ 转办给主管部门
no-department = 这一项由本街道自己办，不用转办 #{ $number }。要转请发 /transfer { $number } 部门 说明。

# 证据
evidence-missing = 按“{ $outcome }”办结还缺 { $count } 项 #{ $number }。拍好发来，缺哪样点哪样：
    { $lines }
evidence-line = · { $piece }
evidence-short = { $piece }
evidence-still = 还缺：{ $piece }
evidence-more = 补充
proof-scene = 现场照片
proof-document = 文书
proof-statement = 当事人陈述
proof-officer = 第二名持证人员确认
button-piece = 📷 { $piece }
button-cannot = 🚫 拍不了，请值班长免
button-counts-as = 🔁 改为别的
button-waive = ✅ 免掉这一项
button-officer = ✋ 我在场
piece-now = 现在发：{ $piece } #{ $number }
piece-counts-as-which = 这张算作哪一项？#{ $number }
piece-counts-now = 已改为：{ $piece }，证据 { $have }/{ $need } #{ $number }
card-evidence = 📷 证据 { $have }/{ $need }
card-evidence-missing = 📷 证据 { $have }/{ $need }，缺：{ $missing }
card-picture-seen = ⚠️ 照片和别的事件相同：{ $numbers }
closure-unknown = 手册没有写
picture-seen = ⚠️ #{ $number } 的照片和 #{ $other } 的相同，请核实：{ $item } { $place }
pair-caption = #{ $number } 左：处置前，右：处置后
ask-waive = { $by } 拍不了：{ $piece }。免这一项吗？{ $item } { $place } #{ $number }
waive-no-photo = 拍不了
nothing-to-waive = 证据已齐，不用免 #{ $number }。

# 谁能办
reserved-certified = 这要持证人员办 #{ $number }。能办的：{ $names }
reserved-two-certified = 这要两名持证人员办 #{ $number }。能办的：{ $names }
second-officer-asked = 还要第二名持证人员确认，已请他们点“我在场” #{ $number }。
ask-officer = ✋ { $by } 请你作为第二名持证人员确认：{ $item } { $place } #{ $number }
officer-noted = 已记下：{ $name } 在场 #{ $number }
officer-not-certified = 第二名人员要持证，你不是 #{ $number }。
officer-already = 你已经确认过了 #{ $number }。
move-step = 手册步骤
