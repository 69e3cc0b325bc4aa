# 场所自己的检查页面，有网址的人都能看
own-page-title = { $place }的检查
own-page-number = #{ $number } · { $state }
own-page-who = 谁来检查，为什么
own-page-item = { $n }. { $text }
own-page-approved = 已由{ $bodies }批准
own-page-counted = 共 { $count } 项，已查 { $done } 项；{ $found ->
        [0] 没有发现问题。
       *[other] 发现 { $found } 个问题。
    }
own-page-found = 发现的问题
own-page-not-yet = 执法人员宣读之后，发现的问题会显示在这里。
own-page-until = 请在 { $at } 前整改
own-page-recheck = 将在 { $at } 前复查
own-page-hastened = 您已申请提前复查。
own-page-hazard-found = 已发现
own-page-hazard-limited = 待整改
own-page-hazard-rectified = 已整改，待复查
own-page-hazard-escalated = 已上报
own-page-hazard-closed = 已销号
own-page-photo = 发现问题时的照片
own-page-photo-after = 整改后的照片
own-page-after = 整改后：
own-page-mend = 自报整改
own-page-mend-how = 请上传最多 { $count } 张整改后的照片，执法人员随后复查。
own-page-mend-photos = 照片
own-page-mend-words = 怎么整改的（可以不写）
own-page-mend-send = 提交
own-page-hasten = 申请提前复查
own-page-record = 检查记录（PDF）
own-page-rate = 评价这次检查
own-page-rate-stars = { $stars } 星
own-page-rate-words = 想说的话（可以不写；由值班长和各部门负责人阅读，来检查的人员看不到）
own-page-rate-send = 提交评价
own-page-rate-done = 您对这次检查的评价：{ $stars } 星。
own-page-complain = 投诉
own-page-complain-how = 由值班长和各部门负责人阅读，来检查的人员看不到。
own-page-complain-words = 发生了什么
own-page-complain-send = 提交投诉
own-page-keeps = 本网址只显示这一次检查，有网址的人都能看到。
own-page-lasts = 有效期至 { $at }。
own-page-lasts-open = 有效期为检查结束后 30 天；还有问题没解决时继续有效。
own-page-unknown = 没有这个页面。请让执法人员再出示一次码。
own-page-over = 这个页面已失效。需要检查记录请联系执法人员。
own-page-no-record = 检查记录还没有签字，请在检查结束后再试。
own-page-stars = 请选择一到五星。
own-page-rated-already = 这次检查已经评价过了。
own-page-rated = 谢谢，您的评价已保存。
own-page-empty = 请写明发生了什么，再提交一次。
own-page-complained = 您的投诉已保存，并已告知有权处理的人。
own-page-many-complaints = 对这次检查的投诉已有 { $count } 条。更多情况请致电街道。
own-page-over-already = #{ $number } 已经销号。
own-page-wants-photo = 请加上能看出整改情况的照片，再提交一次。
own-page-many-photos = 一个问题最多收 { $count } 张照片。
own-page-many-at-once = 一次最多上传 { $count } 张照片。
own-page-too-slow = 照片传得太慢，请一次少传几张。
own-page-mended = 谢谢，#{ $number } 等待执法人员复查。
own-page-hastened-already = #{ $number } 已经申请过提前复查。
own-page-hastened-now = 已告知执法人员，您申请提前复查 #{ $number }。
own-page-no-hazard = 本页没有这个问题，请重新打开页面。
own-page-no-picture = 有一个文件不是能读取的图片，请上传照片。
own-page-undrawable = 有一张照片像素太多，处理不了。请缩小后再传，或传它的截图。
own-page-no-room = 暂时收不了照片，请稍后再传，或等检查人员来时给他们看。
own-page-too-large = 照片太大，合计最多 { $mb } MB。请少传几张，或者传小一些的。
own-page-back = 返回页面
own-page-language = 中文
own-page-complaint =
    🗣 对 { $place } 检查 #{ $number }（{ $bodies }）的投诉：
    { $words }
    来检查的人员看不到这条消息。
own-page-rating =
    ★ { $place } 给检查 #{ $number }（{ $bodies }）打了 { $stars } 星：
    { $words }
    来检查的人员看不到这条消息。
