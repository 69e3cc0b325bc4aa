# 群里的话题
help-topic = 给一类消息指定话题
topics =
    哪类消息发在哪里：
    { $lines }
    在话题里发例如 /topic 事件，或在那里点按钮；/topic 事件 关 取消。
topics-line = { $kind }：{ $place }
topics-place = 话题 { $url }
topics-own = 专用话题
topics-main = 主话题
topics-set = { $kind }从现在起发到{ $place }。
topics-same = { $kind }已经发到{ $place }。
topics-told = { $by } 改了{ $kind }的去处，从现在起发到：{ $place }
topics-lost = { $kinds }的话题已关闭或删除，现在发到主话题；要改，请在别的话题里发 /topic。
topics-which = 没有“{ $what }”这类消息，可用：{ $kinds }。
topics-how = “{ $what }”在这里没有意思；请在话题里发 /topic { $kind }，或发 /topic { $kind } off。
topics-in-the-topic = 请在群里要用的那个话题中发 /topic { $kind }。
topics-no-forum = 本群没有话题；请先在群设置里打开话题，再到话题里发。
topics-general = 这里是主话题，没有指定话题的消息都发在这里；请到别的话题里发 /topic { $kind }，或发 /topic { $kind } off。
topics-kind-incident = 事件
topics-kind-sos = 求助
topics-kind-board = 待办清单
topics-kind-reports = 早报和班次报告
topics-kind-handover = 交接班
topics-kind-roster = 排班和换班
topics-kind-notice = 通知
button-topic-here = 发到这里：{ $kind }
button-topic-off = 回主话题：{ $kind }
board-moved = 📋 待办清单：见{ $place }
report-taken-there = #{ $number } 已受理，卡片在{ $place }
check-forum = ▫️ 可选：本群开了话题，现在都发在主话题；在别的话题里发 /topic 可以分开
check-forum-set = ✅ { $count } 类消息有专用话题(/topic 查看)
check-forum-closed = ▫️ 可选：我没有管理话题的权限，话题关闭后那里的消息会发到主话题；给我权限，再点“再检查一次”
