# 登录网页
help-dashboard = 打开指挥屏(私聊发登录链接)
sign-in-link =
    打开指挥屏：{ $url }
    { MINUTES($minutes) }内有效，只能用一次，不要转发。
sent-in-private = 登录链接已私聊发给你。
link-only-in-private = 登录链接只能私聊发：请先点 { $link } 打开私聊，再发一次 /dashboard。
no-pages = 这个机器人没有开网页，请联系部署负责人。
sign-in-title = 登录巡查指挥屏
sign-in-how = 请在 Telegram 里向机器人 { $bot } 发送 /dashboard，它会私聊发给你一个登录链接。
sign-in-press = 点一下按钮就登录。链接只能用一次。
sign-in-wait = 正在登录。如果一直停在这里，请向机器人发送 /dashboard，用它发来的链接登录。
sign-in-button = 登录
sign-in-refused = 没有登录成功
link-unknown = 没有这个登录链接。请向机器人发送 /dashboard，用新链接登录。
link-used = 这个链接已经用过，或者已发来更新的链接。请用最新的，或向机器人发送 /dashboard。
link-expired = 这个链接已过期（只有 { MINUTES($minutes) }有效）。请向机器人发送 /dashboard，用新链接登录。
nowhere-registered = 你不在任何街道的名单里。请值班长回复你的消息发 /enrol，然后再发 /dashboard。
not-our-page = 这个请求不是从本网页发出的，没有执行。请打开本网页再操作。
not-our-name = 这里不使用这个域名：请打开 { $address }；若确实要用它访问，请写入 PATROL_PUBLIC_URL。
mini-app-unsigned = Telegram 的签名不对。请关闭后从机器人重新打开，或发送 /dashboard。
mini-app-stale = 打开得太久了（超过 { MINUTES($minutes) }）。请关闭后从机器人重新打开，或发送 /dashboard。
mini-app-used = 这次打开已经用来登录过。请关闭后从机器人重新打开，或发送 /dashboard。
too-many-tries = 试错太多次。请 { MINUTES($minutes) }后再试。
too-many-at-once = 同时请求太多。请 { SECONDS($seconds) }后再试。
not-signed-in = 还没有登录。请向机器人发送 /dashboard，用它发来的链接登录；程序请带上访问令牌。
wrong-token = 令牌或密钥不对。请核对 PATROL_API_TOKEN，或请值班长发 /apikey 给一个密钥。
other-district = 你不在这个街道的名单里，看不到它。请打开自己的街道。
