# 综合查一次：需求、计划、审批
help-visit = 检查：我的检查、某一次、提出需求
is-of-inspection = #{ $number } 是一次检查，发 /visit_{ $number } 看能做什么。
state-planned = 已计划，待审批
state-approved = 已批准
state-notified = 已告知场所
state-under-way = 检查中
state-read-back = 已宣读，待签字
state-signed = 已签字
state-fed-back = 已反馈
state-no-access = 无法进入
state-handed-over = 已移交
move-plan = 计划
move-approve = 批准
move-approve-late = 补批
move-approve-part = 批准本部门部分
move-turn-down = 暂不检查
move-notify = 告知场所
move-move-to = 改期
move-join = 并入
move-leave = 退出
move-name-officer = 指定执法人员
move-name-helper = 指定协助人员
move-code-number = 记官方码编号
move-recuse = 回避
move-answer = 填写检查项
move-read-back = 宣读
move-correct = 更正
move-sign = 签字
move-feed-back = 反馈结果
move-rate = 评价
move-close = 结束
move-no-access = 无法进入
move-hand-over = 移交
visit-kind-emergency = 🔴 紧急 · { $kind }
visit-kind-daily = 日常检查
visit-kind-single = 个案检查
visit-kind-special = 专项检查
visit-kind-recheck = 复查
visit-kind-guidance = 行政指导
visit-source-complaint = 投诉举报
visit-source-passed-on = 交办转办
visit-source-alarm = 报警
visit-source-own-wish = 企业申请
visit-source-hazard = 隐患
visit-source-case = 事件
button-visit-within = 📋 案中检查
visit-case-nowhere = #{ $number } 没有关联登记的场所：先关联，或写上场所：/visit 场所 #{ $number }
visit-days = { $since }至{ $until }
# 怎么显示
visit-card =
    🔎 <b>综合查一次</b> #{ $number } · { $state }
    <b>{ $place }</b> { $address }
    { $kind } · { $days } · { $bodies }
    执法人员：{ $officers }
    清单：{ $lists }
    { $lines }
visit-brief = 🔎 检查 #{ $number } · { $days } · { $state }：由部门执法人员进行，巡逻队不用做什么。
visit-line = 🔎 #{ $number } { $place } · { $kind } { $days } · { $bodies } · { $state }
visit-waits = ⏳ 待审批：{ $bodies }
visit-waits-late = 🔴 紧急开始，还没有补批：{ $bodies }
visit-source = 来源：{ $source }，编号 { $number }
visit-advised = 不按建议（{ $rule }），理由：{ $reason }
visit-by-rule-cooling = 间隔期
visit-by-rule-cap = 年度上限
visit-by-rule-overlap = 合并检查
visit-helpers = 协助：{ $names }
visit-recused = 已回避：{ $names }
visit-rests-on = 检查依据：{ $words }
visit-no-standing = 还没有人填写本街道的检查依据。值班长发：/visit 规则 依据 内容
visit-place-merged = 场所已并入这一家（原编号 { $code }），检查在这里继续。
visit-place-gone = ⚠️ 场所已注销：取消检查，或记为无法进入。
visit-certificate-was = ⚠️ { $name } 的执法证 { $day } 已到期
visit-officers-missing = ⚠️ 还差 { $count } 名持证执法人员
button-visit-open = #{ $number } { $place }
button-visit-approve = ✅ 批准
button-visit-approve-part = ✅ 批准本部门
button-visit-approve-late = ✅ 补批
button-visit-turn-down = 暂不检查
button-visit-begin = ▶️ 开始
button-visit-go-on = ▶️ 继续
button-visit-notify = 📨 告知书
button-visit-notified = ✅ 已转发给场所
button-visit-name-officer = 👤 加人员
button-visit-name-helper = 协助人员
button-visit-move-to = 📅 改期
button-visit-anew = 📅 从今天起重新申请
button-visit-no-access = 🚪 无法进入
button-visit-recuse = 回避
button-visit-hand-over = 移交
button-visit-code-number = 🔢 官方码编号
button-visit-more = ⋯ 更多
button-visit-leave = 🚶 退出
button-visit-cancel = ❌ 取消
button-visit-officer = { $name } · { $body }
button-visit-person = { $name }
# 需求和答复
button-visit-plan = 🔎 计划检查
button-visit-at = { $name } · { $told }
button-visit-go = ✅ 计划
button-visit-go-alone = 单独去
button-visit-join = 🤝 并入 #{ $number }
button-visit-ask-still = 请审批人决定
button-visit-avoid = 不去了
button-visit-drop = 放弃
button-visit-day-1 = 明天
button-visit-day-7 = 7 天内
button-visit-at-go = ✅ { $place }：计划
button-visit-at-join = 🤝 { $place }：并入
button-visit-at-ask = { $place }：请审批人决定
button-visit-decide-go = 要去，写理由
button-visit-decide-not = 暂不检查
visit-wish =
    🔎 <b>{ $place }</b>
    { $kind } · { $days } · { $body }
    清单：{ $lists } · 执法人员：{ $officers }
    { $lines }
