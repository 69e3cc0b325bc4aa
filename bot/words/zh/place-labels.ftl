# 门上的码：标签、标签页面、浏览器验证码
label-word-qr = 二维码, 标签
label-word-digits = 验证码, 六位数
label-word-large = 大, 大号
label-word-from = 从
label-word-kind = 类型
label-word-community = 社区
label-word-all = 全部
place-qr =
    要哪些标签？A4 纸每张 24 个，每个文件最多 { $most } 个。
    单个场所：/place 标签 编号；一张纸只印一个：/place 标签 大 编号
    按类型或社区：/place 标签 类型 名称，/place 标签 社区 名称
    { $where }
    大标签上的一行话：{ $words }（/limits 标签语 内容）
place-qr-how = 没看懂。打印标签：/place 标签 后面写编号，或“类型 名称”“社区 名称”“全部”；接着打印时加“从 编号”。
place-qr-many = 一次最多写 { $most } 个编号；其余的请再发一条。
place-digits-how = 哪个场所？标签页面上写着：/place 验证码 编号
place-door-digits =
    { $secret }：请输入到 { $name }（{ $code }）的页面。
    { MINUTES($minutes) }内有效，只能用一次，只用于该页面。向您索要它的人不是巡防队的。
label-button-all = 全部场所
label-button-kind = { $kind }
label-button-community = { $community }
label-button-district = { $district }
label-button-digits = 浏览器验证码
label-to-page = 扫码打开 { $url }/p/…，任何手机都能看。
label-to-chat = 未设置公开网址（PATROL_PUBLIC_URL）：这些标签打开的是与机器人的聊天，只有本辖区人员能用。设好网址后请重新打印。
label-private-first = 文件只发到私聊：请先打开 { $link }，再发一次。
label-none = 还没有登记场所，没有可打印的。请先导入场所。
label-none-so = 没有这样的场所，没有可打印的。发送 /place 标签 看看有哪些。
label-of-gone = { $name }（{ $code }）已不存在，不打印标签。请去掉这个编号。
label-making = 标签：已完成 { $done } 个，还在继续。
label-file = 标签 { $count } 个，共 { $pages } 张。请按原始大小打印。
label-goes-on = 一个文件放不下；接着打印：{ $command }
label-file-title = { $district }场所标签
label-how-page = 扫码看场所、看怎么上报
label-how-chat = 巡防人员请用 Telegram 扫码
label-far = 📍 手机显示您离登记位置 { $metres }。请核对编号和名称；场所搬了就更正位置。
label-reported = 已在 { $name }（{ $code }）上报 #{ $number }。请到 Telegram 回答提问、补发照片。
label-reported-already = 这里刚报过 #{ $number }（{ $name }，{ $code }）。如是另一件事，请写明是什么。
label-reported-nowhere = 已上报 #{ $number }（{ $name }，{ $code }），按特急受理，值班长马上收到。位置未知，请私聊机器人发位置。
label-report-where = { $name }（{ $code }）位置未知。请私聊机器人发你的位置，发了就在这里立案。
place-of-another-district = 编号“{ $code }”的场所属于别的辖区，您没有在那里登记。
place-which-district = 您所在的几个辖区都有编号 { $code } 的场所，是哪一个？
place-digits-wrong = 验证码打不开本页：输错、用过或已超过 5 分钟。请向机器人再要一个。
place-digits-taken = 这个验证码正被别人使用。
label-page-title = 场所 { $code }
door-how-title = 怎么上报
door-how-danger = 有人身危险：请立即拨打 { $call }。
door-how-danger-any = 有人身危险：请立即拨打急救或报警电话。
door-how-else = 其他事情：告诉巡防人员或{ $district }，并报编号 { $code }。
door-gone = 这个场所已不存在，标签已作废。
door-merged = 这个编号已并入另一个：现在是 { $code }。
door-onward = 打开 { $code }
door-unknown = 没有编号为“{ $code }”的场所。请再看一眼标签，或重新扫码。
door-choose = 几个辖区都有编号 { $code } 的场所，这里是哪一个？
door-other-district = 这个场所不属于您登记的辖区：您看到的与大家一样。
door-wait = 从这里查看太频繁。请在{ SECONDS($seconds) }后再试。
door-as = { $name } · { $district }
door-known-title = 进门之前
label-colour-unknown = 灰色：情况未知，没有查实的记录
label-colour-first = 请先读下面的提醒
label-colour-green = 绿色：没有查实的问题
label-colour-yellow = 黄色：有事要办
label-colour-orange = 橙色：请留意
label-colour-red = 红色：务必先看
door-report-words = 什么事？（可不填）
door-report = 在此上报
door-telegram = 在 Telegram 打开
door-public = 看大家看到的样子
door-inside = 返回
door-leave = 退出本浏览器
door-there = 我在对的门口吗？
door-far = 手机显示您离登记位置 { $metres }（误差 { $accuracy }）。请核对编号和名称。
door-near = 您就在登记位置（{ $metres }以内）。
door-nowhere = 手机没有给出位置。
door-member-title = 巡防人员
door-member-telegram = 在 Telegram 打开这个场所
door-member-how = Telegram 在另一部手机上？私聊机器人 { $bot } 发送：/place 验证码 { $code }，再把六位验证码输到这里。
door-digits = 六位验证码
door-enter = 查看
limit-label = 大标签上的一行话
limit-name-label = 标签语
limit-also-label = 标签
limits-label-how = 现在：{ $now }。请写在后面：/limits 标签语 内容（最多 { $most } 个字符）；不要则 /limits 标签语 默认。
limits-label-long = 标签上写不下：最多 { $most } 个字符。请写短些。
