# 步骤
steps = 📋 { $item }：{ $count } 步，做完一步点一下，已做 { $done } #{ $number }
    { $lines }
    ✅ 办结标准：{ $closure }
step-line = { $mark } { $n }. { $step }{ $by }
step-done = ☑️
step-open = ▫️
officers-anyone = { "" }
officers-certified = （持证）
# country: CN
officers-two-certified = （两名持证）
button-tick = { $done ->
    [0] { $n }
   *[other] ✓ { $n }
 }
button-handbook = 📖 手册全文
button-hand-over = ↗️ 转办给主管部门

# 证据
evidence-missing = #{ $number } 按“{ $outcome }”办结还缺 { $count } 项。拍好发来，缺哪样点哪样：
    { $lines }
evidence-line = · { $piece }
evidence-short = { $piece }
evidence-still = 还缺：{ $piece }
proof-scene = 现场照片
proof-document = 文书
proof-statement = 当事人陈述
# country: CN
proof-officer = 第二名持证人员确认
proof-location = 地点：请发位置
not-on-the-spot = #{ $number } “{ $item }”不能当场办结。请责令改正(/done { $number } ordered)或转办(/transfer_{ $number })。
arrive-first = 先报到场：/arrived_{ $number }，再发：{ $piece }
shows-no-result = #{ $number } 这是到场前（或退回前）发的，不能算：{ $piece }，请重新拍了发。
button-piece = 📷 { $piece }
button-cannot = 🚫 拍不了，请值班长免
button-counts-as = 🔁 改为别的
button-waive = ✅ 免掉这一项
# country: CN
button-officer = ✋ 我在场
piece-now = 现在发：{ $piece } #{ $number }
piece-counts-as-which = 这张算作哪一项？#{ $number }
changed-too-often = #{ $number } 你改得太多，现在不再改。还要改请同队的人来点，或找值班长。
piece-counts-now = 已改为：{ $piece }，证据 { $have }/{ $need } #{ $number }
card-evidence = 📷 证据 { $have }/{ $need }
card-evidence-missing = 📷 证据 { $have }/{ $need }，缺：{ $missing }
card-picture-seen = ⚠️ 照片和别的事件相同：{ $numbers }
closure-unknown = 手册没有写
picture-seen = ⚠️ #{ $number } 的照片和 #{ $other } 的相同，请核实：{ $item } { $place }
pair-caption = #{ $number } 左：处置前，右：处置后
cannot-which = 哪一张拍不了？#{ $number }
ask-waive = #{ $number } { $by } 拍不了：{ $piece }。免这一项吗？{ $item } { $place }
waive-which = 免哪一项？点一下按“拍不了”记录；别的原因发 /waive { $number } 项数 原因。
nothing-to-waive = #{ $number } 证据已齐，不用免。

# 谁能办
reserved-certified = #{ $number } 这要持证人员办。能办的：{ $names }
# country: CN
reserved-two-certified = #{ $number } 这要两名持证人员办。能办的：{ $names }
# country: CN
second-officer-asked = #{ $number } 还要第二名持证人员确认，已请他们点“我在场”。
# country: CN
ask-officer = ✋ #{ $number } { $by } 请你作为第二名持证人员确认：{ $item } { $place }
# country: CN
officer-noted = #{ $number } 已记下：{ $name } 在场
# country: CN
officer-not-certified = #{ $number } 第二名人员要持证，你不是。
# country: CN
officer-already = #{ $number } 你已经确认过了。
move-step = 手册步骤

# 查手册
help-handbook = 查手册：词、编码、法规名；回复事件看它的条目
button-browse = ☰ 全部类别
button-rules = ⚖️ 通用规则
button-of-category = ☰ 同类条目
button-category = { $name }（{ $count }）
button-entry = { $id } { $item }
button-steps = 📋 回到步骤
book-categories = 📖 执法手册共 { $count } 项。点类别，或发 /handbook 词。
book-category = 📖 { $name }：看哪一条？
book-several = “{ $said }”有几条相近，看哪一条？
book-nothing = 手册里没有“{ $said }”，换个词，或点类别找。
book-rules = ⚖️ <b>各事项通用规则</b>{ $at }
    { $lines }
