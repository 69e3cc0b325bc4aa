# 有人发现：什么迟了，什么不正常
late-occasion = ⚠️ 有 { $count } 项到期 { MINUTES($minutes) }仍未处理。系统落后了，恢复前请自己盯时限。
late-update = ⚠️ 有 { $count } 条消息等了 { MINUTES($minutes) }还没处理。请留意发消息的人，必要时人工答复。
late-letter = ⚠️ 有 { $count } 条通知等了 { MINUTES($minutes) }还没发出。有人可能还不知道，请用别的办法通知。
late-dead = ⚠️ 有 { $count } 条消息处理不了，已留存 7 天；最早的是 { MINUTES($minutes) }前收到的。请让当事人重发。
late-dead-of = ⚠️ 有 { $count } 条消息处理不了，已留存 7 天；最早的是 { MINUTES($minutes) }前收到的。请让这些人重发：{ $who }
late-killed = ⚠️ 有 { $count } 条消息一处理程序就退出，多次重试后已搁置，留存 7 天；最早的是 { MINUTES($minutes) }前收到的。请问没收到答复的人报了什么，换个说法再报。管理员请查日志里的 inbox.killed。
late-killed-of = ⚠️ 有 { $count } 条消息一处理程序就退出，多次重试后已搁置，留存 7 天；最早的是 { MINUTES($minutes) }前收到的。管理员请查日志里的 inbox.killed。请问这些人报了什么，换个说法再报：{ $who }
late-refused = ⚠️ 我有 { $count } 条消息被 Telegram 退回，不再重发（{ MINUTES($minutes) }前）；可能有人没收到，请用 /board 看未结事件。
late-rival = ⚠️ 另一个程序正用本机器人的令牌收取消息，已 { MINUTES($minutes) }。上报可能被它收走：请自己盯群；请管理员停掉那个程序，或更换令牌。
late-copy = ⚠️ 数据库每日备份已失败 { MINUTES($minutes) }。请看日志里的 copy.failed，并检查磁盘是否已满；每小时会自动再试。
late-full-disk = 🔴 系统磁盘已满。预留的 { $figure } MB 已让出：上报、派队、求助仍会保存，照片、备份、导出暂停。请管理员马上腾出空间，否则很快什么也存不了。
late-disk = 🔴 系统磁盘只剩 { $figure } MB：上报仍会保存，新照片、备份和导出可能停下。请管理员马上腾出空间。
well-again-copy = ✅ 数据库每日备份已恢复并通过检查。
well-again-occasion = ✅ 到期事项已全部处理。
well-again-update = ✅ 消息已全部处理。
well-again-letter = ✅ 通知已全部发出。
well-again-rival = ✅ 现在又只有我在收消息。最近几分钟的上报若没有卡片，请重发。
well-again-full-disk = ✅ 系统磁盘的预留空间已恢复。
well-again-disk = ✅ 系统磁盘空间恢复正常。
unstored-cry = 🆘 未保存！{ $name } 在{ $district }求助。我现在什么也存不了，只告诉了值班长；没有派队，{ $name } 也收不到我的回复。请马上打电话、派人。
unstored-cry-words = 🆘 未保存！{ $name } 在{ $district }求助：{ $words }
    我现在什么也存不了，只告诉了值班长；没有派队，{ $name } 也收不到我的回复。请马上打电话、派人。
unstored-full = 🔴 我的磁盘满了：存不了上报，不派队，也不催办。请用电话或电台上报；紧急时发 /sos 仍能通知值班长。恢复后我会在这里说。
unstored-other = 🔴 我暂时什么也存不了：不派队，也不催办。请用电话或电台上报；紧急时发 /sos 仍能通知值班长。恢复后我会在这里说。
unstored-over = ✅ 恢复正常了。这段时间发的我现在处理；没有卡片的请重发。
ready-well = 一切正常。
unwell-loop = 程序响应慢了 { SECONDS($figure) }（上限 { SECONDS($most) }）。
unwell-database = 写一次数据库要 { SECONDS($figure) }（上限 { SECONDS($most) }）。
unwell-database-full = 磁盘满了，什么也写不进去。请腾出空间，之后会自动恢复。
unwell-database-readonly = 数据库或其目录写不进去（只读，或没有权限）。请改为可写，之后会自动恢复。
unwell-database-locked = 另一个程序锁住了数据库。请停掉它，之后会自动恢复。
unwell-database-disk = 磁盘读写出错。请检查磁盘，恢复后会自动继续。
unwell-database-lost = 另一个巡逻机器人已接管这个数据库；本程序已停止写入，正在退出。
unwell-database-damaged = 数据库文件已损坏。请停止程序，用备份恢复：patrolbot restore FILE。
unwell-database-waiting = 数据库暂时写不进去，可能被另一个程序锁住了。
unwell-database-unstored = Telegram 来的消息存不进去；它们还在 Telegram，会再来。
unwell-poll = 上次与 Telegram 正常联系在 { SECONDS($figure) }前（上限 { SECONDS($most) }）。
unwell-poll-rival = 另一个程序正用同一令牌收取消息，上报可能被它收走。请停掉它，或更换令牌。
unwell-inbox = 最早的消息已等 { SECONDS($figure) }未处理（上限 { SECONDS($most) }）。
unwell-outbox = 最早到期的通知已等 { SECONDS($figure) }未发出（上限 { SECONDS($most) }）。
unwell-tick = 时钟上次走动在 { SECONDS($figure) }前（上限 { SECONDS($most) }）。
unknown-database = 数据库写不了。
unknown-poll = 还没有联系上 Telegram。
unknown-inbox = 读不了数据库里收到的消息。
unknown-outbox = 读不了数据库里待发的通知。
unknown-tick = 时钟还没有走动。
# 机器人在群里的身份
standing-gone = 🔴 我已不在{ $district }的群里：收不到上报，也通知不了任何人。请把我重新拉进群并设为管理员；在此之前请用电话接报。
standing-muted = 🔴 我在{ $district }的群里不能发言了：卡片和催办都发不出。请把我设为管理员。
standing-demoted = ⚠️ 我不是{ $district }群的管理员：不能置顶清单，可能看不到位置和照片。请把我设为管理员，并允许置顶消息。
standing-back-demoted = ⚠️ 我回到了{ $district }的群里（中断 { MINUTES($minutes) }），但还不是管理员，可能看不到位置和照片。请把我设为管理员，并允许置顶消息。
standing-well = ✅ { $district }的群里一切恢复正常（中断 { MINUTES($minutes) }）。请让这段时间上报过的人再报一次。
standing-back = 我回来了，中断 { MINUTES($minutes) }。这段时间说的我没听到：请再报一次。{ $cases ->
    [0] 现在没有未结事件。
   *[other] 随后更新 { $cases } 件未结事件的卡片。
    }
late-unread = ⚠️ Telegram 发来的 { $count } 条内容比本程序新，读不了，最早的在 { MINUTES($minutes) }前；已留存 7 天。请管理员更新程序；若有人在等答复，请问他发了什么。
unwell-groups-lost = 机器人在某个群里被移出、禁言或不再是管理员，已 { SECONDS($figure) }；已通知该群值班长。