visit-counted = 今年 { $made }/{ $cap } 次{ $last }（本部门这类检查；各部门共 { $all } 次）
visit-counted-uncapped = 今年 { $made } 次，不设上限{ $last }（本部门这类检查；各部门共 { $all } 次）
visit-bodies-and = { $first }和{ $last }
visit-beside = 不受 { DAYS($days) }间隔期限制。{ $why }
visit-beside-case = 事件中的检查。
visit-beside-emergency = 紧急情况。
visit-last = ，上次{ $day }，{ $bodies }
visit-never = ，以前没有查过
visit-says-go = ✅ 可以去。
visit-says-join = 🤝 并入{ $bodies } { $days }的检查（#{ $number }）：只去一次，同一项只问一次。
visit-says-not-now =
    ⏸ 暂不检查：{ $rule }，到{ $day }为止。{ $result }
    这是建议，由你部门的审批人决定。
visit-rule-name-cooling = 同一清单间隔期 { DAYS($days) }
visit-rule-name-cap = 今年次数已到上限
visit-at-door = 检查 #{ $number } 定在{ $days }
visit-result = 上次结果（{ $day }，{ $bodies }，#{ $number }）：合格 { $passed } 项，不合格 { $failed } 项。
visit-result-ahead = { $bodies } 的检查 #{ $number } 定在{ $day }。
visit-several =
    🔎 { $count } 个场所：
    { $lines }
visit-several-line = <b>{ $place }</b>
visit-several-unclear = { $said }：不能确定是哪一家，请单独提出。
visit-which-place = { $said } 是哪一家？{ $more }
visit-which-more = 还有 { $count } 家，多写几个字，或先发位置看近的。
visit-avoided = 记下了：不去，用上次结果。
visit-dropped = 已放弃。
visit-asked-still = 已请 { $names }（{ $body }）决定，有结果就告诉你。
visit-wish-ask =
    🔎 { $name } 想去检查 <b>{ $place }</b>
    { $kind } · { $days } · { $body } · { $lists }
    { $lines }
visit-wish-not = { $place }，{ $kind } { $days }：{ $name } 决定暂不检查：{ $reason }
visit-why-decide = 请写决定的理由，会记录在案。
visit-decided = #{ $number } 已计划并批准，理由已记录，已告诉 { $name }。
visit-avoided-by-you = 记下了，已告诉 { $name }。
visit-joined =
    🤝 已并入 #{ $number }：<b>{ $place }</b>
    { $days } · { $bodies }
    执法人员：{ $officers }
    清单：{ $lists }
    { $lines }
visit-part-waits = ⏳ { $lists }：本部门审批人同意后才能检查。
visit-left = #{ $number }：{ $body } 不再一起去。
visit-planned =
    🔎 已计划 #{ $number }：<b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    执法人员：{ $officers }
    { $lines }
visit-planned-emergency =
    🔎 紧急检查 #{ $number }：<b>{ $place }</b>，现在就可以开始，一天内必须补批。
    { $kind } · { $bodies }
    执法人员：{ $officers }
    { $lines }
visit-asked = 已请 { $names }（{ $body }）审批
visit-no-approver = ⚠️ { $body } 没有可以审批的人。值班长登记：/enrol approver
visit-approvers-go = ⚠️ { $body }的审批人都参与这次检查，不能批自己的：取消后换人再提，或请值班长登记审批人：/enrol approver
visit-approver-unreached = ⚠️ 联系不上 { $names }（{ $body }）：请他们打开 { $link }
visit-unreached = ⚠️ 联系不上 { $names }：请他们打开 { $link }
# 询问和通知
visit-ask =
    🔎 批准检查 #{ $number } 吗？<b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    执法人员：{ $officers }
    清单：{ $lists }
visit-ask-again =
    🔎 还没有审批：#{ $number } <b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    执法人员：{ $officers }
