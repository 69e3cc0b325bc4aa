# 定位器
help-tracker = 用自己的定位器报位置(私聊)
tracker-key =
    定位器的地址：{ $url }
    设备号(只显示这一次，别给别人)：{ $secret }
    Traccar Client：填服务器地址和设备标识。OsmAnd、OwnTracks：{ $url }?id={ $secret }
    只在你上岗时记录。换新的再发 /tracker；停用发 /tracker off。
tracker-off = 定位器已停用。
tracker-none = 你没有在用的定位器；发 /tracker 领一个。
tracker-how = 发 /tracker 领定位器的设备号，发 /tracker off 停用。
tracker-stored = 位置已记录。
tracker-off-duty = 你那时不在岗，位置没有保存；请先发 /duty 上岗。
tracker-unknown = 不认识这个设备号。请在私聊里发 /tracker 领新的，填进定位器。
fix-unreadable = 看不懂这个位置。需要 id、lat、lon 和 timestamp。
fix-ahead = 这个位置的时间比现在晚 { MINUTES($minutes) }以上；请校准设备的时间。
fix-too-old = 这个位置是 { HOURS($hours) }以前的，不再记录。
fix-too-often = 太频繁，每秒最多一个位置。
fix-too-large = 内容太大，只要一个位置。
tracker-refused = 📡 你的定位器发来的位置没有保存：{ $why }
tracker-former-key = 📡 有设备还在用你以前的设备号，位置没有保存。请填上新的设备号。
tracker-silent = 📡 你的定位器 { MINUTES($minutes) }没有发来位置。请看看是否开机、有网络。
tracker-battery = 🔋 你的定位器只剩 { $percent }% 电量，请充电。
