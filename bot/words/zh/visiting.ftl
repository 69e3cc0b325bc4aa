# 现场检查：逐项、宣读、签字
visiting-step = { $lines }
visiting-said = { $said }
visiting-head = 📋 <b>#{ $number } { $place }</b> · 已查 { $done }/{ $count }
visiting-item =
    { $section }
    <b>{ $n }. { $text }</b>
visiting-of-no-list = 现场发现的隐患
visiting-about = { $severity } · { $body } · 期限：{ $limit }
visiting-anybody = 各部门均可
visiting-no-limit = 指导服务，不设期限
visiting-hours = { HOURS($hours) }
visiting-within = 限 { HOURS($hours) }
visiting-at-once = 立即改正
visiting-severity-minor = 一般
visiting-severity-major = 较大
visiting-severity-critical = 重大
visiting-result-pass = 合格
visiting-result-fail-fixed = 不合格，已当场改好
visiting-result-fail-limit = 不合格
visiting-result-fail-transfer = 移交
visiting-result-na = 不涉及
visiting-answer = <b>{ $result }</b>
visiting-answer-more = <b>{ $result }</b>，{ $more }
visiting-and = { $one }：{ $other }
visiting-to = 给{ $body }
visiting-last = 上次 { $day }：{ $said }
visiting-last-none = 这里以前没查过此项
visiting-now = 现在：{ $said }（{ $name }）
visiting-noted-by = { $name } 记录：{ $said }
visiting-other = { $name }：{ $n } { $said }
visiting-only-note = 你只能记录，此项由{ $body }认定。
visiting-note-expired = 你的执法证 { $day } 已到期，所答只作备注；请值班长用 /enrol officer 登记新证。
visiting-write = 或写：{ $n } 合格 · { $n } 不合格 3日 线路老化
visiting-ask-severity = { $n } 有多严重？第一个按清单，连期限一起定。
visiting-ask-limit = { $n } 限多久改好？第一个是清单的建议。
visiting-ask-body = { $n } 移交给谁？
visiting-ask-photo = 请拍 { $n } 的照片发来。
visiting-ask-signature = 请拍签字的照片发来，图下写签字人姓名。
visiting-ask-witness = 请写出拒签的见证人。
visiting-why-open =
    还有 { $count } 项未查：{ $numbers }。
    请写原因，写完即宣读。
visiting-conflict = ⚠️ { $n } 有两个答案，请保留一个。
visiting-conflict-said = { $name }，{ $at }：{ $said }
visiting-differs = ⚠️ { $n }：另一名执法人员的答案不同，请其中一人定夺。
visiting-all-answered =
    { $count } 项已全部查完。
    请向负责人宣读记录。