visit-ask-part =
    🔎 { $body } 并入 #{ $number }，批准本部门的部分吗？<b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    执法人员：{ $officers }
    清单：{ $lists }
visit-ask-late =
    🔴 #{ $number } 已紧急开始，请在一天内补批：<b>{ $place }</b>
    { $kind } · { $bodies } · { $officers }
visit-ask-late-again =
    🔴 还没有补批：#{ $number } <b>{ $place }</b>，已紧急开始
    { $kind } · { $bodies } · { $officers }
visit-settled-approved = ✅ #{ $number } <b>{ $place }</b>：{ $name } 已批准，{ $at }
visit-settled-turned-down = ❌ #{ $number } <b>{ $place }</b>：{ $name } 暂不批准，{ $at }：{ $reason }
visit-settled-over = #{ $number } <b>{ $place }</b>：不用再审批（{ $state }；{ $name }，{ $at }）
visit-wish-settled-approved = ✅ <b>{ $place }</b>：{ $name } 决定去，{ $at }：{ $reason }
visit-wish-settled-turned-down = ❌ <b>{ $place }</b>：{ $name } 决定暂不去，{ $at }：{ $reason }
visit-late-unasked =
    🔴 #{ $number } 已紧急开始，但还没有人能补批：
    { $lines }
visit-late-over = 🔴 #{ $number } { $place }：紧急检查超过一天没有补批，请找审批人。
visit-approved = #{ $number } 已批准，执法人员已收到通知。
visit-part-approved = #{ $number } 本部门的部分已批准，还在等：{ $bodies }
visit-told-planned =
    🔎 { $name } 计划了 #{ $number }，你也去：<b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    执法人员：{ $officers }
visit-told-approved =
    ✅ #{ $number } 已批准：<b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    { $next }
visit-next-wait = 接下来：等审批，有结果就告诉执法人员。
visit-next-over = 接下来：日期已过，改期（要重新审批）或取消。
visit-next-officers = 接下来：还差 { $count } 名持证执法人员，点“加人员”。
visit-next-part = 接下来：等并入的部门批准，或让它退出。
visit-next-notify-today = 接下来：先告知场所，今天就可以开始。
visit-next-notify-later = 接下来：先告知场所，到日子开始。
visit-next-begin-today = 接下来：到场扫门上的码，点“开始”。
visit-next-begin-later = 接下来：到日子到场扫门上的码，点“开始”。
visit-next-answer = 接下来：逐项查完，再宣读。
visit-next-sign = 接下来：执法人员和负责人签字。
visit-next-tell = 接下来：把结果转发给场所，点“已交给场所”。
visit-next-close = 接下来：点“结束”；不点，三天后自动结束。
visit-next-closed = 检查已办完。没改好的隐患：/hazard
visit-next-again = 还要去的话重新提出：/visit 场所名
visit-next-handed = 由接手的一方继续，这里不用再做什么。
visit-told-approved-late = ✅ #{ $number } { $place }：{ $name } 已补批。
visit-told-turned-down =
    #{ $number } { $place }：{ $name } 决定暂不检查：{ $reason }
    { $next }
visit-told-moved =
    📅 #{ $number } { $place } 改到{ $days }（{ $state }）。
    { $next }
visit-told-cancelled =
    ❌ #{ $number } { $place } 被 { $name } 取消：{ $reason }
    { $next }
visit-told-handed-over =
    #{ $number } { $place } 已移交给{ $to }：{ $reason }
    { $next }
visit-told-no-access =
    🚪 #{ $number } { $place } 无法进入：{ $reason }
    { $next }
visit-told-joined =
    🤝 { $body } 并入 #{ $number }：<b>{ $place }</b>
    { $days } · { $bodies }
    执法人员：{ $officers }
visit-told-left = #{ $number } { $place }：{ $body } 不再一起去。
visit-told-named =
    👤 { $name } 指定你参加 #{ $number }：<b>{ $place }</b>
    { $kind } · { $days } · { $bodies }
    执法人员：{ $officers }
    { $next }
visit-told-helper = { $name } 请你协助 #{ $number }：{ $place }，{ $days }。你一起去，由执法人员填写。
visit-told-recused = 你已回避 #{ $number } { $place }：{ $reason }
visit-told-recuses = #{ $number } { $place }：{ $who } 已回避：{ $reason }
visit-told-unreached = #{ $number }：私聊联系不上 { $name }，请你自己告诉他。
visit-today =
    🔎 今天：#{ $number } <b>{ $place }</b> { $address }
    { $kind } · { $bodies }
    执法人员：{ $officers }
    { $next }
