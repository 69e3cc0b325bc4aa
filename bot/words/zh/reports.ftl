# 上报与证据
not-registered = 你还不在本街道名单里，请值班长回复你的消息发 /enrol。
viewer-may-only-look = 观察员只能看，不能上报或处置。
not-a-position = 这个位置无效，请打开定位后重新发送。
no-district = 这里还不属于任何街道，请在街道的群里发。
report-where = 请发位置，或写一个登记过的地点名。
report-taken = 已受理 #{ $number }
report-place-nobody = 已受理 #{ $number }，有几处同名，是哪一处？不选按{ $place }
report-place-address = 已受理 #{ $number }，有几处同名，按地址取{ $place }；不是这处请点
report-place-near = 已受理 #{ $number }，有几处同名，取离你最近的{ $place }；不是这处请点
report-place-clock = 已受理 #{ $number }，有几处同名，按{ $place }派单；不是这处请点
place-meant = 是{ $place } #{ $number }
report-without-point = 已受理，没有位置，请手动派单：/assign { $number } 队名
pin-corrected = 位置已更正 #{ $number }
pin-shifted = 位置已按偏移纠正 #{ $number }
arrived-by-pin = 按到场处理 #{ $number }
new-case-made = 已另立新事件 #{ $number }
not-a-case-done = 已作废 #{ $number }
note-kept = 已记下 #{ $number }
piece-kept = 收到{ $what }，算作{ $piece }，证据 { $have }/{ $need } #{ $number }
    { $missing }
album-kept =
    收到 { $count } 件，证据 { $have }/{ $need } #{ $number }
    { $lines }
    { $missing }
album-piece = { $n }. { $what }：算作{ $piece }
album-which = 这几张属于哪一件？
button-album-piece = 🔁 第 { $n } 件
piece-kept-with = 已归到 #{ $number }
piece-which = 这张属于哪一件？
piece-dropped = 已从 #{ $number } 拿掉
piece-photo = 照片
piece-video = 视频
piece-voice = 语音
piece-document = 文件
piece-text = 文字
stage-report = 上报材料
stage-before = 处置前
stage-after = 处置后
button-not-this-case = 不是这件的
button-send-location = 📍 发送我的位置
private-what = 要上报就点下面发位置；其他看 /help。
answers-limited = 消息太多，一分钟内不再逐条回复；上报照收。
pieces-limited = 没有留存：{ MINUTES($minutes) }内超过 { $most } 件；重要的请稍后再发。
item-retired = { $item } 已停用，请另选一项。
words-corrected = ✏️ #{ $number } 报告人改了说法：{ $words }
edit-taken = 已按你改的更正 #{ $number }
edit-noted = 改动只记入留痕 #{ $number }；要补充请回复卡片。