visiting-for-others = 你的都查完了。其他人还有：{ $numbers }
visiting-kept = ✓ { $n }：{ $result }
visiting-kept-many = ✓ 已记 { $count } 项
visiting-together = ✓ { $count } 项与上次相同，一并合格
visiting-noted = { $numbers }：只作备注，由{ $body }认定。
visiting-alone = 没有一并合格：{ $reasons }。请逐项查，每项写一行，例如：{ $n } 合格
visiting-alone-stays = 没有一并合格：{ $reasons }。要改就单独写那一项。
visiting-alone-answered = { $numbers } 已有答案
visiting-alone-noted = { $numbers } 有人记录过情况
visiting-alone-others = { $numbers } 由别的部门认定
visiting-alone-critical = { $numbers } 是重大项
visiting-alone-first = { $numbers } 这里以前没查过
visiting-alone-failed = { $numbers } 上次不合格
visiting-alone-changed = { $numbers } 上次不涉及
visiting-open-already = { $n } 已有未闭环的隐患 #{ $number }，不另建。
visiting-hazard-stays = { $n } 的结果已保存，隐患 #{ $number } 保持不变：{ $why }。
visiting-critical = 🔴 { $n } 是重大隐患 #{ $number }：留在现场直到改好，或者上报。
visiting-photo-please = { $n } 要照片：发照片，图下写 { $n }。
visiting-photo-kept = ✓ { $n } 的照片 { $count } 张
visiting-full = 照片没有留存：这次检查你已有 { $most } 件。其余请用文字说明。
visiting-which-item = 照片已存。请写它是第几项。
visiting-no-item = 没有第 { $n } 项：清单共 { $count } 项。
visiting-line-no-item = “{ $said }”没有记下：没有第 { $n } 项，清单共 { $count } 项。请重写这一行。
visiting-problem-result = “{ $said }”没写结果。请写：{ $n } 合格、{ $n } 不合格 3日、{ $n } 已改好、{ $n } 不涉及，或 { $n } 移交。
visiting-problem-several = “{ $said }”：几项一起只能写合格。其他结果请每项写一行，例如：{ $n } 不合格 3日
visiting-problem-limit = “{ $said }”：只有不合格才有期限。请写 { $n } 不合格 3日，或去掉期限。
visiting-problem-long = “{ $said }”：期限太长，最多 { DAYS(999) }。
visiting-problem-range = “{ $said }”：小的号写在前面，例如 7-12 合格。
visiting-told-part = ✅ { $name } 批准了{ $body }的部分。
visiting-told-late = ✅ { $name } 已补批。
visiting-told-joined = 🤝 { $name }：{ $body } 并入这次检查。
visiting-part-waits = ⏳ 等{ $body }的审批人批准本部门的部分。批准以前不填、不签字。
visiting-part-left = ⏳ { $numbers } 等{ $body }批准；现在宣读就不在内。
visiting-part-left-out = ⚠️ { $body }的部分没有批准，未查：{ $numbers }
visiting-unshown = ⚠ 开始时没有扫码，也没有位置
visiting-unshown-yet = ⚠ 开始时没有扫码，也没有位置：请扫门上的码或发位置，否则记录里会写明。
visiting-reached-scan = ✓ 已扫门上的码，确认在现场。
visiting-reached-fix = ✓ 你离该场所 { METRES($metres) }，确认在现场。
visiting-far = 你离该场所 { METRES($metres) }，不能证明在现场。请走到 { METRES(100) } 以内再发一次位置。
visiting-nowhere = #{ $number } 这个场所位置未知，发位置不能证明在现场。请扫门上的码。
visiting-located = 位置已收到，15分钟内有效：可以开始检查、复查隐患。
visiting-code =
    <b>检查 #{ $number }</b> · { $place }
    { $kind } · { $bodies }
    执法人员：{ $officers }
    清单：{ $lists }
    { $lines }
visiting-code-official = 官方检查码编号：{ $official }
visiting-code-page = 谁来、为什么来、查出什么：{ $url }
visiting-code-no-page = 这里没有公开页面，结果以文字和文件交给场所。
visiting-read-out = <b>请向负责人宣读：</b>
visiting-no-fails = 没有不合格项。
visiting-fail = { $n }. { $text }：{ $said }
visiting-more-fails = 另有 { $count } 项见记录
visiting-counts = 合格 { $pass } · 当场改好 { $fixed } · 不合格 { $fail } · 移交 { $handed } · 不涉及 { $na }{ $noted ->
        [0] {""}
       *[other] {" "}· 只作备注 { $noted }
    } · 未查 { $open }
visiting-signed-officer-tap = ✍️ { $name }，{ $at }
visiting-signed-officer-drawn = ✍️ { $name }，{ $at }
visiting-signed-place-drawn = ✍️ 场所：{ $name } { $at }
visiting-signed-place-photo = ✍️ 场所：{ $name } { $at }，照片
visiting-signed-place-refused = ✍️ 场所拒签，见证人 { $witness }，{ $at }
visiting-wants-officers = 还差 { $count } 名执法人员签字。
visiting-wants-place = 还差负责人签字。
visiting-is-signed = ✅ 签字已办完。
visiting-forward = 请把上面的结果转发给场所，再点按钮。
visiting-told-place =
    结果已交给场所。
    { $next }
visiting-ended =
    这次检查已结束：{ $state }。
    { $next }
visiting-result =
    <b>检查结果 #{ $number }</b> · { $place } · { $day }
    { $count ->
        [0] 没有不合格项。
       *[other] { $count } 项不合格：
    }
    { $lines }