rule-text = { $n }. { $rule }
    ✓ { $basis }（已读全文）
rule-secondary = { $n }. { $rule }
    ◐ { $basis }（转述，未读全文）
rule-unverified = { $n }. ❗ <b>未核实</b>，不能当依据：{ $rule }
    { $basis }
entry = 📖 <b>{ $item }</b>{ $at }
    { $id } <code>{ $code }</code>
    { $lines }
entry-quoted = <blockquote expandable><b>原文</b>
    { $lines }</blockquote>
entry-page = {" "}({ $page }/{ $pages })
entry-retired = ⚠️ 已停用：不再用于新事件
entry-severity = 级别：{ $severity }；建议分钟数：接单 { $accept }、到场 { $arrive }、办结 { $close }
entry-party = 责任人：{ $party }
entry-steps = { "" }
    <b>步骤</b>
entry-step = { $n }. { $step }{ $by }
entry-evidence = { "" }
    <b>取证</b>
entry-photo = 📷 { $piece }{ $need }
entry-recording = 🎥 { $piece }{ $need }
entry-needed = { "" }
entry-optional = （可选）
entry-document = 📄 { $piece }
entry-statement = 🗣 { $piece }
entry-closed = { "" }
    <b>办结标准</b>
    ✅ { $closure }
entry-on-site = 可当场办结
entry-not-on-site = ⚠️ 不能按“现场改好”办结：请责令改正，或转办给主管部门
entry-recheck = 🔁 { HOURS($hours) }内复查（{ $basis }）
entry-our-suggestion = 我们的建议
entry-recheck-text = { $law }，已读全文
entry-recheck-secondary = { $law }，转述，未读全文
entry-recheck-unverified = ❗ <b>未核实</b>，不能当依据：{ $law }
entry-law = { "" }
    <b>法律依据</b>
entry-basis-text = ✓ { $law }{ $edition } { $articles }：{ $says }（已读全文）
entry-basis-secondary = ◐ { $law }{ $edition } { $articles }：{ $says }（转述，未读全文）
entry-basis-unverified = ❗ <b>未核实</b>，不能当依据：{ $law }{ $edition } { $articles }；据称：{ $says }
law-edition = （{ $edition }）
entry-penalty-text = ✓ 仅供参考，不是决定：{ $penalty }（已读全文）
entry-penalty-secondary = ◐ 仅供参考，不是决定：{ $penalty }（转述，未读全文）
entry-penalty-unverified = ❗ <b>未核实</b>，仅供参考，不是决定；据称：{ $penalty }
entry-authority = { "" }
    <b>权限</b>
entry-order = 可责令改正：{ $who }
entry-punish = 可处罚：{ $who }
entry-note = 注：{ $note }
entry-escalate = ⬆️ 报值班长：{ $when }
entry-version = { "" }
    条目版本 { $version }，手册版本 { $newest }
version-own = { $n }
version-starter = 随程序附带第 { $n } 版
entry-warning = ⚠️ { $warning }
mode-self = 本队自行办理。
mode-self-then-transfer = 先办能办的；超出权限的转给有处罚权的部门。
mode-self-then-mediate-or-police = 先办能办的；再转调解或公安。
mode-check-catalogue = 先核对本街道公布的赋权事项目录；不在目录的转办。
mode-joint = 与主管部门联合办理。
mode-report-to-department = 超出权限：固定证据，报告主管部门。
mode-transfer = 超出权限：制止、固定证据、转办。

# 输入框里查
brief = 📖 <b>{ $item }</b> { $id }
    { $lines }
brief-step = { $n }. { $step }{ $by }
brief-more = …… 另有 { $count } 步
brief-closed = ✅ 办结标准：{ $closure }
brief-line = { $id } · { $category } · { $severity }
in-line-refused = 只给名单里的人用