visit-window-over = ⏰ #{ $number } { $place }：日期（{ $days }）已过，没有人去。改期（要重新审批）或者取消。
visit-stands-under-way = ⏰ #{ $number } { $place }：{ $day } 开始，还没查完。接着查，或者移交。
visit-stands-read-back = ⏰ #{ $number } { $place }：{ $day } 宣读，还没签完。请签名，也请场所签名。
visit-stands-signed = ⏰ #{ $number } { $place }：{ $day } 签完，场所还没有拿到结果。请告知结果。
visit-history-not-yours = 检查的历史只有执法人员和值班长能看；时间地点看 /visit { $number }。
visit-notice =
    { $place }：检查告知
    时间：{ $days }
    部门：{ $bodies }
    人员：{ $officers }
    内容：{ $kind }，{ $lists }
    编号：#{ $number }。请负责人在场，并备好有关材料。
visit-did-turn-down =
    #{ $number } 暂不检查，执法人员已收到通知。
    { $next }
visit-did-notify =
    #{ $number } 已告知 { $place }。
    { $next }
visit-did-move-to =
    #{ $number } 改到{ $days }（{ $state }）。
    { $next }
visit-did-name-officer =
    #{ $number } { $place }：{ $who } 一起去。执法人员：{ $officers }
    { $lines }
    { $next }
visit-did-name-helper = #{ $number } { $who } 协助。
visit-did-code-number = #{ $number } 官方码编号：{ $official }。
visit-did-recuse = #{ $number } { $who } 已回避。执法人员：{ $officers }
visit-did-no-access =
    #{ $number } 已记为无法进入。
    { $next }
visit-did-hand-over =
    #{ $number } 已移交给{ $to }。
    { $next }
visit-did-cancel =
    #{ $number } 已取消。
    { $next }
visit-why-turn-down = 请写为什么暂不检查，执法人员会看到。
visit-why-no-access = 请写为什么无法进入。
visit-why-cancel = 请写为什么取消。
visit-why-recuse = 请写 { $who } 为什么回避 #{ $number }。
visit-why-hand-over = 请写移交给谁、为什么，例如：燃气 总阀漏气
visit-which-days = 请写日期：12-06，或 12-01..12-10。
visit-which-helper = 请写协助人员的姓名。
visit-which-code-number = #{ $number } 官方检查码的编号是多少？请写。
visit-code-number-long = #{ $number } 编号太长，最多写 { $most } 个字。
visit-official-number = 官方码编号：{ $official }
visit-which-name-officer = #{ $number } 谁一起去？
visit-which-step = #{ $number } 要做什么？
visit-which-recuse = #{ $number } 谁回避？
# 我的检查
visit-mine =
    🔎 { $count } 次检查
    { $lines }
visit-mine-line = #{ $number } <b>{ $place }</b> · { $kind } { $days } · { $bodies } · { $step }
visit-mine-asked = ❓ <b>{ $place }</b>：{ $name } 请你决定
button-visit-decide = ❓ { $place }
visit-in-private = 检查的事在私聊里说，请打开私聊。
visit-none = 你没有检查。写 /visit 场所名 来计划，或看附近。
visit-more = ……还有 { $count } 次，写 /visit 编号看
button-visit-near = 📍 附近的场所
visit-none-due = 今天没有检查。
visit-step-go-on = ▶️ 检查中，继续
visit-step-late = 🔴 待补批
visit-step-over = ⏰ 日期已过，改期或取消
visit-step-wait = ⏳ 待审批
visit-step-begin = ▶️ 可以开始
visit-step-ahead = 还没到日期
visit-step-done = 📄 反馈结果
# 本街道的规定
visit-rules =
    本街道的检查规定：
    { $lines }
    值班长修改：/visit 规则 间隔期 30 · 上限 消防 日常 4 · 依据 内容
