# 推送：事件每走一步，立即告诉其他系统
help-webhook = 事件一有变化就推送给其他系统；单发：查看、暂停、删除(私聊)
webhooks-none =
    还没有其他系统接收你们的事件。
    添加：/webhook https://example.org/path
    { $lines }
webhooks =
    这些系统接收你们的事件(最多 { $most } 个)。点一个查看；再加一个：/webhook https://example.org/path
    { $lines }
webhooks-line = { $n }. { $host }：{ $state }；等待 { $waiting } 条，放弃 { $dead } 条
webhook =
    { $host }：{ $state }
    已送达 { $delivered } 条，等待 { $waiting } 条，放弃 { $dead } 条
    最近一次回答：{ $answer } { $at }
    { $lines }
webhook-one-more = 再加一个：/webhook https://example.org/path
webhook-line-add = 添加了 { $host }
webhook-line-renew = 给 { $host } 换了密钥
webhook-line-pause = 暂停了 { $host }
webhook-line-resume = 恢复了 { $host }
webhook-line-remove = 删除了 { $host }
webhook-is-new = 还没有密钥，请点“换密钥”
webhook-is-well = 正常
webhook-is-failing = 已失败 { $since }，会自动重试
webhook-is-paused-captain = 已暂停，新变化先存着
webhook-is-paused-gone = 已停止：对方回答不再接收(410)
webhook-is-paused-failing = 已停止：5 天没有正常回答
webhook-is-paused-key = 已停止：webhooks.key 文件换了
webhook-answer-none = 还没有
webhook-answer-status = { $code }
webhook-answer-redirect = { $code }(不跟随跳转)
webhook-answer-timeout = 10 秒内没有回答
webhook-answer-refused = 连不上
webhook-answer-tls = 证书无效，或不支持 TLS
webhook-answer-private = 域名指向内网
webhook-answer-unknown = 域名不存在
webhook-answer-broken = 回答不完整
webhook-answer-key = 没有发送，缺少密钥文件
button-webhook-show = { $n }. { $host }
button-webhook-open = 查看
button-webhook-list = « 全部
button-webhook-try = 试发一次
button-webhook-pause = 暂停
button-webhook-resume = 恢复
button-webhook-again = 重发放弃的 { $dead } 条
button-webhook-renew = 换密钥
button-webhook-remove = 删除…
button-webhook-removed = 确定删除
button-webhook-keep = 不删，保留
webhook-secret =
    { $host } 从现在起接收每一步变化。
    密钥(只显示这一次，别给别人)：{ $secret }
    请在对方系统里填作签名密钥(Standard Webhooks)，再点“试发一次”。
webhook-secret-anew =
    { $host } 的新密钥(只显示这一次)：{ $secret }
    新旧密钥同时签名 24 小时，请在此之前换好。
webhook-down-private = { $host } 指向内网，不会往那里发送。请给公网的 https 地址；部署负责人可以放行内网(PATROL_WEBHOOKS_PRIVATE)。
webhook-down-unknown = { $host }：查不到这个域名。请核对后再发一次 /webhook 加地址。
webhook-no-key = 没能为 { $host } 生成密钥：数据旁边的 webhooks.key 文件读不了或写不了。请找部署负责人，再到 /webhook 点“换密钥”。
webhook-how = 这不是地址。请发完整地址，不要有空格：/webhook https://example.org/path
webhook-https = 只接受 https:// 开头的地址：/webhook https://example.org/path
webhook-scheme = 只接受 https:// 或 http:// 开头的地址：/webhook https://example.org/path
webhook-userinfo = 请去掉 @ 前面的用户名和密码：我们用签名代替。
webhook-port = 端口 { $port } 不能用。请不写(443)，或用 1024 以上的端口。
webhook-odd-number = { $host } 这种地址写法不常见。请写域名，或像 203.0.113.7 这样的四段数字。
webhook-private = { $host } 属于内网。请给公网的 https 地址；部署负责人可以放行内网(PATROL_WEBHOOKS_PRIVATE)。
webhook-there = { $host } 的这个地址已经有了，见 /webhook。
webhook-most = 已经有 { $most } 个系统。请先在 /webhook 里删除一个。
webhook-no-more = 它已经不在了，见 /webhook。
webhook-without-secret = { $host } 还没有密钥，请先点“换密钥”。
webhook-trying = 已发给 { $host }，回答会用消息告诉你。
webhook-tried-well = { $host } 收下了：{ $answer }。
webhook-tried = { $host } 没有收下：{ $answer }。
webhook-did-pause = { $host } 已暂停。
webhook-did-resume = { $host }：正在发送等待的变化。
webhook-did-again = { $count } 条正在重发。
webhook-did-remove = { $host } 已删除。
webhook-sure = 删除 { $host }？{ $waiting ->
        [0] { "" }
       *[other] 等待的 { $waiting } 条将不再发送。
    }{ $lines }
webhook-told-new = { $by } 添加了 { $host }：它接收我们事件的每一步变化。
webhook-told-paused = { $by } 暂停了发往 { $host } 的推送。
webhook-told-removed = { $by } 删除了 { $host }：它不再接收我们的事件。
webhook-dead = { $host } 没有收下的变化已放弃。30 天内可以重发。
webhook-too-many = 等待发往 { $host } 的变化超过 10000 条：最早的已放弃。
webhook-gone = { $host } 回答不再接收(410)：已停止发送。请恢复或删除。
webhook-failing = { $host } 5 天没有正常回答：已停止发送。请恢复或删除。
webhook-key-lost = { $host } 的密钥无法再生成：webhooks.key 不见了或换了。请点“查看”，再点“换密钥”。
