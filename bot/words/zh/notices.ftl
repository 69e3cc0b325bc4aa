# 给所有在岗人员的通知
help-all = 通知所有在岗人员
notice =
    📢 { $by }：
    { $text }
all-sent = 正在发给在岗 { $people } 人{ $in_group ->
    [0] {""}
   *[other] ，其中 { $in_group } 人在群里提醒
 }。
all-how = 请写要通知的内容，例如 /all 内容。
all-nobody = 现在没有别人在岗，可看 /teams。
all-too-soon = 一分钟只发一次通知，{ SECONDS($seconds) }后再发。