visit-rule-cooldown = 间隔期：同一场所同一清单 { DAYS($days) }
visit-rule-yearly = 上限：同一场所、部门、类型每年 { $count } 次
visit-rule-cap = { $body }{ $kind }上限：每年 { $count } 次
visit-rule-standing = 检查依据：{ $words }
visit-every-body = 各部门
visit-rules-how = 请这样写：/visit 规则 间隔期 30，/visit 规则 上限 消防 日常 4，/visit 规则 依据 内容
visit-rules-figure = 请写不超过 { $most } 的整数。
import-visits = ~ 检查规定改了 { $count } 条
file-wants-at-most = 第 { $line } 行：{ $field } 不能超过 { $most }。
# 拒绝
visit-how = 请写场所：/visit 场所名 [日常|专项|指导|复查] [12-06] [清单] [+人员]。个案：/visit 场所名 投诉 编号
visit-unknown = 没有检查 #{ $number }，/visit 看你的检查。
visit-not-approved = #{ $number } 还没有批准，已请审批人。紧急的话，重新提出并写上：紧急
visit-part-not-approved = #{ $number } { $body } 已并入但还没有批准它的部分：催一下，或让它退出：/visit_{ $number } 退出
visit-approval-over = #{ $number } 只批准到 { $day }，请重新申请。
visit-not-yet = #{ $number } 定在 { $day } 以后，请先改期：/visit_{ $number } 改期 今天
visit-own = #{ $number } 不能批准自己的检查，请本部门另一位审批人批准。
visit-of-another-body = #{ $number } 这由{ $body }的审批人决定。
visit-approved-already = #{ $number } 已经批准，不用再做什么。
visit-part-read = #{ $number } 已经宣读。请执法人员先退回更正，再批准。
visit-approver-goes = #{ $number } { $name } 批准了这次检查，不能自己去，请换一个人。
visit-own-wish = 不能决定自己的需求，请本部门另一位审批人决定。
visit-wish-of-body = 这由{ $body }的审批人决定。
visit-joined-only = #{ $number } 由{ $body }牵头，并入的部门只能退出：/visit_{ $number } 退出
visit-leads = #{ $number } 只有并入的部门可以退出，牵头部门请取消：/visit_{ $number } 取消
visit-needs-two = #{ $number } 检查企业要两名持有效证件的执法人员，请先再加一人。
visit-needs-one = #{ $number } 没有持有效证件的执法人员，请先加一人。
visit-recuse-not-theirs = #{ $number } { $name } 的回避由本人、本部门或{ $body }审批人提出，请找他们。
visit-was-recused = #{ $number } 此人已回避这次检查，不能再指定。
visit-items-open = #{ $number } 还有 { $count } 项没有填，请填写，或写明原因。
visit-at-gone-place = #{ $number } { $place } 已注销：取消检查，或记为无法进入。
visit-certificate-over = { $name } 的执法证 { $day } 已到期，请值班长用 /enrol officer 登记新证。
visit-place-is-gone = { $place } 已注销，不用检查。
visit-which-list = 没有适合 { $place } 的清单，请写一个：{ $lists }
visit-window-wrong = 请写今天起的日期，最长 { DAYS($most) }：12-06，或 12-01..12-10
visit-needs-source = 个案检查要写来源和编号：/visit 场所名 投诉 12345-678（或 交办、报警、企业申请）
visit-no-officer = { $name } 不是持证执法人员，只有执法人员可以检查。
visit-no-auxiliary = { $name } 是辅助人员，只登记看到的情况，不参加检查；请指定专家或执法人员。
visit-two-of-name = 有几位叫 { $name }，请写数字编号。
visit-nobody-named = 这里没有人叫 { $name }，请核对姓名。
visit-nobody-to-choose = #{ $number } 没有可选的人。
visit-other-body = 你不属于{ $body }，不要写部门。
visit-no-approver-reached = 私聊联系不上{ $body }的审批人。值班长登记：/enrol approver
visit-wish-of-another = 这是别人的需求，请自己提出：/visit 场所名
visit-wish-over = 这个需求已经办完，/visit 看你的检查。
visit-join-late = #{ $number } 这几天不再去那里，请重新提出：/visit 场所名
visit-wish-past = 日期已过（最后一天是{ $day }）。请点别的日期，或重新提出：/visit 场所名
visit-decide-past = 日期已过（最后一天是{ $day }）。请选暂不检查，让 { $name } 改日期重新提出。
visit-decide-join = 现在 #{ $number } 这几天也去那里。请选暂不检查，让 { $name } 并入：/visit 场所名
visit-moves-onto = #{ $number } 这几天 #{ $other }（{ $bodies }）也去{ $place }。请改别的日期，或取消这次并入：/visit { $place }
visit-no-place = 找不到 { $said }，试试编号，或先登记：/place new
visit-too-many-places = 一次最多写 { $most } 个场所。
visit-days-how = 日期请这样写：12-06、明天，或 12-01..12-10。
