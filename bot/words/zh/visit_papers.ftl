# 检查的文书：记录文件、录入掌上执法的文字、日历
visit-paper-file-title = 检查记录 #{ $number }
visit-paper-title = 联合检查记录 #{ $number }
visit-paper-draft = 草稿：本记录尚未签字。
visit-paper-foot = 本件为巡防系统的工作记录，不是执法文书；有法律效力的文书以官方系统出具的为准。
visit-paper-page = 检查 #{ $number } · 第 { $page } 页，共 { $pages } 页
visit-paper-made = 生成于 { $at }
visit-paper-place = 场所
visit-paper-code = 场所编号
visit-paper-place-was = 计划时的场所
visit-paper-credit = 统一社会信用代码
visit-paper-address = 地址
visit-paper-kind = 检查类型
visit-paper-source = 来源
visit-paper-source-is = { $source }，{ $number }
visit-paper-advised = 系统曾建议暂缓
visit-paper-advised-is = { $rule }；仍然检查的理由：{ $reason }
visit-paper-reason = 理由
visit-paper-lists = 检查清单
visit-paper-list-own = { $list }，本街道第 { $edition } 版
visit-paper-list-starter = { $list }，自带第 { $edition } 版
visit-paper-rests-on = 依据
visit-paper-official = 官方检查码编号
visit-paper-official-case = 官方系统编号
visit-paper-bodies = 参加部门
visit-paper-officers = 执法人员
visit-paper-officer = { $name }，{ $body }，证件号 { $certificate }
visit-paper-helpers = 协助人员
visit-paper-recused = 已回避
visit-paper-approval = 审批
visit-paper-not-approved = 尚未审批
visit-paper-not-approved-by = 尚未审批：{ $bodies }
visit-paper-approved = { $name }，{ $at }；{ $bodies }
visit-paper-approved-late = { $name }，{ $at } 补批（紧急情况）；{ $bodies }
visit-paper-notified = 告知场所
visit-paper-begun = 开始
visit-paper-there = 到场证明
visit-paper-there-scan = 扫了门上的码，没有定位，{ $at }
visit-paper-there-scan-and-fix = 扫了门上的码，定位离场所 { METRES($metres) }，{ $at }
visit-paper-there-fix = 定位离场所 { METRES($metres) }，{ $at }
visit-paper-there-fix-near = 定位在场所 100 米以内，{ $at }
visit-paper-there-not = 没有扫码，也没有定位：只凭执法人员自述
visit-paper-read = 宣读
visit-paper-signed-at = 签字
visit-paper-result = 结果
visit-paper-counted = 共 { $count } 项，已答 { $done } 项，不合格 { $found } 项
visit-paper-items = 检查项目
visit-paper-head-n = 序号
visit-paper-head-item = 项目
visit-paper-head-answer = 结论
visit-paper-open = 未答
visit-paper-answer-pass = 合格
visit-paper-answer-fail-fixed = 不合格，当场改正
visit-paper-answer-fail-limit = 不合格
visit-paper-answer-fail-transfer = 不合格，移交
visit-paper-answer-na = 不涉及
visit-paper-severity = 程度：{ $severity }
visit-paper-severity-minor = 一般
visit-paper-severity-major = 较大
visit-paper-severity-critical = 重大
visit-paper-hours = { $hours ->
        [0] 当天
       *[other] { HOURS($hours) }
    }
visit-paper-limit = 整改期限：{ $hours ->
        [0] 当天
       *[other] { HOURS($hours) }
    }
visit-paper-to = 移交{ $body }
visit-paper-by = { $name }，{ $at }
visit-paper-by-together = { $name }，{ $at }，与其他没有变化的项目一并确认
visit-paper-noted = { $name }记录：{ $answer } { $words }
visit-paper-no-picture = （照片暂时取不到）
visit-paper-omitted = 另有 { $count } 张照片随检查保存。
visit-paper-disputes = 执法人员的不同意见
visit-paper-dispute = 第 { $n } 项：{ $said }。以此为准：{ $settled }
visit-paper-dispute-said = { $name } { $answer }（{ $at }）
visit-paper-dispute-open = 尚未确定
visit-paper-then = { $one }；{ $other }
visit-paper-hazards = 隐患
visit-paper-hazard = #{ $number } { $title } · { $severity } · { $state } { $until }
visit-paper-until = · 期限 { $at }
visit-paper-signatures = 签字
visit-paper-unsigned = 还没有人签字。
visit-paper-signs-officer = 执法人员：{ $name }
visit-paper-signs-place = 场所负责人：{ $name }
visit-paper-how-tap = 本人点按确认
visit-paper-how-drawn = 在屏幕上手写签字
visit-paper-how-photo = 纸上签字，已拍照
visit-paper-how-refused = 拒绝签字；见证人：{ $witness }；由{ $name }记录
visit-paper-caption = 检查 #{ $number } 的记录。一天后本文件从聊天中删除。
visit-paper-photos-caption = 检查 #{ $number } 的照片，按项目命名：07-1 是第 7 项的第一张。一天后本文件从聊天中删除。
visit-paper-photos-left = 缺 { $count } 张照片：暂时取不到，或者放不下。
visit-paper-photos-none = 检查 #{ $number } 的照片现在都取不到，请稍后再取：/visit { $number } 掌上执法
visit-paper-not-begun = 检查 #{ $number } 还没有开始，没有可以复制的内容。
button-visit-record = 📄 检查记录
button-visit-official = 📋 复制到掌上执法
visit-official =
    #{ $number } 录入掌上执法，点按即可复制。一天后从聊天中删除。
    <pre>场所：{ $place }
    统一社会信用代码：{ $credit }
    参加部门：{ $bodies }
    执法人员：
    { $officers }
    日期：{ $at }
    类型：{ $kind }
    官方检查码：{ $official }
    不合格项目：
    { $items }</pre>
visit-official-more =
    #{ $number } 其余不合格项目：
    <pre>{ $items }</pre>
visit-official-none = 无
visit-official-item = { $n }. { $text }；情况：{ $words }；措施：{ $measure }；期限：{ $limit }
visit-official-fixed = 当场改正
visit-official-limited = 责令限期改正
visit-official-handed = 移交{ $body }
calendar-visit = 检查 #{ $number }：{ $place }（{ $state }）
calendar-recheck = 今天前复查：#{ $number } { $title }