visiting-in-private = 检查在你的私聊里进行。
visiting-is-in-private = 已发到你的私聊。
# 按钮
button-visiting-begin = ▶️ 开始 #{ $number }
button-visiting-show = ▶️ 继续 #{ $number }
button-visiting-pass = ✅ 合格
button-visiting-fixed = 🔧 当场改好
button-visiting-fail = ❌ 不合格
button-visiting-na = ➖ 不涉及
button-visiting-hand = 📤 移交
button-visiting-section = ✅ 本节 { $count } 项与上次相同
button-visiting-back = ◀ { $n }
button-visiting-on = { $n } ▶
button-visiting-next = 下一未查项
button-visiting-again = ↩ 返回
button-visiting-later = 照片稍后
button-visiting-code = 亮码
button-visiting-no-access = 无法进入
button-visiting-read = 📖 宣读
button-visiting-finish = 留项结束
button-visiting-look = 看各项
button-visiting-as-listed = 按清单：{ $severity }，{ $limit }
button-visiting-severity-minor = 一般
button-visiting-severity-major = 较大
button-visiting-severity-critical = 重大
button-visiting-limit = { HOURS($hours) }
button-visiting-at-once = 立即
button-visiting-to = { $body }
button-visiting-keep-mine = 保留我的：{ $result }
button-visiting-keep-theirs = 保留{ $name }的：{ $result }
button-visiting-sign = ✍️ 我签字
button-visiting-photo = 📷 场所已签字
button-visiting-refused = 场所拒签
button-visiting-correct = 更正
button-visiting-told = 已交给场所
button-visiting-close = 结束
button-visiting-page = 场所页面
# 不行的情形
visiting-part-open = #{ $number } 没有记下 { $n }：{ $body }的部分还没有批准。请先找本部门的审批人点“批准本部门”。
visiting-part-no-signature = #{ $number }：{ $body }的部分没有批准，本部门不签字，由其他执法人员签。
visiting-none = 没有检查 #{ $number }。
visiting-not-yours = 你不在 #{ $number } 里，请其中的执法人员把你加上。
visiting-begun-already = #{ $number } 已经开始，见下面。
visiting-no-list = #{ $number } 没有清单，计划时请指定。
visiting-not-begun = #{ $number } 还没开始，请先点“开始”。
visiting-over = #{ $number } 已签字或已结束，各项不再改。新发现的用 /hazard 登记。
visiting-read-back-already = #{ $number } 已宣读，请点“更正”再发一次。
visiting-gone-on = #{ $number } 已往下走，请点最新一条消息的按钮。
visiting-no-severity = 第 { $number } 项请写一般、较大或重大。
visiting-to-whom = 请写明 { $number } 移交给谁，例如：{ $number } 移交 消防。
visiting-no-id = 这个答案没有编号，请重新打开页面。
visiting-limit-long = { $n } 的期限太长，最多 { DAYS(999) }。
visiting-together-on-spot = 请先扫门上的码或发位置：#{ $number } 的项只有在现场才能一并合格。
visiting-together-none = #{ $number } 本节没有可一并合格的项，请逐项查。
visiting-item-full = { $n } 你已答 { $most } 次，这次没有存；请由另一名到场人员答。
visiting-others-settle = { $n } 由{ $body }定，请找其执法人员。
visiting-conflicts-open = #{ $number } 的 { $numbers } 有两个答案，请先各保留一个。
visiting-items-open = #{ $number } 还有 { $count } 项未查：{ $numbers }。请查完，或点“留项结束”并写原因。
visiting-read-already = #{ $number } 已宣读，请在下面签字。
visiting-read-first = 请先宣读 #{ $number }，再签字。
visiting-signed-already = #{ $number } 已签字。
visiting-you-signed = 你已经签过字。
visiting-place-signed = 场所已经签过字。
visiting-signed-now = #{ $number } 签字已办完。
visiting-signed-one = 已记下对 #{ $number } 的签字。
visiting-no-picture = #{ $number }：这个文件不是图片，请拍签字的照片。
visiting-as-photo = #{ $number }：文件不一定是图片，请以照片形式发送签名。
visiting-came-late = #{ $number }：你在检查开始后才加入，也没答过检查项。请在场人员签名；或先按“更正”答检查项。
visiting-officer-taps = #{ $number } 的执法人员自己点按签字。
visiting-wants-witness = #{ $number }：请写出拒签的见证人。
visiting-wants-picture = #{ $number }：签字要有图片。
visiting-place-draws = #{ $number }：场所用手指或纸笔签字，不能点按。
visiting-done-already = #{ $number }：已经做过了。
